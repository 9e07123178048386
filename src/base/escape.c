/*
 * escape.c - one function a destination. In: any bytes. Always: what comes out cannot end
 * the place it is put into.
 */
#include "base/escape.h"

#include <string.h>

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

/* Whether eight bytes have one below 32, a quote or a backslash: x has a zero byte where
 * (x - 0x01..) & ~x & 0x80.. is not zero. */
static bool needs_escape(const char *p)
{
	const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
	uint64_t x, quote, backslash;

	memcpy(&x, p, sizeof(x));
	quote = x ^ ones * '"';
	backslash = x ^ ones * '\\';
	return (((x - ones * 0x20) & ~x) | ((quote - ones) & ~quote) |
		   ((backslash - ones) & ~backslash)) &
	       tops;
}

void escape_json(struct buf *b, struct str s)
{
	size_t run = 0, i = 0;

	buf_putc(b, '"');
	for (; i < s.n; i++) {
		unsigned char c;

		while (i + 8 <= s.n && !needs_escape(s.p + i))
			i += 8;
		if (i == s.n)
			break;
		c = (unsigned char)s.p[i];
		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_put(b, s.p + run, i - run);
		run = i + 1;
		if (c == '"' || c == '\\')
			buf_printf(b, "\\%c", c);
		else
			buf_printf(b, "\\u%04x", c);
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
