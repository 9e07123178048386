/*
 * rows.h - records in memory as a table that SQL reads: one statement writes all of them,
 * for less than half of what a statement each costs.
 *
 *	static void put_touch(struct row *r, const void *records, size_t i) ...
 *
 *	const struct rows rows = {touches, n, put_touch};
 *	e = rows_write(s, SQL_TOUCH_INSERT_ALL, &rows, ei);
 *
 * where the statement is INSERT INTO touch (...) SELECT v1, v2, ... FROM given_rows. Its
 * other parameters are none. Included by the files of store/ alone.
 */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "store/internal.h"

enum { ROW_VALUES_MAX = 14 };

struct row_value {
	const char *p; /* of a text or blob; NULL: the value is n, or NULL */
	int64_t n;     /* the number, or the length in bytes */
	int type;      /* SQLITE_INTEGER, _TEXT, _BLOB or _NULL */
};

/* The values of one row, put in the order of v1, v2, ...; what is left out is NULL. */
struct row {
	struct row_value values[ROW_VALUES_MAX];
	size_t n;
};

struct rows {
	const void *records;
	size_t n;
	void (*put)(struct row *r, const void *records, size_t i);
};

/* What put_int() and its like are to a query's parameters; text is borrowed until the
 * next row. */
void row_put_int(struct row *r, int64_t v);
void row_put_id(struct row *r, int64_t id);
void row_put_time(struct row *r, int64_t at_s);
void row_put_hash(struct row *r, uint64_t v);
void row_put_text(struct row *r, struct str v);
void row_put_name(struct row *r, const char *v);
void row_put_blob(struct row *r, struct str v);

/* Runs the statement on the rows. As all that is one statement: all or nothing. */
enum err rows_write(
    struct store *s, enum sql sql, const struct rows *rows, struct err_info *ei) MUST_USE;

/* Defines given_rows for the connection. */
enum err store_define_rows(struct store *s, struct err_info *ei) MUST_USE;

#endif
