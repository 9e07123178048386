/*
 * xmlfeed.c - which element says what about the feed and its items. In: elements and
 * text. Out: items, one at a time. Always: an item's memory is released before the next
 * begins.
 */
#include "feed/xmlfeed.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "feed/atom.h"
#include "feed/capture.h"
#include "feed/dates.h"
#include "feed/draft.h"
#include "feed/head.h"
#include "feed/names.h"
#include "feed/scope.h"

#include <stdlib.h>

/* Where an element stands. */
enum place { IN_FEED, IN_ITEM, IN_UNKNOWN, IN_CAPTURE };

/* How a link may be had; the lowest is taken. */
enum { LINK_ORIGINAL, LINK_TEXT, LINK_PAGE, LINK_ALTERNATE };

/* rdf:about names an item that has no guid; see names.c for the other ranks. */
enum { ID_ABOUT = 2 };

/* Names, dates and such are cut here; bodies and ids have the limit of the capture. */
enum { SMALL_MAX_BYTES = 16 << 10 };

struct xmlfeed {
	struct arena *item_arena;
	struct feed_options options;
	struct feed_doc *doc;
	struct xml *xml;
	struct scopes *scopes;
	enum place places[LIMIT_XML_DEPTH];
	size_t depth;
	size_t item_depth; /* of the item that is open; 0 if none is */

	struct capture capture;
	const struct name *captured; /* what the capture is for; NULL if there is none */
	struct atom_text type;	     /* of the text captured */
	bool is_id_link;
	bool is_feed_captured; /* it belongs to the feed, not to an item */

	struct head head;
	struct draft draft;
	struct draft_maker maker;
	bool is_stopped;
	bool has_too_many;
};

static enum place *place_of(struct xmlfeed *f)
{
	return &f->places[f->depth - 1];
}

/* ---- What is said of an item ----------------------------------------------------- */

static struct str keep(struct arena *a, struct str s)
{
	return (struct str){arena_dup_str(a, s), s.n};
}

static bool is_better(const struct draft_value *v, int rank)
{
	return !v->text.p || rank < v->rank;
}

static void put_value(struct xmlfeed *f, struct draft_value *v, struct str text, int rank)
{
	if (is_better(v, rank))
		draft_put(v, keep(f->item_arena, utf8_cut(text, SMALL_MAX_BYTES)), rank);
}

static void put_link(struct xmlfeed *f, struct str raw, int rank)
{
	if (is_better(&f->draft.link, rank))
		draft_put(
		    &f->draft.link, scopes_resolve(f->scopes, f->item_arena, raw), rank);
}

static void put_id(struct xmlfeed *f, struct str text, int rank, bool is_link)
{
	if (is_better(&f->draft.id, rank) &&
	    draft_put(&f->draft.id, keep(f->item_arena, text), rank))
		f->draft.is_id_link = is_link;
}

static void put_title(struct xmlfeed *f, struct str text, int rank)
{
	struct draft_text *t = &f->draft.titles[rank];

	if (!t->raw.p)
		*t = (struct draft_text){keep(f->item_arena, text), f->type.kind};
}

static void put_body(struct xmlfeed *f, struct str text, int rank)
{
	struct draft_text body = {text, f->type.kind};

	draft_put_body(&f->maker, f->item_arena, &f->draft, rank, &body);
}

/* A date that cannot be read makes room for the next. */
static void put_date(struct xmlfeed *f, struct draft_value *v, struct str text, int rank)
{
	if (v->text.p && dates_parse(v->text) == NO_TIME)
		v->text.p = NULL;
	put_value(f, v, text, rank);
}

/* The text of the element that n names. */
static void put_of_item(struct xmlfeed *f, const struct name *n, struct str text)
{
	struct draft *d = &f->draft;

	if (str_trim(text).n == 0)
		return;
	switch (n->meaning) {
	case MEANS_TITLE: put_title(f, text, n->rank); break;
	case MEANS_SUMMARY: put_body(f, text, n->rank); break;
	case MEANS_LINK: put_link(f, text, LINK_TEXT); break;
	case MEANS_ORIGINAL_LINK: put_link(f, text, LINK_ORIGINAL); break;
	case MEANS_ID: put_id(f, text, n->rank, f->is_id_link); break;
	case MEANS_AUTHOR: put_value(f, &d->author, text, n->rank); break;
	case MEANS_PUBLISHED: put_date(f, &d->published, text, n->rank); break;
	case MEANS_UPDATED: put_date(f, &d->updated, text, n->rank); break;
	case MEANS_CREATED: put_date(f, &d->created, text, n->rank); break;
	case MEANS_SOURCE: put_value(f, &d->source, text, n->rank); break;
	case MEANS_LANGUAGE: put_value(f, &d->language, text, n->rank); break;
	case MEANS_CATEGORY:
		draft_put_category(f->item_arena, d, utf8_cut(text, SMALL_MAX_BYTES));
		break;
	default: break;
	}
}

/* ---- Captures -------------------------------------------------------------------- */

static void begin_capture(
    struct xmlfeed *f, const struct xml_element *e, const struct name *n, bool is_feed)
{
	bool is_text = n->meaning == MEANS_SUMMARY || n->meaning == MEANS_TITLE;
	enum capture_markup markup = CAPTURE_NO_MARKUP;
	const char *child = NULL;
	struct str value;

	f->type = (struct atom_text){.kind = TEXT_GUESS};
	if (is_text && f->doc->format == FEED_ATOM && (n->spaces & NS_CORE))
		f->type = atom_text_of(e, n->meaning == MEANS_TITLE);
	if (is_text)
		markup = f->type.is_xhtml ? CAPTURE_XHTML : CAPTURE_MARKUP;
	else if (n->meaning == MEANS_SKIP_HOURS || n->meaning == MEANS_SKIP_DAYS)
		markup = CAPTURE_MARKUP;
	else if (n->meaning == MEANS_AUTHOR)
		child = "name";
	else if (n->meaning == MEANS_SOURCE)
		child = "title";
	else if (n->meaning == MEANS_ID)
		f->is_id_link = !xml_attribute(e, NULL, "isPermaLink", &value) ||
				!str_eq_nocase(str_trim(value), STR("false"));
	capture_begin(&f->capture, markup, child);
	f->captured = n;
	f->is_feed_captured = is_feed;
	*place_of(f) = IN_CAPTURE;
}

static void end_capture(struct xmlfeed *f)
{
	const struct name *n = f->captured;
	struct draft_text text = {.kind = f->type.kind};

	f->captured = NULL;
	if (f->type.is_base64)
		capture_decode_base64(&f->capture);
	text.raw = buf_borrow(&f->capture.text);
	if (f->is_feed_captured)
		head_put(&f->head, &f->maker, f->scopes, n, &text);
	else
		put_of_item(f, n, text.raw);
}

/* ---- Items ----------------------------------------------------------------------- */

static void begin_item(struct xmlfeed *f, const struct xml_element *e)
{
	struct str about, language = scopes_language(f->scopes);

	f->draft = (struct draft){0};
	f->item_depth = f->depth;
	*place_of(f) = IN_ITEM;
	if (language.p)
		f->draft.inherited_language = keep(f->item_arena, language);
	if (xml_attribute(
		e, "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "about", &about))
		put_id(f, about, ID_ABOUT, true);
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
	*place_of(f) = IN_FEED;
	if (scopes_language(f->scopes).p)
		f->doc->language = keep(f->head.arena, scopes_language(f->scopes));
	if (never_nests(e->name))
		begin_item(f, e);
}

/* What a category of Atom is called. */
static bool has_label(const struct xml_element *e, struct str *label)
{
	if (xml_attribute(e, NULL, "label", label) && str_trim(*label).n > 0)
		return true;
	return xml_attribute(e, NULL, "term", label);
}

static void begin_child(
    struct xmlfeed *f, const struct xml_element *e, const struct name *n, bool is_feed)
{
	bool is_link = n->meaning == MEANS_LINK, is_page;
	enum atom_relation relation = ATOM_ALTERNATE;
	struct str value;

	*place_of(f) = IN_UNKNOWN;
	if (n->meaning == MEANS_SUMMARY && f->draft.summary.p)
		return;
	if (is_link)
		relation = atom_relation_of(e, &is_page);
	if (is_link && xml_attribute(e, NULL, "href", &value)) {
		if (is_feed)
			head_put_link(&f->head, f->scopes, e, value);
		else if (relation == ATOM_ALTERNATE)
			put_link(f, value, is_page ? LINK_PAGE : LINK_ALTERNATE);
	} else if (n->meaning == MEANS_ENCLOSURE) {
		if (xml_attribute(e, NULL, "url", &value))
			put_value(f, &f->draft.enclosure, value, n->rank);
	} else if (n->meaning == MEANS_CATEGORY && has_label(e, &value)) {
		draft_put_category(f->item_arena, &f->draft, value);
	} else if (relation == ATOM_ALTERNATE) {
		begin_capture(f, e, n, is_feed);
	}
}

/* What element e means within an item, or within the feed; NULL if nothing. */
static const struct name *meaning_of(
    struct xmlfeed *f, const struct xml_element *e, bool is_item)
{
	static const struct name nothing = {.meaning = MEANS_NOTHING};
	const void **note = &e->notes[is_item];

	if (!*note) {
		unsigned space = names_space(e);

		if (f->doc->format == FEED_ATOM && (space & NS_CORE))
			space |= NS_ATOM; /* even where its namespace was forgotten */
		*note = is_item ? names_in_item(e->name, space)
				: names_in_feed(e->name, space);
		if (!*note)
			*note = &nothing;
	}
	return *note == &nothing ? NULL : *note;
}

/* Whether the captured element is of a kind that holds no others but markup: where an
 * element of the item begins in it, its own end tag was forgotten. */
static bool is_left_open(struct xmlfeed *f, const struct xml_element *e)
{
	const struct name *inner;

	if (!f->captured || f->is_feed_captured || f->type.is_xhtml ||
	    f->capture.depth > 0)
		return false;
	switch (f->captured->meaning) {
	case MEANS_TITLE:
	case MEANS_LINK:
	case MEANS_ID:
	case MEANS_PUBLISHED:
	case MEANS_UPDATED:
	case MEANS_CREATED: break;
	default: return false;
	}
	inner = meaning_of(f, e, true);
	return inner && inner->rank == 0 && inner->meaning != f->captured->meaning;
}

static void on_start(void *ctx, const struct xml_element *e)
{
	struct xmlfeed *f = ctx;
	enum place parent = f->depth ? *place_of(f) : IN_FEED;
	const struct name *n;

	scopes_push(f->scopes, e);
	f->places[f->depth++] = parent;
	if (f->captured && f->is_feed_captured && never_nests(e->name))
		f->captured = NULL; /* an element of the feed that is never closed */
	if (is_left_open(f, e)) {
		end_capture(f);
		f->places[f->depth - 2] = *place_of(f) = parent = IN_ITEM;
	}
	if (f->captured) {
		capture_start(&f->capture, e);
		return;
	}
	if (f->depth == 1) {
		begin_root(f, e);
		return;
	}
	n = f->item_depth && parent != IN_ITEM ? NULL
					       : meaning_of(f, e, f->item_depth > 0);
	if (!n || f->is_stopped)
		*place_of(f) = IN_UNKNOWN;
	else if (n->meaning == MEANS_ITEM)
		begin_item(f, e);
	else if (parent == IN_UNKNOWN)
		*place_of(f) = IN_UNKNOWN;
	else if (n->meaning == MEANS_FEED)
		*place_of(f) = IN_FEED;
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
	scopes_pop(f->scopes);
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
	    .wanted = names_wanted_attributes,
	    .is_known = names_is_known,
	    .start = on_start,
	    .end = on_end,
	    .text = on_text,
	    .ctx = f};

	f->item_arena = arena_new();
	f->options = *options;
	f->doc = doc;
	f->scopes = scopes_new(options->url);
	f->head = (struct head){.arena = a, .doc = doc};
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
	scopes_free(f->scopes);
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

	f->doc->is_truncated = xml_is_truncated(f->xml);
	if (e == OK && f->item_depth && is_usable(&f->draft))
		end_item(f);
	if (f->doc->is_truncated)
		f->doc->problem = STR("truncated: the document ends too early");
	else if (xml_is_repaired(f->xml))
		f->doc->problem = STR("malformed: tags that do not match were repaired");
	return e != OK ? e : check_count(f, ei);
}
