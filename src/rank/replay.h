/*
 * replay.h - the queue as it would have been, day by day: scores and caps run again over
 * stored pairs. Nothing is read or written. Made for the pairs of one contact or a few:
 * the cost grows with the days and the square of the pairs.
 */
#ifndef RANK_REPLAY_H
#define RANK_REPLAY_H

#include "rank/caps.h"
#include "rank/score.h"

struct replay_pair {
	const struct pair *pair;
	const struct item *item; /* with its story_id */
	const struct contact *contact;
	int64_t n_outlets;
};

struct replay_options {
	struct caps caps;
	struct score_context context; /* now_s is not read: each day has its own */
	int64_t from_s, to_s;	      /* days, whole UTC */
	int64_t forward_per_day; /* the best so many are taken as forwarded; 0: none */
};

struct replay_result {
	struct suggestion *suggestions; /* those that showed, in the order of days */
	size_t n_suggestions;
	size_t n_waiting, n_expired; /* that never showed */
};

/* Pairs come in any order; each enters on the day of its item. One contact gets one story
 * once. A forwarded suggestion touches its contact. The result lives in the arena. */
void replay_run(struct arena *a, const struct replay_pair *pairs, size_t n,
    const struct replay_options *options, struct replay_result *out);

#endif
