/*
 * opml.c - lists of feeds, read. In: OPML of any quality. Out: feeds. Always: an address
 * that is not http or https is reported and goes no further.
 */
#include "feed/opml.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/document.h"
#include "feed/text.h"

struct reader {
	struct arena *arena;
	struct opml list;
	size_t cap_feeds, cap_refused;
	struct buf text;			 /* of <title> */
	struct str folders[LIMIT_XML_DEPTH + 1]; /* path at each depth */
	size_t depth;
	bool is_title;
};

static bool is_root(struct str name, bool is_page)
{
	return !is_page && str_eq_nocase(name, STR("opml"));
}

static bool never_nests(struct str name)
{
	(void)name;
	return false;
}

/* Text of an attribute as it may be shown; p NULL if nothing is left. */
static struct str clean(struct arena *a, struct str s, size_t max)
{
	struct str out = {NULL, 0};
	struct buf b;

	buf_init(&b, max);
	text_from_plain(&b, s);
	if (b.n)
		out = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return out;
}

static struct str get(struct reader *r, const struct xml_element *e, const char *name)
{
	struct str value = {NULL, 0};

	if (xml_attribute(e, NULL, name, &value))
		value = clean(r->arena, value, LIMIT_URL_BYTES);
	return value;
}

/* What an outline is called. */
static struct str get_name(struct reader *r, const struct xml_element *e)
{
	struct str name = get(r, e, "text");

	return name.p ? name : get(r, e, "title");
}

static bool is_known(struct str name)
{
	static const char *const known[] = {
	    "text", "title", "xmlurl", "htmlurl", "url", "type", "language"};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_eq_nocase(name, str_of(known[i])))
			return true;
	return false;
}

/* The attributes that sawthis has no place for, as they are written back. */
static struct str get_others(struct reader *r, const struct xml_element *e)
{
	struct str out = {NULL, 0};
	struct buf b;

	buf_init(&b, LIMIT_TAG_BYTES);
	for (size_t i = 0; i < e->n_attributes; i++) {
		struct xml_attribute a = e->attributes[i];

		if (a.prefix.p || is_known(a.name))
			continue;
		buf_putc(&b, ' ');
		buf_put_str(&b, a.name);
		buf_puts(&b, "=\"");
		escape_html(&b, clean(r->arena, a.value, LIMIT_TAG_BYTES));
		buf_putc(&b, '"');
	}
	if (b.n && !b.is_full)
		out = (struct str){arena_dup_str(r->arena, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return out;
}

/* "feed:https://..." and "feed://..." are what some programs write for the web. */
static struct str without_feed_scheme(struct arena *a, struct str url)
{
	if (str_starts_nocase(url, STR("feed://")))
		return str_of(
		    arena_printf(a, "http:%.*s", STR_ARG(str_sub(url, 5, url.n))));
	if (str_starts_nocase(url, STR("feed:")))
		return str_sub(url, 5, url.n);
	return url;
}

static void put_feed(struct reader *r, const struct xml_element *e, struct str given)
{
	struct str url = without_feed_scheme(r->arena, str_trim(given));
	struct feed *f;

	url = url_resolve(r->arena, (struct str){NULL, 0}, url);
	if (!url_is_web(url)) {
		arena_grow(r->arena, &r->list.refused, r->list.n_refused, &r->cap_refused,
		    sizeof(*r->list.refused));
		r->list.refused[r->list.n_refused++] =
		    clean(r->arena, given, LIMIT_URL_BYTES);
		return;
	}
	arena_grow(r->arena, &r->list.feeds, r->list.n_feeds, &r->cap_feeds, sizeof(*f));
	f = &r->list.feeds[r->list.n_feeds++];
	*f = (struct feed){.url = url,
	    .title = get_name(r, e),
	    .home_url = get(r, e, "htmlUrl"),
	    .language = get(r, e, "language"),
	    .folder = r->folders[r->depth - 1],
	    .opml_attributes = get_others(r, e),
	    .failing_since_s = NO_TIME,
	    .last_fetch_at_s = NO_TIME,
	    .last_ok_at_s = NO_TIME,
	    .next_fetch_at_s = NO_TIME,
	    .last_change_at_s = NO_TIME};
	if (!url_is_web(f->home_url))
		f->home_url = (struct str){NULL, 0};
}

/* The path of the folder that e opens; a "/" in its name would open another. */
static struct str enter(struct reader *r, const struct xml_element *e, struct str parent)
{
	struct str name = get_name(r, e);
	char *path;

	if (!name.p)
		return parent;
	path = arena_dup_str(r->arena, name);
	for (size_t i = 0; i < name.n; i++)
		if (path[i] == '/')
			path[i] = '-';
	if (parent.p)
		path = arena_printf(r->arena, "%.*s/%s", STR_ARG(parent), path);
	return utf8_cut(str_of(path), LIMIT_NAME_BYTES);
}

static void on_start(void *ctx, const struct xml_element *e)
{
	struct reader *r = ctx;
	struct str parent = r->depth ? r->folders[r->depth - 1] : (struct str){NULL, 0};
	struct str url;

	r->folders[r->depth++] = parent;
	r->is_title = r->depth == 3 && str_eq_nocase(e->name, STR("title"));
	if (!str_eq_nocase(e->name, STR("outline")))
		return;
	if (xml_attribute(e, NULL, "xmlUrl", &url) ||
	    (xml_attribute(e, NULL, "url", &url) &&
		str_eq_nocase(get(r, e, "type"), STR("rss"))))
		put_feed(r, e, url);
	else
		r->folders[r->depth - 1] = enter(r, e, parent);
}

static void on_end(void *ctx, struct str name)
{
	struct reader *r = ctx;

	(void)name;
	r->depth--;
	r->is_title = false;
}

static void on_text(void *ctx, struct str text, bool is_cdata)
{
	struct reader *r = ctx;

	if (r->is_title && is_cdata)
		buf_put_str(&r->text, text);
	else if (r->is_title)
		text_decode_entities(&r->text, text);
}

enum err opml_read(struct arena *a, struct str bytes, const char *source,
    struct opml *out, struct err_info *ei)
{
	struct reader r = {.arena = a};
	struct xml_sink sink = {.is_root = is_root,
	    .never_nests = never_nests,
	    .start = on_start,
	    .end = on_end,
	    .text = on_text,
	    .ctx = &r};
	struct err_info why = {0};
	enum err e;

	buf_init(&r.text, LIMIT_NAME_BYTES);
	e = document_read(bytes, &sink, &why);
	r.list.title = clean(a, buf_borrow(&r.text), LIMIT_NAME_BYTES);
	buf_clear(&r.text);
	if (e != OK && str_starts(str_of(why.text), STR("not a feed: ")))
		return err_set(ei, e, source, "this is no list of feeds (OPML)");
	if (e != OK)
		return err_set(ei, e, source, "%s", why.text);
	*out = r.list;
	return OK;
}
