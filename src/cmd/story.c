/*
 * story.c - `sawthis story list`, `show` and `mute`: what is reported, by whom.
 */
#include "cmd/commands.h"

#include "app/deciding.h"
#include "cmd/json.h"
#include "store/item.h"
#include "store/story.h"
#include "store/suggestion.h"

enum { STORIES_SHOWN = 50 };

static enum err list_items(
    struct app *app, int64_t story_id, struct item **items, size_t *n)
{
	const struct item_query query = {.since_s = NO_TIME, .story_id = story_id};

	return store_item_list(app->arena, app->home->store, &query, items, n, app->ei);
}

static enum err print_json(struct app *app, const struct story *st)
{
	json_t *object = json_object(), *list = json_array();
	struct item *items;
	size_t n;
	enum err e = list_items(app, st->id, &items, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		json_array_append_new(list, json_of_item_short(&items[i]));
	json_object_set_new(object, "id", json_integer(st->id));
	json_object_set_new(object, "title", out_json_str(st->title));
	json_object_set_new(object, "first_seen", out_json_time(st->first_seen_s));
	json_object_set_new(object, "muted", json_boolean(st->is_muted));
	json_object_set_new(object, "items", list);
	if (e == OK)
		out_json(object);
	else
		json_decref(object);
	return e;
}

static void print_table(const struct story *stories, size_t n)
{
	static const struct table_column columns[] = {
	    {"ID", true, false, STYLE_DIM},
	    {"TITLE", false, true, STYLE_BOLD},
	    {"ITEMS", true, false, STYLE_PLAIN},
	    {"FIRST SEEN", false, false, STYLE_DIM},
	    {"", false, false, STYLE_WARN},
	};
	struct table t;

	table_init(&t, columns, 5);
	for (size_t i = 0; i < n; i++) {
		char ago[AGO_SIZE];

		table_addf(&t, "%lld", (long long)stories[i].id);
		table_add(&t, stories[i].title);
		table_addf(&t, "%lld", (long long)stories[i].n_items);
		table_add(&t, str_of(ago_format(stories[i].first_seen_s, ago)));
		table_add(&t, stories[i].is_muted ? STR("muted") : STR(""));
	}
	table_print(&t);
}

static enum err parse_query(struct app *app, int argc, char **argv, struct story_query *q)
{
	struct str *words = arena_alloc(app->arena, (size_t)argc, sizeof(*words));
	enum err e = OK;

	q->words = words;
	for (int i = 0; i < argc && e == OK; i++) {
		struct str word = str_of(argv[i]), least = str_sub(word, 6, word.n);

		if (str_ends(least, STR("..")))
			least.n -= 2;
		if (str_eq(word, STR("muted:yes")))
			q->is_muted_only = true;
		else if (!str_starts(word, STR("items:")))
			e = opts_query_word(
			    app, argv[i], &q->since_s, words, &q->n_words);
		else if (!str_to_int(least, 0, INT32_MAX, &q->min_items))
			e = cmd_usage(app, "%s: write items:2..", argv[i]);
	}
	return e;
}

enum err cmd_story_list(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	bool is_all = false;
	const struct opt opts[] = {
	    {"--all", OPT_FLAG, &is_all},
	    {"--format", OPT_FORMAT, &format},
	    {NULL, OPT_FLAG, NULL},
	};
	struct story_query q = {0};
	struct story *stories;
	size_t n;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 100);

	if (e == OK)
		e = parse_query(app, argc, argv, &q);
	q.limit = is_all || format == FORMAT_JSON ? 0 : STORIES_SHOWN;
	if (e == OK)
		e = store_story_list(
		    app->arena, app->home->store, &q, &stories, &n, app->ei);
	if (e != OK)
		return e;
	if (format == FORMAT_TEXT && n)
		print_table(stories, n);
	else if (format == FORMAT_TEXT)
		out_line("No stories. `sawthis run` reads the news.");
	for (size_t i = 0; format == FORMAT_JSON && e == OK && i < n; i++)
		e = print_json(app, &stories[i]);
	return e;
}

/* "  forwarded  Ada Lovelace": who has the story. */
static enum err put_recipients(struct app *app, struct buf *b, int64_t story_id)
{
	const struct suggestion_query query = {
	    .story_id = story_id, .has_no_reasons = true};
	struct queue_entry *entries;
	size_t n;
	enum err e = store_suggestion_list(
	    app->arena, app->home->store, &query, &entries, &n, app->ei);

	for (size_t i = 0; e == OK && i < n; i++) {
		const char *status = suggestion_status_name(entries[i].suggestion.status);

		buf_printf(b, "%s  %-10s ", i == 0 ? "\n" : "", status);
		term_put(b, STYLE_PLAIN, entries[i].contact.name);
		buf_putc(b, '\n');
	}
	return e;
}

static enum err print_text(struct app *app, const struct story *st)
{
	struct item *items;
	struct buf b;
	size_t n;
	enum err e = list_items(app, st->id, &items, &n);

	if (e != OK)
		return e;
	buf_init(&b, OUT_MAX_BYTES);
	term_put_wrapped(&b, STYLE_BOLD, st->title, term_columns(), 0);
	buf_puts(&b, st->is_muted ? "\n  muted\n" : "\n");
	for (size_t i = 0; i < n; i++) {
		char ago[AGO_SIZE];

		buf_printf(&b, "\n%6lld  ", (long long)items[i].id);
		term_put_wrapped(&b, STYLE_PLAIN, items[i].title, term_columns() - 8, 8);
		buf_puts(&b, "\n        ");
		term_put(&b, STYLE_DIM, items[i].outlet);
		buf_puts(&b, items[i].outlet.n ? ", " : "");
		term_put(&b, STYLE_DIM, str_of(ago_format(item_date_s(&items[i]), ago)));
		buf_puts(&b, "\n        ");
		term_put(&b, STYLE_DIM, items[i].url);
		buf_putc(&b, '\n');
	}
	e = put_recipients(app, &b, st->id);
	if (e == OK)
		out_print(&b);
	buf_clear(&b);
	return e;
}

enum err cmd_story_show(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct story st;
	int64_t id;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 1);

	if (e == OK)
		e = opts_id(app, argv[0], &id);
	if (e == OK)
		e = store_story_get(app->arena, app->home->store, id, &st, app->ei);
	if (e != OK)
		return e;
	return format == FORMAT_JSON ? print_json(app, &st) : print_text(app, &st);
}

enum err cmd_story_mute(struct app *app, int argc, char **argv)
{
	struct story st;
	int64_t id;
	enum err e = opts_parse(app, NULL, &argc, argv, 1, 1);

	if (e == OK)
		e = opts_id(app, argv[0], &id);
	if (e == OK)
		e = store_story_get(app->arena, app->home->store, id, &st, app->ei);
	if (e == OK)
		e = deciding_mute_story(app->home, id, app->ei);
	if (e == OK)
		out_line("Muted for everybody: %.*s. `sawthis undo` takes it back.",
		    STR_ARG(st.title));
	return e;
}
