/*
 * feed.c - the way of a document: input.c makes text of it, then xmlfeed.c or jsonfeed.c
 * items. Always: the first error stays.
 */
#include "feed/feed.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "feed/input.h"
#include "feed/jsonfeed.h"
#include "feed/xmlfeed.h"

#include <stdlib.h>

struct feed_parser {
	struct arena *arena;
	struct feed_options options;
	struct feed_doc doc;
	struct input *input;
	struct xmlfeed *xml; /* NULL until something stood there, and for JSON */
	struct buf json;
	bool is_json;
	enum err err; /* the first error */
	struct err_info ei;
};

static struct str keep(struct arena *a, struct str s)
{
	return (struct str){arena_dup_str(a, s), s.n};
}

static enum err on_text(void *ctx, struct str text, struct err_info *ei)
{
	struct feed_parser *p = ctx;

	if (!p->xml && !p->is_json) {
		struct str begin = str_trim(text);

		if (begin.n == 0)
			return OK;
		p->is_json = begin.p[0] == '{' || begin.p[0] == '[';
		if (!p->is_json)
			p->xml = xmlfeed_new(p->arena, &p->options, &p->doc);
	}
	if (p->xml)
		return xmlfeed_put(p->xml, text, ei);
	buf_put_str(&p->json, text);
	if (p->json.is_full)
		return err_set(ei, ERR_DATA, NULL,
		    "too large: a JSON Feed of more than %d MB", LIMIT_JSON_BYTES >> 20);
	return OK;
}

struct feed_parser *feed_parser_new(const struct feed_options *options)
{
	struct feed_parser *p = mem_new(1, sizeof(*p));
	size_t max_bytes = options->max_bytes ? options->max_bytes : LIMIT_DOCUMENT_BYTES;

	p->arena = arena_new();
	p->options = *options;
	p->options.url = keep(p->arena, options->url);
	p->input = input_new(options->content_type, max_bytes, on_text, p);
	buf_init(&p->json, LIMIT_JSON_BYTES);
	return p;
}

void feed_parser_free(struct feed_parser *p)
{
	if (!p)
		return;
	input_free(p->input);
	xmlfeed_free(p->xml);
	buf_clear(&p->json);
	arena_free(p->arena);
	free(p);
}

static bool is_stopped(const struct feed_parser *p)
{
	return p->xml && xmlfeed_is_stopped(p->xml);
}

static enum err report(const struct feed_parser *p, struct err_info *ei)
{
	if (p->err != OK && ei)
		*ei = p->ei;
	return p->err;
}

enum err feed_parser_push(struct feed_parser *p, struct str bytes, struct err_info *ei)
{
	if (p->err == OK && !is_stopped(p))
		p->err = input_put(p->input, bytes, &p->ei);
	return report(p, ei);
}

static enum err finish(struct feed_parser *p, struct err_info *ei)
{
	enum err e = input_finish(p->input, ei);

	if (e != OK)
		return e;
	if (p->xml)
		return xmlfeed_finish(p->xml, ei);
	if (p->is_json)
		return jsonfeed_read(
		    p->arena, buf_borrow(&p->json), &p->options, &p->doc, ei);
	return err_set(ei, ERR_DATA, NULL, "not a feed: the document is empty");
}

enum err feed_parser_finish(
    struct feed_parser *p, struct feed_doc *doc, struct err_info *ei)
{
	if (p->err == OK && !is_stopped(p))
		p->err = finish(p, &p->ei);
	*doc = p->doc;
	return report(p, ei);
}

/* ---- The whole at once ----------------------------------------------------------- */

struct list {
	struct arena *arena;
	struct item *items;
	size_t n, cap;
};

static struct str copy(struct arena *a, struct str s)
{
	return s.p ? keep(a, s) : s;
}

static bool add_item(void *ctx, const struct feed_doc *doc, const struct item *it)
{
	struct list *l = ctx;
	struct str *categories =
	    arena_alloc(l->arena, it->n_categories, sizeof(*categories));
	struct item *to;

	(void)doc;
	for (size_t i = 0; i < it->n_categories; i++)
		categories[i] = copy(l->arena, it->categories[i]);
	arena_grow(l->arena, &l->items, l->n, &l->cap, sizeof(*l->items));
	to = &l->items[l->n++];
	*to = *it;
	to->guid = copy(l->arena, it->guid);
	to->url = copy(l->arena, it->url);
	to->title = copy(l->arena, it->title);
	to->summary = copy(l->arena, it->summary);
	to->author = copy(l->arena, it->author);
	to->outlet = copy(l->arena, it->outlet);
	to->language = copy(l->arena, it->language);
	to->date_as_given = copy(l->arena, it->date_as_given);
	to->categories = categories;
	return true;
}

enum err feed_parse(struct arena *a, struct str bytes, const struct feed_options *options,
    struct feed_doc *doc, struct item **items, size_t *n_items, struct err_info *ei)
{
	struct list list = {.arena = a};
	struct feed_options mine = *options;
	struct feed_parser *p;
	enum err e;

	mine.on_item = add_item;
	mine.ctx = &list;
	p = feed_parser_new(&mine);
	e = feed_parser_push(p, bytes, ei);
	if (e == OK)
		e = feed_parser_finish(p, doc, ei);
	if (e == OK) {
		doc->title = copy(a, doc->title);
		doc->home_url = copy(a, doc->home_url);
		doc->self_url = copy(a, doc->self_url);
		doc->hub_url = copy(a, doc->hub_url);
		doc->language = copy(a, doc->language);
		*items = list.items;
		*n_items = list.n;
	}
	feed_parser_free(p);
	return e;
}
