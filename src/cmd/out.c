/*
 * out.c - printing. Always: standard output gets data alone; text passes through
 * utf8_put_visible(), JSON through jansson.
 */
#include "cmd/out.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FLUSH_BYTES = 1 << 20 };

void out_print(struct buf *b)
{
	fwrite(b->p ? b->p : "", 1, b->n, stdout);
	buf_reset(b);
}

void out_line(const char *fmt, ...)
{
	struct buf raw, line;
	va_list ap;

	buf_init(&raw, OUT_MAX_BYTES);
	buf_init(&line, OUT_MAX_BYTES);
	va_start(ap, fmt);
	buf_vprintf(&raw, fmt, ap);
	va_end(ap);
	utf8_put_visible(&line, buf_borrow(&raw));
	buf_putc(&line, '\n');
	out_print(&line);
	buf_clear(&raw);
	buf_clear(&line);
}

void out_put_field(struct buf *b, const char *name, struct str value)
{
	enum { INDENT = 14 };
	size_t columns = term_columns() > INDENT + 20 ? term_columns() - INDENT : 20;

	if (!value.n)
		return;
	buf_printf(b, "  %-12s", name);
	term_put_wrapped(b, STYLE_PLAIN, value, columns, INDENT);
	buf_putc(b, '\n');
}

json_t *out_json_str(struct str s)
{
	return s.p ? json_stringn(s.p, s.n) : json_null();
}

json_t *out_json_time(int64_t at_s)
{
	char text[CLOCK_ISO_SIZE];

	return at_s == NO_TIME ? json_null() : json_string(clock_format_iso(at_s, text));
}

json_t *out_json_points(points p)
{
	return json_real(points_to_double(p));
}

void out_json(json_t *object)
{
	char *line = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(9));

	if (line) {
		fputs(line, stdout);
		fputc('\n', stdout);
	}
	free(line);
	json_decref(object);
}

void table_init(struct table *t, const struct table_column *columns, size_t n)
{
	*t = (struct table){.columns = columns, .n_columns = n};
}

void table_add(struct table *t, struct str cell)
{
	struct buf b;

	buf_init(&b, OUT_MAX_BYTES);
	utf8_put_visible(&b, cell);
	mem_grow(&t->cells, t->n_cells, &t->cap_cells, sizeof(*t->cells));
	t->cells[t->n_cells++] = buf_take(&b);
}

void table_addf(struct table *t, const char *fmt, ...)
{
	struct buf b;
	va_list ap;

	buf_init(&b, OUT_MAX_BYTES);
	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	table_add(t, buf_borrow(&b));
	buf_clear(&b);
}

static void put_cell(struct buf *b, const struct table_column *c, enum style style,
    struct str cell, size_t width, bool is_last)
{
	size_t used = utf8_columns(cell);

	if (c->is_right && used < width)
		buf_printf(b, "%*s", (int)(width - used), "");
	term_put_fit(b, style, cell, width, !c->is_right && !is_last);
	buf_puts(b, is_last ? "\n" : "  ");
}

/* The widest column that may give way, or n_columns. */
static size_t widest_flexible(const struct table *t, const size_t *widths)
{
	enum { NARROWEST = 8 };
	size_t widest = t->n_columns;

	for (size_t c = 0; c < t->n_columns; c++)
		if (t->columns[c].is_flexible && widths[c] > NARROWEST &&
		    (widest == t->n_columns || widths[c] > widths[widest]))
			widest = c;
	return widest;
}

/* The width of each column; the caller frees. */
static size_t *column_widths(const struct table *t)
{
	size_t *widths = mem_new(t->n_columns, sizeof(*widths));
	size_t total = 0, c;

	assert(t->n_columns > 0);
	for (c = 0; c < t->n_columns; c++)
		widths[c] = utf8_columns(str_of(t->columns[c].heading));
	for (size_t i = 0; i < t->n_cells; i++) {
		size_t width = utf8_columns(str_of(t->cells[i]));

		if (width > widths[i % t->n_columns])
			widths[i % t->n_columns] = width;
	}
	for (c = 0; c < t->n_columns; c++)
		total += widths[c] + (c ? 2 : 0);
	while (term_is_output() && total > term_columns() &&
	       (c = widest_flexible(t, widths)) < t->n_columns) {
		widths[c]--;
		total--;
	}
	return widths;
}

void table_print(struct table *t)
{
	size_t *widths = column_widths(t);
	struct buf b;

	assert(t->n_columns > 0);
	buf_init(&b, OUT_MAX_BYTES);
	for (size_t c = 0; c < t->n_columns; c++)
		put_cell(&b, &t->columns[c], STYLE_DIM, str_of(t->columns[c].heading),
		    widths[c], c + 1 == t->n_columns);
	for (size_t i = 0; i < t->n_cells; i++) {
		size_t c = i % t->n_columns;

		put_cell(&b, &t->columns[c], t->columns[c].style, str_of(t->cells[i]),
		    widths[c], c + 1 == t->n_columns);
		free(t->cells[i]);
		if (b.n > FLUSH_BYTES)
			out_print(&b);
	}
	out_print(&b);
	buf_clear(&b);
	free(t->cells);
	free(widths);
	t->cells = NULL;
	t->n_cells = t->cap_cells = 0;
}
