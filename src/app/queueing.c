/*
 * queueing.c - match ──► rank ──► queue. In: pairs, and what was given to whom before.
 * Out: suggestions stored. Always: one contact gets one story once, and a run that is
 * killed leaves nothing of its queue behind.
 */
#include "app/queueing.h"

#include "app/topics.h"
#include "rank/cadence.h"
#include "rank/caps.h"
#include "rank/outlets.h"
#include "rank/score.h"
#include "rank/stories.h"
#include "store/run.h"
#include "store/story.h"
#include "store/suggestion.h"

#include <stdlib.h>

/* What all steps share. */
struct queueing {
	struct home *home;
	struct matching *m;
	struct arena *a;     /* m's */
	struct given *given; /* by contact and story */
	struct given *given_by_story;
	size_t n_given;
	int64_t *muted; /* stories, ascending */
	size_t n_muted;
	const struct item **by_story; /* m's items by story, then id */
	struct topics *topics;
	struct sketcher *sketcher;
	struct str *paywalls;
	size_t n_paywalls;
	struct candidate *candidates;
	size_t n_candidates, cap_candidates;
	int64_t now_s, every_days;
};

static int by_story(const void *a, const void *b)
{
	const struct item *x = *(const struct item *const *)a;
	const struct item *y = *(const struct item *const *)b;

	if (x->story_id != y->story_id)
		return x->story_id < y->story_id ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static struct str *split_list(struct arena *a, struct str text, size_t *n)
{
	struct str *parts = NULL, part;
	size_t cap = 0;

	*n = 0;
	while (str_split(&text, ';', &part)) {
		part = str_trim(part);
		if (!part.n)
			continue;
		arena_grow(a, &parts, *n, &cap, sizeof(*parts));
		parts[(*n)++] = part;
	}
	return parts;
}

static int given_by_story(const void *a, const void *b)
{
	const struct given *x = a, *y = b;

	return (x->story_id > y->story_id) - (x->story_id < y->story_id);
}

static enum err prepare(struct queueing *q, struct err_info *ei)
{
	const struct config *c = q->home->config;
	struct matching *m = q->m;
	enum err e;

	e = store_suggestion_list_given(q->a, q->home->store, &q->given, &q->n_given, ei);
	if (e == OK)
		e = store_story_list_muted(
		    q->a, q->home->store, &q->muted, &q->n_muted, ei);
	if (e == OK)
		e = app_topics_load(q->home, &q->topics, ei);
	if (e != OK)
		return e;
	q->given_by_story = arena_alloc(q->a, q->n_given, sizeof(*q->given));
	for (size_t i = 0; i < q->n_given; i++)
		q->given_by_story[i] = q->given[i];
	qsort(q->given_by_story, q->n_given, sizeof(*q->given), given_by_story);
	q->paywalls = split_list(q->a, config_text(c, "queue.paywalls"), &q->n_paywalls);
	q->by_story = arena_alloc(q->a, m->n_items, sizeof(const struct item *));
	for (size_t i = 0; i < m->n_items; i++)
		q->by_story[i] = &m->items[i];
	qsort(q->by_story, m->n_items, sizeof(const struct item *), by_story);
	return OK;
}

/* The first of the given ones with at least this contact and story. */
static size_t given_from(const struct queueing *q, int64_t contact_id, int64_t story_id)
{
	size_t low = 0, high = q->n_given;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct given *g = &q->given[middle];

		if (g->contact_id < contact_id ||
		    (g->contact_id == contact_id && g->story_id < story_id))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_given(const struct queueing *q, int64_t contact_id, int64_t story_id)
{
	size_t i = given_from(q, contact_id, story_id);

	return i < q->n_given && q->given[i].contact_id == contact_id &&
	       q->given[i].story_id == story_id;
}

/* The first of the given ones, by story, with at least this story. */
static size_t story_from(const struct queueing *q, int64_t story_id)
{
	size_t low = 0, high = q->n_given;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (q->given_by_story[middle].story_id < story_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static bool is_muted(const struct queueing *q, int64_t story_id)
{
	return q->n_muted &&
	       bsearch(&story_id, q->muted, q->n_muted, sizeof(*q->muted), compare_ids);
}

/* The items of a story, copied side by side. */
static struct item *story_items(struct queueing *q, int64_t story_id, size_t *n)
{
	const struct item key = {.story_id = story_id}, *at = &key;
	size_t low = 0, high = q->m->n_items, end;
	struct item *items;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (by_story(&q->by_story[middle], &at) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < q->m->n_items && q->by_story[end]->story_id == story_id;
	     end++)
		;
	*n = end - low;
	items = arena_alloc(q->a, *n, sizeof(*items));
	for (size_t i = 0; i < *n; i++)
		items[i] = *q->by_story[low + i];
	return items;
}

/* What became of the contact's earlier suggestions, and who else has the story. */
static void count_given(
    const struct queueing *q, struct candidate *c, struct score_context *ctx)
{
	int64_t contact_id = c->suggestion->contact_id,
		story_id = c->suggestion->story_id;

	for (size_t i = given_from(q, contact_id, INT64_MIN);
	     i < q->n_given && q->given[i].contact_id == contact_id; i++) {
		enum suggestion_status status = q->given[i].status;

		c->n_contact_open +=
		    status == SUGGESTION_NEW || status == SUGGESTION_HELD;
		ctx->n_contact_forwarded += status == SUGGESTION_FORWARDED;
		ctx->n_contact_dismissed += status == SUGGESTION_DISMISSED;
	}
	for (size_t i = story_from(q, story_id);
	     i < q->n_given && q->given_by_story[i].story_id == story_id; i++) {
		enum suggestion_status status = q->given_by_story[i].status;

		ctx->n_others_sent += status == SUGGESTION_FORWARDED;
		c->n_story_given += status == SUGGESTION_FORWARDED ||
				    status == SUGGESTION_NEW || status == SUGGESTION_HELD;
	}
}

/* Whether a story was sent to the contact that is near the item's and not the same. Those
 * whose items are loaded are looked at: nobody remembers older ones. */
static bool is_related_sent(
    struct queueing *q, int64_t contact_id, int64_t story_id, const struct item *it)
{
	struct sketch mine, theirs;
	bool is_near = false;

	for (size_t i = given_from(q, contact_id, INT64_MIN);
	     i < q->n_given && q->given[i].contact_id == contact_id && !is_near; i++) {
		struct item *sent;
		size_t n;

		if (q->given[i].status != SUGGESTION_FORWARDED ||
		    q->given[i].story_id == story_id)
			continue;
		sent = story_items(q, q->given[i].story_id, &n);
		if (n == 0)
			continue;
		sketcher_run(q->sketcher, it, &mine);
		sketcher_run(q->sketcher, &sent[0], &theirs);
		is_near = words_similarity(sketch_words(&mine), sketch_words(&theirs)) >=
			  STORY_RELATED;
	}
	return is_near;
}

/* What scoring must know of a story that all its candidates share. */
static struct score_context make_context(struct queueing *q, int64_t story_id)
{
	size_t n;
	struct item *items = story_items(q, story_id, &n);

	return (struct score_context){
	    .now_s = q->now_s,
	    .default_every_days = q->every_days,
	    .max_age_days = config_int(q->home->config, "queue.max_age_d"),
	    .topics = q->topics,
	    .n_outlets = (int64_t)outlet_count(items, n),
	};
}

static void add_candidate(struct queueing *q, struct suggestion *s, const struct item *it,
    const struct contact *c, struct score_context *ctx)
{
	struct candidate *new;

	arena_grow(q->a, &q->candidates, q->n_candidates, &q->cap_candidates,
	    sizeof(*q->candidates));
	new = &q->candidates[q->n_candidates++];
	*new = (struct candidate){
	    .suggestion = s,
	    .item_at_s = item_date_s(it),
	    .due_in_days = cadence_due_in_days(c, q->every_days, q->now_s),
	    .days_since_touch = cadence_days_since(c->last_touch_at_s, q->now_s),
	};
	count_given(q, new, ctx);
}

/* One contact's pairs of one story become one candidate, with the best of its items. */
static void add_from_pairs(struct queueing *q, const struct pair **pairs, size_t n)
{
	const struct contact *c = matching_contact(q->m, pairs[0]->contact_id);
	const struct company *company = matching_company(q->m, c->company_id);
	struct item *matched = arena_alloc(q->a, n, sizeof(*matched));
	struct score_context ctx;
	struct suggestion *s = arena_alloc(q->a, 1, sizeof(*s));
	size_t best;

	for (size_t i = 0; i < n; i++)
		matched[i] = *matching_item(q->m, pairs[i]->item_id);
	best = outlet_best_item(
	    matched, n, outlet_own_domain(c, company), q->paywalls, q->n_paywalls);
	if (best == n)
		return; /* nobody is sent their own company's page */
	ctx = make_context(q, matched[best].story_id);
	ctx.is_related_sent =
	    is_related_sent(q, c->id, matched[best].story_id, &matched[best]);
	s->contact_id = c->id;
	s->story_id = matched[best].story_id;
	add_candidate(q, s, &matched[best], c, &ctx);
	score_suggestion(q->a, pairs[best], &matched[best], c, &ctx, s);
	s->story_id = matched[best].story_id;
	s->item_id = matched[best].id;
}

/* For sorting pairs: their story is the item's. */
struct keyed_pair {
	int64_t contact_id, story_id;
	const struct pair *pair;
};

static int by_contact_and_story(const void *a, const void *b)
{
	const struct keyed_pair *x = a, *y = b;

	if (x->contact_id != y->contact_id)
		return x->contact_id < y->contact_id ? -1 : 1;
	if (x->story_id != y->story_id)
		return x->story_id < y->story_id ? -1 : 1;
	return (x->pair->item_id > y->pair->item_id) -
	       (x->pair->item_id < y->pair->item_id);
}

static void add_new_candidates(struct queueing *q)
{
	struct matching *m = q->m;
	struct keyed_pair *keyed = arena_alloc(q->a, m->n_pairs, sizeof(*keyed));
	const struct pair **group =
	    arena_alloc(q->a, m->n_pairs, sizeof(const struct pair *));
	size_t n = 0;

	for (size_t i = 0; i < m->n_pairs; i++) {
		int64_t story_id = matching_item(m, m->pairs[i].item_id)->story_id;
		int64_t contact_id = m->pairs[i].contact_id;

		if (story_id && !is_muted(q, story_id) &&
		    !is_given(q, contact_id, story_id))
			keyed[n++] =
			    (struct keyed_pair){contact_id, story_id, &m->pairs[i]};
	}
	qsort(keyed, n, sizeof(*keyed), by_contact_and_story);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && keyed[end].contact_id == keyed[i].contact_id &&
			      keyed[end].story_id == keyed[i].story_id;
		     end++)
			group[end - i] = keyed[end].pair;
		add_from_pairs(q, group, end - i);
	}
}

/* Scores what is stored anew: it has aged, its contact may be overdue by now. Whether it
 * is held stays as the user has seen it. */
static void rescore(struct queueing *q, struct queue_entry *entry)
{
	struct suggestion *s = &entry->suggestion, old = *s;
	const struct pair pair = {.contact_id = s->contact_id,
	    .item_id = s->item_id,
	    .matches = s->reasons,
	    .n_matches = s->n_reasons};
	struct score_context ctx;
	struct candidate unused = {.suggestion = &old};

	ctx = make_context(q, old.story_id);
	ctx.is_related_sent =
	    is_related_sent(q, old.contact_id, old.story_id, &entry->item);
	count_given(q, &unused, &ctx);
	score_suggestion(q->a, &pair, &entry->item, &entry->contact, &ctx, s);
	s->id = old.id;
	s->story_id = old.story_id;
	s->status = old.status;
	s->created_at_s = old.created_at_s;
	if (old.status != SUGGESTION_WAITING)
		s->held_for = old.held_for;
}

/* What is open gets its score of today, and what waited for its turn stands beside what
 * is new. */
static enum err add_open_candidates(struct queueing *q, struct err_info *ei)
{
	const struct suggestion_query query = {
	    .statuses = STATUS_BIT(SUGGESTION_WAITING) | STATUS_BIT(SUGGESTION_NEW) |
			STATUS_BIT(SUGGESTION_HELD)};
	struct queue_entry *entries;
	size_t n;
	enum err e =
	    store_suggestion_list(q->a, q->home->store, &query, &entries, &n, ei);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct queue_entry *entry = &entries[i];
		struct score_context unused = {0};
		points before = entry->suggestion.score;

		if (entry->contact.is_muted || entry->is_story_muted || !entry->item.id)
			continue;
		rescore(q, entry);
		if (entry->suggestion.status == SUGGESTION_WAITING)
			add_candidate(q, &entry->suggestion, &entry->item,
			    &entry->contact, &unused);
		else if (entry->suggestion.score != before)
			e = store_suggestion_update(
			    q->home->store, &entry->suggestion, ei);
	}
	return e;
}

/* How many have come into the queue today, over all runs. */
static enum err get_shown_today(struct queueing *q, int64_t *n, struct err_info *ei)
{
	int64_t day;
	enum err e = store_setting_get_int(q->home->store, "queue.day", 0, &day, ei);

	*n = 0;
	if (e == OK && day == q->now_s / DAY_S)
		e = store_setting_get_int(q->home->store, "queue.shown", 0, n, ei);
	return e;
}

static enum err set_shown_today(struct queueing *q, int64_t n, struct err_info *ei)
{
	enum err e =
	    store_setting_set_int(q->home->store, "queue.day", q->now_s / DAY_S, ei);

	return e == OK ? store_setting_set_int(q->home->store, "queue.shown", n, ei) : e;
}

static bool is_shown(const struct suggestion *s)
{
	return s->status == SUGGESTION_NEW || s->status == SUGGESTION_HELD;
}

/* Stores what the caps decided: new ones that show or wait, waiting ones that changed. */
static enum err save(struct queueing *q, struct queued *out, struct err_info *ei)
{
	struct suggestion *fresh = arena_alloc(q->a, q->n_candidates, sizeof(*fresh));
	size_t n_fresh = 0;
	enum err e = OK;

	out->suggestions = arena_alloc(q->a, q->n_candidates, sizeof(*out->suggestions));
	for (size_t i = 0; i < q->n_candidates && e == OK; i++) {
		struct suggestion *s = q->candidates[i].suggestion;

		if (is_shown(s))
			out->suggestions[out->n++] = *s;
		if (!s->id && s->status != SUGGESTION_EXPIRED)
			fresh[n_fresh++] = *s;
		else if (s->id && s->status != SUGGESTION_WAITING)
			e = store_suggestion_update(q->home->store, s, ei);
	}
	return e == OK ? store_suggestion_insert(q->home->store, fresh, n_fresh, NULL, ei)
		       : e;
}

static enum err queue_candidates(
    struct queueing *q, struct run *run, struct queued *out, struct err_info *ei)
{
	const struct config *c = q->home->config;
	const struct caps caps = {
	    .per_day = config_int(c, "queue.per_day"),
	    .per_contact = config_int(c, "queue.per_contact"),
	    .per_story = config_int(c, "queue.per_story"),
	    .max_age_days = config_int(c, "queue.max_age_d"),
	    .rest_days = 1,
	};
	int64_t n_today, n;
	enum err e;

	e = store_suggestion_wake(q->home->store, q->now_s, &n, ei);
	if (e == OK && caps.max_age_days)
		e = store_suggestion_expire(q->home->store,
		    q->now_s - caps.max_age_days * DAY_S, q->now_s, &n, ei);
	if (e == OK)
		e = prepare(q, ei);
	if (e == OK)
		e = add_open_candidates(q, ei);
	if (e == OK)
		e = get_shown_today(q, &n_today, ei);
	if (e != OK)
		return e;
	add_new_candidates(q);
	n = (int64_t)caps_apply(&caps, q->candidates, q->n_candidates, n_today, q->now_s);
	run->n_pairs_scored += (int64_t)q->m->n_pairs;
	run->n_suggestions_new += n;
	e = save(q, out, ei);
	return e == OK ? set_shown_today(q, n_today + n, ei) : e;
}

enum err queueing_run(struct home *h, struct matching *m, bool is_dry, struct run *run,
    struct queued *out, struct err_info *ei)
{
	struct queueing q = {
	    .home = h,
	    .m = m,
	    .a = m->arena,
	    .sketcher = sketcher_new(),
	    .now_s = clock_now_s(),
	    .every_days = config_int(h->config, "queue.every_days"),
	};
	enum err e = store_begin(h->store, ei);

	if (e == OK) {
		*out = (struct queued){0};
		e = queue_candidates(&q, run, out, ei);
		if (e == OK && !is_dry)
			e = store_commit(h->store, ei);
		else
			store_rollback(h->store);
	}
	topics_free(q.topics);
	sketcher_free(q.sketcher);
	return e;
}
