/*
 * feed.c - the table feed. Always: a row once made stays, so that an item's feed is known
 * and a feed that returns knows its items; of the feeds in the lists no two share a URL.
 */
#include "store/feed.h"

#include "store/internal.h"

static const char *const status_names[] = {"active", "paused", "gone"};

static void put_feed(struct query *q, const struct feed *f)
{
	put_text(q, f->url);
	put_text(q, f->title);
	put_text(q, f->home_url);
	put_text(q, f->folder);
	put_text(q, f->opml_attributes);
	put_text(q, f->language);
	put_name(q, status_names[f->status]);
	put_text(q, f->etag);
	put_text(q, f->last_modified);
	put_hash(q, f->body_hash);
	put_int(q, f->n_not_modified);
	put_text(q, f->error);
	put_int(q, f->n_errors);
	put_time(q, f->failing_since_s);
	put_int(q, f->is_failure_told);
	put_text(q, f->redirect_url);
	put_int(q, f->n_redirects);
	put_time(q, f->last_fetch_at_s);
	put_time(q, f->last_ok_at_s);
	put_time(q, f->next_fetch_at_s);
	put_time(q, f->last_change_at_s);
	put_int(q, f->change_every_s);
}

static void read_feed(struct query *q, struct arena *a, struct feed *f)
{
	struct str status;

	*f = (struct feed){.id = get_int(q)};
	f->url = get_text(q, a);
	f->title = get_text(q, a);
	f->home_url = get_text(q, a);
	f->folder = get_text(q, a);
	f->opml_attributes = get_text(q, a);
	f->language = get_text(q, a);
	status = get_view(q);
	f->status = str_eq(status, STR("paused")) ? FEED_PAUSED
		    : str_eq(status, STR("gone")) ? FEED_GONE
						  : FEED_ACTIVE;
	f->etag = get_text(q, a);
	f->last_modified = get_text(q, a);
	f->body_hash = get_hash(q);
	f->n_not_modified = get_int(q);
	f->error = get_text(q, a);
	f->n_errors = get_int(q);
	f->failing_since_s = get_time(q);
	f->is_failure_told = get_int(q);
	f->redirect_url = get_text(q, a);
	f->n_redirects = get_int(q);
	f->last_fetch_at_s = get_time(q);
	f->last_ok_at_s = get_time(q);
	f->next_fetch_at_s = get_time(q);
	f->last_change_at_s = get_time(q);
	f->change_every_s = get_int(q);
	f->n_items = get_int(q);
}

static enum err find_url(
    struct store *s, enum sql sql, struct str url, int64_t *id, struct err_info *ei)
{
	struct query q = query_open(s, sql);

	put_text(&q, url);
	return query_int(&q, 0, id, ei);
}

static enum err revive(
    struct store *s, int64_t id, const struct feed *f, struct err_info *ei)
{
	struct query q = query_open(s, SQL_FEED_REVIVE);

	put_int(&q, id);
	put_text(&q, f->title);
	put_text(&q, f->home_url);
	put_text(&q, f->folder);
	put_text(&q, f->opml_attributes);
	return query_run(&q, ei);
}

static enum err insert(
    struct store *s, const struct feed *f, int64_t *id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_FEED_INSERT);
	enum err e;

	put_feed(&q, f);
	e = query_run(&q, ei);
	*id = sqlite3_last_insert_rowid(s->db);
	return e;
}

enum err store_feed_add(
    struct store *s, const struct feed *f, int64_t *id, bool *is_new, struct err_info *ei)
{
	int64_t known = 0, removed = 0, added = 0;
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	e = find_url(s, SQL_FEED_BY_URL, f->url, &known, ei);
	if (e == OK && !known)
		e = find_url(s, SQL_FEED_REMOVED_BY_URL, f->url, &removed, ei);
	if (e == OK && removed)
		e = revive(s, removed, f, ei);
	else if (e == OK && !known)
		e = insert(s, f, &added, ei);
	e = store_end(s, e, ei);
	if (e == OK) {
		*id = known ? known : removed ? removed : added;
		*is_new = known == 0;
	}
	return e;
}

static enum err read_feeds(struct arena *a, struct query *q, struct feed **out,
    size_t *n_out, struct err_info *ei)
{
	struct feed *list = NULL;
	size_t n = 0, cap = 0;
	enum err e;

	while (query_next(q)) {
		arena_grow(a, &list, n, &cap, sizeof(*list));
		read_feed(q, a, &list[n++]);
	}
	e = query_close(q, ei);
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

enum err store_feed_get(
    struct arena *a, struct store *s, int64_t id, struct feed *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_FEED_LIST);
	struct feed *list;
	size_t n = 0;
	enum err e;

	put_int(&q, id);
	put_int(&q, id);
	e = read_feeds(a, &q, &list, &n, ei);
	if (e == OK && n == 0)
		e = store_no_such("feed", id, ei);
	if (e == OK)
		*out = list[0];
	return e;
}

enum err store_feed_find(
    struct store *s, struct str text, int64_t *id, struct err_info *ei)
{
	return find_url(s, SQL_FEED_FIND, text, id, ei);
}

enum err store_feed_list(
    struct arena *a, struct store *s, struct feed **out, size_t *n, struct err_info *ei)
{
	struct query q = query_open(s, SQL_FEED_LIST);

	put_range(&q, 0);
	return read_feeds(a, &q, out, n, ei);
}

enum err store_feed_list_due(struct arena *a, struct store *s, int64_t at_s,
    struct feed **out, size_t *n, struct err_info *ei)
{
	struct query q = query_open(s, SQL_FEED_LIST_DUE);

	put_int(&q, at_s);
	return read_feeds(a, &q, out, n, ei);
}

static enum err update(struct store *s, const struct feed *f, struct err_info *ei)
{
	struct query q = query_open(s, SQL_FEED_UPDATE);

	put_feed(&q, f);
	put_int(&q, f->id);
	return query_run(&q, ei);
}

static enum err move(struct store *s, const struct feed *f, struct err_info *ei)
{
	int64_t other;
	struct query q;
	enum err e = find_url(s, SQL_FEED_BY_URL, f->url, &other, ei);

	if (e == OK && other && other != f->id)
		e = err_set(ei, ERR_DATA, NULL,
		    "%.*s is the address of feed %lld already", STR_ARG(f->url),
		    (long long)other);
	if (e != OK)
		return e;
	q = query_open(s, SQL_FEED_MOVE);
	put_int(&q, f->id);
	put_text(&q, f->url);
	e = query_run(&q, ei);
	return e == OK ? store_expect_change(s, "feed", f->id, ei) : e;
}

/* Most feeds are where they were: nothing of the indexes has to be written for them. */
enum err store_feed_update(struct store *s, const struct feed *f, struct err_info *ei)
{
	enum err e = update(s, f, ei);

	if (e != OK || sqlite3_changes(s->db) > 0)
		return e;
	if ((e = store_begin(s, ei)) != OK)
		return e;
	e = move(s, f, ei);
	if (e == OK)
		e = update(s, f, ei);
	return store_end(s, e, ei);
}

enum err store_feed_set_status(
    struct store *s, int64_t id, enum feed_status status, struct err_info *ei)
{
	struct query q = query_open(s, SQL_FEED_STATUS);
	enum err e;

	put_int(&q, id);
	put_name(&q, status_names[status]);
	e = query_run(&q, ei);
	return e == OK ? store_expect_change(s, "feed", id, ei) : e;
}

enum err store_feed_remove(struct store *s, int64_t id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_FEED_REMOVE);
	enum err e;

	put_int(&q, id);
	put_int(&q, clock_now_s());
	e = query_run(&q, ei);
	return e == OK ? store_expect_change(s, "feed", id, ei) : e;
}
