/*
 * dump.c - everything as JSON Lines: first what the dump is, then a line a row,
 *	{"table":"contact","id":1,"uid":"...",...}
 * and last how many rows there were. Always: columns that are NULL are left out, bytes
 *are
 * {"hex":"..."}; the same database gives the same dump. The statements are made of the
 *names of the schema's own tables.
 */
#include "base/utf8.h"
#include "store/internal.h"
#include "store/upkeep.h"

#include <inttypes.h>

enum { LINE_MAX_BYTES = 64 << 20 };

static void put_quoted(struct buf *b, struct str s)
{
	buf_putc(b, '"');
	for (size_t i = 0, len; i < s.n; i += len) {
		uint32_t c = utf8_at(s, i, &len);

		if (c == '"' || c == '\\') {
			buf_putc(b, '\\');
			buf_putc(b, (char)c);
		} else if (c == '\n') {
			buf_puts(b, "\\n");
		} else if (c < 0x20 || c == 0x7f) {
			buf_printf(b, "\\u%04x", (unsigned)c);
		} else {
			utf8_put(b, c);
		}
	}
	buf_putc(b, '"');
}

static void put_hex(struct buf *b, struct str bytes)
{
	buf_puts(b, "{\"hex\":\"");
	for (size_t i = 0; i < bytes.n; i++)
		buf_printf(b, "%02x", (unsigned)(unsigned char)bytes.p[i]);
	buf_puts(b, "\"}");
}

static void put_value(struct buf *b, sqlite3_stmt *stmt, int column)
{
	struct str bytes = {sqlite3_column_blob(stmt, column),
	    (size_t)sqlite3_column_bytes(stmt, column)};

	switch (sqlite3_column_type(stmt, column)) {
	case SQLITE_INTEGER:
		buf_printf(b, "%" PRId64, (int64_t)sqlite3_column_int64(stmt, column));
		break;
	case SQLITE_FLOAT:
		buf_printf(b, "%.17g", sqlite3_column_double(stmt, column));
		break;
	case SQLITE_BLOB: put_hex(b, bytes); break;
	default: put_quoted(b, bytes); break;
	}
}

static void put_row(struct buf *b, struct str table, sqlite3_stmt *stmt)
{
	buf_reset(b);
	buf_puts(b, "{\"table\":");
	put_quoted(b, table);
	for (int i = 0; i < sqlite3_column_count(stmt); i++) {
		if (sqlite3_column_type(stmt, i) == SQLITE_NULL)
			continue;
		buf_putc(b, ',');
		put_quoted(b, str_of(sqlite3_column_name(stmt, i)));
		buf_putc(b, ':');
		put_value(b, stmt, i);
	}
	buf_putc(b, '}');
}

/* Where the lines go. */
struct sink {
	store_dump_fn *put;
	void *ctx;
	struct buf line;
	int64_t n_rows;
};

static enum err dump_table(struct arena *a, struct store *s, struct str table,
    struct sink *sink, struct err_info *ei)
{
	sqlite3_stmt *stmt = NULL;
	char *sql = arena_printf(a, "SELECT * FROM \"%.*s\"", STR_ARG(table));
	enum err e = OK;
	int rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL);

	while (rc == SQLITE_OK && e == OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		put_row(&sink->line, table, stmt);
		if (sink->line.is_full)
			e = err_set(ei, ERR_DATA, s->path,
			    "a row of %.*s is too large to dump", STR_ARG(table));
		else
			e = sink->put(sink->ctx, buf_borrow(&sink->line), ei);
		sink->n_rows++;
		rc = SQLITE_OK;
	}
	if (e == OK && rc != SQLITE_OK && rc != SQLITE_DONE)
		e = store_fail(s, table.p, ei);
	sqlite3_finalize(stmt);
	return e;
}

static enum err put_first(struct store *s, struct sink *sink, struct err_info *ei)
{
	int64_t schema = 0;
	enum err e = store_pragma(s, "user_version", &schema, ei);

	if (e != OK)
		return e;
	buf_printf(&sink->line, "{\"sawthis\":\"dump\",\"schema\":%" PRId64 "}", schema);
	return sink->put(sink->ctx, buf_borrow(&sink->line), ei);
}

static enum err put_last(struct sink *sink, struct err_info *ei)
{
	buf_reset(&sink->line);
	buf_printf(
	    &sink->line, "{\"sawthis\":\"end\",\"rows\":%" PRId64 "}", sink->n_rows);
	return sink->put(sink->ctx, buf_borrow(&sink->line), ei);
}

/* One transaction: all tables as of the same moment. */
enum err store_dump(struct store *s, store_dump_fn *put, void *ctx, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	struct sink sink = {.put = put, .ctx = ctx};
	struct str *tables = NULL;
	size_t n = 0;
	enum err e = store_exec(s, "SAVEPOINT dump", ei);

	buf_init(&sink.line, LINE_MAX_BYTES);
	if (e == OK)
		e = put_first(s, &sink, ei);
	if (e == OK)
		e = store_tables(scratch, s, &tables, &n, ei);
	for (size_t i = 0; i < n && e == OK; i++)
		e = dump_table(scratch, s, tables[i], &sink, ei);
	if (e == OK)
		e = dump_table(scratch, s, STR("sqlite_sequence"), &sink, ei);
	if (e == OK)
		e = put_last(&sink, ei);
	sqlite3_exec(s->db, "RELEASE dump", NULL, NULL, NULL);
	buf_clear(&sink.line);
	arena_free(scratch);
	return e;
}
