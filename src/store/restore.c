/*
 * restore.c - reads a dump back. In: the lines of dump.c, from whoever wrote the file;
 * out: a store that holds them and nothing else, or the store as it was. Always: tables
 * and columns are those of our own schema, values are bound, one transaction. A column
 * that an older dump does not have gets its default.
 */
#include "store/internal.h"
#include "store/upkeep.h"

#include <jansson.h>

#include <stdio.h>
#include <string.h>

enum { COLUMNS_MAX = 40, TABLES_MAX = 64 };

struct target {
	struct str name;
	struct str columns[COLUMNS_MAX];
	struct str values[COLUMNS_MAX]; /* "?", or the default where nothing is bound */
	size_t n_columns;
	sqlite3_stmt *insert;
};

struct restoring {
	struct store *s;
	struct arena *a;
	struct target tables[TABLES_MAX];
	size_t n_tables;
	size_t n_line;
	int64_t n_rows;
	bool has_begun, has_ended;
};

static enum err bad_line(const struct restoring *r, struct err_info *ei, const char *why)
{
	char source[32];

	snprintf(source, sizeof(source), "line %zu", r->n_line);
	return err_set(ei, ERR_DATA, source, "%s; nothing was restored", why);
}

static enum err read_columns(struct restoring *r, struct target *t, struct err_info *ei)
{
	struct query q = query_open(r->s, SQL_UPKEEP_COLUMNS);

	put_text(&q, t->name);
	while (t->n_columns < COLUMNS_MAX && query_next(&q)) {
		t->columns[t->n_columns] = get_text(&q, r->a);
		t->values[t->n_columns++] = get_text(&q, r->a);
	}
	return query_close(&q, ei);
}

static enum err prepare_insert(struct restoring *r, struct target *t, struct err_info *ei)
{
	struct buf sql;
	enum err e = OK;

	buf_init(&sql, 1 << 16);
	buf_printf(&sql, "INSERT INTO \"%.*s\" (", STR_ARG(t->name));
	for (size_t i = 0; i < t->n_columns; i++)
		buf_printf(&sql, "%s\"%.*s\"", i ? ", " : "", STR_ARG(t->columns[i]));
	buf_puts(&sql, ") VALUES (");
	for (size_t i = 0; i < t->n_columns; i++)
		buf_printf(&sql, "%s%.*s", i ? ", " : "", STR_ARG(t->values[i]));
	buf_puts(&sql, ")");
	if (sqlite3_prepare_v2(r->s->db, sql.p, (int)sql.n, &t->insert, NULL) !=
	    SQLITE_OK)
		e = store_fail(r->s, t->name.p, ei);
	buf_clear(&sql);
	return e;
}

static enum err add_table(struct restoring *r, struct str name, struct err_info *ei)
{
	struct target *t = &r->tables[r->n_tables++];
	enum err e;

	*t = (struct target){.name = name};
	e = read_columns(r, t, ei);
	return e == OK ? prepare_insert(r, t, ei) : e;
}

/* Empties all tables, last first: none is left without what it refers to. */
static enum err empty(struct restoring *r, struct err_info *ei)
{
	enum err e = OK;

	for (size_t i = r->n_tables; i-- > 0 && e == OK;)
		e = store_exec(r->s,
		    arena_printf(
			r->a, "DELETE FROM \"%.*s\"", STR_ARG(r->tables[i].name)),
		    ei);
	return e;
}

static enum err open_tables(struct restoring *r, struct err_info *ei)
{
	struct str *names;
	size_t n;
	enum err e = store_tables(r->a, r->s, &names, &n, ei);

	for (size_t i = 0; i < n && i < TABLES_MAX - 1 && e == OK; i++)
		e = add_table(r, names[i], ei);
	return e == OK ? add_table(r, STR("sqlite_sequence"), ei) : e;
}

static int from_hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool bind_hex(sqlite3_stmt *stmt, int parameter, const json_t *value)
{
	const json_t *hex = json_object_get(value, "hex");
	size_t n = json_string_length(hex);
	const char *text = json_string_value(hex);
	unsigned char *bytes;

	if (!text || n % 2)
		return false;
	bytes = sqlite3_malloc64(n / 2 + 1);
	if (!bytes)
		return false;
	for (size_t i = 0; i < n / 2; i++) {
		int high = from_hex(text[2 * i]), low = from_hex(text[2 * i + 1]);

		if (high < 0 || low < 0) {
			sqlite3_free(bytes);
			return false;
		}
		bytes[i] = (unsigned char)(high << 4 | low);
	}
	return sqlite3_bind_blob64(stmt, parameter, bytes, n / 2, sqlite3_free) ==
	       SQLITE_OK;
}

static bool bind_value(sqlite3_stmt *stmt, int parameter, const json_t *value)
{
	int rc = SQLITE_MISMATCH;

	switch (json_typeof(value)) {
	case JSON_NULL: rc = sqlite3_bind_null(stmt, parameter); break;
	case JSON_INTEGER:
		rc = sqlite3_bind_int64(stmt, parameter, json_integer_value(value));
		break;
	case JSON_REAL:
		rc = sqlite3_bind_double(stmt, parameter, json_real_value(value));
		break;
	case JSON_STRING:
		rc = sqlite3_bind_text64(stmt, parameter, json_string_value(value),
		    json_string_length(value), SQLITE_TRANSIENT, SQLITE_UTF8);
		break;
	case JSON_OBJECT: return bind_hex(stmt, parameter, value);
	case JSON_ARRAY:
	case JSON_TRUE:
	case JSON_FALSE: break;
	}
	return rc == SQLITE_OK;
}

/* Every key but "table" must be a column: what we do not know would be lost. */
static enum err insert_row(
    struct restoring *r, struct target *t, const json_t *row, struct err_info *ei)
{
	size_t n_used = 1;

	for (size_t i = 0; i < t->n_columns; i++) {
		const json_t *value = json_object_get(row, t->columns[i].p);

		sqlite3_bind_null(t->insert, (int)i + 1);
		if (!value)
			continue;
		n_used++;
		if (!bind_value(t->insert, (int)i + 1, value))
			return bad_line(r, ei, "a value is of a kind that no dump has");
	}
	if (n_used != json_object_size(row))
		return bad_line(r, ei, "a column is not known to this sawthis");
	if (sqlite3_step(t->insert) != SQLITE_DONE) {
		enum err e = store_fail(r->s, t->name.p, ei);

		sqlite3_reset(t->insert);
		return e == ERR_DATA ? bad_line(r, ei, sqlite3_errmsg(r->s->db)) : e;
	}
	sqlite3_reset(t->insert);
	r->n_rows++;
	return OK;
}

static enum err take_mark(
    struct restoring *r, const char *mark, const json_t *o, struct err_info *ei)
{
	int64_t schema = 0;
	enum err e;

	if (strcmp(mark, "end") == 0 && r->has_begun) {
		r->has_ended = true;
		if (json_integer_value(json_object_get(o, "rows")) != r->n_rows)
			return bad_line(r, ei, "the dump lacks rows");
		return OK;
	}
	if (strcmp(mark, "dump") != 0 || r->has_begun)
		return bad_line(r, ei, "this is no dump of sawthis");
	r->has_begun = true;
	if ((e = store_pragma(r->s, "user_version", &schema, ei)) != OK)
		return e;
	if (json_integer_value(json_object_get(o, "schema")) > schema)
		return bad_line(
		    r, ei, "the dump is of a newer sawthis: install that one");
	return OK;
}

static enum err take_row(struct restoring *r, const json_t *o, struct err_info *ei)
{
	const char *name = json_string_value(json_object_get(o, "table"));

	if (!r->has_begun || r->has_ended || !name)
		return bad_line(r, ei, "this is no dump of sawthis");
	for (size_t i = 0; i < r->n_tables; i++)
		if (str_eq(r->tables[i].name, str_of(name)))
			return insert_row(r, &r->tables[i], o, ei);
	return bad_line(r, ei, "a table is not known to this sawthis");
}

static enum err take_line(struct restoring *r, struct str line, struct err_info *ei)
{
	json_t *o = json_loadb(line.p, line.n, JSON_ALLOW_NUL, NULL);
	const char *mark = json_string_value(json_object_get(o, "sawthis"));
	enum err e;

	if (!json_is_object(o))
		e = bad_line(r, ei, "this is no line of a dump");
	else if (mark)
		e = take_mark(r, mark, o, ei);
	else
		e = take_row(r, o, ei);
	json_decref(o);
	return e;
}

static enum err take_all(
    struct restoring *r, store_restore_fn *next, void *ctx, struct err_info *ei)
{
	struct str line;
	enum err e;

	while ((e = next(ctx, &line, ei)) == OK && line.p) {
		r->n_line++;
		if (str_trim(line).n == 0)
			continue;
		if ((e = take_line(r, line, ei)) != OK)
			return e;
	}
	if (e == OK && !r->has_ended)
		e = bad_line(r, ei, "the dump ends too early");
	return e;
}

/* The counters of ids come with the dump and are counted on while rows go in: only those
 * of the dump may be left. */
static enum err restore(
    struct restoring *r, store_restore_fn *next, void *ctx, struct err_info *ei)
{
	enum err e;

	if ((e = store_exec(r->s, "PRAGMA defer_foreign_keys = ON", ei)) != OK ||
	    (e = open_tables(r, ei)) != OK || (e = empty(r, ei)) != OK ||
	    (e = take_all(r, next, ctx, ei)) != OK)
		return e;
	return store_exec(r->s,
	    "DELETE FROM sqlite_sequence WHERE rowid NOT IN "
	    "(SELECT max(rowid) FROM sqlite_sequence GROUP BY name)",
	    ei);
}

enum err store_restore(
    struct store *s, store_restore_fn *next, void *ctx, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	struct restoring *r = arena_alloc(scratch, 1, sizeof(*r));
	enum err e = store_begin(s, ei);

	r->s = s;
	r->a = scratch;
	if (e == OK) {
		e = restore(r, next, ctx, ei);
		for (size_t i = 0; i < r->n_tables; i++)
			sqlite3_finalize(r->tables[i].insert);
		e = store_end(s, e, ei);
	}
	arena_free(scratch);
	return e;
}
