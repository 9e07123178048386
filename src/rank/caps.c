/*
 * caps.c - chooses among candidates. In: candidates with their scores and what was given
 * before; out: the status of each, in order. Always: the same candidates give the same
 * choice, whatever their order; and nothing that is fresh is dropped.
 */
#include "rank/caps.h"

#include "base/clock.h"
#include "base/mem.h"
#include "rank/cadence.h"

#include <stdlib.h>

/* How many suggestions a contact has open, or how many contacts a story was given. */
struct count {
	int64_t id; /* 0: free */
	int64_t n;
};

struct counts {
	struct count *v;
	size_t mask;
};

static void counts_init(struct counts *c, size_t n)
{
	c->mask = 15;
	while (c->mask < 2 * n)
		c->mask = 2 * c->mask + 1;
	c->v = mem_new(c->mask + 1, sizeof(*c->v));
}

/* The count of id, which begins at `before`. */
static int64_t *counts_of(struct counts *c, int64_t id, int64_t before)
{
	size_t at = (size_t)((uint64_t)id * 0x9e3779b97f4a7c15u >> 20) & c->mask;

	while (c->v[at].id && c->v[at].id != id)
		at = (at + 1) & c->mask;
	if (!c->v[at].id)
		c->v[at] = (struct count){id, before};
	return &c->v[at].n;
}

static bool is_overdue(const struct candidate *c)
{
	return c->due_in_days <= 0;
}

/* Overdue contacts first; then the score, which knows how long; then what is newer. The
 * ids make the order total. */
static int compare(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;
	const struct suggestion *s = a->suggestion, *t = b->suggestion;

	if (is_overdue(a) != is_overdue(b))
		return is_overdue(a) ? -1 : 1;
	if (s->score != t->score)
		return s->score > t->score ? -1 : 1;
	if (a->item_at_s != b->item_at_s)
		return a->item_at_s > b->item_at_s ? -1 : 1;
	if (s->contact_id != t->contact_id)
		return s->contact_id < t->contact_id ? -1 : 1;
	return (s->item_id > t->item_id) - (s->item_id < t->item_id);
}

static bool is_stale(const struct caps *caps, const struct candidate *c, int64_t now_s)
{
	return caps->max_age_days && c->item_at_s != NO_TIME &&
	       now_s - c->item_at_s > caps->max_age_days * DAY_S;
}

static bool is_resting(const struct caps *caps, const struct candidate *c)
{
	return c->days_since_touch >= 0 && c->days_since_touch <= caps->rest_days &&
	       caps->rest_days > 0;
}

static bool is_below(int64_t n, int64_t cap)
{
	return cap == 0 || n < cap;
}

/* What is counted while suggestions are shown. */
struct choice {
	const struct caps *caps;
	struct counts open;  /* by contact */
	struct counts given; /* by story */
	int64_t n_today;
};

/* Shows what fits, giving no contact more than `round` in all rounds so far. True if
 * another round would show more. */
static bool show_round(struct choice *ch, struct candidate *candidates, size_t n,
    int64_t round, size_t *n_shown)
{
	bool is_more = false;

	for (size_t i = 0; i < n && is_below(ch->n_today, ch->caps->per_day); i++) {
		struct candidate *c = &candidates[i];
		struct suggestion *s = c->suggestion;
		int64_t *n_open = counts_of(&ch->open, s->contact_id, c->n_contact_open);
		int64_t *n_given = counts_of(&ch->given, s->story_id, c->n_story_given);

		if (s->status != SUGGESTION_WAITING || is_resting(ch->caps, c) ||
		    !is_below(*n_open, ch->caps->per_contact) ||
		    !is_below(*n_given, ch->caps->per_story))
			continue;
		if (*n_open >= round) {
			is_more = true;
			continue;
		}
		s->status = s->held_for.p ? SUGGESTION_HELD : SUGGESTION_NEW;
		++*n_open;
		++*n_given;
		++ch->n_today;
		++*n_shown;
	}
	return is_more;
}

size_t caps_apply(const struct caps *caps, struct candidate *candidates, size_t n,
    int64_t n_given_today, int64_t now_s)
{
	struct choice choice = {.caps = caps, .n_today = n_given_today};
	size_t n_shown = 0;
	int64_t round = 1;

	if (n == 0)
		return 0;
	qsort(candidates, n, sizeof(*candidates), compare);
	for (size_t i = 0; i < n; i++) {
		struct candidate *c = &candidates[i];
		bool is_out = is_stale(caps, c, now_s) ||
			      (caps->min_score && c->suggestion->score < caps->min_score);

		c->suggestion->status = is_out ? SUGGESTION_EXPIRED : SUGGESTION_WAITING;
	}
	counts_init(&choice.open, n);
	counts_init(&choice.given, n);
	while (show_round(&choice, candidates, n, round, &n_shown))
		round++;
	free(choice.open.v);
	free(choice.given.v);
	return n_shown;
}
