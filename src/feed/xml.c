/*
 * xml.c - what scan.c finds, given to libxml2 as markup that is well-formed. In: text in
 * pieces. Out: calls of the sink. Always: libxml2 sees no text, no entity, no DOCTYPE,
 * and as many end tags as start tags.
 *
 * A piece of text is one space in the markup, and waits in a queue until libxml2 comes to
 * that space: so libxml2 is called for many elements at once, and the order stays.
 */
#include "feed/xml.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "feed/scan.h"
#include "feed/tag.h"

#include <libxml/parser.h>

#include <stdlib.h>
#include <string.h>

enum {
	/* Text is scanned when so much has come together, so that a tag which arrives
	 * byte by byte is not looked at for every byte. */
	SCAN_MIN_BYTES = 4 << 10,
	/* Markup given to libxml2 at once, and the pieces of text in it. */
	MARKUP_BYTES = 16 << 10,
	PIECES_MAX = 256,
	TEXT_MAX_BYTES = 4 << 20,
	MARKUP_MAX_BYTES = 1 << 20,
	/* What may stand before the root: warnings of a server, comments. */
	JUNK_MAX_BYTES = 256 << 10,
};

struct piece {
	struct str text; /* a view into struct xml's text */
	bool is_cdata;
};

struct xml {
	struct xml_sink sink;
	struct scan scan;
	struct scan_sink scan_sink;
	struct buf text;		 /* not scanned yet */
	size_t n_waiting;		 /* bytes of it that were looked at in vain */
	struct buf markup;		 /* not given to libxml2 yet */
	struct piece pieces[PIECES_MAX]; /* of text; one for each space in the markup */
	size_t n_pieces, n_pieces_given;
	size_t n_pieces_last; /* of them behind the last tag */
	struct buf names;     /* of the open elements, one behind the other */
	size_t name_at[LIMIT_XML_DEPTH];
	uint64_t name_hash[LIMIT_XML_DEPTH]; /* of what is_like() compares */
	size_t depth;
	size_t junk_bytes;
	xmlParserCtxtPtr libxml;
	bool has_root;
	bool is_page; /* of the web */
	bool is_repaired;
	bool is_truncated;
};

/* ---- What libxml2 finds ---------------------------------------------------------- */

static struct str view(const xmlChar *s)
{
	return str_of((const char *)s);
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces, int n_attributes,
    int n_defaulted, const xmlChar **attributes)
{
	struct xml *x = ctx;
	struct xml_element e = {.name = view(name),
	    .prefix = (const char *)prefix,
	    .uri = (const char *)uri,
	    .attributes = attributes,
	    .n_attributes = n_attributes};

	(void)n_namespaces, (void)namespaces, (void)n_defaulted;
	x->sink.start(x->sink.ctx, &e);
}

static void on_end(
    void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml *x = ctx;

	(void)prefix, (void)uri;
	x->sink.end(x->sink.ctx, view(name));
}

static void give_pieces(struct xml *x, size_t n)
{
	while (n-- > 0 && x->n_pieces_given < x->n_pieces) {
		struct piece piece = x->pieces[x->n_pieces_given++];

		x->sink.text(x->sink.ctx, piece.text, piece.is_cdata);
	}
}

/* Spaces between tags: each is a piece of text. */
static void on_space(void *ctx, const xmlChar *spaces, int n)
{
	(void)spaces;
	give_pieces(ctx, (size_t)n);
}

struct xml_attribute xml_attribute_at(const struct xml_element *e, int i)
{
	const xmlChar **a = e->attributes + (size_t)i * 5;

	return (struct xml_attribute){.prefix = view(a[1]),
	    .name = view(a[0]),
	    .value = {(const char *)a[3], (size_t)(a[4] - a[3])}};
}

bool xml_attribute(
    const struct xml_element *e, const char *uri, const char *name, struct str *value)
{
	for (int i = 0; i < e->n_attributes; i++) {
		const xmlChar **a = e->attributes + (size_t)i * 5;
		bool is_same = uri ? a[2] && strcmp((const char *)a[2], uri) == 0 : !a[2];

		if (is_same && str_is_nocase(view(a[0]), name)) {
			*value = (struct str){(const char *)a[3], (size_t)(a[4] - a[3])};
			return true;
		}
	}
	return false;
}

/* Gives libxml2 the markup that has come together. It would keep spaces at the end for
 * the tag behind them: these pieces are given without it. */
static enum err flush(struct xml *x, struct err_info *ei)
{
	size_t n_bytes = x->markup.n - x->n_pieces_last;

	if (n_bytes > 0)
		xmlParseChunk(x->libxml, x->markup.p, (int)n_bytes, 0);
	give_pieces(x, x->n_pieces_last);
	buf_reset(&x->markup);
	x->n_pieces = x->n_pieces_given = x->n_pieces_last = 0;
	if (x->libxml->instate == XML_PARSER_EOF)
		return err_set(ei, ERR_DATA, NULL, "malformed: XML beyond repair");
	return OK;
}

static enum err flush_if_full(struct xml *x, struct err_info *ei)
{
	bool is_full = x->markup.n >= MARKUP_BYTES || x->n_pieces == PIECES_MAX;

	return is_full ? flush(x, ei) : OK;
}

/* ---- What scan.c finds ----------------------------------------------------------- */

static struct str open_name(const struct xml *x, size_t depth)
{
	size_t end = depth + 1 < x->depth ? x->name_at[depth + 1] : x->names.n;

	return str_sub(buf_borrow(&x->names), x->name_at[depth], end - x->name_at[depth]);
}

static void close_element(struct xml *x)
{
	struct str name = open_name(x, x->depth - 1);

	buf_puts(&x->markup, "</");
	buf_put_str(&x->markup, name);
	buf_putc(&x->markup, '>');
	x->n_pieces_last = 0;
	x->names.n = x->name_at[--x->depth];
}

/* Whether the root is here or has been; notes web pages. */
static bool is_in_document(struct xml *x, struct str name)
{
	if (x->has_root)
		return x->depth > 0;
	x->has_root = x->sink.is_root(name, x->is_page);
	x->is_page |= !x->has_root && str_eq_nocase(name, STR("html"));
	return x->has_root;
}

/* The same for names that differ in case and prefix alone. */
static uint64_t hash_of(struct str name)
{
	uint64_t hash = 0xcbf29ce484222325u;

	name = tag_local_name(name);
	for (size_t i = 0; i < name.n; i++)
		hash = (hash ^ (unsigned char)(name.p[i] | 0x20)) * 0x100000001b3u;
	return hash;
}

static bool is_like(struct str a, struct str b)
{
	return str_eq_nocase(tag_local_name(a), tag_local_name(b));
}

/* The depth at which the innermost open element of this name stands, counted from 1; else
 * that of one whose name is like it ("<rss:title>...</TITLE>"); 0 if there is none. */
static size_t find_open(const struct xml *x, struct str name)
{
	uint64_t hash = hash_of(name);
	size_t like = 0;

	for (size_t depth = x->depth; depth > 0; depth--) {
		if (x->name_hash[depth - 1] != hash)
			continue;
		if (str_eq(open_name(x, depth - 1), name))
			return depth;
		if (!like && is_like(open_name(x, depth - 1), name))
			like = depth;
	}
	return like;
}

/* Closes the element at that depth and what is in it; nothing for 0. */
static void close_from(struct xml *x, size_t depth)
{
	while (depth > 0 && x->depth >= depth)
		close_element(x);
}

static void push_name(struct xml *x, struct str name)
{
	x->name_hash[x->depth] = hash_of(name);
	x->name_at[x->depth++] = x->names.n;
	buf_put_str(&x->names, name);
}

static enum err on_tag(void *ctx, struct str tag, struct err_info *ei)
{
	struct xml *x = ctx;
	struct str whole = tag_name(tag), name = tag_local_name(whole);
	size_t before;
	bool is_empty;
	enum err e;

	if (!is_in_document(x, name)) {
		x->is_repaired |= x->has_root;
		return OK;
	}
	if (x->sink.never_nests(name)) {
		size_t open = find_open(x, whole);

		x->is_repaired |= open > 0;
		close_from(x, open);
	}
	if (x->depth == LIMIT_XML_DEPTH - 1)
		return err_set(ei, ERR_DATA, NULL,
		    "malformed: elements nested too deep (more than %d)",
		    LIMIT_XML_DEPTH - 1);
	before = x->markup.n;
	x->n_pieces_last = 0;
	e = tag_put_repaired(&x->markup, tag, whole, x->sink.wants, &is_empty, ei);
	if (e != OK)
		return e;
	if (!is_empty) {
		struct str put = str_sub(buf_borrow(&x->markup), before + 1, x->markup.n);

		put.n--; /* without ">" */
		push_name(x, str_sub(put, 0, str_find_char(put, ' ')));
	}
	return flush_if_full(x, ei);
}

/* Closes the element that name ends, and what was left open within it. An end tag of
 * nothing is dropped. */
static enum err on_end_tag(void *ctx, struct str name, struct err_info *ei)
{
	struct xml *x = ctx;
	size_t before = x->markup.n, depth;

	if (x->depth > 0 && str_eq(name, open_name(x, x->depth - 1))) {
		close_element(x);
		return flush_if_full(x, ei);
	}
	tag_put_name(&x->markup, name);
	name = str_sub(buf_borrow(&x->markup), before, name.n);
	x->markup.n = before;
	depth = find_open(x, name);
	x->is_repaired |= depth != x->depth;
	close_from(x, depth);
	return flush_if_full(x, ei);
}

static bool is_blank(struct str s)
{
	size_t i = 0;

	while (i < s.n && (unsigned char)s.p[i] <= ' ')
		i++;
	return i == s.n;
}

static enum err on_text(void *ctx, struct str text, bool is_cdata, struct err_info *ei)
{
	struct xml *x = ctx;
	bool is_space = is_blank(text);

	if (x->depth == 0)
		return OK;
	buf_putc(&x->markup, ' ');
	x->n_pieces_last++;
	x->pieces[x->n_pieces++] =
	    (struct piece){is_space ? STR(" ") : text, is_space || is_cdata};
	return flush_if_full(x, ei);
}

static enum err on_doctype(void *ctx, struct str doctype, struct err_info *ei)
{
	struct xml *x = ctx;

	(void)ei;
	x->is_page |= str_starts_nocase(str_trim(doctype), STR("html"));
	return OK;
}

/* ---- The stream ------------------------------------------------------------------ */

static xmlParserCtxtPtr new_libxml(struct xml *x)
{
	static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
	xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
	    .startElementNs = on_start,
	    .endElementNs = on_end,
	    .characters = on_space,
	    .ignorableWhitespace = on_space};
	xmlParserCtxtPtr libxml = xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);

	if (!libxml)
		mem_new(SIZE_MAX, 1); /* ends the program */
	/* NOENT only makes libxml2 give "&" in attributes as it is, and not as "&#38;":
	 * no entity but the five of XML ever reaches it. */
	xmlCtxtUseOptions(libxml, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOENT);
	xmlParseChunk(libxml, declaration, sizeof(declaration) - 1, 0);
	return libxml;
}

struct xml *xml_new(const struct xml_sink *sink)
{
	struct xml *x = mem_new(1, sizeof(*x));

	x->sink = *sink;
	x->scan_sink = (struct scan_sink){.start = on_tag,
	    .end = on_end_tag,
	    .text = on_text,
	    .doctype = on_doctype,
	    .ctx = x};
	buf_init(&x->text, TEXT_MAX_BYTES);
	buf_init(&x->markup, MARKUP_MAX_BYTES);
	buf_init(&x->names, MARKUP_MAX_BYTES);
	x->libxml = new_libxml(x);
	return x;
}

void xml_free(struct xml *x)
{
	if (!x)
		return;
	if (x->libxml->myDoc)
		xmlFreeDoc(x->libxml->myDoc);
	xmlFreeParserCtxt(x->libxml);
	buf_clear(&x->text);
	buf_clear(&x->markup);
	buf_clear(&x->names);
	free(x);
}

static enum err no_root(const struct xml *x, struct err_info *ei)
{
	return err_set(ei, ERR_DATA, NULL,
	    x->is_page ? "not a feed: this is a web page"
		       : "not a feed: no RSS or Atom in it");
}

static enum err scan(struct xml *x, bool is_end, struct err_info *ei)
{
	size_t n_done;
	enum err e =
	    scan_put(&x->scan, buf_borrow(&x->text), is_end, &x->scan_sink, &n_done, ei);
	enum err flushed = flush(x, e == OK ? ei : NULL);

	e = e == OK ? flushed : e;
	if (!x->has_root)
		x->junk_bytes += n_done;
	x->n_waiting = x->text.n - n_done;
	if (n_done > 0)
		memmove(x->text.p, x->text.p + n_done, x->n_waiting);
	x->text.n = x->n_waiting;
	if (e == OK && x->junk_bytes > JUNK_MAX_BYTES)
		return no_root(x, ei);
	return e;
}

enum err xml_put(struct xml *x, struct str text, struct err_info *ei)
{
	while (text.n > 0) {
		struct str piece = str_sub(text, 0, TEXT_MAX_BYTES / 4);
		enum err e;

		buf_put_str(&x->text, piece);
		text = str_sub(text, piece.n, text.n);
		if (x->text.n - x->n_waiting < SCAN_MIN_BYTES)
			continue;
		e = scan(x, false, ei);
		if (e != OK)
			return e;
	}
	return OK;
}

enum err xml_finish(struct xml *x, struct err_info *ei)
{
	enum err e = scan(x, true, ei);

	if (e != OK)
		return e;
	x->is_truncated =
	    x->depth > 0 || (x->has_root && x->text.n > 0) || x->scan.state == SCAN_CDATA;
	return x->has_root ? OK : no_root(x, ei);
}

bool xml_is_repaired(const struct xml *x)
{
	return x->is_repaired;
}

bool xml_is_truncated(const struct xml *x)
{
	return x->is_truncated;
}
