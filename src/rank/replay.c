/*
 * replay.c - steps through days. In: pairs with their items and contacts; out: what would
 * have shown. Always: the same functions decide as in the real queue; nothing outside the
 * arena changes, contacts are copied before they are touched.
 */
#include "rank/replay.h"

#include "base/clock.h"
#include "base/mem.h"
#include "rank/cadence.h"

#include <stdlib.h>

/* A pair on its way: not yet entered, waiting, open, or done with. */
struct step {
	const struct replay_pair *from;
	struct contact *contact; /* the copy that is touched */
	struct suggestion suggestion;
	int64_t at_s;
	int64_t shown_at_s; /* NO_TIME before */
	bool is_done;	    /* forwarded, expired, or the story was given before */
};

struct replay {
	struct arena *arena;
	const struct replay_options *options;
	struct step *steps;
	size_t n;
	struct contact *contacts;
	size_t n_contacts;
	struct candidate *candidates;
	struct replay_result *out;
	size_t cap_out;
};

static int by_date(const void *pa, const void *pb)
{
	const struct step *a = pa, *b = pb;
	const struct pair *x = a->from->pair, *y = b->from->pair;

	if (a->at_s != b->at_s)
		return a->at_s < b->at_s ? -1 : 1;
	if (x->contact_id != y->contact_id)
		return x->contact_id < y->contact_id ? -1 : 1;
	return (x->item_id > y->item_id) - (x->item_id < y->item_id);
}

static int by_id(const void *pa, const void *pb)
{
	const struct contact *a = pa, *b = pb;

	return (a->id > b->id) - (a->id < b->id);
}

static void copy_contacts(struct replay *r, const struct replay_pair *pairs, size_t n)
{
	size_t n_distinct = 0;

	r->contacts = arena_alloc(r->arena, n + 1, sizeof(*r->contacts));
	for (size_t i = 0; i < n; i++)
		r->contacts[i] = *pairs[i].contact;
	qsort(r->contacts, n, sizeof(*r->contacts), by_id);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || r->contacts[i].id != r->contacts[n_distinct - 1].id)
			r->contacts[n_distinct++] = r->contacts[i];
	r->n_contacts = n_distinct;
}

static void prepare(struct replay *r, const struct replay_pair *pairs, size_t n)
{
	r->steps = arena_alloc(r->arena, n + 1, sizeof(*r->steps));
	r->candidates = arena_alloc(r->arena, n + 1, sizeof(*r->candidates));
	r->n = n;
	copy_contacts(r, pairs, n);
	for (size_t i = 0; i < n; i++)
		r->steps[i] = (struct step){
		    .from = &pairs[i],
		    .contact = bsearch(pairs[i].contact, r->contacts, r->n_contacts,
			sizeof(*r->contacts), by_id),
		    .at_s = item_date_s(pairs[i].item),
		    .shown_at_s = NO_TIME,
		};
	qsort(r->steps, n, sizeof(*r->steps), by_date);
}

/* Whether the contact had the story before, from another item. */
static bool is_given(const struct replay *r, const struct step *s)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct step *other = &r->steps[i];

		if (other != s && other->shown_at_s != NO_TIME &&
		    other->contact == s->contact && s->from->item->story_id &&
		    other->from->item->story_id == s->from->item->story_id)
			return true;
	}
	return false;
}

static void count_given(const struct replay *r, struct candidate *c, const struct step *s,
    struct score_context *context)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct step *other = &r->steps[i];

		if (other->shown_at_s == NO_TIME)
			continue;
		c->n_contact_open += other->contact == s->contact && !other->is_done;
		if (!s->from->item->story_id ||
		    other->from->item->story_id != s->from->item->story_id)
			continue;
		c->n_story_given++;
		context->n_others_sent +=
		    other->suggestion.status == SUGGESTION_FORWARDED;
	}
}

/* Candidates of the day: what came up to now and neither showed nor expired. */
static size_t gather(struct replay *r, int64_t now_s)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n && r->steps[i].at_s < now_s; i++) {
		struct step *s = &r->steps[i];
		struct score_context context = r->options->context;
		struct candidate *c = &r->candidates[n];

		if (s->is_done || s->shown_at_s != NO_TIME)
			continue;
		if (is_given(r, s)) {
			s->is_done = true;
			continue;
		}
		*c = (struct candidate){.suggestion = &s->suggestion,
		    .item_at_s = s->at_s,
		    .due_in_days = cadence_due_in_days(
			s->contact, context.default_every_days, now_s),
		    .days_since_touch =
			cadence_days_since(s->contact->last_touch_at_s, now_s)};
		context.now_s = now_s;
		context.n_outlets = s->from->n_outlets;
		count_given(r, c, s, &context);
		score_suggestion(r->arena, s->from->pair, s->from->item, s->contact,
		    &context, &s->suggestion);
		n++;
	}
	return n;
}

static void show(struct replay *r, struct step *s, int64_t now_s)
{
	s->shown_at_s = now_s;
	arena_grow(r->arena, &r->out->suggestions, r->out->n_suggestions, &r->cap_out,
	    sizeof(*r->out->suggestions));
	r->out->suggestions[r->out->n_suggestions++] = s->suggestion;
}

/* The best open suggestions of the day go out and touch their contacts. */
static void forward_best(struct replay *r, int64_t now_s)
{
	for (int64_t k = 0; k < r->options->forward_per_day; k++) {
		struct step *best = NULL;

		for (size_t i = 0; i < r->n; i++) {
			struct step *s = &r->steps[i];

			if (s->shown_at_s != NO_TIME && !s->is_done &&
			    (!best || s->suggestion.score > best->suggestion.score))
				best = s;
		}
		if (!best)
			return;
		best->is_done = true;
		best->suggestion.status = SUGGESTION_FORWARDED;
		best->contact->last_touch_at_s = now_s;
	}
}

static void play_day(struct replay *r, int64_t now_s)
{
	int64_t max_age_s = r->options->caps.max_age_days * DAY_S;
	size_t n = gather(r, now_s);

	caps_apply(&r->options->caps, r->candidates, n, 0, now_s);
	for (size_t i = 0; i < r->n; i++) {
		struct step *s = &r->steps[i];
		enum suggestion_status status = s->suggestion.status;

		if (s->at_s >= now_s || s->is_done)
			continue;
		if (s->shown_at_s == NO_TIME &&
		    (status == SUGGESTION_NEW || status == SUGGESTION_HELD) &&
		    s->suggestion.contact_id && !is_given(r, s))
			show(r, s, now_s);
		else if (status == SUGGESTION_EXPIRED ||
			 (max_age_s && now_s - s->at_s > max_age_s))
			s->is_done = true;
	}
	forward_best(r, now_s);
}

void replay_run(struct arena *a, const struct replay_pair *pairs, size_t n,
    const struct replay_options *options, struct replay_result *out)
{
	struct replay r = {.arena = a, .options = options, .out = out};

	*out = (struct replay_result){0};
	if (n == 0)
		return;
	prepare(&r, pairs, n);
	for (int64_t now_s = options->from_s; now_s <= options->to_s; now_s += DAY_S)
		play_day(&r, now_s);
	for (size_t i = 0; i < r.n; i++)
		if (r.steps[i].shown_at_s == NO_TIME)
			*(r.steps[i].suggestion.status == SUGGESTION_WAITING
				? &out->n_waiting
				: &out->n_expired) += 1;
}
