/*
 * feed_opml.c - `sawthis feed import` and `export`: lists of feeds as OPML.
 */
#include "cmd/commands.h"

#include "base/file.h"
#include "base/log.h"
#include "cmd/out.h"
#include "feed/opml.h"
#include "store/feed.h"

enum { OPML_MAX_BYTES = 64 << 20 };

static enum err store_feeds(struct app *app, struct opml *list, size_t *n_new)
{
	enum err e = store_begin(app->home->store, app->ei);

	if (e != OK)
		return e;
	*n_new = 0;
	for (size_t i = 0; i < list->n_feeds && e == OK; i++) {
		struct feed f = list->feeds[i];
		int64_t id;
		bool is_new;

		f.last_fetch_at_s = f.last_ok_at_s = f.next_fetch_at_s = NO_TIME;
		f.last_change_at_s = f.failing_since_s = NO_TIME;
		e = store_feed_add(app->home->store, &f, &id, &is_new, app->ei);
		*n_new += e == OK && is_new;
	}
	if (e == OK)
		return store_commit(app->home->store, app->ei);
	store_rollback(app->home->store);
	return e;
}

enum err cmd_feed_import_file(struct app *app, const char *path)
{
	struct opml list;
	struct buf bytes;
	size_t n_new = 0;
	enum err e;

	buf_init(&bytes, OPML_MAX_BYTES);
	e = file_read(path, &bytes, app->ei);
	if (e == OK)
		e = opml_read(app->arena, buf_borrow(&bytes), path, &list, app->ei);
	buf_clear(&bytes);
	if (e == OK)
		e = store_feeds(app, &list, &n_new);
	if (e != OK)
		return e;
	for (size_t i = 0; i < list.n_refused; i++)
		log_warn("%s: refused '%.*s': only http and https addresses are feeds",
		    path, (int)(list.refused[i].n < 200 ? list.refused[i].n : 200),
		    list.refused[i].p);
	out_line("%s: %zu feed%s added, %zu there already", path, n_new,
	    n_new == 1 ? "" : "s", list.n_feeds - n_new);
	return OK;
}

enum err cmd_feed_import(struct app *app, int argc, char **argv)
{
	enum err e = opts_parse(app, NULL, &argc, argv, 1, 1000);

	for (int i = 0; i < argc && e == OK; i++)
		e = cmd_feed_import_file(app, argv[i]);
	return e;
}

enum err cmd_feed_export(struct app *app, int argc, char **argv)
{
	struct feed *feeds;
	struct buf text;
	size_t n;
	enum err e = opts_parse(app, NULL, &argc, argv, 0, 0);

	if (e == OK)
		e = store_feed_list(app->arena, app->home->store, &feeds, &n, app->ei);
	if (e != OK)
		return e;
	buf_init(&text, OUT_MAX_BYTES);
	opml_write(&text, feeds, n, STR("Feeds of sawthis"));
	out_print(&text);
	buf_clear(&text);
	return OK;
}
