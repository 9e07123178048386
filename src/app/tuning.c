/*
 * tuning.c - tests and replays of keywords over the stored news. Always: only the contact
 * in question is matched, and nothing is written.
 */
#include "app/tuning.h"

#include "app/kept.h"
#include "base/search.h"
#include "store/item.h"

#include <stdlib.h>

static int newest_first(const void *a, const void *b)
{
	const struct item *x = *(const struct item *const *)a;
	const struct item *y = *(const struct item *const *)b;
	int64_t p = item_date_s(x), q = item_date_s(y);

	return p != q ? (p < q) - (p > q) : (x->id < y->id) - (x->id > y->id);
}

static const struct item *find_item(const struct item *items, size_t n, int64_t id)
{
	return n ? bsearch(&id, items, n, sizeof(*items), search_by_id) : NULL;
}

static int by_item_id(const void *id, const void *pair)
{
	int64_t wanted = *(const int64_t *)id, at = ((const struct pair *)pair)->item_id;

	return (wanted > at) - (wanted < at);
}

static int by_item(const void *a, const void *b)
{
	const struct pair *x = *(const struct pair *const *)a;
	const struct pair *y = *(const struct pair *const *)b;

	return (x->item_id > y->item_id) - (x->item_id < y->item_id);
}

/* The whole items of these pairs, each once, by id. */
static enum err load_found(struct arena *a, struct home *h, const struct pair *pairs,
    size_t n_pairs, struct item **out, size_t *n_out, struct err_info *ei)
{
	const struct pair **order = arena_alloc(a, n_pairs, sizeof(const struct pair *));
	struct item *items = arena_alloc(a, n_pairs, sizeof(*items));
	size_t n = 0;
	enum err e = OK;

	for (size_t i = 0; i < n_pairs; i++)
		order[i] = &pairs[i];
	if (n_pairs > 1)
		qsort(order, n_pairs, sizeof(const struct pair *), by_item);
	for (size_t i = 0; i < n_pairs && e == OK; i++)
		if (i == 0 || order[i]->item_id != order[i - 1]->item_id)
			e = store_item_get(
			    a, h->store, order[i]->item_id, &items[n++], ei);
	*out = items;
	*n_out = n;
	return e;
}

static void count_week(struct tuning_test *t, int64_t at_s)
{
	int64_t weeks_ago = (clock_now_s() - at_s) / (7 * DAY_S);

	if (weeks_ago >= 0 && weeks_ago < TUNING_WEEKS)
		t->weeks[TUNING_WEEKS - 1 - weeks_ago]++;
}

enum err tuning_test(struct arena *a, struct home *h, const struct interest *in,
    struct tuning_test *out, struct err_info *ei)
{
	const struct item_query all = {.is_text_only = true};
	struct tuning_test t = {0};
	const struct item **order;
	struct item *items;
	struct pair *pairs;
	size_t n_items = 0;
	enum err e = store_item_list(a, h->store, &all, &items, &t.n_searched, ei);

	if (e == OK)
		e = match_term_find(in, items, t.n_searched, NULL, a, &pairs, &t.n, ei);
	if (e == OK)
		e = load_found(a, h, pairs, t.n, &items, &n_items, ei);
	if (e != OK)
		return e;
	order = arena_alloc(a, t.n, sizeof(const struct item *));
	for (size_t i = 0; i < t.n; i++)
		order[i] = find_item(items, n_items, pairs[i].item_id);
	if (t.n > 1)
		qsort(order, t.n, sizeof(const struct item *), newest_first);
	t.items = arena_alloc(a, t.n, sizeof(*t.items));
	t.pairs = arena_alloc(a, t.n, sizeof(*t.pairs));
	for (size_t i = 0; i < t.n; i++) {
		t.items[i] = *order[i];
		count_week(&t, item_date_s(order[i]));
	}
	/* Pairs come by item id, one for each. */
	for (size_t i = 0; i < t.n; i++)
		t.pairs[i] = pairs[search_first(
		    &t.items[i].id, pairs, t.n, sizeof(*pairs), by_item_id)];
	*out = t;
	return OK;
}

/* ---- Replay ---------------------------------------------------------------------- */

/* The contact with terms taken away and added. */
static struct contact changed(struct arena *a, const struct contact *c,
    const struct interest *add, size_t n_add, const struct str *rm, size_t n_rm)
{
	struct interest *list = arena_alloc(a, c->n_interests + n_add, sizeof(*list));
	struct contact new = *c;
	size_t n = 0;

	for (size_t i = 0; i < c->n_interests; i++) {
		bool is_removed = false;

		for (size_t k = 0; k < n_rm; k++)
			is_removed =
			    is_removed || str_eq_nocase(c->interests[i].term, rm[k]);
		if (!is_removed)
			list[n++] = c->interests[i];
	}
	for (size_t i = 0; i < n_add; i++)
		list[n++] = add[i];
	new.interests = list;
	new.n_interests = n;
	new.is_muted = false;
	return new;
}

/* The best score of each story, by story. */
struct reached {
	int64_t story_id;
	const struct item *item;
	points score;
};

static int by_story(const void *a, const void *b)
{
	const struct reached *x = a, *y = b;

	if (x->story_id != y->story_id)
		return x->story_id < y->story_id ? -1 : 1;
	return (x->score < y->score) - (x->score > y->score);
}

/* The pairs of one contact, the best of each story, by story. */
static struct reached *pick(struct arena *a, const struct pair *pairs, size_t n_pairs,
    int64_t contact_id, const struct item *items, size_t n_items, size_t *n_out)
{
	struct reached *list = arena_alloc(a, n_pairs, sizeof(*list));
	size_t n_all = 0, n = 0;

	for (size_t i = 0; i < n_pairs; i++) {
		const struct item *it = find_item(items, n_items, pairs[i].item_id);

		if (pairs[i].contact_id == contact_id)
			list[n_all++] = (struct reached){
			    it->story_id ? it->story_id : -it->id, it, pairs[i].score};
	}
	if (n_all > 1)
		qsort(list, n_all, sizeof(*list), by_story);
	for (size_t i = 0; i < n_all; i++)
		if (!n || list[n - 1].story_id != list[i].story_id)
			list[n++] = list[i];
	*n_out = n;
	return list;
}

static bool is_forwarded(const struct judgement *judged, size_t n, int64_t item_id)
{
	for (size_t i = 0; i < n; i++)
		if (judged[i].item_id == item_id && judged[i].is_good)
			return true;
	return false;
}

static int by_weight_of_loss(const void *a, const void *b)
{
	const struct tuning_change *x = a, *y = b;
	bool p = x->fate == TUNING_LOST && x->was_forwarded;
	bool q = y->fate == TUNING_LOST && y->was_forwarded;
	int64_t s = item_date_s(&x->item), t = item_date_s(&y->item);

	if (p != q)
		return p ? -1 : 1;
	return s != t ? (s < t) - (s > t)
		      : (x->item.id > y->item.id) - (x->item.id < y->item.id);
}

/* Goes through both lists, which are by story. */
static void compare(struct arena *a, const struct reached *old, size_t n_old,
    const struct reached *new, size_t n_new, const struct judgement *judged,
    size_t n_judged, struct tuning_replay *r)
{
	size_t i = 0, k = 0;

	r->changes = arena_alloc(a, n_old + n_new, sizeof(*r->changes));
	while (i < n_old || k < n_new) {
		bool is_old =
		    i < n_old && (k == n_new || old[i].story_id <= new[k].story_id);
		bool is_new =
		    k < n_new && (i == n_old || new[k].story_id <= old[i].story_id);
		const struct reached *one = is_old ? &old[i] : &new[k];

		if (is_old != is_new) {
			struct tuning_change *c = &r->changes[r->n++];

			*c = (struct tuning_change){
			    .fate = is_new ? TUNING_GAINED : TUNING_LOST,
			    .item = *one->item,
			    .before = is_old ? one->score : 0,
			    .after = is_new ? one->score : 0,
			    .was_forwarded =
				is_forwarded(judged, n_judged, one->item->id),
			};
			r->n_gained += is_new;
			r->n_lost += is_old;
			r->n_forwards_lost += is_old && c->was_forwarded;
		} else {
			r->n_kept++;
		}
		i += is_old;
		k += is_new;
	}
	if (r->n > 1)
		qsort(r->changes, r->n, sizeof(*r->changes), by_weight_of_loss);
}

enum err tuning_replay(struct arena *a, struct home *h, const struct contact *c,
    const struct interest *add, size_t n_add, const struct str *rm, size_t n_rm,
    int64_t days, struct tuning_replay *out, struct err_info *ei)
{
	const struct item_query query = {
	    .since_s = clock_now_s() - days * DAY_S, .is_text_only = true};
	const struct match_limits limits = {
	    .min_score = points_from_double(config_number(h->config, "queue.min_score"))};
	struct contact both[2]; /* as it is, and as it would be: one pass over the news */
	struct match_index *index;
	struct judgement *judged;
	struct pair *pairs;
	struct matching m;
	size_t n_items, n_pairs, n_judged;
	struct item *items;
	enum err e = matching_load_one(h, c->id, &m, ei);

	if (e != OK)
		return e;
	both[0] = m.contacts[0]; /* with learned terms */
	both[0].is_muted = false;
	both[1] = changed(a, &both[0], add, n_add, rm, n_rm);
	both[1].id = -both[0].id;
	e = h->kept && days == KEPT_DAYS
		? kept_news(a, h, &items, &n_items, ei)
		: store_item_list(a, h->store, &query, &items, &n_items, ei);
	if (e == OK)
		e = store_judgement_list(a, h->store, c->id, &judged, &n_judged, ei);
	if (e != OK) {
		matching_free(&m);
		return e;
	}
	index = match_index_new(both, 2, m.companies, m.n_companies, NULL);
	e = match_items(index, items, n_items, &limits, a, &pairs, &n_pairs);
	if (e != OK)
		e = err_set(ei, e, NULL, "too many items to match at once");
	if (e == OK)
		e = load_found(a, h, pairs, n_pairs, &items, &n_items, ei);
	if (e == OK) {
		struct tuning_replay r = {0};
		size_t n_old, n_new;
		struct reached *old =
		    pick(a, pairs, n_pairs, both[0].id, items, n_items, &n_old);
		struct reached *new =
		    pick(a, pairs, n_pairs, both[1].id, items, n_items, &n_new);

		compare(a, old, n_old, new, n_new, judged, n_judged, &r);
		*out = r;
	}
	match_index_free(index);
	matching_free(&m);
	return e;
}
