/*
 * capture.c - text and markup of one element put together. Always: no more than
 * CAPTURE_MAX_BYTES, what is beyond is dropped.
 */
#include "feed/capture.h"

#include "base/escape.h"
#include "base/utf8.h"
#include "feed/text.h"

enum { CAPTURE_MAX_BYTES = 1 << 20 };

void capture_init(struct capture *c)
{
	*c = (struct capture){0};
	buf_init(&c->text, CAPTURE_MAX_BYTES);
}

void capture_clear(struct capture *c)
{
	buf_clear(&c->text);
}

void capture_begin(struct capture *c, enum capture_markup markup, const char *child)
{
	buf_reset(&c->text);
	c->markup = markup;
	c->child = child;
	c->depth = 0;
	c->is_silent = false;
}

static void put_tag(struct capture *c, const char *open, struct str name)
{
	buf_puts(&c->text, open);
	buf_put_str(&c->text, name);
	buf_putc(&c->text, '>');
}

void capture_start(struct capture *c, const struct xml_element *e)
{
	c->depth++;
	if (c->child) {
		c->is_silent = !str_eq_nocase(e->name, str_of(c->child));
		if (!c->is_silent)
			buf_reset(&c->text);
		return;
	}
	if (c->markup == CAPTURE_NO_MARKUP)
		return;
	put_tag(c, "<", e->name);
}

bool capture_end(struct capture *c, struct str name)
{
	if (c->depth == 0)
		return false;
	c->depth--;
	if (c->child)
		c->is_silent = true;
	else if (c->markup != CAPTURE_NO_MARKUP)
		put_tag(c, "</", name);
	return true;
}

void capture_text(struct capture *c, struct str text, bool is_cdata)
{
	if (c->is_silent)
		return;
	if (c->markup == CAPTURE_XHTML && is_cdata)
		escape_html(&c->text, text);
	else if (c->markup == CAPTURE_XHTML || is_cdata)
		buf_put_str(&c->text, text);
	else
		text_decode_entities(&c->text, text);
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool is_base64(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (base64_value(s.p[i]) < 0 && s.p[i] != '=' &&
		    (unsigned char)s.p[i] > ' ')
			return false;
	return true;
}

void capture_decode_base64(struct capture *c)
{
	uint32_t bits = 0;
	size_t n_bits = 0, n = 0;

	if (!is_base64(buf_borrow(&c->text)))
		return;
	for (size_t i = 0; i < c->text.n; i++) {
		int v = base64_value(c->text.p[i]);

		if (v < 0)
			continue; /* line breaks, and "=" at the end */
		bits = bits << 6 | (uint32_t)v;
		n_bits += 6;
		if (n_bits >= 8) {
			n_bits -= 8;
			c->text.p[n++] = (char)(bits >> n_bits & 0xFF);
		}
	}
	c->text.n = n;
	if (!utf8_is_valid(buf_borrow(&c->text)))
		buf_reset(&c->text);
}
