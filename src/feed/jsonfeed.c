/*
 * jsonfeed.c - JSON Feed read with jansson. In: the whole document, valid UTF-8. Out:
 * items. Always: a value of the wrong type is as good as absent.
 */
#include "feed/jsonfeed.h"

#include "base/limits.h"
#include "base/url.h"
#include "feed/draft.h"

#include <jansson.h>

struct reader {
	struct arena *arena; /* of the item */
	const struct feed_options *options;
	struct feed_doc *doc;
	struct draft_maker maker;
};

/* A string, or a number as text. */
static struct str get(struct arena *a, const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);

	if (json_is_string(v))
		return (struct str){json_string_value(v), json_string_length(v)};
	if (json_is_integer(v))
		return str_of(arena_printf(a, "%lld", (long long)json_integer_value(v)));
	if (json_is_real(v))
		return str_of(arena_printf(a, "%.15g", json_real_value(v)));
	return (struct str){NULL, 0};
}

static struct str get_url(
    const struct reader *r, struct arena *a, const json_t *object, const char *key)
{
	struct str url = get(a, object, key);

	if (!url.n)
		return (struct str){NULL, 0};
	url = url_resolve(a, r->options->url, url);
	return url_is_web(url) ? url : (struct str){NULL, 0};
}

/* The names of authors[] (1.1) and author (1.0). */
static struct str get_author(struct arena *a, const json_t *object)
{
	const json_t *authors = json_object_get(object, "authors"), *author;
	struct str names = {NULL, 0};
	size_t i;

	json_array_foreach(authors, i, author)
	{
		struct str name = get(a, author, "name");

		if (name.n && !names.p)
			names = name;
		else if (name.n)
			names = str_of(
			    arena_printf(a, "%.*s, %.*s", STR_ARG(names), STR_ARG(name)));
	}
	return names.p ? names : get(a, json_object_get(object, "author"), "name");
}

static void put_tag(struct arena *a, struct draft *d, const json_t *tag)
{
	if (json_is_string(tag))
		draft_put_category(
		    a, d, (struct str){json_string_value(tag), json_string_length(tag)});
}

static void put_tags(struct arena *a, struct draft *d, const json_t *tags)
{
	put_tag(a, d, tags); /* against the specification, but seen */
	for (size_t i = 0; i < json_array_size(tags); i++)
		put_tag(a, d, json_array_get(tags, i));
}

static bool read_item(struct reader *r, const json_t *object)
{
	struct arena *a = r->arena;
	struct draft d = {0};
	struct item item;

	d.titles[0] = (struct draft_text){get(a, object, "title"), TEXT_GUESS};
	d.bodies[0] = (struct draft_text){get(a, object, "summary"), TEXT_GUESS};
	d.bodies[1] = (struct draft_text){get(a, object, "content_text"), TEXT_PLAIN};
	d.bodies[2] = (struct draft_text){get(a, object, "content_html"), TEXT_HTML};
	draft_put(&d.id, get(a, object, "id"), 0);
	d.is_id_link = true;
	draft_put(&d.link, get_url(r, a, object, "url"), 0);
	draft_put(&d.link, get_url(r, a, object, "external_url"), 1);
	draft_put(&d.author, get_author(a, object), 0);
	draft_put(&d.published, get(a, object, "date_published"), 0);
	draft_put(&d.updated, get(a, object, "date_modified"), 0);
	draft_put(&d.language, get(a, object, "language"), 0);
	put_tags(a, &d, json_object_get(object, "tags"));
	if (!draft_make_item(&r->maker, a, &d, r->doc, &item))
		return true;
	r->doc->n_items++;
	return r->options->on_item(r->options->ctx, r->doc, &item);
}

static void read_feed(struct reader *r, struct arena *a, const json_t *root)
{
	struct draft_text title = {get(a, root, "title"), TEXT_GUESS};
	const json_t *hub = json_array_get(json_object_get(root, "hubs"), 0);

	r->doc->format = FEED_JSON;
	r->doc->title = draft_make_text(&r->maker, a, &title, LIMIT_TITLE_BYTES);
	r->doc->home_url = get_url(r, a, root, "home_page_url");
	r->doc->self_url = get_url(r, a, root, "feed_url");
	r->doc->hub_url = get_url(r, a, hub, "url");
	r->doc->language = draft_make_language(a, get(a, root, "language"));
}

/* What is in the values of root lives as long as it; doc must not. */
static enum err read_root(
    struct reader *r, struct arena *a, const json_t *root, struct err_info *ei)
{
	const json_t *items = json_object_get(root, "items"), *item;
	size_t i;

	if (!json_is_array(items) && !json_object_get(root, "version"))
		return err_set(
		    ei, ERR_DATA, NULL, "not a feed: JSON, but no JSON Feed (no items)");
	read_feed(r, a, root);
	json_array_foreach(items, i, item)
	{
		if (r->doc->n_items == LIMIT_ITEMS_PER_FEED)
			return err_set(ei, ERR_DATA, NULL,
			    "too large: a document of more than %d items",
			    LIMIT_ITEMS_PER_FEED);
		if (!read_item(r, item))
			break;
		arena_reset(r->arena);
	}
	return OK;
}

/* Line breaks and tabs within strings, which JSON does not allow, become spaces if that
 * is all that is wrong. */
static json_t *load(struct str text, json_error_t *error)
{
	enum { FLAGS = JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK };
	json_t *root = json_loadb(text.p, text.n, FLAGS, error);
	json_error_t again;
	struct buf b;

	if (root)
		return root;
	buf_init(&b, LIMIT_JSON_BYTES);
	buf_put_str(&b, text);
	for (size_t i = 0; i < b.n; i++)
		if ((unsigned char)b.p[i] < ' ')
			b.p[i] = ' ';
	root = json_loadb(b.p, b.n, FLAGS, &again);
	buf_clear(&b);
	return root;
}

enum err jsonfeed_read(struct arena *a, struct str text,
    const struct feed_options *options, struct feed_doc *doc, struct err_info *ei)
{
	struct reader r = {.options = options, .doc = doc};
	json_error_t error;
	json_t *root = load(text, &error);
	enum err e;

	if (!root)
		return err_set(ei, ERR_DATA, NULL,
		    "malformed: JSON that cannot be read, line %d: %s", error.line,
		    error.text);
	r.arena = arena_new();
	draft_maker_init(&r.maker);
	e = read_root(&r, a, root, ei);
	draft_maker_clear(&r.maker);
	arena_free(r.arena);
	json_decref(root);
	return e;
}
