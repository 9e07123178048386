/*
 * news.c - matching's items and the rest. In: a home, and the items that will be matched.
 * Out: the new ones, by id.
 */
#include "app/news.h"

#include "base/search.h"
#include "store/item.h"

/* Those from before the time; few, but for a feed that was just added. */
static enum err list_until(struct home *h, struct arena *a, int64_t until_s,
    struct item **out, size_t *n, struct err_info *ei)
{
	const struct item_query query = {.is_without_story = true, .until_s = until_s};

	return store_item_list(a, h->store, &query, out, n, ei);
}

/* The older ones, and those of the list between two places, as one. */
static void join(struct arena *a, struct item *older, size_t n_older, struct item *list,
    size_t from, size_t to, struct news *out)
{
	size_t k = 0;

	out->items = arena_alloc(a, n_older + to - from, sizeof(struct item *));
	out->n = 0;
	for (size_t i = from; i < to; i++) {
		while (k < n_older && older[k].id < list[i].id)
			out->items[out->n++] = &older[k++];
		out->items[out->n++] = &list[i];
	}
	while (k < n_older)
		out->items[out->n++] = &older[k++];
}

void news_free(struct news *n)
{
	lexicon_free(n->counts);
	n->counts = NULL;
}

enum err news_read(struct arena *a, struct home *h, struct news *out, struct err_info *ei)
{
	struct item *items;
	size_t n;
	enum err e;

	*out = (struct news){0};
	e = store_item_last_with_story(h->store, &out->after_id, ei);
	if (e == OK)
		e = list_until(h, a, 0, &items, &n, ei);
	if (e == OK)
		join(a, items, n, NULL, 0, 0, out);
	return e;
}

enum err news_load(struct home *h, struct matching *m, int64_t since_s, struct news *out,
    struct err_info *ei)
{
	bool is_all = since_s == NO_TIME || since_s == 0;
	struct item *older = NULL;
	size_t n_older = 0, from;
	int64_t first_id, last_id;
	enum err e;

	*out = (struct news){0};
	e = store_item_last_with_story(h->store, &out->after_id, ei);
	if (e == OK)
		e = store_item_last(h->store, &last_id, ei);
	if (e != OK)
		return e;
	first_id = out->after_id + 1;
	from = search_first(
	    &first_id, m->items, m->n_items, sizeof(*m->items), search_by_id);
	/* Mostly, m has all of them. */
	if (!is_all && (int64_t)(m->n_items - from) != last_id - out->after_id)
		e = list_until(h, m->arena, since_s, &older, &n_older, ei);
	if (e != OK)
		return e;
	join(m->arena, older, n_older, m->items, from, m->n_items, out);
	return OK;
}
