/*
 * config.h - the settings of a home: one INI file, written by `init` with every key and
 * its meaning, read whole, changed a key at a time without touching the rest.
 */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include "base/arena.h"
#include "base/buf.h"

struct config;

enum config_type { CONFIG_TEXT, CONFIG_INT, CONFIG_NUMBER, CONFIG_BOOL, CONFIG_CHOICE };

struct config_key {
	const char *name; /* "fetch.timeout_s" */
	enum config_type type;
	const char *initial; /* the value where the file says nothing */
	double min, max;     /* of CONFIG_INT and CONFIG_NUMBER */
	const char *choices; /* of CONFIG_CHOICE, "eml|mailto|imap" */
	const char *comment; /* what it does, with unit */
};

/* Every key there is, sorted by section as the file shows them; ended by a NULL name. */
extern const struct config_key config_keys[];

/* Reads the file at path; one that is not there gives the initial values. ERR_CONFIG
 * names file, line and key: unknown key, bad value, a line too long, not UTF-8, or a
 * password in a file that others may read. The caller frees with config_free(). */
enum err config_load(const char *path, struct config **out, struct err_info *ei) MUST_USE;
void config_free(struct config *c);

/* Values by name, which must be in config_keys. Views live as long as c. */
struct str config_text(const struct config *c, const char *name);

/* Of a value that is a list parted by semicolons, the parts, trimmed; empty ones do not
 * count. In the arena. */
struct str *config_list(
    struct arena *a, const struct config *c, const char *name, size_t *n);

int64_t config_int(const struct config *c, const char *name);
double config_number(const struct config *c, const char *name);
bool config_bool(const struct config *c, const char *name);

/* Whether the file itself sets the key. */
bool config_is_set(const struct config *c, const char *name);

/* ERR_CONFIG where name is no key (a near one is suggested) or value does not fit it. */
enum err config_check(struct str name, struct str value, struct err_info *ei) MUST_USE;

/* Sets the key in the file, in c too; comments and order of the file stay. */
enum err config_set(
    struct config *c, struct str name, struct str value, struct err_info *ei) MUST_USE;

/* The text of a new file: every key, commented out, with its meaning. */
void config_put_template(struct buf *b);

#endif
