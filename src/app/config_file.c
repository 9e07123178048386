/*
 * config_file.c - inih reads the file, line by line. Its lines are short (200 bytes): a
 * long setting is given to it in pieces, which it takes for lines that go on with the
 * value above, and put together again here. Always: what inih says of a piece is said of
 * the line it is of.
 */
#include "app/config_file.h"

#include "base/buf.h"
#include "base/mem.h"

#include <ini.h>

#include <stdlib.h>
#include <string.h>

enum { PIECE_MAX_BYTES = 190, TEXT_MAX_BYTES = 1 << 20 };

/* What the callbacks of inih share. */
struct reading {
	struct str rest;  /* the text still to read */
	struct str more;  /* of a long line: what inih was not given yet */
	bool is_more;	  /* what inih was given last goes on with a line */
	struct buf value; /* of the setting so far */
	int line;
	int *lines; /* by piece: the line that it is of */
	size_t n_pieces, cap_lines;
	ini_take *take;
	void *ctx;
	enum err e;
	struct err_info *ei;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Where to part a long line so that inih neither trims nor takes the second part for a
 * comment; 0 if there is no such place. */
static size_t piece_end(struct str line)
{
	size_t end = PIECE_MAX_BYTES;

	while (end > 0 && (is_blank(line.p[end - 1]) || is_blank(line.p[end]) ||
			      line.p[end] == ';' || line.p[end] == '#'))
		end--;
	return end;
}

/* The line up to the comment behind the value. */
static struct str without_comment(struct str line)
{
	for (size_t i = 1; i < line.n; i++)
		if (line.p[i] == ';' && is_blank(line.p[i - 1]))
			return str_trim(str_sub(line, 0, i));
	return line;
}

/* The next line of the text as inih shall see it. What stands before the key goes: inih
 * would take an indented line for more of the value above it. */
static bool take_line(struct reading *r, struct str *line)
{
	if (!str_split(&r->rest, '\n', line))
		return false;
	r->line++;
	*line = str_trim(*line);
	if (line->n > PIECE_MAX_BYTES && (line->p[0] == ';' || line->p[0] == '#'))
		line->n = 0;
	if (line->n > PIECE_MAX_BYTES)
		*line = without_comment(*line);
	return true;
}

/* Called instead of fgets(). */
static char *next_line(char *to, int size, void *ctx)
{
	struct reading *r = ctx;
	struct str piece = r->more;
	size_t end;

	if (r->e != OK)
		return NULL;
	r->is_more = piece.n > 0;
	if (!r->is_more && !take_line(r, &piece))
		return NULL;
	mem_grow(&r->lines, r->n_pieces, &r->cap_lines, sizeof(*r->lines));
	r->lines[r->n_pieces++] = r->line;
	end = piece.n > PIECE_MAX_BYTES ? piece_end(piece) : piece.n;
	if ((end == 0 && piece.n) || end + 3 > (size_t)size) {
		r->e = err_set(r->ei, ERR_CONFIG, NULL,
		    "the line has %d blanks or signs of comments on end",
		    PIECE_MAX_BYTES);
		return NULL;
	}
	r->more = str_sub(piece, end, piece.n - end);
	if (r->is_more)
		*to = ' ';
	if (end)
		memcpy(to + r->is_more, piece.p, end);
	memcpy(to + r->is_more + end, "\n", 2);
	return to;
}

static int take_piece(void *ctx, const char *section, const char *name, const char *value)
{
	struct reading *r = ctx;
	char full[2 * PIECE_MAX_BYTES];

	if (r->e != OK)
		return 0;
	if (!section[0]) {
		r->e = err_set(
		    r->ei, ERR_CONFIG, NULL, "'%s' stands above every [section]", name);
		return 0;
	}
	if (!r->is_more)
		buf_reset(&r->value);
	buf_puts(&r->value, value);
	if (r->more.n)
		return 1;
	snprintf(full, sizeof(full), "%s.%s", section, name);
	r->e = r->take(r->ctx, str_of(full), buf_borrow(&r->value), r->ei);
	return r->e == OK;
}

enum err ini_read(
    struct str text, ini_take *take, void *ctx, int *line, struct err_info *ei)
{
	struct reading r = {.rest = text, .take = take, .ctx = ctx, .ei = ei};
	int bad_piece;

	*line = 0;
	if (text.n && memchr(text.p, '\0', text.n))
		return err_set(
		    ei, ERR_CONFIG, NULL, "has a NUL byte; it is no text file");
	buf_init(&r.value, TEXT_MAX_BYTES);
	bad_piece = ini_parse_stream(next_line, &r, take_piece, &r);
	if (bad_piece > 0 && (r.e == OK || r.lines[bad_piece - 1] < r.line)) {
		r.line = r.lines[bad_piece - 1];
		r.e = err_set(ei, ERR_CONFIG, NULL,
		    "is neither [section] nor key = value nor a comment");
	}
	*line = r.line;
	buf_clear(&r.value);
	free(r.lines);
	return r.e;
}
