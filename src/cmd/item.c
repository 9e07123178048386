/*
 * item.c - `sawthis item list` and `show`: the stored news.
 */
#include "cmd/commands.h"

#include "app/lookup.h"
#include "cmd/json.h"
#include "store/feed.h"
#include "store/item.h"

enum { ITEMS_SHOWN = 50, PAGE_ITEMS = 5000 };

static enum err parse_query(struct app *app, int argc, char **argv, struct item_query *q)
{
	struct str *words = arena_alloc(app->arena, (size_t)argc, sizeof(*words));
	enum err e = OK;

	q->words = words;
	for (int i = 0; i < argc && e == OK; i++) {
		struct str word = str_of(argv[i]);

		if (str_starts(word, STR("feed:")))
			e = lookup_feed(
			    app->home, str_sub(word, 5, word.n), &q->feed_id, app->ei);
		else
			e = opts_query_word(
			    app, argv[i], &q->since_s, words, &q->n_words);
	}
	return e;
}

static enum err print_json(
    struct app *app, struct arena *a, const struct item *items, size_t n)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		struct str feed_url;

		e = store_item_feed_url(
		    a, app->home->store, items[i].id, &feed_url, app->ei);
		if (e == OK)
			out_json(json_of_item(&items[i], feed_url));
	}
	return e;
}

/* All items, a page at a time, so that memory does not grow with their number. */
static enum err print_all(struct app *app, struct item_query *q)
{
	struct arena *a = arena_new();
	struct item *items;
	enum err e = OK;

	q->limit = PAGE_ITEMS;
	for (size_t n = PAGE_ITEMS; n == PAGE_ITEMS && e == OK;) {
		arena_reset(a);
		e = store_item_list(a, app->home->store, q, &items, &n, app->ei);
		if (e == OK)
			e = print_json(app, a, items, n);
		if (e == OK && n)
			q->after_id = items[n - 1].id;
	}
	arena_free(a);
	return e;
}

static void print_text(const struct item *items, size_t n)
{
	static const struct table_column columns[] = {
	    {"ID", true, false, STYLE_DIM},
	    {"TITLE", false, true, STYLE_BOLD},
	    {"OUTLET", false, true, STYLE_PLAIN},
	    {"WHEN", false, false, STYLE_DIM},
	};
	struct table t;

	table_init(&t, columns, 4);
	for (size_t i = 0; i < n; i++) {
		char ago[AGO_SIZE];

		table_addf(&t, "%lld", (long long)items[i].id);
		table_add(&t, items[i].title);
		table_add(&t, items[i].outlet);
		table_add(&t, str_of(ago_format(item_date_s(&items[i]), ago)));
	}
	table_print(&t);
}

enum err cmd_item_list(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	bool is_all = false;
	const struct opt opts[] = {
	    {"--all", OPT_FLAG, &is_all},
	    {"--format", OPT_FORMAT, &format},
	    {NULL, OPT_FLAG, NULL},
	};
	struct item_query q = {.is_newest_first = true, .limit = ITEMS_SHOWN};
	struct item *items;
	size_t n;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 100);

	if (e == OK)
		e = parse_query(app, argc, argv, &q);
	if (e == OK && is_all && format == FORMAT_JSON) {
		q.is_newest_first = false;
		return print_all(app, &q);
	}
	q.limit = is_all ? 0 : ITEMS_SHOWN;
	if (e == OK)
		e = store_item_list(
		    app->arena, app->home->store, &q, &items, &n, app->ei);
	if (e != OK)
		return e;
	if (format == FORMAT_JSON)
		return print_json(app, app->arena, items, n);
	if (n)
		print_text(items, n);
	else
		out_line(
		    argc ? "No item fits." : "No items. `sawthis run` fetches the news.");
	return OK;
}

static void print_item(const struct item *it, struct str feed_url)
{
	char text[AGO_SIZE];
	struct buf b;

	buf_init(&b, OUT_MAX_BYTES);
	term_put_wrapped(&b, STYLE_BOLD, it->title, term_columns(), 0);
	buf_putc(&b, '\n');
	out_put_field(&b, "outlet", it->outlet);
	out_put_field(&b, "author", it->author);
	out_put_field(
	    &b, "published", str_of(clock_format_iso(it->published_at_s, text)));
	out_put_field(&b, "updated", str_of(clock_format_iso(it->updated_at_s, text)));
	out_put_field(&b, "url", it->url);
	out_put_field(&b, "feed", feed_url);
	for (size_t i = 0; i < it->n_categories; i++)
		out_put_field(&b, i ? "" : "categories", it->categories[i]);
	if (it->summary.n) {
		buf_puts(&b, "\n");
		term_put_wrapped(&b, STYLE_PLAIN, it->summary, term_columns(), 0);
		buf_putc(&b, '\n');
	}
	out_print(&b);
	buf_clear(&b);
}

enum err cmd_item_show(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct str feed_url;
	struct item it;
	int64_t id;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 1);

	if (e == OK)
		e = opts_id(app, argv[0], &id);
	if (e == OK)
		e = store_item_get(app->arena, app->home->store, id, &it, app->ei);
	if (e == OK)
		e = store_item_feed_url(
		    app->arena, app->home->store, id, &feed_url, app->ei);
	if (e != OK)
		return e;
	if (format == FORMAT_JSON)
		out_json(json_of_item(&it, feed_url));
	else
		print_item(&it, feed_url);
	return OK;
}
