/*
 * escape.c - one function a destination. In: any bytes. Always: what comes out cannot end
 * the place it is put into.
 */
#include "base/escape.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

void escape_html(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		switch (c) {
		case '&': buf_puts(b, "&amp;"); break;
		case '<': buf_puts(b, "&lt;"); break;
		case '>': buf_puts(b, "&gt;"); break;
		case '"': buf_puts(b, "&quot;"); break;
		case '\'': buf_puts(b, "&#39;"); break;
		default:
			if (c >= 0x20 || c == '\t' || c == '\n' || c == '\r')
				buf_putc(b, (char)c);
		}
	}
}

/* How many of the BLOCK_BYTES bytes at p, counted from the first, JSON takes as they are:
 * none below 32, no quote, no backslash. */
#ifdef __SSE2__
enum { BLOCK_BYTES = 16 };

static size_t plain_length(const char *p)
{
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i bad = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1F)), x);

	bad = _mm_or_si128(bad, _mm_cmpeq_epi8(x, _mm_set1_epi8('"')));
	bad = _mm_or_si128(bad, _mm_cmpeq_epi8(x, _mm_set1_epi8('\\')));
	return (size_t)__builtin_ctz(
	    (unsigned)_mm_movemask_epi8(bad) | 1u << BLOCK_BYTES);
}
#else
enum { BLOCK_BYTES = 4 };

static size_t plain_length(const char *p)
{
	size_t i = 0;

	while (
	    i < BLOCK_BYTES && (unsigned char)p[i] >= 0x20 && p[i] != '"' && p[i] != '\\')
		i++;
	return i;
}
#endif

void escape_json(struct buf *b, struct str s)
{
	size_t run = 0, i = 0;

	buf_putc(b, '"');
	while (i < s.n) {
		size_t n = i + BLOCK_BYTES <= s.n ? plain_length(s.p + i) : 0;
		unsigned char c;

		i += n;
		if (n == BLOCK_BYTES)
			continue;
		c = (unsigned char)s.p[i++];
		if (c >= 0x20 && c != '"' && c != '\\')
			continue; /* of the last bytes, which fill no block */
		buf_put(b, s.p + run, i - 1 - run);
		run = i;
		buf_putc(b, '\\');
		if (c == '"' || c == '\\')
			buf_putc(b, (char)c);
		else
			buf_printf(b, "u%04x", c);
	}
	buf_put(b, s.p + run, s.n - run);
	buf_putc(b, '"');
}

void escape_csv(struct buf *b, struct str s)
{
	bool is_formula = s.n && (unsigned char)s.p[0] < 0x80 &&
			  (strchr("=+-@", s.p[0]) || (unsigned char)s.p[0] < 0x20);
	bool is_quoted = is_formula;

	for (size_t i = 0; i < s.n && !is_quoted; i++)
		is_quoted =
		    s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\n' || s.p[i] == '\r';
	if (!is_quoted) {
		buf_put_str(b, s);
		return;
	}
	buf_puts(b, is_formula ? "\"'" : "\"");
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_putc(b, '"');
		buf_putc(b, s.p[i]);
	}
	buf_putc(b, '"');
}

static bool is_one_of(unsigned char c, const char *marks)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || (c && strchr(marks, c));
}

void escape_shell(struct buf *b, struct str s)
{
	bool is_quoted = s.n == 0;

	for (size_t i = 0; i < s.n && !is_quoted; i++)
		is_quoted = !is_one_of((unsigned char)s.p[i], "_./:=@%+-");
	if (!is_quoted) {
		buf_put_str(b, s);
		return;
	}
	buf_putc(b, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\'')
			buf_puts(b, "'\\''");
		else
			buf_putc(b, s.p[i]);
	}
	buf_putc(b, '\'');
}

void escape_url(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (is_one_of(c, "-._~"))
			buf_putc(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
}
