/*
 * tuning.h - what a change of keywords would do, and what the keywords did so far.
 * Nothing here changes anything; commands and pages show it.
 */
#ifndef APP_TUNING_H
#define APP_TUNING_H

#include "app/matching.h"
#include "store/learn.h"

enum { TUNING_WEEKS = 13 };

/* What a term would find in the stored news. */
struct tuning_test {
	struct item *items; /* those found, newest first */
	struct pair *pairs; /* beside them: where, and how well */
	size_t n;
	size_t n_searched;
	int64_t weeks[TUNING_WEEKS]; /* finds a week, the last one being this week */
};

/* ERR_DATA with the place of the mistake for an expression that is broken. */
enum err tuning_test(struct arena *a, struct home *h, const struct interest *in,
    struct tuning_test *out, struct err_info *ei) MUST_USE;

enum tuning_fate { TUNING_GAINED, TUNING_LOST };

/* An item that would enter or leave a contact's queue. */
struct tuning_change {
	enum tuning_fate fate;
	struct item item;
	points before, after;
	bool was_forwarded; /* the user forwarded it: losing it is a mistake */
};

struct tuning_replay {
	struct tuning_change
	    *changes; /* lost forwards first, then by date, newest first */
	size_t n, n_gained, n_lost, n_forwards_lost, n_kept;
};

/* The relevant items of the last days for a contact as it is, and as it would be with
 * terms added and removed; one item a story. */
enum err tuning_replay(struct arena *a, struct home *h, const struct contact *c,
    const struct interest *add, size_t n_add, const struct str *rm, size_t n_rm,
    int64_t days, struct tuning_replay *out, struct err_info *ei) MUST_USE;

enum tuning_verdict { TUNING_FINE, TUNING_DEAD, TUNING_NOISY, TUNING_REDUNDANT };

/* How one term of a contact did. */
struct tuning_term {
	int64_t contact_id;
	struct str contact_name, term;
	enum term_kind kind;
	struct interest interest; /* id 0 for names and learned terms */
	int64_t n_hits;		  /* items of the last 90 days */
	int64_t n_items;    /* of the last 90 days: n_hits / n_items is its rarity */
	int64_t last_hit_s; /* NO_TIME if none */
	int64_t n_suggested, n_forwarded;
	int64_t n_dismissed[DISMISS_STALE + 1];
	enum tuning_verdict verdict;
	struct str proposal; /* a command to paste, or p NULL */
};

/* Every term of a contact (0: of all, the worst first). */
enum err tuning_report(struct arena *a, struct home *h, int64_t contact_id,
    struct tuning_term **out, size_t *n, struct err_info *ei) MUST_USE;

const char *tuning_verdict_name(enum tuning_verdict verdict); /* "dead"; "" for fine */

#endif
