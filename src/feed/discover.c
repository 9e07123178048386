/*
 * discover.c - links to feeds in pages. In: a page of any quality. Out: addresses of
 * feeds. Always: absolute, http or https, each once.
 */
#include "feed/discover.h"

#include "base/limits.h"
#include "base/url.h"
#include "feed/input.h"
#include "feed/scan.h"
#include "feed/tag.h"
#include "feed/text.h"

#include <string.h>

enum { FOUND_MAX = 64, PAGE_TEXT_MAX_BYTES = 4 << 20 };

struct list {
	struct discovered *v;
	size_t n, cap;
};

struct finder {
	struct arena *arena;
	struct str base;
	struct list links;   /* <link rel=alternate>: the page says so */
	struct list anchors; /* <a>: only looks like it */
	struct scan scan;
	struct scan_sink sink;
	struct buf text;
};

/* The attributes of one tag that matter here. */
struct attributes {
	struct str rel, type, href, title;
};

static struct str decode(struct arena *a, struct str s)
{
	struct str out;
	struct buf decoded, clean;

	buf_init(&decoded, LIMIT_URL_BYTES);
	buf_init(&clean, LIMIT_URL_BYTES);
	text_decode_entities(&decoded, s);
	text_from_plain(&clean, buf_borrow(&decoded));
	out = (struct str){arena_dup_str(a, buf_borrow(&clean)), clean.n};
	buf_clear(&decoded);
	buf_clear(&clean);
	return out;
}

static struct attributes read_attributes(struct arena *a, const struct tag *tag)
{
	struct attributes out = {0};

	for (size_t i = 0; i < tag->n_attributes && i < LIMIT_TAG_ATTRIBUTES; i++) {
		struct str name = tag->attributes[i].whole;
		struct str value = tag->attributes[i].value;

		if (str_eq_nocase(name, STR("rel")))
			out.rel = decode(a, value);
		else if (str_eq_nocase(name, STR("type")))
			out.type = decode(a, value);
		else if (str_eq_nocase(name, STR("href")))
			out.href = decode(a, value);
		else if (str_eq_nocase(name, STR("title")))
			out.title = decode(a, value);
	}
	return out;
}

/* Whether the words of s have this one. */
static bool has_word(struct str s, struct str word)
{
	struct str part;

	while (str_split(&s, ' ', &part))
		if (str_eq_nocase(part, word))
			return true;
	return false;
}

static bool is_feed_type(struct str type)
{
	static const char *const types[] = {"application/rss+xml", "application/atom+xml",
	    "application/feed+json", "application/rdf+xml", "application/x-rss+xml",
	    "application/xml", "text/xml", "application/rss", "text/rss"};

	type = str_trim(str_sub(type, 0, str_find_char(type, ';')));
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_eq_nocase(type, str_of(types[i])))
			return true;
	return false;
}

/* Whether the last part of the path of url names a feed. */
static bool looks_like_feed(struct str url)
{
	static const char *const names[] = {"feed", "rss", "atom", "feed.xml", "rss.xml",
	    "atom.xml", "index.rdf", "feed.json", "feeds"};
	struct str path = url_split(url).path, rest, last = {NULL, 0};

	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	rest = path;
	while (str_split(&rest, '/', &last))
		;
	if (str_ends(last, STR(".rss")) || str_ends(last, STR(".atom")))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq_nocase(last, str_of(names[i])))
			return true;
	return false;
}

static bool has_nocase(struct str s, struct str part)
{
	for (size_t i = 0; i + part.n <= s.n; i++)
		if (str_starts_nocase(str_sub(s, i, s.n), part))
			return true;
	return false;
}

static bool is_about_comments(const struct discovered *d)
{
	return has_nocase(d->title, STR("comment")) ||
	       has_nocase(d->url, STR("comments"));
}

static void add(struct finder *f, struct list *list, const struct attributes *a)
{
	struct str url = url_resolve(f->arena, f->base, a->href);

	if (!url_is_web(url) || list->n == FOUND_MAX)
		return;
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].url, url))
			return;
	arena_grow(f->arena, &list->v, list->n, &list->cap, sizeof(*list->v));
	list->v[list->n++] = (struct discovered){.url = url, .title = a->title};
}

static enum err on_tag(void *ctx, struct tag *tag, struct err_info *ei)
{
	struct finder *f = ctx;
	struct str name = tag->name;
	struct attributes a;

	(void)ei;
	if (!str_eq_nocase(name, STR("link")) && !str_eq_nocase(name, STR("a")) &&
	    !str_eq_nocase(name, STR("base")))
		return OK;
	a = read_attributes(f->arena, tag);
	if (!a.href.n)
		return OK;
	if (str_eq_nocase(name, STR("base"))) {
		struct str base = url_resolve(f->arena, f->base, a.href);

		f->base = base.p ? base : f->base;
	} else if (str_eq_nocase(name, STR("a"))) {
		if (is_feed_type(a.type) || looks_like_feed(a.href))
			add(f, &f->anchors, &a);
	} else if (has_word(a.rel, STR("feed")) ||
		   (has_word(a.rel, STR("alternate")) && is_feed_type(a.type))) {
		add(f, &f->links, &a);
	}
	return OK;
}

static enum err ignore_end(void *ctx, struct str name, struct err_info *ei)
{
	(void)ctx, (void)name, (void)ei;
	return OK;
}

static enum err ignore_text(
    void *ctx, struct str text, bool is_cdata, struct err_info *ei)
{
	(void)ctx, (void)text, (void)is_cdata, (void)ei;
	return OK;
}

static enum err on_page_text(void *ctx, struct str text, struct err_info *ei)
{
	struct finder *f = ctx;
	size_t n_done;
	enum err e;

	buf_put_str(&f->text, text);
	e = scan_put(&f->scan, buf_borrow(&f->text), false, &f->sink, &n_done, ei);
	if (n_done > 0)
		memmove(f->text.p, f->text.p + n_done, f->text.n - n_done);
	f->text.n -= n_done;
	return e;
}

size_t discover_feeds(
    struct arena *a, struct str page, struct str page_url, struct discovered **out)
{
	struct finder f = {.arena = a, .base = page_url};
	struct input *in;
	struct list *list;
	size_t n = 0;
	enum err e;

	f.sink = (struct scan_sink){.start = on_tag,
	    .end = ignore_end,
	    .text = ignore_text,
	    .doctype = ignore_end,
	    .ctx = &f};
	buf_init(&f.text, PAGE_TEXT_MAX_BYTES);
	in = input_new((struct str){NULL, 0}, LIMIT_DOCUMENT_BYTES, on_page_text, &f);
	e = input_put(in, page, NULL);
	if (e == OK)
		e = input_finish(in, NULL);
	(void)e; /* a page that cannot be read to its end has what was found until then */
	input_free(in);
	buf_clear(&f.text);
	list = f.links.n ? &f.links : &f.anchors;
	*out = arena_alloc(a, list->n, sizeof(**out));
	for (size_t i = 0; i < list->n; i++)
		if (!is_about_comments(&list->v[i]))
			(*out)[n++] = list->v[i];
	for (size_t i = 0; i < list->n; i++)
		if (is_about_comments(&list->v[i]))
			(*out)[n++] = list->v[i];
	return n;
}

size_t discover_guesses(struct arena *a, struct str page_url, struct str **out)
{
	static const char *const paths[] = {"feed", "rss", "/feed", "/rss", "/feed.xml",
	    "/rss.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds/posts/default"};
	enum { N_PATHS = sizeof(paths) / sizeof(paths[0]) };
	struct str page = page_url;
	size_t n = 0;

	/* Relative ones are meant within the page's own folder. */
	if (url_split(page).path.n == 0 || !str_ends(url_split(page).path, STR("/")))
		page = url_resolve(a, page,
		    str_of(arena_printf(a, "%.*s/", STR_ARG(url_split(page).path))));
	*out = arena_alloc(a, N_PATHS, sizeof(**out));
	for (size_t i = 0; i < N_PATHS; i++) {
		struct str url = url_resolve(a, page, str_of(paths[i]));
		bool is_new = url_is_web(url);

		for (size_t k = 0; k < n; k++)
			is_new &= !str_eq((*out)[k], url);
		if (is_new)
			(*out)[n++] = url;
	}
	return n;
}
