/*
 * item_find.c - items found by the guid or address that somebody wrote down: a file of
 * judgements names thousands. In: the tables item and item_mark, read once; out: ids.
 */
#include "store/internal.h"
#include "store/item.h"
#include "store/known.h"
#include "store/run.h"
#include "store/upkeep.h"

/* By links first, then texts: what is written exactly so wins, then the newest. */
static enum err fill(struct store *s, struct table *t, struct err_info *ei)
{
	struct query q = query_open(s, SQL_ITEM_FIND_LINKS);
	enum err e;

	while (query_next(&q)) {
		size_t id = (size_t)get_int(&q);

		table_put(t, get_hash(&q), id);
	}
	e = query_close(&q, ei);
	if (e != OK)
		return e;
	q = query_open(s, SQL_ITEM_FIND_TEXTS);
	while (query_next(&q)) {
		size_t id = (size_t)get_int(&q);

		table_put(t, item_key_text(get_view(&q)), id);
		table_put(t, item_key_text(get_view(&q)), id);
	}
	return query_close(&q, ei);
}

static enum err make_current(struct store *s, struct err_info *ei)
{
	int64_t n = 0, others = 0, own = 0, version;
	enum err e = store_version(s, &others, &own, ei);

	version = others * INT32_MAX + own + 1;
	if (e != OK || version == s->finder_version)
		return e;
	if ((e = store_item_count(s, &n, ei)) != OK)
		return e;
	table_clear(&s->finder);
	table_make(&s->finder, (size_t)n * 3);
	e = fill(s, &s->finder, ei);
	s->finder_version = e == OK ? version : 0;
	return e;
}

enum err store_item_find(
    struct store *s, struct str text, int64_t *id, struct err_info *ei)
{
	struct str trimmed = str_trim(text);
	const struct slot *slot;
	enum err e = make_current(s, ei);

	if (e != OK)
		return e;
	slot = table_find(&s->finder, item_key_text(trimmed));
	if (!slot->key) {
		struct arena *scratch = arena_new();

		slot = table_find(
		    &s->finder, item_key_url(scratch, &(struct item){.url = trimmed}));
		arena_free(scratch);
	}
	*id = slot->key ? (int64_t)slot->index : 0;
	return OK;
}
