/*
 * score.h - from what was found to a suggestion with its score explained: relevance (the
 * pair's points) plus named adjustments. They add up to the score exactly.
 */
#ifndef RANK_SCORE_H
#define RANK_SCORE_H

#include "base/arena.h"
#include "model/contact.h"
#include "model/item.h"
#include "model/match.h"
#include "model/suggestion.h"
#include "rank/topics.h"

/* What is known beside the item and the contact. Zero is right for what is not known. */
struct score_context {
	int64_t now_s;
	int64_t default_every_days; /* cadence of those who have none; 0: none */
	int64_t max_age_days;	    /* freshness falls to nothing here; 0: 30 */
	int64_t n_outlets;	    /* that report the story */
	int64_t n_others_sent;	    /* other contacts who got the story */
	int64_t n_contact_forwarded, n_contact_dismissed; /* decisions on this contact */
	bool is_related_sent;	     /* a related story went to this contact before */
	const struct topics *topics; /* NULL: nothing is held, no occasions */
};

/* Fills in the suggestion's contact, story, item, status (SUGGESTION_NEW or, with a
 * reason, SUGGESTION_HELD), score, created_at_s, note, held_for, occasion, reasons (the
 * pair's own, borrowed) and adjustments; id 0. Texts live in the arena. */
void score_suggestion(struct arena *a, const struct pair *pair, const struct item *it,
    const struct contact *c, const struct score_context *ctx, struct suggestion *out);

/* The pair's points and the adjustments, added up. */
points score_sum(const struct suggestion *s);

#endif
