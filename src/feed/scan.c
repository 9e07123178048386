/*
 * scan.c - the first look at XML: where tags and text begin and end. In: valid UTF-8 in
 * pieces. Out: calls of the sink. Always: linear, and never more than LIMIT_TAG_BYTES
 * waits for its end.
 */
#include "feed/scan.h"

#include "base/limits.h"
#include "feed/bytes.h"

#include <string.h>

/* The longest of what may be cut at the end of a piece: an entity, "<![CDATA[". */
enum { ENTITY_MAX_BYTES = 48, MARKUP_MIN_BYTES = 10 };

struct cursor {
	struct scan *scan;
	struct str s;
	size_t at;
	bool is_end;
	bool is_waiting; /* nothing more can be done with what is there */
	const struct scan_sink *sink;
	struct err_info *ei;
};

static struct str rest_of(const struct cursor *c)
{
	return str_sub(c->s, c->at, c->s.n);
}

/* Where needle begins behind the cursor, or s.n. */
static size_t find_from(const struct cursor *c, struct str needle)
{
	return c->at + str_find(rest_of(c), needle);
}

static size_t find_char_from(const struct cursor *c, char needle)
{
	return c->at + str_find_char(rest_of(c), needle);
}

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_name_start(char c)
{
	return is_letter(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* ---- Text ------------------------------------------------------------------------ */

static enum err put_text(struct cursor *c, size_t end, bool is_cdata)
{
	struct str text = str_sub(c->s, c->at, end - c->at);

	c->at = end;
	return text.n ? c->sink->text(c->sink->ctx, text, is_cdata, c->ei) : OK;
}

/* The end of s before an entity that may go on in the next piece. */
static size_t before_cut_entity(struct str s, size_t from)
{
	size_t i = s.n;

	while (i > from && s.n - i < ENTITY_MAX_BYTES) {
		i--;
		if (s.p[i] == '&')
			return i;
		if (s.p[i] == ';' || s.p[i] == ' ')
			break;
	}
	return s.n;
}

static enum err scan_text(struct cursor *c)
{
	size_t end = bytes_find(c->s, c->at, '<');

	if (end == c->s.n) {
		c->is_waiting = true;
		if (!c->is_end)
			end = before_cut_entity(c->s, c->at);
	}
	return put_text(c, end, false);
}

static enum err scan_cdata(struct cursor *c)
{
	size_t end = find_from(c, STR("]]>"));
	enum err e;

	if (end < c->s.n) {
		e = put_text(c, end, true);
		c->at = end + 3;
		c->scan->state = SCAN_TEXT;
		return e;
	}
	c->is_waiting = true;
	if (!c->is_end)
		end = c->s.n - c->at < 2 ? c->at : c->s.n - 2;
	return put_text(c, end, true);
}

/* Drops everything up to and with `close`. */
static void skip_past(struct cursor *c, struct str close)
{
	size_t end = find_from(c, close);

	if (end < c->s.n) {
		c->at = end + close.n;
		c->scan->state = SCAN_TEXT;
		return;
	}
	c->is_waiting = true;
	if (c->s.n - c->at >= close.n)
		c->at = c->s.n - close.n + 1;
}

/* ---- Markup ---------------------------------------------------------------------- */

/* Something needs its end, which is not there: waits, unless there is no more to come or
 * too much has been waited for. */
static enum err wait_for_end(struct cursor *c, const char *what)
{
	if (c->s.n - c->at > LIMIT_TAG_BYTES)
		return err_set(c->ei, ERR_DATA, NULL, "too large: %s of more than %d KB",
		    what, LIMIT_TAG_BYTES >> 10);
	c->is_waiting = true;
	return OK;
}

/* Whether a declaration of an entity in s refers to another entity. */
static bool has_nested_entity(struct str s)
{
	for (size_t i = str_find(s, STR("<!ENTITY")); i < s.n;
	     i += 8, i += str_find(str_sub(s, i, s.n), STR("<!ENTITY"))) {
		struct str value = str_sub(s, i, s.n);
		size_t at;

		value = str_sub(value, 0, str_find_char(value, '>'));
		for (at = 0; at + 1 < value.n; at++)
			if (value.p[at] == '&' && value.p[at + 1] != '#')
				return true;
	}
	return false;
}

/* "<!DOCTYPE name [ ... ]>" */
static enum err scan_doctype(struct cursor *c)
{
	size_t end = find_char_from(c, '>'), open = find_char_from(c, '[');
	struct str doctype;

	if (open < end) {
		end = find_from(c, STR("]"));
		while (end < c->s.n && c->s.p[end] != '>')
			end++;
	}
	if (end >= c->s.n)
		return wait_for_end(c, "a DOCTYPE");
	doctype = str_sub(c->s, c->at + 9, end - c->at - 9);
	c->at = end + 1;
	if (has_nested_entity(doctype))
		return err_set(c->ei, ERR_DATA, NULL,
		    "malformed: entities that are declared in terms of others are "
		    "refused");
	return c->sink->doctype(c->sink->ctx, doctype, c->ei);
}

/* The ">" that ends the start tag, which may also stand within quotes; s.n if it is not
 * there yet. A value whose quote is never closed ends at the first ">". */
static size_t start_tag_end(const struct cursor *c)
{
	size_t limit =
	    c->s.n - c->at <= LIMIT_TAG_BYTES ? c->s.n : c->at + LIMIT_TAG_BYTES + 1;
	size_t first = c->s.n, i = c->at + 1;
	char before = 0;

	for (; i < limit; i++) {
		char k = c->s.p[i];

		if (is_letter(k)) { /* most of a tag */
			before = k;
			continue;
		}
		if (k == '>')
			return i;
		if (k == '<')
			return first < i ? first : i;
		if ((k == '"' || k == '\'') && before == '=') {
			struct str value = str_sub(c->s, i + 1, limit - i - 1);
			size_t end = str_find_char(value, k);
			size_t inner = str_find_char(str_sub(value, 0, end), '>');

			if (first == c->s.n && inner < end)
				first = i + 1 + inner;
			i += end + 1;
		}
		if (k != ' ' && k != '\n' && k != '\t' && k != '\r')
			before = k;
	}
	return limit < c->s.n || c->is_end ? first : c->s.n;
}

static enum err scan_start_tag(struct cursor *c)
{
	struct tag *tag = &c->scan->tag;
	struct str rest = str_sub(c->s, c->at + 1, LIMIT_TAG_BYTES);
	size_t n = tag_read_plain(rest, tag), end;

	if (n > 0) {
		c->at += 1 + n;
		return c->sink->start(c->sink->ctx, tag, c->ei);
	}
	end = start_tag_end(c);
	if (end == c->s.n)
		return wait_for_end(c, "a start tag");
	tag_read(str_sub(rest, 0, end - c->at - 1), tag);
	c->at = end + (c->s.p[end] == '>');
	return c->sink->start(c->sink->ctx, tag, c->ei);
}

/* Whether the end tag at the cursor is that of the element that is open, as most are. */
static bool ends_open(const struct cursor *c)
{
	struct str open = c->scan->open;
	size_t end = c->at + 2 + open.n;

	return open.n && end < c->s.n && c->s.p[end] == '>' &&
	       bytes_are_same(c->s.p + c->at + 2, open.p, open.n);
}

static enum err scan_end_tag(struct cursor *c)
{
	size_t end = c->at + 2, i = end;
	struct str name;

	if (ends_open(c)) {
		c->at = end + c->scan->open.n + 1;
		return c->sink->end(c->sink->ctx, c->scan->open, c->ei);
	}
	while (end < c->s.n && c->s.p[end] != '>' && c->s.p[end] != '<')
		end++; /* "</a<b>" ends there too */
	if (end == c->s.n)
		return wait_for_end(c, "an end tag");
	while (i < end && (unsigned char)c->s.p[i] > ' ')
		i++;
	name = str_sub(c->s, c->at + 2, i - c->at - 2);
	c->at = end + (c->s.p[end] == '>');
	return c->sink->end(c->sink->ctx, name, c->ei);
}

static enum err scan_markup(struct cursor *c)
{
	size_t n_left = c->s.n - c->at;
	struct str rest;

	if (n_left < MARKUP_MIN_BYTES && !c->is_end) {
		c->is_waiting = true;
		return OK;
	}
	if (n_left > 1 && is_name_start(c->s.p[c->at + 1]))
		return scan_start_tag(c);
	if (n_left > 1 && c->s.p[c->at + 1] == '/')
		return scan_end_tag(c);
	rest = rest_of(c);
	if (str_starts(rest, STR("<![CDATA["))) {
		c->scan->state = SCAN_CDATA;
		c->at += 9;
	} else if (str_starts(rest, STR("<!--"))) {
		c->scan->state = SCAN_COMMENT;
		c->at += 4;
	} else if (str_starts_nocase(rest, STR("<!DOCTYPE"))) {
		return scan_doctype(c);
	} else if (str_starts(rest, STR("<?xml "))) {
		c->scan->state = SCAN_DECLARATION;
		c->at += 6;
	} else if (str_starts(rest, STR("<?"))) {
		c->scan->state = SCAN_INSTRUCTION;
		c->at += 2;
	} else if (str_starts(rest, STR("<!"))) {
		c->scan->state = SCAN_DECLARATION;
		c->at += 2;
	} else { /* a "<" that begins nothing is text */
		return put_text(c, c->at + 1, true);
	}
	return OK;
}

enum err scan_put(struct scan *scan, struct str text, bool is_end,
    const struct scan_sink *sink, size_t *n_done, struct err_info *ei)
{
	struct cursor c = {
	    .scan = scan, .s = text, .is_end = is_end, .sink = sink, .ei = ei};
	enum err e = OK;

	while (e == OK && c.at < text.n && !c.is_waiting) {
		switch (scan->state) {
		case SCAN_TEXT:
			e = text.p[c.at] == '<' ? scan_markup(&c) : scan_text(&c);
			break;
		case SCAN_CDATA: e = scan_cdata(&c); break;
		case SCAN_COMMENT: skip_past(&c, STR("-->")); break;
		case SCAN_INSTRUCTION: skip_past(&c, STR("?>")); break;
		case SCAN_DECLARATION: skip_past(&c, STR(">")); break;
		}
	}
	*n_done = c.at;
	return e;
}
