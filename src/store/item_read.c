/*
 * item_read.c - items read: one, a page, those of a story, those with certain words.
 */
#include "base/mem.h"
#include "store/internal.h"
#include "store/item.h"

static void split_categories(struct arena *a, struct str text, struct item *it)
{
	struct str rest = text, part, *list;
	size_t n = text.n > 0;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '\n';
	if (n == 0)
		return;
	list = arena_alloc(a, n, sizeof(*list));
	while (it->n_categories < n && str_split(&rest, '\n', &part))
		list[it->n_categories++] = (struct str){arena_dup_str(a, part), part.n};
	it->categories = list;
}

void store_read_item(struct query *q, struct arena *a, struct item *it)
{
	*it = (struct item){.id = get_int(q)};
	it->feed_id = get_int(q);
	it->story_id = get_int(q);
	it->guid = get_text(q, a);
	it->url = get_text(q, a);
	it->title = get_text(q, a);
	it->summary = get_text(q, a);
	it->author = get_text(q, a);
	it->outlet = get_text(q, a);
	it->language = get_text(q, a);
	split_categories(a, get_view(q), it);
	it->published_at_s = get_time(q);
	it->updated_at_s = get_time(q);
	it->first_seen_at_s = get_int(q);
	it->date_as_given = get_text(q, a);
}

/* The columns of item_list_texts. */
static void read_text(struct query *q, struct arena *a, struct item *it)
{
	*it = (struct item){.id = get_int(q)};
	it->feed_id = get_int(q);
	it->title = get_text(q, a);
	it->summary = get_text(q, a);
	it->language = get_text(q, a);
	split_categories(a, get_view(q), it);
	it->published_at_s = get_time(q);
	it->updated_at_s = get_time(q);
	it->first_seen_at_s = get_int(q);
}

enum err store_item_get(
    struct arena *a, struct store *s, int64_t id, struct item *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_ITEM_GET);
	struct item found = {0};
	enum err e;

	put_int(&q, id);
	if (query_next(&q))
		store_read_item(&q, a, &found);
	e = query_close(&q, ei);
	if (e == OK && !found.id)
		e = store_no_such("item", id, ei);
	if (e == OK)
		*out = found;
	return e;
}

/* Of which statement, and its last parameter: the story or feed. */
static enum sql choose(const struct item_query *query, int64_t *id)
{
	*id = query->story_id ? query->story_id : query->feed_id;
	if (query->story_id)
		return SQL_ITEM_LIST_OF_STORY;
	if (query
		->is_newest_first) /* with words, all in the order that they are stored */
		return query->n_words ? SQL_ITEM_LIST_NEWEST_WITH_WORDS
				      : SQL_ITEM_LIST_NEWEST;
	if (query->is_text_only)
		return SQL_ITEM_LIST_TEXTS;
	return query->feed_id ? SQL_ITEM_LIST_OF_FEED : SQL_ITEM_LIST;
}

static enum err read_items(struct arena *a, struct store *s,
    const struct item_query *query, int64_t after_id, struct item **out, size_t *n_out,
    struct err_info *ei)
{
	struct item *list = NULL;
	size_t n = 0, cap = 0;
	int64_t id;
	enum sql sql = choose(query, &id);
	struct query q = query_open(s, sql);
	enum err e;

	store_look_for(s, query->words, query->n_words);
	put_int(&q, after_id);
	put_int(&q, query->since_s ? query->since_s : NO_TIME);
	put_int(&q, query->until_s ? query->until_s : INT64_MAX);
	put_int(&q, query->n_words > 0);
	put_int(&q, store_limit(query->limit));
	if (sql != SQL_ITEM_LIST && sql != SQL_ITEM_LIST_TEXTS)
		put_int(&q, id);
	while (query_next(&q)) {
		mem_grow(&list, n, &cap, sizeof(*list));
		(query->is_text_only ? read_text : store_read_item)(&q, a, &list[n++]);
	}
	e = query_close(&q, ei);
	list = store_keep(a, list, n, sizeof(*list));
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

enum err store_item_last_with_story(struct store *s, int64_t *id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_ITEM_LAST_WITH_STORY);

	return query_int(&q, 0, id, ei);
}

enum err store_item_last(struct store *s, int64_t *id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_ITEM_LAST);

	return query_int(&q, 0, id, ei);
}

enum err store_item_list(struct arena *a, struct store *s, const struct item_query *query,
    struct item **out, size_t *n, struct err_info *ei)
{
	int64_t last = 0;

	if (query->is_without_story) {
		enum err e = store_item_last_with_story(s, &last, ei);

		if (e != OK)
			return e;
	}
	return read_items(
	    a, s, query, query->after_id > last ? query->after_id : last, out, n, ei);
}

enum err store_item_count(struct store *s, int64_t *n, struct err_info *ei)
{
	struct query q = query_open(s, SQL_ITEM_COUNT);

	return query_int(&q, 0, n, ei);
}

enum err store_item_state(struct store *s, uint64_t *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_ITEM_STATE);
	uint64_t state = 0;

	while (query_next(&q))
		for (int i = 0; i < 2; i++)
			state = state * 31 + str_hash(get_view(&q));
	*out = state;
	return query_close(&q, ei);
}

enum err store_item_feed_url(struct arena *a, struct store *s, int64_t item_id,
    struct str *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_ITEM_FEED_URL);
	struct str url = {NULL, 0};
	enum err e;

	put_int(&q, item_id);
	if (query_next(&q))
		url = get_text(&q, a);
	e = query_close(&q, ei);
	if (e == OK && !url.p)
		e = store_no_such("item", item_id, ei);
	if (e == OK)
		*out = url;
	return e;
}
