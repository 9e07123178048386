/*
 * queueing.c - match ──► rank ──► queue. In: pairs, and what was given to whom before.
 * Out: suggestions stored. Always: one contact gets one story once, and a run that is
 * killed leaves nothing of its queue behind.
 *
 * What waits for its turn is found again at the next run, as long as it is fresh: the
 * best of each contact are stored for the user to look at, no more.
 */
#include "app/queueing.h"

#include "app/scoring.h"
#include "app/unchanged.h"
#include "base/search.h"
#include "store/run.h"

#include <stdlib.h>

enum { WAITING_PER_CONTACT = 5 };

/* What all steps share. */
struct queueing {
	struct home *home;
	struct matching *m;
	struct scoring *scoring;
	struct candidate *candidates; /* the caps leave them best first */
	size_t n_candidates;
	int64_t now_s;
};

/* What is open gets its score of today. */
static enum err renew_open(struct queueing *q, struct err_info *ei)
{
	const struct suggestion_query query = {
	    .statuses = STATUS_BIT(SUGGESTION_NEW) | STATUS_BIT(SUGGESTION_HELD)};
	struct queue_entry *entries;
	size_t n;
	enum err e =
	    store_suggestion_list(q->m->arena, q->home->store, &query, &entries, &n, ei);

	for (size_t i = 0; e == OK && i < n; i++) {
		struct queue_entry *entry = &entries[i];
		points before = entry->suggestion.score;

		if (entry->contact.is_muted || entry->is_story_muted || !entry->item.id)
			continue;
		scoring_renew(q->scoring, entry);
		if (entry->suggestion.score != before)
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

/* Keeps of what waits the best of each contact; what is not kept is as stale. */
static void choose_waiting(struct queueing *q)
{
	size_t *n_kept = arena_alloc(q->m->arena, q->m->n_contacts, sizeof(*n_kept));

	for (size_t i = 0; i < q->n_candidates; i++) {
		struct suggestion *s = q->candidates[i].suggestion;

		if (s->status == SUGGESTION_WAITING &&
		    ++n_kept[matching_contact(q->m, s->contact_id) - q->m->contacts] >
			WAITING_PER_CONTACT)
			s->status = SUGGESTION_EXPIRED;
	}
}

/* What waited before and neither shows nor waits now goes. */
static enum err drop_waiting(struct queueing *q, struct err_info *ei)
{
	const struct history *h = scoring_history(q->scoring);
	int64_t *ids = arena_alloc(q->m->arena, h->n_waiting, sizeof(*ids));
	int64_t *kept = arena_alloc(q->m->arena, q->n_candidates, sizeof(*kept));
	size_t n = 0, n_kept = 0;

	for (size_t i = 0; i < q->n_candidates; i++) {
		const struct suggestion *s = q->candidates[i].suggestion;

		if (s->id && s->status != SUGGESTION_EXPIRED)
			kept[n_kept++] = s->id;
	}
	if (n_kept > 1)
		qsort(kept, n_kept, sizeof(*kept), search_by_id);
	for (size_t i = 0; i < h->n_waiting; i++)
		if (!n_kept || !bsearch(&h->waiting[i].id, kept, n_kept, sizeof(*kept),
				   search_by_id))
			ids[n++] = h->waiting[i].id;
	return store_suggestion_drop_waiting(q->home->store, ids, n, q->now_s, ei);
}

static bool is_shown(const struct suggestion *s)
{
	return s->status == SUGGESTION_NEW || s->status == SUGGESTION_HELD;
}

static bool is_fresh(const struct suggestion *s)
{
	return !s->id && s->status != SUGGESTION_EXPIRED;
}

/* Stores what the caps decided: new ones that show or wait, waiting ones that show. */
static enum err save(struct queueing *q, struct queued *out, struct err_info *ei)
{
	struct arena *a = q->m->arena;
	struct suggestion *fresh;
	size_t n_fresh = 0, n_shown = 0;
	enum err e = OK;

	for (size_t i = 0; i < q->n_candidates; i++) {
		n_fresh += is_fresh(q->candidates[i].suggestion);
		n_shown += is_shown(q->candidates[i].suggestion);
	}
	fresh = arena_alloc(a, n_fresh, sizeof(*fresh));
	out->suggestions = arena_alloc(a, n_shown, sizeof(*out->suggestions));
	n_fresh = 0;
	for (size_t i = 0; i < q->n_candidates && e == OK; i++) {
		const struct suggestion *s = q->candidates[i].suggestion;

		if (is_shown(s))
			out->suggestions[out->n++] = *s;
		if (is_fresh(s))
			fresh[n_fresh++] = *s;
		else if (is_shown(s))
			e = store_suggestion_update(q->home->store, s, ei);
	}
	return e == OK ? store_suggestion_insert(q->home->store, fresh, n_fresh, NULL, ei)
		       : e;
}

/* What the caps choose shows, the best of the rest waits. */
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
	enum err e = get_shown_today(q, &n_today, ei);

	if (e != OK)
		return e;
	scoring_list_candidates(q->scoring, &q->candidates, &q->n_candidates);
	n = (int64_t)caps_apply(&caps, q->candidates, q->n_candidates, n_today, q->now_s);
	run->n_pairs_scored += (int64_t)q->m->n_pairs;
	run->n_suggestions_new += n;
	choose_waiting(q);
	e = drop_waiting(q, ei);
	if (e == OK)
		e = save(q, out, ei);
	return e == OK ? set_shown_today(q, n_today + n, ei) : e;
}

static enum err refresh(struct home *h, int64_t *n, struct err_info *ei)
{
	int64_t max_age_s = config_int(h->config, "queue.max_age_d") * DAY_S;
	int64_t now_s = clock_now_s(), n_expired = 0;
	enum err e = store_suggestion_wake(h->store, now_s, n, ei);

	if (e == OK && max_age_s)
		e = store_suggestion_expire(
		    h->store, now_s - max_age_s, now_s, &n_expired, ei);
	*n += n_expired;
	return e;
}

enum err queueing_refresh(struct home *h, struct err_info *ei)
{
	int64_t n;
	enum err e = store_begin(h->store, ei);

	if (e != OK)
		return e;
	e = refresh(h, &n, ei);
	if (e == OK)
		e = store_commit(h->store, ei);
	if (e != OK)
		store_rollback(h->store);
	return e;
}

enum err queueing_run(struct home *h, struct matching *m, bool is_dry, struct run *run,
    struct queued *out, struct err_info *ei)
{
	struct queueing q = {.home = h, .m = m, .now_s = clock_now_s()};
	int64_t n_changed;
	enum err e = store_begin_whole(h->store, ei);

	if (e != OK)
		return e;
	*out = (struct queued){0};
	e = refresh(h, &n_changed, ei);
	if (e == OK && n_changed)
		m->history = NULL;
	if (e == OK)
		e = scoring_new(h, m, &q.scoring, ei);
	if (e == OK)
		e = renew_open(&q, ei);
	if (e == OK && m->is_matched)
		e = queue_candidates(&q, run, out, ei);
	if (e == OK && m->is_matched)
		e = unchanged_remember(h, m, ei);
	if (e == OK && !is_dry)
		e = store_commit(h->store, ei);
	else
		store_rollback(h->store);
	scoring_free(q.scoring);
	return e;
}
