/*
 * xml.c - what scan.c finds, given to the sink as elements. In: text in pieces. Out:
 * calls of the sink. Always: libxml2 sees no text, no entity, no DOCTYPE, and as many end
 * tags as start tags; the sink is called in the order of the document.
 *
 * libxml2 is given a tag when its element is the first of its name, when it declares
 * namespaces and when an attribute has a prefix, and all of it at once. What it does not
 * see declares nothing, so that it knows what is declared wherever it is asked.
 */
#include "feed/xml.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "feed/kind.h"
#include "feed/nesting.h"
#include "feed/scan.h"
#include "feed/tag.h"

#include <libxml/parser.h>

#include <stdlib.h>
#include <string.h>

enum {
	/* Text is scanned when so much has come together, so that a tag which arrives
	 * byte by byte is not looked at for every byte. */
	SCAN_MIN_BYTES = 4 << 10,
	TEXT_MAX_BYTES = 4 << 20,
	MARKUP_MAX_BYTES = 1 << 20,
	/* What may stand before the root: warnings of a server, comments. */
	JUNK_MAX_BYTES = 256 << 10,
};

/* Stands for any namespaces that are declared; see scope_of() for others. */
#define SCOPE_ANY UINT64_MAX

struct xml {
	struct xml_sink sink;
	struct scan scan;
	struct scan_sink scan_sink;
	struct buf text;   /* not scanned yet */
	size_t n_waiting;  /* bytes of it that were looked at in vain */
	struct buf markup; /* for libxml2 */
	struct buf values; /* of the attributes of a tag */
	struct nesting nesting;
	struct kinds kinds;
	const struct tag *asked; /* what libxml2 is asked; NULL when it has answered */
	struct xml_attribute *attributes; /* LIMIT_TAG_ATTRIBUTES of them */
	size_t junk_bytes;
	xmlParserCtxtPtr libxml;
	bool has_root;
	bool is_page; /* of the web */
	bool is_repaired;
	bool is_truncated;
};

static uint64_t scope_of(const struct xml *x)
{
	return x->nesting.depth ? x->nesting.open[x->nesting.depth - 1].scope : 0;
}

/* ---- What libxml2 says ----------------------------------------------------------- */

static struct str view(const xmlChar *s)
{
	return str_of((const char *)s);
}

/* Remembers what was said of the tag that libxml2 was asked. */
static void learn(struct xml *x, const struct xml_element *e)
{
	const struct tag *tag = x->asked;
	struct str local = tag_local_name(tag->name);
	struct kind kind = {.name = e->name};

	if (!x->sink.wanted || !tag_is_plain_name(tag->name))
		return;
	kind.like = nesting_like(local);
	if (tag->is_empty && !x->sink.is_known(local))
		kinds_put(&x->kinds, tag->name, SCOPE_ANY, &kind);
	for (size_t i = 0; i < tag->n_attributes; i++)
		if (tag_is_xml(&tag->attributes[i]))
			return; /* it may declare its own namespace */
	kind.prefix = e->prefix;
	kind.uri = e->uri;
	kind.wanted = x->sink.wanted(local);
	kind.never_nests = x->sink.never_nests(local);
	kinds_put(&x->kinds, tag->name, scope_of(x), &kind);
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces, int n_attributes,
    int n_defaulted, const xmlChar **attributes)
{
	struct xml *x = ctx;
	const void *notes[XML_NOTES] = {NULL};
	struct xml_element e = {.name = view(name),
	    .prefix = (const char *)prefix,
	    .uri = (const char *)uri,
	    .attributes = x->attributes,
	    .n_attributes = (size_t)n_attributes,
	    .notes = notes};

	(void)n_namespaces, (void)namespaces, (void)n_defaulted;
	for (size_t i = 0; i < e.n_attributes; i++, attributes += 5)
		x->attributes[i] = (struct xml_attribute){.name = view(attributes[0]),
		    .prefix = view(attributes[1]),
		    .uri = (const char *)attributes[2],
		    .value = {(const char *)attributes[3],
			(size_t)(attributes[4] - attributes[3])}};
	if (x->asked)
		learn(x, &e);
	x->asked = NULL;
	x->sink.start(x->sink.ctx, &e);
}

static void on_end(
    void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml *x = ctx;

	(void)prefix, (void)uri;
	x->sink.end(x->sink.ctx, view(name));
}

bool xml_find_attribute(
    const struct xml_element *e, const char *uri, const char *name, struct str *value)
{
	for (size_t i = 0; i < e->n_attributes; i++) {
		const struct xml_attribute *a = &e->attributes[i];
		bool is_same = uri ? a->uri && strcmp(a->uri, uri) == 0 : !a->uri;

		if (is_same && ((a->name.p[0] ^ name[0]) & ~0x20) == 0 &&
		    str_is_nocase(a->name, name)) {
			*value = a->value;
			return true;
		}
	}
	return false;
}

/* Gives libxml2 the markup that has come together. */
static enum err flush(struct xml *x, struct err_info *ei)
{
	if (x->markup.n > 0)
		xmlParseChunk(x->libxml, x->markup.p, (int)x->markup.n, 0);
	buf_reset(&x->markup);
	if (x->libxml->instate == XML_PARSER_EOF)
		return err_set(ei, ERR_DATA, NULL, "malformed: XML beyond repair");
	return OK;
}

/* ---- What scan.c finds ----------------------------------------------------------- */

/* Tells the scan which element is open. */
static void tell_open(struct xml *x)
{
	size_t depth = x->nesting.depth;

	x->scan.open = depth ? nesting_name(&x->nesting, depth) : (struct str){NULL, 0};
}

static enum err close_element(struct xml *x, struct err_info *ei)
{
	const struct open *open = &x->nesting.open[x->nesting.depth - 1];
	enum err e = OK;

	if (open->name.p) {
		x->sink.end(x->sink.ctx, open->name);
	} else {
		buf_puts(&x->markup, "</");
		buf_put_str(&x->markup, x->scan.open);
		buf_putc(&x->markup, '>');
		e = flush(x, ei);
	}
	nesting_pop(&x->nesting);
	tell_open(x);
	return e;
}

/* Whether the root is here or has been; notes web pages. */
static bool is_in_document(struct xml *x, struct str name)
{
	if (x->has_root)
		return x->nesting.depth > 0;
	name = tag_local_name(name);
	x->has_root = x->sink.is_root(name, x->is_page);
	x->is_page |= !x->has_root && str_eq_nocase(name, STR("html"));
	return x->has_root;
}

/* Closes the element at that depth and what is in it; nothing for 0. */
static enum err close_from(struct xml *x, size_t depth, struct err_info *ei)
{
	enum err e = OK;

	while (e == OK && depth > 0 && x->nesting.depth >= depth)
		e = close_element(x, ei);
	return e;
}

/* The scope in an element: another one where its tag declares namespaces. */
static uint64_t inner_scope(uint64_t scope, const struct tag *tag)
{
	for (size_t i = 0; i < tag->n_attributes; i++) {
		const struct tag_attribute *a = &tag->attributes[i];

		if (str_starts(a->whole, STR("xmlns")))
			scope = (scope ^ str_hash(a->whole)) * 0x9e3779b97f4a7c15u ^
				str_hash(a->value);
	}
	return scope;
}

/* Begins an element that libxml2 need not see. */
static void begin_known(struct xml *x, const struct tag *tag, struct kind *kind)
{
	struct xml_element e = {.name = kind->name,
	    .prefix = kind->prefix,
	    .uri = kind->uri,
	    .attributes = x->attributes,
	    .n_attributes = tag->n_attributes,
	    .notes = kind->notes};
	uint64_t scope = scope_of(x);
	size_t n_bytes = 0;

	for (size_t i = 0; i < tag->n_attributes; i++)
		n_bytes += tag->attributes[i].value.n;
	x->values.n = 0;
	buf_reserve(&x->values, n_bytes); /* from here on it stays where it is */
	for (size_t i = 0; i < tag->n_attributes; i++)
		x->attributes[i] = (struct xml_attribute){.name = tag->attributes[i].name,
		    .value = tag_value(&x->values, tag->attributes[i].value)};
	if (!tag->is_empty) {
		struct open *open = nesting_push(&x->nesting, tag->name);

		open->like = kind->like;
		open->scope = scope;
		open->name = kind->name;
		tell_open(x);
	}
	x->sink.start(x->sink.ctx, &e);
	if (tag->is_empty)
		x->sink.end(x->sink.ctx, kind->name);
}

/* Begins an element that libxml2 is asked about. */
static enum err begin_unknown(struct xml *x, const struct tag *tag, struct err_info *ei)
{
	uint64_t scope = inner_scope(scope_of(x), tag);
	struct str name;
	enum err e;

	tag_put(&x->markup, &x->values, tag);
	name = str_sub(buf_borrow(&x->markup), 1, x->markup.n);
	name = str_sub(name, 0, strcspn(name.p, " />"));
	if (!tag->is_empty) {
		struct open *open = nesting_push(&x->nesting, name);

		open->like = nesting_like(name);
		open->scope = scope;
		open->name = (struct str){NULL, 0};
		tell_open(x);
	}
	x->asked = tag;
	e = flush(x, ei);
	x->asked = NULL;
	return e;
}

/* Drops the attributes of the tag that nobody wants. What is known of its element (kind,
 * or NULL), if that is all there is to know. */
static struct kind *settle(struct xml *x, struct tag *tag, struct kind *kind)
{
	if (!x->sink.wanted)
		return NULL;
	if (tag_prune(
		tag, kind ? kind->wanted : x->sink.wanted(tag_local_name(tag->name))))
		return kind;
	if (!tag->is_empty)
		return NULL;
	kind = kinds_find(&x->kinds, tag->name, SCOPE_ANY);
	if (kind)
		tag->n_attributes = 0; /* what it declares is for nobody */
	return kind;
}

static enum err check_limits(
    const struct xml *x, const struct tag *tag, struct err_info *ei)
{
	if (x->nesting.depth == LIMIT_XML_DEPTH - 1)
		return err_set(ei, ERR_DATA, NULL,
		    "malformed: elements nested too deep (more than %d)",
		    LIMIT_XML_DEPTH - 1);
	if (tag->n_attributes > LIMIT_TAG_ATTRIBUTES)
		return err_set(ei, ERR_DATA, NULL,
		    "too large: a tag with more than %d attributes",
		    LIMIT_TAG_ATTRIBUTES);
	return OK;
}

static enum err on_tag(void *ctx, struct tag *tag, struct err_info *ei)
{
	struct xml *x = ctx;
	struct kind *kind = kinds_find(&x->kinds, tag->name, scope_of(x));
	enum err e = OK;

	if (!is_in_document(x, tag->name)) {
		x->is_repaired |= x->has_root;
		return OK;
	}
	if (kind ? kind->never_nests : x->sink.never_nests(tag_local_name(tag->name))) {
		size_t open = nesting_find(&x->nesting, tag->name);

		x->is_repaired |= open > 0;
		e = close_from(x, open, ei);
		kind = kinds_find(&x->kinds, tag->name, scope_of(x));
	}
	if (e == OK)
		e = check_limits(x, tag, ei);
	if (e != OK)
		return e;
	kind = settle(x, tag, kind);
	if (!kind)
		return begin_unknown(x, tag, ei);
	begin_known(x, tag, kind);
	return OK;
}

/* Closes the element that name ends, and what was left open within it. An end tag of
 * nothing is dropped. */
static enum err on_end_tag(void *ctx, struct str name, struct err_info *ei)
{
	struct xml *x = ctx;
	size_t before = x->markup.n, depth;

	if (x->nesting.depth > 0 && str_eq(name, x->scan.open))
		return close_element(x, ei);
	tag_put_name(&x->markup, name);
	name = str_sub(buf_borrow(&x->markup), before, name.n);
	x->markup.n = before;
	depth = nesting_find(&x->nesting, name);
	x->is_repaired |= depth != x->nesting.depth;
	return close_from(x, depth, ei);
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

	(void)ei;
	if (x->nesting.depth == 0)
		return OK;
	if (is_blank(text))
		x->sink.text(x->sink.ctx, STR(" "), true);
	else
		x->sink.text(x->sink.ctx, text, is_cdata);
	return OK;
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
	    .endElementNs = on_end};
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
	buf_init(&x->values, LIMIT_TAG_BYTES);
	nesting_init(&x->nesting);
	x->attributes = mem_resize(NULL, LIMIT_TAG_ATTRIBUTES, sizeof(*x->attributes));
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
	buf_clear(&x->values);
	nesting_clear(&x->nesting);
	free(x->attributes);
	free(x);
}

static enum err no_root(const struct xml *x, struct err_info *ei)
{
	return err_set(ei, ERR_DATA, NULL,
	    x->is_page ? "not a feed: this is a web page"
		       : "not a feed: no RSS or Atom in it");
}

/* Scans text, which is x->text or comes while that is empty. What is left of it waits in
 * x->text. */
static enum err scan(struct xml *x, struct str text, bool is_end, struct err_info *ei)
{
	size_t n_done;
	enum err e = scan_put(&x->scan, text, is_end, &x->scan_sink, &n_done, ei);
	struct str rest = str_sub(text, n_done, text.n);

	if (!x->has_root)
		x->junk_bytes += n_done;
	if (x->text.n == 0)
		buf_put_str(&x->text, rest);
	else if (n_done > 0)
		memmove(x->text.p, rest.p, rest.n);
	x->text.n = x->n_waiting = rest.n;
	if (e == OK && x->junk_bytes > JUNK_MAX_BYTES)
		return no_root(x, ei);
	return e;
}

enum err xml_put(struct xml *x, struct str text, struct err_info *ei)
{
	while (text.n > 0) {
		struct str piece = str_sub(text, 0, TEXT_MAX_BYTES / 4);
		enum err e;

		text = str_sub(text, piece.n, text.n);
		if (x->text.n > 0 || piece.n < SCAN_MIN_BYTES) {
			buf_put_str(&x->text, piece);
			piece = buf_borrow(&x->text);
		}
		if (piece.n - x->n_waiting < SCAN_MIN_BYTES)
			continue;
		e = scan(x, piece, false, ei);
		if (e != OK)
			return e;
	}
	return OK;
}

enum err xml_finish(struct xml *x, struct err_info *ei)
{
	enum err e = scan(x, buf_borrow(&x->text), true, ei);

	if (e != OK)
		return e;
	x->is_truncated = x->nesting.depth > 0 || (x->has_root && x->text.n > 0) ||
			  x->scan.state == SCAN_CDATA;
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
