/*
 * learning_examples.c - store and match ──► examples. In: a contact. Out: items with what
 * was decided, or guessed, of them. Always: the same decisions and news give the same
 * examples in the same order.
 */
#include "app/learning_examples.h"

#include "base/search.h"
#include "match/match.h"
#include "store/item.h"
#include "store/learn.h"

#include <stdlib.h>

/* How far learning looks back: some days of news, read in milliseconds. */
enum { NEWS_ITEMS = 3000 };

enum err learning_load_examples(struct arena *a, struct home *h, int64_t contact_id,
    struct learn_example **out, size_t *n, struct err_info *ei)
{
	struct judgement *judged;
	struct item *items;
	enum err e = store_judgement_list(a, h->store, contact_id, &judged, n, ei);

	if (e != OK)
		return e;
	*out = arena_alloc(a, *n, sizeof(**out));
	items = arena_alloc(a, *n, sizeof(*items));
	for (size_t i = 0; i < *n && e == OK; i++) {
		e = store_item_get(a, h->store, judged[i].item_id, &items[i], ei);
		(*out)[i] = (struct learn_example){.item = &items[i],
		    .is_good = judged[i].is_good,
		    .reason = judged[i].reason,
		    .decided_at_s = judged[i].at_s};
	}
	return e;
}

/* ---- Guesses --------------------------------------------------------------------- */

static int best_first(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->item_id > y->item_id) - (x->item_id < y->item_id);
}

static bool is_decided(const struct learn_example *examples, size_t n, int64_t item_id)
{
	for (size_t i = 0; i < n; i++)
		if (examples[i].item->id == item_id)
			return true;
	return false;
}

enum err learning_load_news(struct arena *a, struct home *h,
    const struct learn_example *examples, size_t n, struct item **items, size_t *n_items,
    struct err_info *ei)
{
	struct item_query query = {.limit = NEWS_ITEMS, .is_newest_first = true};
	enum err e;

	for (size_t i = 0; i < n; i++)
		if (examples[i].decided_at_s >= query.until_s)
			query.until_s = examples[i].decided_at_s + 1;
	e = store_item_list(a, h->store, &query, items, n_items, ei);
	if (e == OK && *n_items > 1)
		qsort(*items, *n_items, sizeof(**items), search_by_id);
	return e;
}

/* What the stated interests alone find, the best first. */
static enum err find(struct arena *a, const struct contact *c, const struct item *items,
    size_t n_items, struct pair **pairs, size_t *n_pairs, struct err_info *ei)
{
	const struct contact bare = {
	    .id = c->id, .interests = c->interests, .n_interests = c->n_interests};
	const struct match_limits limits = {
	    .min_score = LEARN_GUESS_MIN, .per_contact = 2 * LEARN_GUESSES_MAX};
	struct match_index *index = match_index_new(&bare, 1, NULL, 0, NULL);
	enum err e = match_items(index, items, n_items, &limits, a, pairs, n_pairs);

	match_index_free(index);
	if (e != OK)
		return err_set(ei, e, NULL, "too many items to learn from");
	if (*n_pairs > 1)
		qsort(*pairs, *n_pairs, sizeof(**pairs), best_first);
	return OK;
}

enum err learning_add_guesses(struct arena *a, struct home *h, const struct contact *c,
    struct learn_example **examples, size_t *n, struct err_info *ei)
{
	struct learn_example *all;
	struct item *items;
	struct pair *pairs;
	size_t n_items, n_pairs, n_all = *n;
	enum err e;

	if (!*n || !c->n_interests)
		return OK;
	e = learning_load_news(a, h, *examples, *n, &items, &n_items, ei);
	if (e == OK)
		e = find(a, c, items, n_items, &pairs, &n_pairs, ei);
	if (e != OK)
		return e;
	all = arena_alloc(a, *n + LEARN_GUESSES_MAX, sizeof(*all));
	for (size_t i = 0; i < *n; i++)
		all[i] = (*examples)[i];
	for (size_t i = 0; i < n_pairs && n_all < *n + LEARN_GUESSES_MAX; i++) {
		int64_t id = pairs[i].item_id;

		if (!is_decided(*examples, *n, id))
			all[n_all++] =
			    (struct learn_example){.item = bsearch(&id, items, n_items,
						       sizeof(*items), search_by_id),
				.is_good = true,
				.is_guess = true};
	}
	*examples = all;
	*n = n_all;
	return OK;
}

/* ---- The background -------------------------------------------------------------- */

enum err learning_load_background(struct arena *a, struct home *h,
    const struct learn_example *examples, size_t n, struct learn_background *out,
    struct err_info *ei)
{
	struct lexicon *x = lexicon_new();
	struct learn_seen *stems;
	struct seen_term *seen;
	uint64_t *terms;
	size_t n_stems, n_seen;
	enum err e;

	for (size_t i = 0; i < n; i++)
		lexicon_count(x, examples[i].item);
	n_stems = lexicon_counts(x, a, &stems);
	lexicon_free(x);
	terms = arena_alloc(a, n_stems, sizeof(*terms));
	for (size_t i = 0; i < n_stems; i++)
		terms[i] = stems[i].stem;
	e = store_background_find(
	    a, h->store, terms, n_stems, &seen, &n_seen, &out->n_items, ei);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n_seen; i++)
		stems[i] = (struct learn_seen){seen[i].term, seen[i].n_items};
	out->seen = stems;
	out->n_seen = n_seen;
	return OK;
}
