/*
 * stories.c - puts new items into stories. In: items without a story, and the sketches of
 * all that are known. Out: each item in a story. Always: items are taken by id, so that
 * the same news make the same stories.
 */
#include "app/queueing.h"

#include "rank/stories.h"
#include "store/item.h"
#include "store/story.h"

enum { PAGE_ITEMS = 20000 };

/* The index of everything known, from sketches alone. */
static enum err load_index(struct home *h, struct story_index **out, struct err_info *ei)
{
	struct arena *a = arena_new();
	struct story_item *known;
	size_t n;
	enum err e = store_story_list_items(a, h->store, 0, &known, &n, ei);

	if (e == OK) {
		*out = story_index_new(n);
		for (size_t i = 0; i < n; i++) {
			struct sketch sketch;

			if (sketch_read(known[i].sketch, &sketch))
				story_index_add(*out, &sketch, known[i].story_id);
		}
	}
	arena_free(a);
	return e;
}

/* The story of one item: found, or made. */
static enum err find_or_make(struct home *h, struct story_index *index,
    const struct item *it, const struct sketch *sketch, struct run *run,
    int64_t *story_id, struct err_info *ei)
{
	const struct story fresh = {
	    .title = it->title, .first_seen_s = it->first_seen_at_s};
	struct story_match match;
	enum err e = OK;

	if (story_index_find(index, sketch, &match)) {
		*story_id = match.story_id;
	} else {
		e = store_story_insert(h->store, &fresh, story_id, ei);
		run->n_stories_new += e == OK;
	}
	if (e == OK)
		story_index_add(index, sketch, *story_id);
	return e;
}

static enum err assign_page(struct home *h, struct story_index *index, struct arena *a,
    const struct item *items, size_t n, struct run *run, struct err_info *ei)
{
	struct story_item *placed = arena_alloc(a, n, sizeof(*placed));
	struct buf bytes;
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		struct sketch sketch;

		sketch_of_item(&items[i], &sketch);
		placed[i].item_id = items[i].id;
		placed[i].at_s = items[i].first_seen_at_s;
		placed[i].url_key = sketch.url_key;
		e = find_or_make(
		    h, index, &items[i], &sketch, run, &placed[i].story_id, ei);
		buf_init(&bytes, SKETCH_BYTES_MAX);
		sketch_write(&sketch, &bytes);
		placed[i].sketch.n = bytes.n;
		placed[i].sketch.p = arena_dup_str(a, buf_borrow(&bytes));
		buf_clear(&bytes);
	}
	return e == OK ? store_story_put_items(h->store, placed, n, ei) : e;
}

enum err queueing_assign_stories(struct home *h, const struct app_progress *progress,
    struct run *run, struct err_info *ei)
{
	struct item_query query = {.story_is_missing = 1, .limit = PAGE_ITEMS};
	struct story_index *index = NULL;
	struct arena *a = arena_new();
	size_t n = PAGE_ITEMS, n_done = 0;
	enum err e = OK;

	while (e == OK && n == PAGE_ITEMS) {
		struct item *items;

		arena_reset(a);
		e = store_item_list(a, h->store, &query, &items, &n, ei);
		if (e != OK || n == 0)
			break;
		if (!index)
			e = load_index(h, &index, ei);
		if (e == OK)
			e = store_begin(h->store, ei);
		if (e != OK)
			break;
		e = assign_page(h, index, a, items, n, run, ei);
		if (e == OK)
			e = store_commit(h->store, ei);
		else
			store_rollback(h->store);
		query.after_id = items[n - 1].id;
		n_done += n;
		if (progress->tell)
			progress->tell(progress->ctx, "stories", n_done, 0);
	}
	story_index_free(index);
	arena_free(a);
	return e;
}
