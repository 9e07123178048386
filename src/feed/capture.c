/*
 * capture.c - text and markup of one element put together. Always: no more than
 * CAPTURE_MAX_BYTES, what is beyond is dropped.
 */
#include "feed/capture.h"

#include "base/escape.h"
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

void capture_begin(struct capture *c, bool is_xhtml, const char *child)
{
	buf_reset(&c->text);
	c->is_xhtml = is_xhtml;
	c->child = child;
	c->depth = 0;
	c->is_silent = false;
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
	buf_putc(&c->text, '<');
	buf_put_str(&c->text, e->name);
	buf_putc(&c->text, '>');
}

bool capture_end(struct capture *c)
{
	if (c->depth == 0)
		return false;
	c->depth--;
	if (c->child)
		c->is_silent = true;
	else
		buf_puts(&c->text, "</>");
	return true;
}

void capture_text(struct capture *c, struct str text, bool is_cdata)
{
	if (c->is_silent)
		return;
	if (c->is_xhtml && is_cdata)
		escape_html(&c->text, text);
	else if (c->is_xhtml || is_cdata)
		buf_put_str(&c->text, text);
	else
		text_decode_entities(&c->text, text);
}
