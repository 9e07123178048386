/*
 * run.c - the tables run and setting. Always: of the runs only the one going on has no
 * end; one that was killed keeps its start and counts nothing.
 */
#include "store/run.h"

#include "store/internal.h"

#include <inttypes.h>
#include <stdio.h>

enum err store_run_start(
    struct store *s, int64_t at_s, int64_t *id, int64_t *n_killed, struct err_info *ei)
{
	struct query q;
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	q = query_open(s, SQL_RUN_MARK_KILLED);
	e = query_run(&q, ei);
	if (e == OK && n_killed)
		*n_killed = sqlite3_changes(s->db);
	if (e == OK) {
		q = query_open(s, SQL_RUN_INSERT);
		put_int(&q, at_s);
		e = query_run(&q, ei);
	}
	if (e == OK)
		*id = sqlite3_last_insert_rowid(s->db);
	return store_end(s, e, ei);
}

enum err store_run_finish(struct store *s, const struct run *r, struct err_info *ei)
{
	struct query q = query_open(s, SQL_RUN_FINISH);
	enum err e;

	put_int(&q, r->id);
	put_int(&q, r->ended_at_s);
	put_int(&q, r->n_feeds);
	put_int(&q, r->n_fetched);
	put_int(&q, r->n_not_modified);
	put_int(&q, r->n_failed);
	put_int(&q, r->n_items_new);
	put_int(&q, r->n_stories_new);
	put_int(&q, r->n_pairs_scored);
	put_int(&q, r->n_suggestions_new);
	put_int(&q, r->duration_ms);
	e = query_run(&q, ei);
	return e == OK ? store_expect_change(s, "run", r->id, ei) : e;
}

enum err store_run_list(struct arena *a, struct store *s, size_t limit, struct run **out,
    size_t *n_out, struct err_info *ei)
{
	struct run *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_RUN_LIST);
	enum err e;

	put_int(&q, store_limit(limit));
	while (query_next(&q)) {
		struct run *r;

		arena_grow(a, &list, n, &cap, sizeof(*list));
		r = &list[n++];
		r->id = get_int(&q);
		r->started_at_s = get_int(&q);
		r->ended_at_s = get_time(&q);
		r->n_feeds = get_int(&q);
		r->n_fetched = get_int(&q);
		r->n_not_modified = get_int(&q);
		r->n_failed = get_int(&q);
		r->n_items_new = get_int(&q);
		r->n_stories_new = get_int(&q);
		r->n_pairs_scored = get_int(&q);
		r->n_suggestions_new = get_int(&q);
		r->duration_ms = get_int(&q);
	}
	e = query_close(&q, ei);
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

enum err store_setting_get(struct arena *a, struct store *s, const char *key,
    struct str *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_SETTING_GET);
	struct str value = {NULL, 0};
	enum err e;

	put_text(&q, str_of(key));
	if (query_next(&q))
		value = get_text(&q, a);
	e = query_close(&q, ei);
	if (e == OK)
		*out = value;
	return e;
}

enum err store_setting_get_int(
    struct store *s, const char *key, int64_t if_unset, int64_t *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_SETTING_GET);
	int64_t value = if_unset;
	enum err e;

	put_text(&q, str_of(key));
	if (query_next(&q) && !str_to_int(get_view(&q), INT64_MIN, INT64_MAX, &value))
		value = if_unset;
	e = query_close(&q, ei);
	if (e == OK)
		*out = value;
	return e;
}

enum err store_setting_set(
    struct store *s, const char *key, struct str value, struct err_info *ei)
{
	struct query q = query_open(s, value.p ? SQL_SETTING_SET : SQL_SETTING_DELETE);

	put_text(&q, str_of(key));
	if (value.p)
		put_text(&q, value);
	return query_run(&q, ei);
}

enum err store_setting_set_int(
    struct store *s, const char *key, int64_t value, struct err_info *ei)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, value);
	return store_setting_set(s, key, str_of(text), ei);
}
