/*
 * opts.h - options of a command, from a table. `--name value`, `--name=value`, in any
 * order with arguments; `--` ends them.
 */
#ifndef CMD_OPTS_H
#define CMD_OPTS_H

#include "cmd/cmd.h"

enum opt_type {
	OPT_FLAG,   /* bool */
	OPT_TEXT,   /* struct str; p NULL unless given */
	OPT_LIST,   /* struct opt_list: the option may come again */
	OPT_INT,    /* int64_t, 0..INT32_MAX */
	OPT_NUMBER, /* double, -1e9..1e9 */
	OPT_PAST,   /* int64_t seconds: a DATE, "90d" being ago */
	OPT_FUTURE, /* int64_t seconds: a WHEN, "7d" being from now */
	OPT_FORMAT, /* enum format: text or json */
};

enum format { FORMAT_TEXT, FORMAT_JSON };

struct opt_list {
	struct str *texts; /* in the command's arena */
	size_t n, cap;
};

struct opt {
	const char *name; /* "--note" */
	enum opt_type type;
	void *to; /* untouched unless given */
};

/* Takes the options (ended by a NULL name; NULL: none) out of argv and leaves *argc
 * arguments, of which there must be min..max. ERR_USAGE says what is wrong. */
enum err opts_parse(struct app *app, const struct opt *opts, int *argc, char **argv,
    int min, int max) MUST_USE;

/* The arguments joined by spaces, in the command's arena. */
struct str opts_join(struct app *app, int argc, char **argv);

/* Takes one word of a QUERY that no key of the command's own fits: since:DATE, else a
 * word to look for, appended to words, which has room. */
enum err opts_query_word(struct app *app, const char *arg, int64_t *since_s,
    struct str *words, size_t *n_words) MUST_USE;

/* The options of a merge: *argc is 2, or 0 to see proposals. */
enum err opts_merge(
    struct app *app, int *argc, char **argv, enum format *format, bool *is_yes) MUST_USE;

/* A whole positive number that is an id. ERR_USAGE names the command that lists ids:
 * "item list" for "item show", "queue" for all that take suggestions. */
enum err opts_id(struct app *app, const char *arg, int64_t *out) MUST_USE;

#endif
