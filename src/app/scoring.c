/*
 * scoring.c - match ──► rank. In: pairs, and what was given to whom before. Out:
 * candidates with their scores. Always: pairs are taken by contact, then story, so that
 * what is known of a contact is looked up once.
 */
#include "app/scoring.h"

#include "app/topics.h"
#include "base/mem.h"
#include "base/search.h"
#include "rank/cadence.h"
#include "rank/outlets.h"
#include "rank/score.h"
#include "rank/stories.h"

#include <stdlib.h>

/* A story and its items among those that are loaded. */
struct told {
	int64_t story_id;
	size_t first, n;   /* of by_story */
	int64_t n_outlets; /* 0: not counted yet */
};

struct scoring {
	struct matching *m;
	struct history history;
	const struct item **by_story; /* m's items by story, then id */
	struct told *told;	      /* by story */
	size_t n_told;
	struct score_context base; /* what all have in common */
	struct topics *topics;
	unsigned char *loudness; /* of m's items, enum loudness */
	struct sketcher *sketcher;
	struct str *paywalls;
	size_t n_paywalls;
	struct item *together; /* room for the items of a story, side by side */
	size_t cap_together;
	struct candidate *candidates;
	size_t n_candidates, cap_candidates;
};

/* Whether an item has anything that topics look for: most have nothing, for anybody. */
enum loudness { LOUDNESS_UNKNOWN, LOUDNESS_SILENT, LOUDNESS_SPEAKS };

/* What is known of one contact, whatever the story. */
struct recipient {
	const struct contact *contact;
	struct str own_domain;
	struct history_counts counts;
	struct sketch *sent; /* of stories that were forwarded and are loaded */
	size_t n_sent;
};

/* ---- Stories --------------------------------------------------------------------- */

static int by_story(const void *a, const void *b)
{
	const struct item *x = *(const struct item *const *)a;
	const struct item *y = *(const struct item *const *)b;

	if (x->story_id != y->story_id)
		return x->story_id < y->story_id ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static void list_stories(struct scoring *s)
{
	struct arena *a = s->m->arena;
	size_t n = s->m->n_items;

	s->by_story = arena_alloc(a, n, sizeof(const struct item *));
	s->told = arena_alloc(a, n, sizeof(*s->told));
	for (size_t i = 0; i < n; i++)
		s->by_story[i] = &s->m->items[i];
	if (n > 1)
		qsort(s->by_story, n, sizeof(const struct item *), by_story);
	for (size_t i = 0; i < n; i++) {
		int64_t id = s->by_story[i]->story_id;

		if (i == 0 || id != s->by_story[i - 1]->story_id)
			s->told[s->n_told++] = (struct told){.story_id = id, .first = i};
		s->told[s->n_told - 1].n++;
	}
}

static struct told *find_told(struct scoring *s, int64_t story_id)
{
	return s->n_told ? bsearch(&story_id, s->told, s->n_told, sizeof(*s->told),
			       search_by_id)
			 : NULL;
}

/* Room for n items side by side. */
static struct item *make_room(struct scoring *s, size_t n)
{
	if (n > s->cap_together) {
		s->cap_together = 2 * n;
		s->together =
		    mem_resize(s->together, s->cap_together, sizeof(*s->together));
	}
	return s->together;
}

static int64_t count_outlets(struct scoring *s, int64_t story_id)
{
	struct told *t = find_told(s, story_id);

	if (t && !t->n_outlets) {
		struct item *items = make_room(s, t->n);

		for (size_t i = 0; i < t->n; i++)
			items[i] = *s->by_story[t->first + i];
		t->n_outlets = (int64_t)outlet_count(items, t->n);
	}
	return t ? t->n_outlets : 0;
}

/* ---- Before and after ------------------------------------------------------------ */

enum err scoring_new(
    struct home *h, struct matching *m, struct scoring **out, struct err_info *ei)
{
	struct scoring *s = mem_new(1, sizeof(*s));
	const struct config *c = h->config;
	enum err e = OK;

	s->m = m;
	s->sketcher = sketcher_new();
	s->base = (struct score_context){
	    .now_s = clock_now_s(),
	    .default_every_days = config_int(c, "queue.every_days"),
	    .max_age_days = config_int(c, "queue.max_age_d"),
	};
	s->paywalls = config_list(m->arena, c, "queue.paywalls", &s->n_paywalls);
	if (m->history)
		s->history = *m->history;
	else
		e = history_load(m->arena, h, &s->history, ei);
	if (e == OK)
		e = app_topics_load(h, &s->topics, ei);
	if (e != OK) {
		scoring_free(s);
		return e;
	}
	s->loudness = mem_new(m->n_items, 1);
	list_stories(s);
	*out = s;
	return OK;
}

void scoring_free(struct scoring *s)
{
	if (!s)
		return;
	topics_free(s->topics);
	sketcher_free(s->sketcher);
	free(s->loudness);
	free(s->together);
	free(s->candidates);
	free(s);
}

const struct history *scoring_history(const struct scoring *s)
{
	return &s->history;
}

/* The topics to ask of the item, own where it is loaded; NULL where they have nothing to
 * say. */
static const struct topics *topics_of(struct scoring *s, const struct item *own)
{
	unsigned char *loudness = own ? &s->loudness[own - s->m->items] : NULL;

	if (loudness && *loudness == LOUDNESS_UNKNOWN)
		*loudness =
		    topics_are_silent(s->topics, own) ? LOUDNESS_SILENT : LOUDNESS_SPEAKS;
	return loudness && *loudness == LOUDNESS_SILENT ? NULL : s->topics;
}

/* ---- Recipients ------------------------------------------------------------------ */

/* Of the stories that went to the contact, those whose items are loaded count: nobody
 * remembers older ones. */
static void sketch_sent(struct scoring *s, struct recipient *r)
{
	size_t n;
	const struct given *given = history_list(&s->history, r->contact->id, &n);

	if (!r->counts.n_forwarded)
		return;
	r->sent =
	    arena_alloc(s->m->arena, (size_t)r->counts.n_forwarded, sizeof(*r->sent));
	for (size_t i = 0; i < n; i++) {
		const struct told *t = given[i].status == SUGGESTION_FORWARDED
					   ? find_told(s, given[i].story_id)
					   : NULL;

		if (t)
			sketcher_run(
			    s->sketcher, s->by_story[t->first], &r->sent[r->n_sent++]);
	}
}

static struct recipient meet(struct scoring *s, const struct contact *c)
{
	struct recipient r = {
	    .contact = c,
	    .own_domain = outlet_own_domain(c, matching_company(s->m, c->company_id)),
	    .counts = history_of_contact(&s->history, c->id),
	};

	sketch_sent(s, &r);
	return r;
}

/* Whether a story was sent that is near the item's and not the same. */
static bool is_related_sent(
    const struct scoring *s, const struct recipient *r, const struct item *it)
{
	struct sketch mine;
	bool is_near = false;

	if (r->n_sent)
		sketcher_run(s->sketcher, it, &mine);
	for (size_t i = 0; i < r->n_sent && !is_near; i++)
		is_near = word_set_similarity(sketch_words(&mine),
			      sketch_words(&r->sent[i])) >= STORY_RELATED;
	return is_near;
}

/* own: the item as it is loaded; NULL where it is not. */
static struct score_context make_context(struct scoring *s, const struct recipient *r,
    int64_t story_id, const struct item *it, const struct item *own)
{
	struct score_context ctx = s->base;

	ctx.n_outlets = count_outlets(s, story_id);
	ctx.n_others_sent = history_of_story(&s->history, story_id).n_forwarded;
	ctx.n_contact_forwarded = r->counts.n_forwarded;
	ctx.n_contact_dismissed = r->counts.n_dismissed;
	ctx.is_related_sent = is_related_sent(s, r, it);
	ctx.topics = topics_of(s, own);
	return ctx;
}

/* ---- Candidates ------------------------------------------------------------------ */

/* For sorting pairs: their story is the item's. */
struct keyed_pair {
	int64_t contact_id, story_id;
	const struct item *item;
	const struct pair *pair;
};

static int by_contact_and_story(const void *a, const void *b)
{
	const struct keyed_pair *x = a, *y = b;

	if (x->contact_id != y->contact_id)
		return x->contact_id < y->contact_id ? -1 : 1;
	if (x->story_id != y->story_id)
		return x->story_id < y->story_id ? -1 : 1;
	return (x->item->id > y->item->id) - (x->item->id < y->item->id);
}

/* Pairs that may become candidates, by contact and story. */
static size_t list_pairs(const struct scoring *s, struct keyed_pair *out)
{
	const struct matching *m = s->m;
	const struct item *it = NULL;
	size_t n = 0;

	for (size_t i = 0; i < m->n_pairs; i++) {
		const struct pair *p = &m->pairs[i];

		if (!it || it->id != p->item_id)
			it = matching_item(m, p->item_id);
		if (it->story_id && !history_is_muted(&s->history, it->story_id) &&
		    !history_has(&s->history, p->contact_id, it->story_id))
			out[n++] =
			    (struct keyed_pair){p->contact_id, it->story_id, it, p};
	}
	if (n > 1)
		qsort(out, n, sizeof(*out), by_contact_and_story);
	return n;
}

/* Which of a story's matched items to show; n if none. */
static size_t choose(struct scoring *s, const struct recipient *r,
    const struct keyed_pair *pairs, size_t n)
{
	struct item *items = make_room(s, n);

	for (size_t i = 0; i < n; i++)
		items[i] = *pairs[i].item;
	return outlet_best_item(items, n, r->own_domain, s->paywalls, s->n_paywalls);
}

/* The contact's pairs of one story become one candidate. */
static void add_candidate(struct scoring *s, const struct recipient *r,
    const struct keyed_pair *pairs, size_t n)
{
	const struct contact *c = r->contact;
	struct arena *a = s->m->arena;
	size_t best = choose(s, r, pairs, n);
	int64_t story_id = pairs[0].story_id;
	const struct item *it;
	struct score_context ctx;
	struct suggestion *sg;
	struct history_counts given;

	if (best == n)
		return; /* nobody is sent their own company's page */
	it = pairs[best].item;
	ctx = make_context(s, r, story_id, it, it);
	sg = arena_alloc(a, 1, sizeof(*sg));
	score_suggestion(a, pairs[best].pair, it, c, &ctx, sg);
	sg->id = history_waiting(&s->history, c->id, story_id);
	given = history_of_story(&s->history, story_id);
	mem_grow(
	    &s->candidates, s->n_candidates, &s->cap_candidates, sizeof(*s->candidates));
	s->candidates[s->n_candidates++] = (struct candidate){
	    .suggestion = sg,
	    .item_at_s = item_date_s(it),
	    .due_in_days =
		cadence_due_in_days(c, s->base.default_every_days, s->base.now_s),
	    .days_since_touch = cadence_days_since(c->last_touch_at_s, s->base.now_s),
	    .n_contact_open = r->counts.n_open,
	    .n_story_given = given.n_open + given.n_forwarded,
	};
}

void scoring_list_candidates(struct scoring *s, struct candidate **out, size_t *n_out)
{
	struct keyed_pair *pairs = mem_new(s->m->n_pairs, sizeof(*pairs));
	size_t n = list_pairs(s, pairs);
	struct recipient r = {0};

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && pairs[end].contact_id == pairs[i].contact_id &&
			      pairs[end].story_id == pairs[i].story_id;
		     end++)
			;
		if (!r.contact || r.contact->id != pairs[i].contact_id)
			r = meet(s, matching_contact(s->m, pairs[i].contact_id));
		add_candidate(s, &r, pairs + i, end - i);
	}
	free(pairs);
	*out = s->candidates;
	*n_out = s->n_candidates;
}

void scoring_renew(struct scoring *s, struct queue_entry *entry)
{
	struct suggestion *sg = &entry->suggestion, old = *sg;
	const struct pair pair = {.contact_id = sg->contact_id,
	    .item_id = sg->item_id,
	    .matches = sg->reasons,
	    .n_matches = sg->n_reasons};
	const struct recipient r = meet(s, &entry->contact);
	const struct score_context ctx = make_context(
	    s, &r, old.story_id, &entry->item, matching_item(s->m, entry->item.id));

	score_suggestion(s->m->arena, &pair, &entry->item, &entry->contact, &ctx, sg);
	sg->id = old.id;
	sg->story_id = old.story_id;
	sg->status = old.status;
	sg->created_at_s = old.created_at_s;
	sg->held_for = old.held_for;
}
