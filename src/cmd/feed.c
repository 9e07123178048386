/*
 * feed.c - `sawthis feed add`, `list`, `rm`, `pause`, `resume`.
 */
#include "cmd/commands.h"

#include "app/lookup.h"
#include "app/probing.h"
#include "base/limits.h"
#include "base/url.h"
#include "cmd/json.h"
#include "store/feed.h"

/* http, https or file with something behind it; nothing that is a program or an option.
 */
static bool is_feed_url(struct str url)
{
	return url.n <= LIMIT_URL_BYTES &&
	       (url_is_web(url) || (str_starts(url, STR("file:///")) && url.n > 8));
}

/* The feed behind the address, its title with it. ERR_DATA where a page has several:
 * they are listed, and the user chooses. */
static enum err find_feed(struct app *app, const char *text, struct feed *f)
{
	struct discovered *found;
	size_t n;
	enum err e =
	    probing_find(app->arena, app->home->config, f->url, &found, &n, app->ei);

	if (e == ERR_UNAVAIL)
		return err_set(app->ei, e, text, "%s; --no-check adds it nevertheless",
		    arena_dup(app->arena, app->ei->text));
	if (e != OK)
		return e;
	for (size_t i = 0; i < n && n > 1; i++)
		out_line("%.*s  %.*s", STR_ARG(found[i].url), STR_ARG(found[i].title));
	if (n > 1)
		return err_set(app->ei, ERR_DATA, text,
		    "is a page with %zu feeds: add the one that you want", n);
	f->url = found[0].url;
	f->title = found[0].title;
	return OK;
}

static enum err add_one(struct app *app, const char *text, bool is_unchecked)
{
	struct feed f = {.last_fetch_at_s = NO_TIME,
	    .last_ok_at_s = NO_TIME,
	    .next_fetch_at_s = NO_TIME,
	    .last_change_at_s = NO_TIME,
	    .failing_since_s = NO_TIME};
	int64_t id = 0;
	bool is_new;
	enum err e = lookup_feed_url(app->arena, str_of(text), &f.url, app->ei);

	if (e == OK && !is_feed_url(f.url))
		e = err_set(app->ei, ERR_USAGE, text,
		    "is no address of a feed; http://, https://, file:// and paths are");
	if (e == OK)
		e = store_feed_find(app->home->store, f.url, &id, app->ei);
	if (e == OK && !id && !is_unchecked)
		e = find_feed(app, text, &f);
	if (e == OK)
		e = store_feed_add(app->home->store, &f, &id, &is_new, app->ei);
	if (e == OK)
		out_line("%s feed %lld: %.*s",
		    is_new ? "Added" : "Already there:", (long long)id, STR_ARG(f.url));
	return e;
}

enum err cmd_feed_add(struct app *app, int argc, char **argv)
{
	bool is_unchecked = false;
	const struct opt opts[] = {
	    {"--no-check", OPT_FLAG, &is_unchecked}, {NULL, OPT_FLAG, NULL}};
	enum err e = opts_parse(app, opts, &argc, argv, 1, 10000);

	for (int i = 0; i < argc && e == OK; i++)
		e = add_one(app, argv[i], is_unchecked);
	return e;
}

static void add_health(struct table *t, const struct feed *f)
{
	char ago[AGO_SIZE];

	if (f->status == FEED_PAUSED)
		table_add(t, STR("paused"));
	else if (f->status == FEED_GONE)
		table_addf(t, "failed for good: %.*s", STR_ARG(f->error));
	else if (f->error.n)
		table_addf(t, "failed %lld time%s: %.*s", (long long)f->n_errors,
		    f->n_errors == 1 ? "" : "s", STR_ARG(f->error));
	else if (f->last_ok_at_s == NO_TIME)
		table_add(t, STR("not fetched yet"));
	else
		table_addf(t, "ok %s", ago_format(f->last_ok_at_s, ago));
}

static void print_list(const struct feed *feeds, size_t n)
{
	static const struct table_column columns[] = {
	    {"ID", true, false, STYLE_DIM},
	    {"TITLE", false, true, STYLE_BOLD},
	    {"ITEMS", true, false, STYLE_PLAIN},
	    {"HEALTH", false, true, STYLE_PLAIN},
	    {"URL", false, true, STYLE_DIM},
	};
	struct table t;

	table_init(&t, columns, 5);
	for (size_t i = 0; i < n; i++) {
		table_addf(&t, "%lld", (long long)feeds[i].id);
		table_add(&t, feeds[i].title);
		table_addf(&t, "%lld", (long long)feeds[i].n_items);
		add_health(&t, &feeds[i]);
		table_add(&t, feeds[i].url);
	}
	table_print(&t);
}

enum err cmd_feed_list(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct feed *feeds;
	size_t n;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 0);

	if (e == OK)
		e = store_feed_list(app->arena, app->home->store, &feeds, &n, app->ei);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n && format == FORMAT_JSON; i++)
		out_json(json_of_feed(&feeds[i]));
	if (format == FORMAT_TEXT && n)
		print_list(feeds, n);
	else if (format == FORMAT_TEXT)
		out_line("No feeds yet: sawthis feed add URL, or sawthis feed import "
			 "FILE.opml");
	return OK;
}

/* Does one thing to each feed that the arguments name, all or none. */
static enum err for_each(struct app *app, int argc, char **argv, const char *done,
    enum err (*change)(struct store *s, int64_t id, struct err_info *ei))
{
	enum err e = opts_parse(app, NULL, &argc, argv, 1, 10000);

	if (e == OK)
		e = store_begin(app->home->store, app->ei);
	if (e != OK)
		return e;
	for (int i = 0; i < argc && e == OK; i++) {
		int64_t id;

		e = lookup_feed(app->home, str_of(argv[i]), &id, app->ei);
		if (e == OK)
			e = change(app->home->store, id, app->ei);
	}
	if (e == OK)
		e = store_commit(app->home->store, app->ei);
	else
		store_rollback(app->home->store);
	for (int i = 0; i < argc && e == OK; i++)
		out_line("%s: %s", done, argv[i]);
	return e;
}

static enum err pause_feed(struct store *s, int64_t id, struct err_info *ei)
{
	return store_feed_set_status(s, id, FEED_PAUSED, ei);
}

static enum err resume_feed(struct store *s, int64_t id, struct err_info *ei)
{
	return store_feed_set_status(s, id, FEED_ACTIVE, ei);
}

enum err cmd_feed_rm(struct app *app, int argc, char **argv)
{
	return for_each(app, argc, argv, "Removed", store_feed_remove);
}

enum err cmd_feed_pause(struct app *app, int argc, char **argv)
{
	return for_each(app, argc, argv, "Paused", pause_feed);
}

enum err cmd_feed_resume(struct app *app, int argc, char **argv)
{
	return for_each(app, argc, argv, "Resumed", resume_feed);
}
