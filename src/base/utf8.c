/*
 * utf8.c - decoding, encoding and measuring UTF-8. In: bytes of any kind. Always: what is
 * put out is valid UTF-8. Widths come from utf8proc.
 */
#include "base/utf8.h"

#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD };

/* Whether byte k of the n at p continues a character. */
static inline bool continues(const unsigned char *p, size_t n, size_t k)
{
	return k < n && (p[k] & 0xC0) == 0x80;
}

uint32_t utf8_at(struct str s, size_t i, size_t *len)
{
	const unsigned char *p = (const unsigned char *)s.p + i;
	const size_t n = s.n - i;
	uint32_t c = p[0];

	*len = 1;
	if (c < 0x80)
		return c;
	if (!continues(p, n, 1))
		return REPLACEMENT;
	if (c >= 0xC2 && c <= 0xDF) {
		*len = 2;
		return (c & 0x1F) << 6 | (p[1] & 0x3F);
	}
	if (c < 0xE0 || !continues(p, n, 2))
		return REPLACEMENT;
	if (c <= 0xEF) {
		c = (c & 0x0F) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3F);
		if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))
			return REPLACEMENT;
		*len = 3;
		return c;
	}
	if (c > 0xF4 || !continues(p, n, 3))
		return REPLACEMENT;
	c = (c & 0x07) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3F);
	if (c < 0x10000 || c > 0x10FFFF)
		return REPLACEMENT;
	*len = 4;
	return c;
}

bool utf8_is_valid(struct str s)
{
	size_t len;

	for (size_t i = 0; i < s.n; i += len)
		if (utf8_at(s, i, &len) == REPLACEMENT && len == 1)
			return false;
	return true;
}

void utf8_put(struct buf *b, uint32_t c)
{
	unsigned char t[4];
	size_t n;

	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = REPLACEMENT;
	if (c < 0x80) {
		t[0] = (unsigned char)c;
		n = 1;
	} else if (c < 0x800) {
		t[0] = (unsigned char)(0xC0 | c >> 6);
		t[1] = (unsigned char)(0x80 | (c & 0x3F));
		n = 2;
	} else if (c < 0x10000) {
		t[0] = (unsigned char)(0xE0 | c >> 12);
		t[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
		t[2] = (unsigned char)(0x80 | (c & 0x3F));
		n = 3;
	} else {
		t[0] = (unsigned char)(0xF0 | c >> 18);
		t[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
		t[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
		t[3] = (unsigned char)(0x80 | (c & 0x3F));
		n = 4;
	}
	buf_put(b, t, n);
}

bool utf8_is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E ||
	       c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
	       (c >= 0xFFF9 && c <= 0xFFFB);
}

void utf8_put_visible(struct buf *b, struct str s)
{
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = utf8_at(s, i, &len);

		if (c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
			buf_putc(b, ' ');
		else
			utf8_put(b, utf8_is_control(c) ? REPLACEMENT : c);
	}
}

static size_t width(uint32_t c)
{
	int w;

	if (c < 0x7F)
		return c >= 0x20;
	w = utf8proc_charwidth((utf8proc_int32_t)c);
	return w > 0 ? (size_t)w : 0;
}

size_t utf8_columns(struct str s)
{
	size_t columns = 0, len;

	for (size_t i = 0; i < s.n; i += len)
		columns += width(utf8_at(s, i, &len));
	return columns;
}

struct str utf8_fit(struct str s, size_t columns)
{
	size_t used = 0, len, i;

	for (i = 0; i < s.n; i += len) {
		used += width(utf8_at(s, i, &len));
		if (used > columns)
			break;
	}
	return str_sub(s, 0, i);
}

struct str utf8_cut(struct str s, size_t n)
{
	if (n >= s.n)
		return s;
	while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return str_sub(s, 0, n);
}
