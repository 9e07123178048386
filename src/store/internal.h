/*
 * internal.h - what the files of store/ share: the struct, the cursor over a statement,
 * transactions as blocks. Included by the files of store/ alone.
 *
 * A query is opened by its name, its parameters are put in the order of ?1, ?2, ..., its
 * rows are walked with query_next(), the columns of a row are got in their order, and
 * query_close() says whether all of that went well:
 *
 *	struct query q = query_open(s, SQL_TOUCH_LIST);
 *
 *	put_id(&q, contact_id);
 *	while (query_next(&q))
 *		... get_int(&q) ... get_text(&q, a) ...
 *	return query_close(&q, ei);
 */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include "base/buf.h"
#include "store/store.h"
#include "store/table.h"

#include <sqlite3.h>

#include "store_sql.h"

struct store {
	sqlite3 *db;
	char *path;
	sqlite3_stmt *stmts[SQL_COUNT]; /* NULL until they are asked for */
	int depth;			/* transactions that are open */
	bool is_whole;			/* the outermost has no savepoints within */
	bool is_doomed; /* a part failed: what it belongs to must be rolled back */
	bool is_read_only;
	struct table finder; /* of item_find.c: items by what they are called */
	int64_t finder_version;
	const struct rows *rows; /* of rows.h, while they are written */
	struct {
		struct buf words; /* folded, each ended by a line feed */
		struct buf text;  /* room for what they are looked for in */
	} search;
};

/* ---- Statements ---- */

struct query {
	struct store *s;
	enum sql sql;
	sqlite3_stmt *stmt;    /* NULL where it did not compile */
	int rc;		       /* of the last step; an error stays */
	int parameter, column; /* the next to put, the next to get */
};

/* A statement is open once at a time; closing resets it. */
struct query query_open(struct store *s, enum sql sql);
bool query_next(struct query *q); /* false at the end and on failure */
enum err query_close(struct query *q, struct err_info *ei) MUST_USE;

/* Runs to the end and closes: for statements without rows. */
enum err query_run(struct query *q, struct err_info *ei) MUST_USE;

/* As query_run(), for one row's first column; *out is if_none without a row. */
enum err query_int(
    struct query *q, int64_t if_none, int64_t *out, struct err_info *ei) MUST_USE;

/* As query_run(), for the first column of all rows, in the arena; NULL on failure. */
enum err query_ids(struct query *q, struct arena *a, int64_t **out, size_t *n,
    struct err_info *ei) MUST_USE;

/* Text is borrowed until the query is closed. */
void put_int(struct query *q, int64_t v);
void put_id(struct query *q, int64_t id);     /* 0 is NULL */
void put_time(struct query *q, int64_t at_s); /* NO_TIME and 0 are NULL */
void put_hash(struct query *q, uint64_t v);   /* as the same 64 bits, signed */
void put_real(struct query *q, double v);
void put_text(struct query *q, struct str v);  /* p NULL is NULL */
void put_name(struct query *q, const char *v); /* lives forever; NULL is NULL */
void put_blob(struct query *q, struct str v);  /* p NULL is NULL */

int64_t get_int(struct query *q); /* NULL is 0 */
int64_t get_time(struct query *q);
uint64_t get_hash(struct query *q);
double get_real(struct query *q);
struct str get_text(struct query *q, struct arena *a); /* copied; NULL has p NULL */
struct str get_blob(struct query *q, struct arena *a);
struct str get_view(struct query *q); /* until the next step */

/* ---- Transactions ---- */

/* Several statements see the database at one moment, and take its lock once. Nothing may
 * be written before store_end(). */
enum err store_begin_read(struct store *s, struct err_info *ei) MUST_USE;

/* Ends the transaction that store_begin() or store_begin_read() opened: commits if e is
 * OK, rolls back and returns e otherwise. */
enum err store_end(struct store *s, enum err e, struct err_info *ei) MUST_USE;

/* ERR_NOINPUT: there is no `what` ("item") of this id, and which command lists them. */
void store_say_no_such(const char *what, int64_t id, struct err_info *ei);
static inline enum err store_no_such(const char *what, int64_t id, struct err_info *ei)
{
	store_say_no_such(what, id, ei);
	return ERR_NOINPUT;
}

/* ERR_NOINPUT "no WHAT ID" unless the last statement changed a row. */
enum err store_expect_change(
    struct store *s, const char *what, int64_t id, struct err_info *ei) MUST_USE;

/* ---- Failures ---- */

/* What SQLite's last failure means to a person. name is the statement's, or NULL. */
enum err store_fail(struct store *s, const char *name, struct err_info *ei);

/* Runs SQL that is no query: pragmas, the schema. */
enum err store_exec(struct store *s, const char *sql, struct err_info *ei) MUST_USE;

/* ---- Opening ---- */

enum { STORE_APPLICATION_ID = 0x53615468 }; /* "SaTh" */

/* Brings the database from its version to the newest: the schema if it is empty, then the
 * migrations that are newer than it (by version, from 2), all in one transaction, after a
 * copy was written beside it. ERR_DATA if it is newer than the last migration or none of
 * ours. */
enum err store_migrate(struct store *s, const char *schema,
    const struct store_migration *migrations, int n_migrations,
    struct err_info *ei) MUST_USE;

/* Removes the copies that migrations left beside the database. */
enum err store_remove_copies(struct store *s, struct err_info *ei) MUST_USE;

/* ---- Tables ---- */

/* Names of all tables, each after those it refers to, in the arena. */
enum err store_tables(struct arena *a, struct store *s, struct str **out, size_t *n,
    struct err_info *ei) MUST_USE;

/* Writes the file anew, so that nothing which was deleted is left in it or its log. */
enum err store_scrub(struct store *s, struct err_info *ei) MUST_USE;

/* PRAGMA NAME, whose first column is a whole number. */
enum err store_pragma(
    struct store *s, const char *name, int64_t *out, struct err_info *ei) MUST_USE;

/* ---- Names and words ---- */

/* The form of a name to find it by: folded, white space collapsed. */
struct str store_name_key(struct arena *a, struct str name);

/* The words that the SQL function words_fit(text, ...) looks for from now on: it is 1
 * where all are in its arguments taken together, case and accents apart; NULLs are
 * nothing. */
void store_look_for(struct store *s, const struct str *words, size_t n_words);

/* Defines words_fit() for the connection. */
enum err store_define_words_fit(struct store *s, struct err_info *ei) MUST_USE;

/* ---- Shared between tables ---- */

/* An array that grew on the heap (mem_grow) moved into the arena: for those that may be
 * large, of which doubling in the arena would leave as much again behind. */
void *store_keep(struct arena *a, void *heap, size_t n, size_t size);

struct contact;
struct interest;
struct item;

/* The interests of a contact that has none yet; of copies the first counts. */
enum err interest_insert_all(struct store *s, int64_t contact_id,
    const struct interest *list, size_t n, struct err_info *ei) MUST_USE;

/* The columns of the views contact_row and item_row, from the query's next column on; a
 * contact's lists and email are not among them. */
void store_read_contact(struct query *q, struct arena *a, struct contact *out);
void store_read_item(struct query *q, struct arena *a, struct item *out);

/* LIMIT's value: 0 is no limit. */
static inline int64_t store_limit(size_t limit)
{
	return limit ? (int64_t)limit : -1;
}

/* The bounds of ids for BETWEEN: one id, or all for 0. */
void put_range(struct query *q, int64_t id);

#endif
