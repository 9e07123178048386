/*
 * batch.c - the order of the stages. Always: each stage commits by itself and begins from
 * what is stored, so that a run which was killed is made whole by the next.
 */
#include "app/batch.h"

#include "app/learning.h"
#include "app/unchanged.h"
#include "base/log.h"
#include "store/run.h"

/* As much as anybody could look at; the rest of a contact's pairs would only wait. */
enum { PAIRS_PER_CONTACT = 50 };

/* Loads and matches the items since since_s; the new ones among them get their stories
 * and are counted on the way. */
static enum err match(struct home *h, const struct batch_options *o, int64_t since_s,
    struct batch *b, struct err_info *ei)
{
	const struct match_limits limits = {
	    .min_score = points_from_double(config_number(h->config, "queue.min_score")),
	    .per_contact = PAIRS_PER_CONTACT,
	};
	struct news news = {0};
	enum err e = matching_load_items(h, since_s, &b->m, ei);

	if (e == OK)
		e = news_load(h, &b->m, since_s, &news, ei);
	if (e == OK)
		e = learning_begin_count(h, &news, ei);
	if (e == OK)
		e = queueing_assign_stories(h, &news, &o->progress, &b->run, ei);
	if (e == OK)
		e = learning_end_count(h, &news, ei);
	news_free(&news);
	return e == OK ? matching_run(&b->m, &limits, &o->progress, ei) : e;
}

/* Asks whether anything has changed since the last run; if not, what is open gets its
 * score of today. */
static enum err ask_and_renew(
    struct home *h, int64_t since_s, struct batch *b, struct err_info *ei)
{
	enum err e = queueing_refresh(h, ei);

	if (e == OK)
		e = unchanged_ask(h, &b->m, &b->is_unchanged, ei);
	if (e == OK && b->is_unchanged)
		e = unchanged_load_items(h, &b->m, since_s, ei);
	if (e == OK && b->is_unchanged)
		e = queueing_run(h, &b->m, false, &b->run, &b->queued, ei);
	return e;
}

/* The same in one transaction: nobody decides between question and scores. */
static enum err try_unchanged(
    struct home *h, int64_t since_s, struct batch *b, struct err_info *ei)
{
	enum err e = store_begin_whole(h->store, ei);

	if (e != OK)
		return e;
	e = ask_and_renew(h, since_s, b, ei);
	if (e == OK)
		e = store_commit(h->store, ei);
	if (e != OK)
		store_rollback(h->store);
	return e;
}

/* Nothing is matched where nothing has changed since the last run. A dry run writes
 * nothing of the queue, and so cannot tell what will have woken and expired. */
static enum err match_and_queue(
    struct home *h, const struct batch_options *o, struct batch *b, struct err_info *ei)
{
	int64_t since_s =
	    o->since_s == NO_TIME ? matching_since_s(h->config) : o->since_s;
	enum err e = matching_load_people(h, &b->m, ei);

	if (e == OK)
		e = unchanged_note_inputs(h, &b->m, since_s, ei);
	if (e == OK && !o->is_dry)
		e = try_unchanged(h, since_s, b, ei);
	if (e != OK || b->is_unchanged)
		return e;
	e = match(h, o, since_s, b, ei);
	return e == OK ? queueing_run(h, &b->m, o->is_dry, &b->run, &b->queued, ei) : e;
}

enum err batch_run(
    struct home *h, const struct batch_options *o, struct batch *out, struct err_info *ei)
{
	int64_t began_ms = clock_mono_ms(), n_killed;
	enum err e, fetched = OK;

	*out =
	    (struct batch){.run = {.started_at_s = clock_now_s(), .ended_at_s = NO_TIME}};
	e = store_run_start(h->store, out->run.started_at_s, &out->run.id, &n_killed, ei);
	if (e != OK)
		return e;
	if (n_killed)
		log_info(
		    "an earlier run did not end; this one takes up where it stopped");
	if (!o->has_no_fetch)
		fetched = fetching_run(h, &o->progress, &out->run, ei);
	if (fetched != OK && fetched != ERR_UNAVAIL)
		return fetched;
	e = match_and_queue(h, o, out, fetched == OK ? ei : NULL);
	out->run.ended_at_s = clock_now_s();
	out->run.duration_ms = clock_mono_ms() - began_ms;
	if (e == OK)
		e = store_run_finish(h->store, &out->run, fetched == OK ? ei : NULL);
	return e == OK ? fetched : e;
}

void batch_free(struct batch *b)
{
	matching_free(&b->m);
}
