/*
 * rows.c - given_rows, a virtual table without storage. In: records and a function that
 * puts one as a row. Out: the columns v1, v2, ... of as many rows. Always: it can be read
 * from front to end alone, by statements of this program alone.
 */
#include "store/rows.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct rows_table {
	sqlite3_vtab base;
	struct store *s;
};

struct rows_cursor {
	sqlite3_vtab_cursor base;
	const struct rows *rows;
	size_t i;
	struct row row;
};

static void put(struct row *r, struct row_value v)
{
	if (r->n < ROW_VALUES_MAX)
		r->values[r->n++] = v;
}

void row_put_int(struct row *r, int64_t v)
{
	put(r, (struct row_value){NULL, v, SQLITE_INTEGER});
}

static void put_null(struct row *r)
{
	put(r, (struct row_value){NULL, 0, SQLITE_NULL});
}

void row_put_id(struct row *r, int64_t id)
{
	if (id)
		row_put_int(r, id);
	else
		put_null(r);
}

void row_put_time(struct row *r, int64_t at_s)
{
	if (at_s == NO_TIME || at_s == 0)
		put_null(r);
	else
		row_put_int(r, at_s);
}

void row_put_hash(struct row *r, uint64_t v)
{
	int64_t bits;

	memcpy(&bits, &v, sizeof(bits));
	row_put_int(r, bits);
}

void row_put_text(struct row *r, struct str v)
{
	put(r, (struct row_value){v.p, (int64_t)v.n, v.p ? SQLITE_TEXT : SQLITE_NULL});
}

void row_put_name(struct row *r, const char *v)
{
	row_put_text(r, str_of(v));
}

void row_put_blob(struct row *r, struct str v)
{
	put(r, (struct row_value){v.p, (int64_t)v.n, v.p ? SQLITE_BLOB : SQLITE_NULL});
}

/* ---- What SQLite asks ------------------------------------------------------------- */

static int connect_table(sqlite3 *db, void *store, int n, const char *const *arguments,
    sqlite3_vtab **out, char **error)
{
	struct rows_table *t;
	int rc = sqlite3_declare_vtab(db, store_sql[SQL_ROWS_DECLARE].text);

	(void)n, (void)arguments, (void)error;
	if (rc != SQLITE_OK)
		return rc;
	sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
	t = mem_new(1, sizeof(*t));
	t->s = store;
	*out = &t->base;
	return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *base)
{
	free(base);
	return SQLITE_OK;
}

static int plan(sqlite3_vtab *base, sqlite3_index_info *info)
{
	(void)base;
	info->estimatedCost = 1000;
	return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
	struct rows_cursor *c = mem_new(1, sizeof(*c));

	c->rows = ((struct rows_table *)base)->s->rows;
	*out = &c->base;
	return c->rows ? SQLITE_OK : SQLITE_ERROR;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
	free(base);
	return SQLITE_OK;
}

static void read_row(struct rows_cursor *c)
{
	c->row.n = 0;
	if (c->i < c->rows->n)
		c->rows->put(&c->row, c->rows->records, c->i);
}

static int rewind_cursor(sqlite3_vtab_cursor *base, int plan_number,
    const char *plan_text, int n, sqlite3_value **values)
{
	struct rows_cursor *c = (struct rows_cursor *)base;

	(void)plan_number, (void)plan_text, (void)n, (void)values;
	c->i = 0;
	read_row(c);
	return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *base)
{
	struct rows_cursor *c = (struct rows_cursor *)base;

	c->i++;
	read_row(c);
	return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *base)
{
	const struct rows_cursor *c = (const struct rows_cursor *)base;

	return c->i >= c->rows->n;
}

static int get_value(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
	const struct rows_cursor *c = (const struct rows_cursor *)base;
	const struct row_value *v = &c->row.values[column];

	if ((size_t)column >= c->row.n || v->type == SQLITE_NULL)
		sqlite3_result_null(context);
	else if (v->type == SQLITE_INTEGER)
		sqlite3_result_int64(context, v->n);
	else if (v->type == SQLITE_TEXT)
		sqlite3_result_text64(
		    context, v->p, (sqlite3_uint64)v->n, SQLITE_STATIC, SQLITE_UTF8);
	else
		sqlite3_result_blob64(context, v->p, (sqlite3_uint64)v->n, SQLITE_STATIC);
	return SQLITE_OK;
}

static int get_number(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((const struct rows_cursor *)base)->i;
	return SQLITE_OK;
}

enum err store_define_rows(struct store *s, struct err_info *ei)
{
	static const sqlite3_module module = {
	    .xConnect = connect_table,
	    .xDisconnect = disconnect_table,
	    .xBestIndex = plan,
	    .xOpen = open_cursor,
	    .xClose = close_cursor,
	    .xFilter = rewind_cursor,
	    .xNext = next_row,
	    .xEof = is_at_end,
	    .xColumn = get_value,
	    .xRowid = get_number,
	};

	if (sqlite3_create_module_v2(s->db, "given_rows", &module, s, NULL) != SQLITE_OK)
		return store_fail(s, "given_rows", ei);
	return OK;
}

enum err rows_write(
    struct store *s, enum sql sql, const struct rows *rows, struct err_info *ei)
{
	struct query q = query_open(s, sql);
	enum err e;

	s->rows = rows;
	e = query_run(&q, ei);
	s->rows = NULL;
	return e;
}
