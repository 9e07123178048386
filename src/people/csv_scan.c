/*
 * csv_scan.c - libcsv fed a line at a time, so that every row knows its line. In: text of
 * any size. Always: linear; of a row over the limit no more is kept than its longest
 * cell.
 */
#include "people/csv_table.h"

#include "base/buf.h"
#include "base/mem.h"

#include <csv.h>

#include <assert.h>
#include <stdlib.h>

enum { ROW_MAX_BYTES = 32 << 20, CELLS_MAX = 4096 };

/* Values of csv_parser.pstate, which csv.h does not name. */
enum { BETWEEN_ROWS = 0, WITHIN_CELL = 2 };

struct scan {
	csv_row_fn *fn;
	void *context;
	struct buf bytes; /* of the row's cells, one after the other */
	struct str cells[CELLS_MAX];
	size_t n_cells;
	size_t line;
	bool has_ended; /* fn has seen enough */
};

static void take_cell(void *p, size_t n, void *context)
{
	struct scan *s = context;

	if (s->n_cells == CELLS_MAX)
		return;
	s->cells[s->n_cells++].n = n;
	buf_put(&s->bytes, p, n);
}

static void take_row(int separator, void *context)
{
	struct scan *s = context;
	struct csv_row row = {s->line, s->cells, s->n_cells, s->bytes.is_full};
	size_t at = 0;
	bool is_blank = true;

	(void)separator;
	for (size_t i = 0; i < s->n_cells; i++) {
		s->cells[i] = str_sub(buf_borrow(&s->bytes), at, s->cells[i].n);
		at += s->cells[i].n;
		is_blank &= str_trim(s->cells[i]).n == 0;
	}
	if (!s->has_ended && (!is_blank || row.is_cut))
		s->has_ended = !s->fn(s->context, &row);
	s->n_cells = 0;
	buf_reset(&s->bytes);
	s->bytes.is_full = false;
}

static void *resize(void *p, size_t n)
{
	return mem_resize(p, n, 1);
}

/* The first line of text with its end. */
static struct str first_line(struct str text)
{
	size_t n = 0;

	while (n < text.n && text.p[n] != '\n' && text.p[n] != '\r')
		n++;
	n += n + 1 < text.n && text.p[n] == '\r' && text.p[n + 1] == '\n' ? 2 : 1;
	return str_sub(text, 0, n);
}

bool csv_scan(
    struct str text, char separator, csv_row_fn *fn, void *context, size_t *open_line)
{
	struct csv_parser csv;
	struct scan *s = mem_new(1, sizeof(*s));
	size_t line = 0;
	int is_refused;
	bool is_whole;

	s->fn = fn;
	s->context = context;
	buf_init(&s->bytes, ROW_MAX_BYTES);
	is_refused = csv_init(&csv, 0); /* only for options that do not exist */
	assert(!is_refused);
	csv_set_realloc_func(&csv, resize);
	csv_set_delim(&csv, (unsigned char)separator);
	csv_set_blk_size(&csv, 64 << 10);
	while (text.n && !s->has_ended) {
		struct str part = first_line(text);

		line++;
		if (csv.pstate == BETWEEN_ROWS)
			s->line = line;
		(void)csv_parse(&csv, part.p, part.n, take_cell, take_row, s);
		text = str_sub(text, part.n, text.n);
	}
	is_whole = s->has_ended || !(csv.pstate == WITHIN_CELL && csv.quoted);
	if (!is_whole)
		*open_line = s->line;
	else if (!s->has_ended)
		csv_fini(&csv, take_cell, take_row, s);
	csv_free(&csv);
	buf_clear(&s->bytes);
	free(s);
	return is_whole;
}
