/*
 * history.c - store ──► sorted arrays. In: all suggestions there ever were. Out: answers
 * in the time of a binary search.
 */
#include "app/history.h"

#include "base/search.h"
#include "store/story.h"

#include <stdlib.h>

static int by_contact_and_story(const void *a, const void *b)
{
	const struct given *x = a, *y = b;

	if (x->contact_id != y->contact_id)
		return x->contact_id < y->contact_id ? -1 : 1;
	return (x->story_id > y->story_id) - (x->story_id < y->story_id);
}

/* Parts what waits from what was given; both stay in their order. */
static void part(
    struct arena *a, struct history *h, const struct given *all, size_t n_all)
{
	h->given = arena_alloc(a, n_all, sizeof(*h->given));
	h->waiting = arena_alloc(a, n_all, sizeof(*h->waiting));
	for (size_t i = 0; i < n_all; i++)
		if (all[i].status == SUGGESTION_WAITING)
			h->waiting[h->n_waiting++] = all[i];
		else
			h->given[h->n_given++] = all[i];
}

/* One count for each suggestion, by contact or by story. */
static struct history_counts *list_counts(
    struct arena *a, const struct history *h, bool is_by_story)
{
	struct history_counts *list = arena_alloc(a, h->n_given, sizeof(*list));

	for (size_t i = 0; i < h->n_given; i++) {
		const struct given *g = &h->given[i];

		list[i] = (struct history_counts){
		    .id = is_by_story ? g->story_id : g->contact_id,
		    .n_open = g->status == SUGGESTION_NEW || g->status == SUGGESTION_HELD,
		    .n_forwarded = g->status == SUGGESTION_FORWARDED,
		    .n_dismissed = g->status == SUGGESTION_DISMISSED,
		};
	}
	return list;
}

/* Sorts and adds up those of one id; returns how many ids there are. */
static size_t add_up(struct history_counts *list, size_t n)
{
	size_t n_ids = 0;

	if (n > 1)
		qsort(list, n, sizeof(*list), search_by_id);
	for (size_t i = 0; i < n; i++) {
		struct history_counts *last = n_ids ? &list[n_ids - 1] : NULL;

		if (!last || last->id != list[i].id) {
			list[n_ids++] = list[i];
			continue;
		}
		last->n_open += list[i].n_open;
		last->n_forwarded += list[i].n_forwarded;
		last->n_dismissed += list[i].n_dismissed;
	}
	return n_ids;
}

enum err history_load(
    struct arena *a, struct home *h, struct history *out, struct err_info *ei)
{
	struct history found = {0};
	struct given *all;
	size_t n_all;
	enum err e = store_suggestion_list_given(a, h->store, &all, &n_all, ei);

	if (e == OK)
		e = store_story_list_muted(a, h->store, &found.muted, &found.n_muted, ei);
	if (e != OK)
		return e;
	part(a, &found, all, n_all);
	found.contacts = list_counts(a, &found, false);
	found.n_contacts = add_up(found.contacts, found.n_given);
	found.stories = list_counts(a, &found, true);
	found.n_stories = add_up(found.stories, found.n_given);
	*out = found;
	return OK;
}

static const struct given *find(
    const struct given *list, size_t n, int64_t contact_id, int64_t story_id)
{
	const struct given key = {.contact_id = contact_id, .story_id = story_id};

	return n ? bsearch(&key, list, n, sizeof(*list), by_contact_and_story) : NULL;
}

bool history_has(const struct history *h, int64_t contact_id, int64_t story_id)
{
	return find(h->given, h->n_given, contact_id, story_id) != NULL;
}

int64_t history_waiting(const struct history *h, int64_t contact_id, int64_t story_id)
{
	const struct given *g = find(h->waiting, h->n_waiting, contact_id, story_id);

	return g ? g->id : 0;
}

bool history_is_muted(const struct history *h, int64_t story_id)
{
	return h->n_muted &&
	       bsearch(&story_id, h->muted, h->n_muted, sizeof(*h->muted), search_by_id);
}

const struct given *history_list(const struct history *h, int64_t contact_id, size_t *n)
{
	const struct given key = {.contact_id = contact_id, .story_id = INT64_MIN};
	size_t from = search_first(
	    &key, h->given, h->n_given, sizeof(*h->given), by_contact_and_story);

	for (*n = 0;
	     from + *n < h->n_given && h->given[from + *n].contact_id == contact_id; ++*n)
		;
	return h->given + from;
}

static struct history_counts find_counts(
    const struct history_counts *list, size_t n, int64_t id)
{
	const struct history_counts *found =
	    n ? bsearch(&id, list, n, sizeof(*list), search_by_id) : NULL;

	return found ? *found : (struct history_counts){.id = id};
}

struct history_counts history_of_contact(const struct history *h, int64_t id)
{
	return find_counts(h->contacts, h->n_contacts, id);
}

struct history_counts history_of_story(const struct history *h, int64_t id)
{
	return find_counts(h->stories, h->n_stories, id);
}

uint64_t history_hash(const struct history *h)
{
	uint64_t sum = str_hash(
	    (struct str){(const char *)h->muted, h->n_muted * sizeof(*h->muted)});

	for (size_t i = 0; i < h->n_given; i++) {
		const struct given *g = &h->given[i];
		const int64_t parts[] = {g->contact_id, g->story_id, g->status};

		sum =
		    sum * 31 + str_hash((struct str){(const char *)parts, sizeof(parts)});
	}
	return sum;
}
