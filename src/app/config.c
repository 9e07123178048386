/*
 * config.c - reads and changes the configuration. In: an INI file (config_file reads
 * it). Out: typed values. Always: every value held has passed its key's check, so that
 * the getters cannot fail.
 */
#include "app/config.h"

#include "app/config_file.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CONFIG_MAX_BYTES = 1 << 20, KEYS_MAX = 64, VALUE_MAX_BYTES = 8192 };

struct config {
	char *path;
	char *values[KEYS_MAX]; /* as the file has them; NULL: initial */
};

static size_t find_key(struct str name)
{
	size_t i = 0;

	while (config_keys[i].name && !str_eq(name, str_of(config_keys[i].name)))
		i++;
	assert(i < KEYS_MAX);
	return i;
}

static struct str section_of(const struct config_key *key)
{
	struct str name = str_of(key->name);

	return str_sub(name, 0, str_find_char(name, '.'));
}

static const char *short_name(const struct config_key *key)
{
	return strchr(key->name, '.') + 1;
}

/* "no such key", with the keys of the same section or of the same short name. */
static enum err unknown_key(struct str name, struct err_info *ei)
{
	char near[256] = "";
	size_t dot = str_find_char(name, '.');
	struct str section = str_sub(name, 0, dot);
	struct str shorter = dot < name.n ? str_sub(name, dot + 1, name.n) : name;

	for (const struct config_key *k = config_keys; k->name; k++) {
		size_t used = strlen(near);

		if (str_eq(section, section_of(k)) ||
		    str_eq(shorter, str_of(short_name(k))))
			snprintf(near + used, sizeof(near) - used, "%s%s",
			    used ? ", " : "", k->name);
	}
	return err_set(ei, ERR_CONFIG, NULL, "there is no key '%.*s'; %s%s",
	    (int)(name.n < 80 ? name.n : 80), name.p ? name.p : "",
	    near[0] ? "there is " : "", near[0] ? near : "`sawthis config` lists all");
}

static bool parse_bool(struct str s, bool *out)
{
	static const char *const yes[] = {"yes", "on", "true", "1"};
	static const char *const no[] = {"no", "off", "false", "0"};

	for (size_t i = 0; i < 4; i++) {
		if (str_eq_nocase(s, str_of(yes[i])))
			return *out = true, true;
		if (str_eq_nocase(s, str_of(no[i])))
			return *out = false, true;
	}
	return false;
}

static bool is_choice(struct str value, const char *choices)
{
	struct str rest = str_of(choices), one;

	while (str_split(&rest, '|', &one))
		if (str_eq(value, one))
			return true;
	return false;
}

static enum err check_value(const struct config_key *k, struct str v, struct err_info *ei)
{
	double number;
	int64_t whole;
	bool is_on;

	for (size_t i = 0; i < v.n; i++)
		if ((unsigned char)v.p[i] < 0x20 || v.p[i] == 0x7F)
			return err_set(ei, ERR_CONFIG, NULL,
			    "%s: the value has a control character", k->name);
	if (!utf8_is_valid(v))
		return err_set(
		    ei, ERR_CONFIG, NULL, "%s: the value is not UTF-8", k->name);
	if (v.n > VALUE_MAX_BYTES)
		return err_set(ei, ERR_CONFIG, NULL,
		    "%s: the value is longer than %d bytes", k->name, VALUE_MAX_BYTES);
	if (str_find(v, STR(" ;")) < v.n)
		return err_set(ei, ERR_CONFIG, NULL,
		    "%s: ' ;' would begin a comment; write ';' without the space",
		    k->name);
	switch (k->type) {
	case CONFIG_TEXT: return OK;
	case CONFIG_INT:
		if (str_to_int(v, (int64_t)k->min, (int64_t)k->max, &whole))
			return OK;
		return err_set(ei, ERR_CONFIG, NULL,
		    "%s: '%.60s' is no whole number from %.0f to %.0f", k->name,
		    v.n ? v.p : "", k->min, k->max);
	case CONFIG_NUMBER:
		if (str_to_double(v, k->min, k->max, &number))
			return OK;
		return err_set(ei, ERR_CONFIG, NULL,
		    "%s: '%.60s' is no number from %g to %g", k->name, v.n ? v.p : "",
		    k->min, k->max);
	case CONFIG_BOOL:
		if (parse_bool(v, &is_on))
			return OK;
		return err_set(ei, ERR_CONFIG, NULL, "%s: '%.60s' is neither yes nor no",
		    k->name, v.n ? v.p : "");
	case CONFIG_CHOICE:
		if (is_choice(v, k->choices))
			return OK;
		return err_set(ei, ERR_CONFIG, NULL, "%s: '%.60s' is none of %s", k->name,
		    v.n ? v.p : "", k->choices);
	}
	return OK;
}

enum err config_check(struct str name, struct str value, struct err_info *ei)
{
	size_t i = find_key(name);

	return config_keys[i].name ? check_value(&config_keys[i], value, ei)
				   : unknown_key(name, ei);
}

/* Called with each setting of the file. */
static enum err take_value(
    void *ctx, struct str name, struct str value, struct err_info *ei)
{
	struct config *c = ctx;
	enum err e = config_check(name, value, ei);
	size_t i;

	if (e != OK)
		return e;
	i = find_key(name);
	free(c->values[i]);
	c->values[i] = mem_new(value.n + 1, 1);
	if (value.n)
		memcpy(c->values[i], value.p, value.n);
	return OK;
}

static bool has_url_password(struct str url)
{
	size_t scheme = str_find(url, STR("://"));
	struct str host = str_sub(url, scheme + 3, url.n);
	size_t at = str_find_char(str_sub(host, 0, str_find_char(host, '/')), '@');

	return scheme < url.n && at < host.n &&
	       str_find_char(str_sub(host, 0, at), ':') < at;
}

static enum err check_secrets(const struct config *c, struct err_info *ei)
{
	struct stat st;

	if (!has_url_password(config_text(c, "mail.smtp_url")) &&
	    !has_url_password(config_text(c, "mail.imap_url")))
		return OK;
	if (stat(c->path, &st) == 0 && (st.st_mode & 077) == 0)
		return OK;
	return err_set(ei, ERR_CONFIG, c->path,
	    "holds a password and others may read it; use mail.password_command, or "
	    "chmod 600");
}

enum err config_load(const char *path, struct config **out, struct err_info *ei)
{
	struct config *c = mem_new(1, sizeof(*c));
	struct buf b;
	enum err e = OK;
	int line;

	c->path = mem_dup(path);
	buf_init(&b, CONFIG_MAX_BYTES);
	if (file_exists(path)) {
		e = file_read(path, &b, ei);
		if (e != OK)
			goto fail;
		e = ini_read(buf_borrow(&b), take_value, c, &line, ei);
		if (e != OK) {
			if (ei && line > 0)
				snprintf(ei->source, sizeof(ei->source), "%.200s:%d",
				    path, line);
			else if (ei)
				snprintf(ei->source, sizeof(ei->source), "%.200s", path);
			goto fail;
		}
	}
	e = check_secrets(c, ei);
	if (e != OK)
		goto fail;
	buf_clear(&b);
	*out = c;
	return OK;
fail:
	buf_clear(&b);
	config_free(c);
	return e == ERR_DATA ? ERR_CONFIG : e;
}

void config_free(struct config *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < KEYS_MAX; i++)
		free(c->values[i]);
	free(c->path);
	free(c);
}

struct str config_text(const struct config *c, const char *name)
{
	size_t i = find_key(str_of(name));

	assert(config_keys[i].name);
	return str_of(c->values[i] ? c->values[i] : config_keys[i].initial);
}

struct str *config_list(
    struct arena *a, const struct config *c, const char *name, size_t *n)
{
	struct str rest = config_text(c, name), *parts = NULL, part;
	size_t cap = 0;

	*n = 0;
	while (str_split(&rest, ';', &part)) {
		part = str_trim(part);
		if (!part.n)
			continue;
		arena_grow(a, &parts, *n, &cap, sizeof(*parts));
		parts[(*n)++] = part;
	}
	return parts;
}

double config_number(const struct config *c, const char *name)
{
	double v = 0;
	bool is_number = str_to_double(config_text(c, name), -1e300, 1e300, &v);

	assert(is_number);
	(void)is_number;
	return v;
}

int64_t config_int(const struct config *c, const char *name)
{
	return (int64_t)config_number(c, name);
}

bool config_bool(const struct config *c, const char *name)
{
	bool is_on = false;

	(void)parse_bool(config_text(c, name), &is_on);
	return is_on;
}

bool config_is_set(const struct config *c, const char *name)
{
	return c->values[find_key(str_of(name))] != NULL;
}

static void put_setting(struct buf *b, const struct config_key *k, struct str value)
{
	buf_puts(b, short_name(k));
	buf_puts(b, " = ");
	buf_put_str(b, value);
	buf_putc(b, '\n');
}

/* Whether line sets the key, commented out or not. inih takes ':' for '=', too. */
static bool is_line_of(struct str line, const struct config_key *k, bool *is_comment)
{
	struct str s = str_trim(line);
	struct str name = str_of(short_name(k));

	*is_comment = s.n && (s.p[0] == ';' || s.p[0] == '#');
	if (*is_comment)
		s = str_trim(str_sub(s, 1, s.n));
	if (!str_starts(s, name))
		return false;
	s = str_trim(str_sub(s, name.n, s.n));
	return s.n && (s.p[0] == '=' || (s.p[0] == ':' && !*is_comment));
}

static struct str section_of_line(struct str line, struct str current)
{
	struct str s = str_trim(line);

	if (s.n > 1 && s.p[0] == '[')
		return str_sub(s, 1, str_find_char(s, ']') - 1);
	return current;
}

/* Puts old with the key's line replaced: a live line, else the one commented out, else
 * a new one at the end of its section. */
static void put_with_setting(
    struct buf *b, struct str old, const struct config_key *k, struct str value)
{
	struct str rest, line, section;
	struct str want = section_of(k);
	bool is_comment, has_live = false, has_commented = false, is_done = false;

	section = (struct str){NULL, 0};
	for (rest = old; str_split(&rest, '\n', &line);) {
		section = section_of_line(line, section);
		if (!str_eq(section, want) || !is_line_of(line, k, &is_comment))
			continue;
		has_live = has_live || !is_comment;
		has_commented = has_commented || is_comment;
	}
	section = (struct str){NULL, 0};
	for (rest = old; str_split(&rest, '\n', &line);) {
		struct str before = section;
		bool is_key;

		if (!rest.p && line.n == 0)
			break; /* what follows the last line break */
		section = section_of_line(line, section);
		is_key = str_eq(section, want) && is_line_of(line, k, &is_comment);
		if (!is_done && !has_live && !has_commented && str_eq(before, want) &&
		    !str_eq(section, want)) {
			put_setting(b, k, value);
			is_done = true;
		}
		if (is_key && (is_comment != has_live)) {
			if (!is_done)
				put_setting(b, k, value);
			is_done = true;
			continue;
		}
		buf_put_str(b, line);
		buf_putc(b, '\n');
	}
	if (is_done)
		return;
	if (!str_eq(section, want))
		buf_printf(b, "\n[%.*s]\n", STR_ARG(want));
	put_setting(b, k, value);
}

enum err config_set(
    struct config *c, struct str name, struct str value, struct err_info *ei)
{
	struct buf old, text;
	size_t i = find_key(name);
	enum err e = config_check(name, value, ei);

	if (e != OK)
		return e;
	buf_init(&old, CONFIG_MAX_BYTES);
	buf_init(&text, CONFIG_MAX_BYTES * 2);
	if (file_exists(c->path))
		e = file_read(c->path, &old, ei);
	else
		config_put_template(&old);
	if (e == OK) {
		put_with_setting(&text, buf_borrow(&old), &config_keys[i], value);
		e = file_write(c->path, buf_borrow(&text), ei);
	}
	if (e == OK)
		e = take_value(c, name, value, ei);
	buf_clear(&old);
	buf_clear(&text);
	return e;
}

void config_put_template(struct buf *b)
{
	struct str section = {NULL, 0};

	buf_puts(b,
	    "; The settings of sawthis. Take the ; away from a line to change it, or "
	    "use\n"
	    "; `sawthis config SECTION.KEY VALUE`. sawthis-config(5) tells more.\n");
	for (const struct config_key *k = config_keys; k->name; k++) {
		if (!str_eq(section, section_of(k))) {
			section = section_of(k);
			buf_printf(b, "\n[%.*s]\n", STR_ARG(section));
		}
		buf_printf(b, "; %s", k->comment);
		if (k->choices)
			buf_printf(b, " (%s)", k->choices);
		buf_printf(b, "\n;%s = %s\n", short_name(k), k->initial);
	}
}
