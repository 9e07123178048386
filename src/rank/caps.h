/*
 * caps.h - a short list worth three minutes: what of the candidates is shown today, what
 * waits its turn, and what has grown too old. Nothing is lost: what falls under a cap is
 * SUGGESTION_WAITING and is offered again as a candidate at the next run.
 */
#ifndef RANK_CAPS_H
#define RANK_CAPS_H

#include "model/suggestion.h"

/* 0 anywhere: no limit. */
struct caps {
	int64_t per_day;      /* new suggestions a day */
	int64_t per_contact;  /* open suggestions (new or held) of one contact */
	int64_t per_story;    /* contacts who are offered or were sent one story */
	int64_t max_age_days; /* of the item; older candidates expire */
	int64_t rest_days;    /* after a touch; 1 rests those written to yesterday */
	points min_score;     /* of the score with adjustments; below is no candidate */
};

struct candidate {
	struct suggestion *suggestion; /* its status is set */
	int64_t item_at_s;	       /* item_date_s() */
	int64_t due_in_days;	       /* cadence_due_in_days() */
	int64_t days_since_touch;      /* cadence_days_since() */
	int64_t n_contact_open; /* of its contact, before this call (new and held) */
	int64_t n_story_given;	/* contacts who have its story, before this call */
};

/* Sets each candidate's status: NEW or HELD (what shows), WAITING or EXPIRED; one below
 * min_score is EXPIRED. n_given_today: suggestions that became new or held today before
 * this call. Overdue contacts first, then by score, the newer item, contact and item id:
 * the array is left in that order, the same for the same candidates. One contact is given
 * its second suggestion after every other had a first. Returns how many show. */
size_t caps_apply(const struct caps *caps, struct candidate *candidates, size_t n,
    int64_t n_given_today, int64_t now_s);

#endif
