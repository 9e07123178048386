/*
 * query.c - a cursor over a prepared statement. In: values, bound by their order; out:
 * rows. Always: a failure stays in the query until it is closed, so that the code between
 * need not ask; nothing that comes from outside becomes part of the SQL.
 */
#include "store/internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Compiles a statement when it is first asked for: a command needs few of them. */
struct query query_open(struct store *s, enum sql sql)
{
	sqlite3_stmt **stmt = &s->stmts[sql];
	struct query q = {.s = s, .sql = sql, .rc = SQLITE_OK, .parameter = 1};

	if (!*stmt)
		q.rc = sqlite3_prepare_v3(s->db, store_sql[sql].text, -1,
		    SQLITE_PREPARE_PERSISTENT, stmt, NULL);
	assert(!*stmt || !sqlite3_stmt_busy(*stmt));
	q.stmt = *stmt;
	return q;
}

static bool has_failed(const struct query *q)
{
	return q->rc != SQLITE_OK && q->rc != SQLITE_ROW && q->rc != SQLITE_DONE;
}

bool query_next(struct query *q)
{
	if (has_failed(q) || q->rc == SQLITE_DONE)
		return false;
	q->column = 0;
	q->rc = sqlite3_step(q->stmt);
	return q->rc == SQLITE_ROW;
}

enum err query_close(struct query *q, struct err_info *ei)
{
	enum err e = OK;

	if (has_failed(q))
		e = store_fail(q->s, store_sql[q->sql].name, ei);
	if (q->stmt) {
		sqlite3_reset(q->stmt);
		sqlite3_clear_bindings(q->stmt);
	}
	return e;
}

enum err query_run(struct query *q, struct err_info *ei)
{
	while (query_next(q))
		;
	return query_close(q, ei);
}

enum err query_int(struct query *q, int64_t if_none, int64_t *out, struct err_info *ei)
{
	int64_t v = query_next(q) ? get_int(q) : if_none;
	enum err e = query_close(q, ei);

	if (e == OK)
		*out = v;
	return e;
}

enum err query_ids(
    struct query *q, struct arena *a, int64_t **out, size_t *n, struct err_info *ei)
{
	int64_t *list = NULL;
	size_t n_read = 0, cap = 0;
	enum err e;

	while (query_next(q)) {
		arena_grow(a, &list, n_read, &cap, sizeof(*list));
		list[n_read++] = get_int(q);
	}
	e = query_close(q, ei);
	*out = e == OK ? list : NULL;
	*n = e == OK ? n_read : 0;
	return e;
}

static void keep_failure(struct query *q, int rc)
{
	if (rc != SQLITE_OK && !has_failed(q))
		q->rc = rc;
	q->parameter++;
}

void put_int(struct query *q, int64_t v)
{
	keep_failure(q, sqlite3_bind_int64(q->stmt, q->parameter, v));
}

static void put_null(struct query *q)
{
	keep_failure(q, sqlite3_bind_null(q->stmt, q->parameter));
}

void put_id(struct query *q, int64_t id)
{
	if (id)
		put_int(q, id);
	else
		put_null(q);
}

void put_time(struct query *q, int64_t at_s)
{
	if (at_s == NO_TIME || at_s == 0)
		put_null(q);
	else
		put_int(q, at_s);
}

void put_hash(struct query *q, uint64_t v)
{
	int64_t bits;

	memcpy(&bits, &v, sizeof(bits));
	put_int(q, bits);
}

void put_real(struct query *q, double v)
{
	keep_failure(q, sqlite3_bind_double(q->stmt, q->parameter, v));
}

void put_text(struct query *q, struct str v)
{
	keep_failure(q, sqlite3_bind_text64(
			    q->stmt, q->parameter, v.p, v.n, SQLITE_STATIC, SQLITE_UTF8));
}

void put_name(struct query *q, const char *v)
{
	put_text(q, str_of(v));
}

void put_blob(struct query *q, struct str v)
{
	keep_failure(
	    q, sqlite3_bind_blob64(q->stmt, q->parameter, v.p, v.n, SQLITE_STATIC));
}

int64_t get_int(struct query *q)
{
	return sqlite3_column_int64(q->stmt, q->column++);
}

int64_t get_time(struct query *q)
{
	if (sqlite3_column_type(q->stmt, q->column) == SQLITE_NULL) {
		q->column++;
		return NO_TIME;
	}
	return get_int(q);
}

uint64_t get_hash(struct query *q)
{
	int64_t bits = get_int(q);
	uint64_t v;

	memcpy(&v, &bits, sizeof(v));
	return v;
}

double get_real(struct query *q)
{
	return sqlite3_column_double(q->stmt, q->column++);
}

struct str get_view(struct query *q)
{
	const void *p = sqlite3_column_blob(q->stmt, q->column);
	int n = sqlite3_column_bytes(q->stmt, q->column);

	if (!p && sqlite3_column_type(q->stmt, q->column) != SQLITE_NULL)
		p = ""; /* SQLite has no pointer for empty text */
	q->column++;
	return (struct str){p, p ? (size_t)n : 0};
}

struct str get_text(struct query *q, struct arena *a)
{
	struct str view = get_view(q);

	return view.p ? (struct str){arena_dup_str(a, view), view.n} : view;
}

struct str get_blob(struct query *q, struct arena *a)
{
	return get_text(q, a);
}

void *store_keep(struct arena *a, void *heap, size_t n, size_t size)
{
	void *kept = n ? arena_alloc(a, n, size) : NULL;

	if (n)
		memcpy(kept, heap, n * size);
	free(heap);
	return kept;
}

enum err store_exec(struct store *s, const char *sql, struct err_info *ei)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_fail(s, NULL, ei);
	return OK;
}

void store_say_no_such(const char *what, int64_t id, struct err_info *ei)
{
	static const char *const lists[][2] = {
	    {"company", "company list"},
	    {"contact", "contact list"},
	    {"feed", "feed list"},
	    {"item", "item list --all"},
	    {"story", "story list"},
	    {"suggestion", "queue status:all"},
	};
	const char *command = NULL;

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		if (strcmp(what, lists[i][0]) == 0)
			command = lists[i][1];
	err_set(ei, ERR_NOINPUT, NULL, "there is no %s %lld%s%s%s", what, (long long)id,
	    command ? "; `sawthis " : "", command ? command : "",
	    command ? "` shows all" : "");
}

enum err store_expect_change(
    struct store *s, const char *what, int64_t id, struct err_info *ei)
{
	if (sqlite3_changes(s->db) > 0)
		return OK;
	return store_no_such(what, id, ei);
}

enum err store_fail(struct store *s, const char *name, struct err_info *ei)
{
	int code = s->db ? sqlite3_extended_errcode(s->db) : SQLITE_NOMEM;
	const char *why = s->db ? sqlite3_errmsg(s->db) : "out of memory";

	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(ei, ERR_TEMPFAIL, s->path,
		    "another program is using the database; try again in a moment");
	case SQLITE_FULL:
		return err_set(ei, ERR_IO, s->path,
		    "the disk is full; free some space and try again, nothing was lost");
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return err_set(ei, ERR_NOPERM, s->path,
		    "the database cannot be written (%s); check who owns it and its "
		    "folder",
		    why);
	case SQLITE_CANTOPEN:
		return err_set(ei, ERR_NOPERM, s->path,
		    "the database cannot be opened; check the permissions of its folder");
	case SQLITE_CORRUPT:
		return err_set(ei, ERR_DATA, s->path,
		    "the database is damaged (%s); move it away and restore a dump", why);
	case SQLITE_NOTADB:
		return err_set(ei, ERR_DATA, s->path,
		    "this file is no database; move it away, or name another --home");
	case SQLITE_IOERR:
		return err_set(ei, ERR_IO, s->path,
		    "reading or writing the database failed (%s); check the disk", why);
	case SQLITE_TOOBIG:
		return err_set(
		    ei, ERR_DATA, s->path, "a text is too long for the database");
	case SQLITE_CONSTRAINT:
		return err_set(ei, ERR_DATA, s->path, "%s does not fit: %s",
		    name ? name : "it", why);
	default:
		return err_set(ei, ERR_INTERNAL, s->path, "%s%s%s", name ? name : "",
		    name ? ": " : "", why);
	}
}
