/*
 * suggestion.h - a story queued for a contact, and what the user decided of it.
 */
#ifndef MODEL_SUGGESTION_H
#define MODEL_SUGGESTION_H

#include "model/match.h"

enum suggestion_status {
	SUGGESTION_NEW,
	SUGGESTION_HELD,    /* bad news or a touchy subject: wants a second look */
	SUGGESTION_WAITING, /* under a cap: takes its turn while it is fresh */
	SUGGESTION_SNOOZED,
	SUGGESTION_FORWARDED,
	SUGGESTION_DISMISSED,
	SUGGESTION_EXPIRED, /* nobody looked at it while it was fresh */
};

enum dismiss_reason {
	DISMISS_NONE, /* none given */
	DISMISS_WRONG_PERSON,
	DISMISS_OFF_TOPIC,
	DISMISS_KNOWN,
	DISMISS_BAD_NEWS,
	DISMISS_STALE,
};

/* A named part of the score beside the matches: "freshness", "overdue", … */
struct adjustment {
	const char *name;
	points points;
};

enum { ADJUSTMENTS_MAX = 12 };

struct suggestion {
	int64_t id;
	int64_t contact_id, story_id, item_id;
	enum suggestion_status status;
	enum dismiss_reason dismissed_for;
	points score; /* matches and adjustments added up */
	int64_t created_at_s;
	int64_t decided_at_s;	 /* NO_TIME while undecided */
	int64_t snoozed_until_s; /* NO_TIME unless snoozed */
	struct str note;	 /* "Acme is in the title; you noted fusion" */
	struct str held_for;	 /* why it is held; p NULL if it is not */
	struct str occasion;	 /* "congratulations: promotion"; p NULL if none */
	const struct match *reasons;
	size_t n_reasons;
	struct adjustment adjustments[ADJUSTMENTS_MAX];
	size_t n_adjustments;
};

/* What speaks for the contact, 0..1, without what only moves it in the queue. */
points suggestion_relevance(const struct suggestion *s);

/* The same in words, "close fit": a sum with what is added for the order of the queue may
 * be more than 1, which says nothing to a reader. */
const char *suggestion_fit_name(points relevance);

/* Whether it may be offered as something to say: new, or in wait with nothing to hold. */
bool suggestion_is_sayable(const struct suggestion *s);

const char *suggestion_status_name(enum suggestion_status status);
bool suggestion_status_parse(struct str name, enum suggestion_status *out);
const char *dismiss_reason_name(enum dismiss_reason reason); /* "wrong-person"; "" */
bool dismiss_reason_parse(struct str name, enum dismiss_reason *out);

#endif
