/*
 * out.h - what commands print: tables and lines for people, JSON Lines for programs.
 */
#ifndef CMD_OUT_H
#define CMD_OUT_H

#include "base/ago.h"
#include "base/buf.h"
#include "cmd/opts.h"
#include "cmd/term.h"
#include "model/points.h"

#include <jansson.h>

/* Text for people, built up in a buffer and printed at once. */
enum { OUT_MAX_BYTES = 256 << 20 };
void out_print(struct buf *b);			  /* prints and empties b */
void out_line(const char *fmt, ...) PRINTF(1, 2); /* one line, made visible */

/* Appends "  NAME        value" of a record shown by itself, wrapped; nothing where there
 * is no value. name has at most eleven columns. */
void out_put_field(struct buf *b, const char *name, struct str value);

/* JSON: absent values are null, times ISO 8601 UTC, points decimals. */
json_t *out_json_str(struct str s);
json_t *out_json_time(int64_t at_s);
json_t *out_json_points(points p);
void out_json(json_t *object); /* one line; lets go of the object */

/* A table: columns as wide as their widest cell; on a terminal that is narrower, those
 * that may give way, the widest first. */
struct table_column {
	const char *heading;
	bool is_right;	  /* numbers */
	bool is_flexible; /* gives way */
	enum style style;
};
struct table {
	const struct table_column *columns;
	size_t n_columns;
	char **cells;
	size_t n_cells, cap_cells;
};
void table_init(struct table *t, const struct table_column *columns, size_t n);
void table_add(struct table *t, struct str cell); /* row by row */
void table_addf(struct table *t, const char *fmt, ...) PRINTF(2, 3);
void table_print(struct table *t); /* prints with headings, and clears */

#endif
