/*
 * xmlfeed.c - which element says what about the feed and its items. In: elements and
 * text. Out: items, one at a time. Always: an item's memory is released before the next
 * begins.
 */
#include "feed/xmlfeed.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/url.h"
#include "feed/capture.h"
#include "feed/draft.h"
#include "feed/names.h"
#include "feed/schedule.h"
#include "feed/text.h"

#include <stdlib.h>

/* Where an element stands. */
enum place { IN_FEED, IN_ITEM, IN_UNKNOWN, IN_CAPTURE };

struct scope {
	enum place place;
	struct str base; /* of relative addresses */
	struct str language;
};

/* How a link may be had; the lowest is taken. */
enum { LINK_ORIGINAL, LINK_TEXT, LINK_PAGE, LINK_ALTERNATE };

/* rdf:about names an item that has no guid; see names.c for the other ranks. */
enum { ID_ABOUT = 2 };

struct xmlfeed {
	struct arena *arena; /* of doc */
	struct arena *item_arena;
	struct feed_options options;
	struct feed_doc *doc;
	struct xml *xml;
	struct scope scopes[LIMIT_XML_DEPTH];
	size_t depth;
	size_t item_depth;

	struct capture capture;
	const struct name *captured; /* what the capture is for; NULL if there is none */
	enum text_kind kind;
	bool is_xhtml, is_base64;
	bool is_id_link;
	bool is_feed_captured; /* it belongs to the feed, not to an item */

	struct draft draft;
	struct draft_maker maker;
	struct draft_value home, feed_language; /* of the feed */
	int title_rank;
	struct schedule schedule;
	bool is_stopped;
	bool has_too_many;
};

static struct scope *scope_of(struct xmlfeed *f)
{
	return &f->scopes[f->depth - 1];
}

/* ---- Links ----------------------------------------------------------------------- */

/* The address that raw means here; absent where it is none of the web. */
static struct str resolve(struct xmlfeed *f, struct arena *a, struct str raw)
{
	struct buf b;
	struct str url;

	buf_init(&b, LIMIT_URL_BYTES * 4);
	text_decode_entities(&b, raw); /* some escape twice */
	url = url_resolve(a, scope_of(f)->base, buf_borrow(&b));
	buf_clear(&b);
	return url_is_web(url) ? url : (struct str){NULL, 0};
}

static bool is_alternate(struct str rel)
{
	return rel.n == 0 || str_eq_nocase(rel, STR("alternate")) ||
	       str_ends(rel, STR("//www.iana.org/assignments/relation/alternate"));
}

static bool is_page_type(struct str type)
{
	return type.n == 0 || str_starts_nocase(type, STR("text/html")) ||
	       str_starts_nocase(type, STR("application/xhtml"));
}

/* <link rel type href> of Atom, wherever it stands. */
static void put_atom_link(
    struct xmlfeed *f, const struct xml_element *e, struct str href, bool is_feed)
{
	struct arena *a = is_feed ? f->arena : f->item_arena;
	struct str rel = {NULL, 0}, type = {NULL, 0};
	int rank;

	xml_attribute(e, NULL, "rel", &rel);
	xml_attribute(e, NULL, "type", &type);
	rel = str_trim(rel);
	rank = is_page_type(type) ? LINK_PAGE : LINK_ALTERNATE;
	if (is_alternate(rel))
		draft_put(is_feed ? &f->home : &f->draft.link, resolve(f, a, href), rank);
	else if (is_feed && str_eq_nocase(rel, STR("self")) && !f->doc->self_url.p)
		f->doc->self_url = resolve(f, a, href);
	else if (is_feed && str_eq_nocase(rel, STR("hub")) && !f->doc->hub_url.p)
		f->doc->hub_url = resolve(f, a, href);
}

/* ---- Captures -------------------------------------------------------------------- */

static bool has_word(struct str s, const char *word)
{
	for (size_t i = 0; i < s.n; i++)
		if (str_starts_nocase(str_sub(s, i, s.n), str_of(word)))
			return true;
	return false;
}

/* What type (and mode, in Atom 0.3) say about text. */
static void read_text_type(
    struct xmlfeed *f, const struct xml_element *e, const struct name *n)
{
	struct str type = {NULL, 0}, mode = {NULL, 0};
	bool is_html;

	if (f->doc->format != FEED_ATOM || !(n->spaces & NS_CORE))
		return;
	xml_attribute(e, NULL, "type", &type);
	xml_attribute(e, NULL, "mode", &mode);
	type = str_trim(type);
	is_html = has_word(type, "html") || has_word(type, "xml");
	f->is_base64 = str_eq_nocase(mode, STR("base64")) ||
		       (str_find_char(type, '/') < type.n && !is_html &&
			   !str_starts_nocase(type, STR("text")) && !mode.p);
	if (has_word(type, "xhtml") || (is_html && str_eq_nocase(mode, STR("xml"))))
		f->is_xhtml = !str_eq_nocase(mode, STR("escaped"));
	if (is_html)
		f->kind = TEXT_HTML;
	else if ((type.n > 0 || n->meaning == MEANS_TITLE) && !f->is_base64)
		f->kind = TEXT_PLAIN;
}

static void begin_capture(
    struct xmlfeed *f, const struct xml_element *e, const struct name *n, bool is_feed)
{
	bool is_text = n->meaning == MEANS_SUMMARY || n->meaning == MEANS_TITLE;
	enum capture_markup markup = CAPTURE_NO_MARKUP;
	const char *child = NULL;
	struct str value;

	f->kind = TEXT_GUESS;
	f->is_xhtml = f->is_base64 = false;
	if (is_text) {
		read_text_type(f, e, n);
		markup = f->is_xhtml ? CAPTURE_XHTML : CAPTURE_MARKUP;
	} else if (n->meaning == MEANS_SKIP_HOURS || n->meaning == MEANS_SKIP_DAYS) {
		markup = CAPTURE_MARKUP;
	} else if (n->meaning == MEANS_AUTHOR) {
		child = "name";
	} else if (n->meaning == MEANS_SOURCE) {
		child = "title";
	} else if (n->meaning == MEANS_ID) {
		f->is_id_link = !xml_attribute(e, NULL, "isPermaLink", &value) ||
				!str_eq_nocase(str_trim(value), STR("false"));
	}
	capture_begin(&f->capture, markup, child);
	f->captured = n;
	f->is_feed_captured = is_feed;
	scope_of(f)->place = IN_CAPTURE;
}

static struct str keep(struct arena *a, struct str s)
{
	return (struct str){arena_dup_str(a, s), s.n};
}

static void end_feed_capture(struct xmlfeed *f, const struct name *n, struct str text)
{
	struct draft_text title = {text, f->kind};

	switch (n->meaning) {
	case MEANS_TITLE:
		if (f->doc->title.p && n->rank >= f->title_rank)
			break;
		title.raw =
		    draft_make_text(&f->maker, f->arena, &title, LIMIT_TITLE_BYTES);
		f->title_rank = n->rank;
		if (title.raw.p)
			f->doc->title = title.raw;
		break;
	case MEANS_LINK:
		draft_put(&f->home, resolve(f, f->arena, text), LINK_TEXT);
		break;
	case MEANS_LANGUAGE:
		draft_put(
		    &f->feed_language, draft_make_language(f->arena, text), n->rank);
		if (f->feed_language.text.p)
			f->doc->language = f->feed_language.text;
		break;
	case MEANS_TTL: f->doc->ttl_s = schedule_ttl_s(text); break;
	case MEANS_UPDATE_PERIOD: f->schedule.period_s = schedule_period_s(text); break;
	case MEANS_UPDATE_FREQUENCY:
		f->schedule.frequency = schedule_frequency(text);
		break;
	case MEANS_SKIP_HOURS: f->doc->skip_hours = schedule_hours(text); break;
	case MEANS_SKIP_DAYS: f->doc->skip_days = schedule_days(text); break;
	default: break;
	}
}

static void end_item_capture(struct xmlfeed *f, const struct name *n, struct str text)
{
	struct arena *a = f->item_arena;
	struct draft *d = &f->draft;

	if (str_trim(text).n == 0)
		return;
	text = keep(a, text);
	switch (n->meaning) {
	case MEANS_TITLE:
		if (!d->titles[n->rank].raw.p)
			d->titles[n->rank] = (struct draft_text){text, f->kind};
		break;
	case MEANS_SUMMARY:
		if (!d->bodies[n->rank].raw.p)
			d->bodies[n->rank] = (struct draft_text){text, f->kind};
		break;
	case MEANS_LINK: draft_put(&d->link, resolve(f, a, text), LINK_TEXT); break;
	case MEANS_ORIGINAL_LINK:
		draft_put(&d->link, resolve(f, a, text), LINK_ORIGINAL);
		break;
	case MEANS_ID:
		if (draft_put(&d->id, text, n->rank))
			d->is_id_link = f->is_id_link;
		break;
	case MEANS_AUTHOR: draft_put(&d->author, text, n->rank); break;
	case MEANS_PUBLISHED: draft_put(&d->published, text, n->rank); break;
	case MEANS_UPDATED: draft_put(&d->updated, text, n->rank); break;
	case MEANS_CREATED: draft_put(&d->created, text, n->rank); break;
	case MEANS_CATEGORY: draft_put_category(a, d, text); break;
	case MEANS_SOURCE: d->source = text; break;
	case MEANS_LANGUAGE: d->language = draft_make_language(a, text); break;
	default: break;
	}
}

static void end_capture(struct xmlfeed *f)
{
	const struct name *n = f->captured;

	f->captured = NULL;
	if (f->is_base64)
		capture_decode_base64(&f->capture);
	if (f->is_feed_captured)
		end_feed_capture(f, n, buf_borrow(&f->capture.text));
	else
		end_item_capture(f, n, buf_borrow(&f->capture.text));
}

/* ---- Items ----------------------------------------------------------------------- */

static void begin_item(struct xmlfeed *f, const struct xml_element *e)
{
	struct str about;

	f->draft = (struct draft){.language = scope_of(f)->language};
	f->item_depth = f->depth;
	scope_of(f)->place = IN_ITEM;
	if (xml_attribute(
		e, "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "about", &about)) {
		draft_put(&f->draft.id, keep(f->item_arena, about), ID_ABOUT);
		f->draft.is_id_link = true;
	}
}

static void end_item(struct xmlfeed *f)
{
	struct item item;

	f->item_depth = 0;
	if (f->doc->n_items == LIMIT_ITEMS_PER_FEED) {
		f->has_too_many = f->is_stopped = true;
	} else if (draft_make_item(&f->maker, f->item_arena, &f->draft, f->doc, &item)) {
		f->doc->n_items++;
		f->is_stopped = !f->options.on_item(f->options.ctx, f->doc, &item);
	}
	arena_reset(f->item_arena);
}

/* ---- Elements -------------------------------------------------------------------- */

static bool never_nests(struct str name)
{
	return str_eq_nocase(name, STR("item")) || str_eq_nocase(name, STR("entry"));
}

/* Some publishers wrap their feed into a page; an entry alone is a document of Atom. */
static bool is_root(struct str name, bool is_page)
{
	if (str_eq_nocase(name, STR("rss")) || str_eq_nocase(name, STR("feed")))
		return true;
	return !is_page && (str_eq_nocase(name, STR("rdf")) || never_nests(name) ||
			       str_eq_nocase(name, STR("channel")));
}

static void begin_root(struct xmlfeed *f, const struct xml_element *e)
{
	if (str_eq_nocase(e->name, STR("feed")) || str_eq_nocase(e->name, STR("entry")))
		f->doc->format = FEED_ATOM;
	else if (str_eq_nocase(e->name, STR("rdf")))
		f->doc->format = FEED_RDF;
	else
		f->doc->format = FEED_RSS;
	scope_of(f)->place = IN_FEED;
	f->doc->language = scope_of(f)->language;
	if (never_nests(e->name))
		begin_item(f, e);
}

/* Opens the scope of an element: that of its parent, with its own xml:base and xml:lang.
 */
static void open_scope(struct xmlfeed *f, const struct xml_element *e)
{
	struct arena *a = f->item_depth ? f->item_arena : f->arena;
	struct scope *scope = &f->scopes[f->depth++];
	struct str value;

	if (f->depth > 1)
		*scope = f->scopes[f->depth - 2];
	if (xml_attribute(e, XML_URI, "base", &value)) {
		value = url_resolve(a, scope->base, value);
		if (value.p)
			scope->base = value;
	}
	if (xml_attribute(e, XML_URI, "lang", &value)) {
		value = draft_make_language(a, value);
		if (value.p)
			scope->language = value;
	}
}

static void begin_child(
    struct xmlfeed *f, const struct xml_element *e, const struct name *n, bool is_feed)
{
	struct str value;

	if (n->meaning == MEANS_LINK && xml_attribute(e, NULL, "href", &value)) {
		put_atom_link(f, e, value, is_feed);
		scope_of(f)->place = IN_UNKNOWN;
	} else if (n->meaning == MEANS_LINK && xml_attribute(e, NULL, "rel", &value) &&
		   !is_alternate(str_trim(value))) {
		scope_of(f)->place = IN_UNKNOWN;
	} else if (n->meaning == MEANS_CATEGORY &&
		   (xml_attribute(e, NULL, "label", &value) ||
		       xml_attribute(e, NULL, "term", &value))) {
		draft_put_category(f->item_arena, &f->draft, value);
		scope_of(f)->place = IN_UNKNOWN;
	} else {
		begin_capture(f, e, n, is_feed);
	}
}

static void on_start(void *ctx, const struct xml_element *e)
{
	struct xmlfeed *f = ctx;
	enum place parent = f->depth ? scope_of(f)->place : IN_FEED;
	const struct name *n;
	unsigned space;

	open_scope(f, e);
	if (f->captured && f->is_feed_captured && never_nests(e->name))
		f->captured = NULL; /* an element of the feed that is never closed */
	if (f->captured) {
		capture_start(&f->capture, e);
		return;
	}
	if (f->depth == 1) {
		begin_root(f, e);
		return;
	}
	space = names_space(e);
	if (f->doc->format == FEED_ATOM && (space & NS_CORE))
		space |= NS_ATOM; /* even where its namespace was forgotten */
	if (f->item_depth)
		n = parent == IN_ITEM ? names_in_item(e, space) : NULL;
	else
		n = names_in_feed(e, space);
	if (!n || f->is_stopped)
		scope_of(f)->place = IN_UNKNOWN;
	else if (n->meaning == MEANS_ITEM)
		begin_item(f, e);
	else if (parent == IN_UNKNOWN)
		scope_of(f)->place = IN_UNKNOWN;
	else if (n->meaning == MEANS_FEED)
		scope_of(f)->place = IN_FEED;
	else if (n->meaning != MEANS_GROUP)
		begin_child(f, e, n, !f->item_depth);
}

static void on_end(void *ctx, struct str name)
{
	struct xmlfeed *f = ctx;

	if (f->captured && !capture_end(&f->capture, name))
		end_capture(f);
	if (f->depth == f->item_depth)
		end_item(f);
	f->depth--;
}

static void on_text(void *ctx, struct str text, bool is_cdata)
{
	struct xmlfeed *f = ctx;

	if (f->captured)
		capture_text(&f->capture, text, is_cdata);
}

/* ---- The stream ------------------------------------------------------------------ */

struct xmlfeed *xmlfeed_new(
    struct arena *a, const struct feed_options *options, struct feed_doc *doc)
{
	struct xmlfeed *f = mem_new(1, sizeof(*f));
	struct xml_sink sink = {.is_root = is_root,
	    .never_nests = never_nests,
	    .start = on_start,
	    .end = on_end,
	    .text = on_text,
	    .ctx = f};

	f->arena = a;
	f->item_arena = arena_new();
	f->options = *options;
	f->doc = doc;
	f->scopes[0].base = options->url;
	f->schedule.frequency = 1;
	capture_init(&f->capture);
	draft_maker_init(&f->maker);
	f->xml = xml_new(&sink);
	return f;
}

void xmlfeed_free(struct xmlfeed *f)
{
	if (!f)
		return;
	xml_free(f->xml);
	draft_maker_clear(&f->maker);
	capture_clear(&f->capture);
	arena_free(f->item_arena);
	free(f);
}

bool xmlfeed_is_stopped(const struct xmlfeed *f)
{
	return f->is_stopped;
}

/* Whether an item that the end of the document cuts says what it is about. */
static bool is_usable(const struct draft *d)
{
	return d->titles[0].raw.p && (d->link.text.p || d->id.text.p);
}

static enum err check_count(const struct xmlfeed *f, struct err_info *ei)
{
	if (!f->has_too_many)
		return OK;
	return err_set(ei, ERR_DATA, NULL, "too large: a document of more than %d items",
	    LIMIT_ITEMS_PER_FEED);
}

enum err xmlfeed_put(struct xmlfeed *f, struct str text, struct err_info *ei)
{
	enum err e = xml_put(f->xml, text, ei);

	return e != OK ? e : check_count(f, ei);
}

enum err xmlfeed_finish(struct xmlfeed *f, struct err_info *ei)
{
	enum err e = xml_finish(f->xml, ei);

	f->doc->home_url = f->home.text;
	if (f->schedule.period_s)
		f->doc->period_s = f->schedule.period_s / f->schedule.frequency;
	f->doc->is_truncated = xml_is_truncated(f->xml);
	if (e == OK && f->item_depth && is_usable(&f->draft))
		end_item(f);
	if (f->doc->is_truncated)
		f->doc->problem = STR("truncated: the document ends too early");
	else if (xml_is_repaired(f->xml))
		f->doc->problem = STR("malformed: tags that do not match were repaired");
	return e != OK ? e : check_count(f, ei);
}
