/*
 * stories.c - puts new items into stories. In: items without a story, and the sketches of
 * all that are known. Out: each item in a story. Always: items are taken by id, so that
 * the same news make the same stories.
 */
#include "app/queueing.h"

#include "rank/stories.h"
#include "store/story.h"

enum { PAGE_ITEMS = 20000 };

/* Words of what is from before this time are of no use to the items: no story reaches
 * from there to them. */
static int64_t words_since_s(struct item *const *items, size_t n)
{
	int64_t oldest_s = clock_now_s();

	for (size_t i = 0; i < n; i++)
		if (item_date_s(items[i]) < oldest_s)
			oldest_s = item_date_s(items[i]);
	return oldest_s > INT64_MIN + STORY_WINDOW_S ? oldest_s - STORY_WINDOW_S
						     : INT64_MIN;
}

/* The index of everything known, from sketches alone: addresses, guids and whole texts
 * of all time, words since since_s. With room for n_new more. */
static enum err load_index(struct home *h, int64_t since_s, size_t n_new,
    struct story_index **out, struct err_info *ei)
{
	struct arena *a = arena_new();
	struct story_item *known;
	size_t n, n_recent = 0;
	enum err e = store_story_list_items(a, h->store, 0, &known, &n, ei);

	if (e == OK) {
		for (size_t i = 0; i < n; i++)
			n_recent += known[i].at_s >= since_s;
		*out = story_index_new(n_recent + n_new, since_s);
		for (size_t i = 0; i < n; i++) {
			struct sketch sketch;

			if (sketch_read(known[i].sketch, &sketch))
				story_index_add(*out, &sketch, known[i].story_id);
		}
	}
	arena_free(a);
	return e;
}

/* What all pages share. */
struct assigning {
	struct home *home;
	const struct news *news;
	struct story_index *index;
	struct sketcher *sketcher;
	struct arena *arena; /* of the page */
	struct run *run;
};

static void sketch_item(struct assigning *g, const struct item *it, struct sketch *out)
{
	if (g->news->counts && it->id > g->news->counted_upto)
		sketcher_run_counting(g->sketcher, g->news->counts, it, out);
	else
		sketcher_run(g->sketcher, it, out);
}

/* Sketches of the items, and their bytes for the store. */
static void sketch_items(struct assigning *g, struct item *const *items, size_t n,
    struct sketch *sketches, struct story_item *placed)
{
	struct buf bytes;

	buf_init(&bytes, SKETCH_BYTES_MAX);
	for (size_t i = 0; i < n; i++) {
		sketch_item(g, items[i], &sketches[i]);
		buf_reset(&bytes);
		sketch_write(&sketches[i], &bytes);
		placed[i] = (struct story_item){.item_id = items[i]->id,
		    .url_key = sketches[i].url_key,
		    .at_s = items[i]->first_seen_at_s,
		    .sketch = {arena_dup_str(g->arena, buf_borrow(&bytes)), bytes.n}};
	}
	buf_clear(&bytes);
}

/* Stores a story for each item that is the first of one that is not known; all items get
 * the ids of theirs. */
static enum err make_stories(struct assigning *g, struct item *const *items, size_t n,
    const struct story_place *places, int64_t *story_ids, struct err_info *ei)
{
	struct story *fresh = arena_alloc(g->arena, n, sizeof(*fresh));
	size_t k = 0;
	enum err e;

	for (size_t i = 0; i < n; i++)
		if (!places[i].story_id && places[i].first == i)
			fresh[k++] = (struct story){.title = items[i]->title,
			    .first_seen_s = items[i]->first_seen_at_s};
	e = store_story_insert(g->home->store, fresh, k, ei);
	if (e != OK)
		return e;
	g->run->n_stories_new += (int64_t)k;
	k = 0;
	for (size_t i = 0; i < n; i++)
		story_ids[i] = places[i].story_id     ? places[i].story_id
			       : places[i].first == i ? fresh[k++].id
						      : story_ids[places[i].first];
	return OK;
}

static enum err assign_page(
    struct assigning *g, struct item *const *items, size_t n, struct err_info *ei)
{
	struct story_item *placed = arena_alloc(g->arena, n, sizeof(*placed));
	struct sketch *sketches = arena_alloc(g->arena, n, sizeof(*sketches));
	struct story_place *places = arena_alloc(g->arena, n, sizeof(*places));
	int64_t *story_ids = arena_alloc(g->arena, n, sizeof(*story_ids));
	enum err e;

	sketch_items(g, items, n, sketches, placed);
	story_index_group(g->index, sketches, n, places);
	e = make_stories(g, items, n, places, story_ids, ei);
	if (e != OK)
		return e;
	story_index_settle(g->index, story_ids);
	for (size_t i = 0; i < n; i++)
		items[i]->story_id = placed[i].story_id = story_ids[i];
	return store_story_put_items(g->home->store, placed, n, ei);
}

static enum err commit_page(
    struct assigning *g, struct item *const *items, size_t n, struct err_info *ei)
{
	enum err e = store_begin_whole(g->home->store, ei);

	if (e != OK)
		return e;
	arena_reset(g->arena);
	e = assign_page(g, items, n, ei);
	if (e == OK)
		e = store_commit(g->home->store, ei);
	else
		store_rollback(g->home->store);
	return e;
}

enum err queueing_assign_stories(struct home *h, const struct news *news,
    const struct app_progress *progress, struct run *run, struct err_info *ei)
{
	struct assigning g = {.home = h,
	    .news = news,
	    .sketcher = sketcher_new(),
	    .arena = arena_new(),
	    .run = run};
	enum err e = OK;

	if (news->n)
		e = load_index(
		    h, words_since_s(news->items, news->n), news->n, &g.index, ei);
	for (size_t i = 0, n; e == OK && i < news->n; i += n) {
		n = news->n - i < PAGE_ITEMS ? news->n - i : PAGE_ITEMS;
		e = commit_page(&g, news->items + i, n, ei);
		if (progress->tell)
			progress->tell(progress->ctx, "stories", i + n, news->n);
	}
	story_index_free(g.index);
	sketcher_free(g.sketcher);
	arena_free(g.arena);
	return e;
}
