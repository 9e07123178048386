/*
 * story.c - the tables story and story_item. Always: an item is in one story at most.
 */
#include "store/story.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/rows.h"

static void put_story(struct row *r, const void *records, size_t i)
{
	const struct story *st = (const struct story *)records + i;

	row_put_int(r, st->id);
	row_put_text(r, st->title.p ? st->title : STR(""));
	row_put_int(r, st->first_seen_s);
	row_put_int(r, st->is_muted);
}

/* Ids go on from the last that was ever given. */
static enum err insert(struct store *s, struct story *list, size_t n, struct err_info *ei)
{
	const struct rows rows = {list, n, put_story};
	struct query q = query_open(s, SQL_STORY_LAST_ID);
	int64_t last_id = 0;
	enum err e = query_int(&q, 0, &last_id, ei);

	for (size_t i = 0; i < n; i++)
		list[i].id = ++last_id;
	return e == OK ? rows_write(s, SQL_STORY_INSERT, &rows, ei) : e;
}

enum err store_story_insert(
    struct store *s, struct story *list, size_t n, struct err_info *ei)
{
	enum err e = store_begin(s, ei);

	return e == OK ? store_end(s, insert(s, list, n, ei), ei) : e;
}

static void put_item(struct row *r, const void *records, size_t i)
{
	const struct story_item *it = (const struct story_item *)records + i;

	row_put_int(r, it->item_id);
	row_put_int(r, it->story_id);
	row_put_hash(r, it->url_key);
	row_put_int(r, it->at_s);
	row_put_blob(r, it->sketch);
}

enum err store_story_put_items(
    struct store *s, const struct story_item *items, size_t n, struct err_info *ei)
{
	const struct rows rows = {items, n, put_item};

	return rows_write(s, SQL_STORY_PUT_ITEMS, &rows, ei);
}

enum err store_story_list_items(struct arena *a, struct store *s, int64_t since_s,
    struct story_item **out, size_t *n_out, struct err_info *ei)
{
	struct story_item *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_STORY_LIST_ITEMS);
	enum err e;

	put_int(&q, since_s);
	while (query_next(&q)) {
		mem_grow(&list, n, &cap, sizeof(*list));
		list[n].item_id = get_int(&q);
		list[n].story_id = get_int(&q);
		list[n].url_key = get_hash(&q);
		list[n].at_s = get_int(&q);
		list[n].sketch = get_blob(&q, a);
		n++;
	}
	e = query_close(&q, ei);
	list = store_keep(a, list, n, sizeof(*list));
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

static void read_story(struct query *q, struct arena *a, struct story *st)
{
	st->id = get_int(q);
	st->title = get_text(q, a);
	st->first_seen_s = get_int(q);
	st->n_items = get_int(q);
	st->is_muted = get_int(q);
}

enum err store_story_get(
    struct arena *a, struct store *s, int64_t id, struct story *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_STORY_GET);
	struct story found = {0};
	enum err e;

	put_int(&q, id);
	if (query_next(&q))
		read_story(&q, a, &found);
	e = query_close(&q, ei);
	if (e == OK && !found.id)
		e = store_no_such("story", id, ei);
	if (e == OK)
		*out = found;
	return e;
}

enum err store_story_list(struct arena *a, struct store *s,
    const struct story_query *query, struct story **out, size_t *n_out,
    struct err_info *ei)
{
	struct story *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_STORY_LIST);
	enum err e;

	store_look_for(s, query->words, query->n_words);
	put_int(&q, query->since_s);
	put_int(&q, query->is_muted_only);
	put_int(&q, query->min_items);
	put_int(&q, query->n_words > 0);
	put_int(&q, store_limit(query->limit));
	while (query_next(&q)) {
		mem_grow(&list, n, &cap, sizeof(*list));
		read_story(&q, a, &list[n++]);
	}
	e = query_close(&q, ei);
	list = store_keep(a, list, n, sizeof(*list));
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

enum err store_story_list_muted(
    struct arena *a, struct store *s, int64_t **ids, size_t *n_out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_STORY_LIST_MUTED);

	return query_ids(&q, a, ids, n_out, ei);
}

static enum err set_muted(struct store *s, int64_t id, bool is_muted, struct err_info *ei)
{
	struct query q = query_open(s, SQL_STORY_SET_MUTED);
	enum err e;

	put_int(&q, id);
	put_int(&q, is_muted);
	e = query_run(&q, ei);
	return e == OK ? store_expect_change(s, "story", id, ei) : e;
}

enum err store_story_mute(struct store *s, int64_t id, int64_t at_s, struct err_info *ei)
{
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	e = set_muted(s, id, true, ei);
	if (e == OK) {
		struct query q = query_open(s, SQL_STORY_LOG_MUTE);

		put_int(&q, id);
		put_int(&q, at_s);
		e = query_run(&q, ei);
	}
	return store_end(s, e, ei);
}
