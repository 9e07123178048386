/*
 * match.h - which contact an item speaks to.
 *
 * An index is made of contacts and companies, then asked about items as often as needed.
 * It borrows both arrays and all their strings: they must live as long as it does. A
 * contact whose company_id names no record of `companies` is matched by its company's
 * name alone.
 *
 * Scores lie in 0..POINTS_ONE and mean the same for every contact; from MATCH_LIKELY on,
 * an item is probably relevant. The points of a pair's matches add up to its score.
 * Everything is deterministic, whatever the number of threads.
 */
#ifndef MATCH_MATCH_H
#define MATCH_MATCH_H

#include "base/arena.h"
#include "base/err.h"
#include "model/contact.h"
#include "model/item.h"
#include "model/match.h"

enum { MATCH_LIKELY = POINTS_ONE / 2 };

struct match_index;

/* In how many items of the past a term was seen: what is rare says more. */
struct match_seen {
	uint64_t term; /* hash of its folded stem; the same in every release */
	int64_t n_items;
};

struct match_background {
	int64_t n_items;
	const struct match_seen *seen; /* by term, ascending */
	size_t n_seen;
};

struct match_options {
	const struct match_background *background; /* NULL: the items given alone */
	unsigned n_threads;			   /* 0: one for each core */
	int64_t pattern_item_us; /* time for a pattern on one item; 0: 50 ms */
	int64_t pattern_run_us;	 /* and for all items given; 0: 1 s */
};

struct match_limits {
	points min_score;   /* pairs below are dropped; those of score 0 always are */
	size_t per_item;    /* the best so many contacts of an item; 0: all */
	size_t per_contact; /* the best so many items of a contact; 0: all */
};

/* options may be NULL. Muted contacts are left out. A pattern that does not compile is
 * left out and reported by match_problems(). */
struct match_index *match_index_new(const struct contact *contacts, size_t n_contacts,
    const struct company *companies, size_t n_companies,
    const struct match_options *options);
void match_index_free(struct match_index *index);

/* The pairs found, in the arena, by item in the order given, then by score descending,
 * then by contact in the order given. item_id is the item's id. limits may be NULL: all
 * pairs above 0. Fails only if items is larger than 2^32 - 1. */
MUST_USE enum err match_items(struct match_index *index, const struct item *items,
    size_t n_items, const struct match_limits *limits, struct arena *a, struct pair **out,
    size_t *n_out);

/* Forgets the items matched so far: the next ones are scored as by a new index, made
 * without a background. */
void match_forget(struct match_index *index);

/* The background to save: the one given, and the items matched since. In the arena. */
void match_background_get(
    const struct match_index *index, struct arena *a, struct match_background *out);

/* A pattern that was left out or switched off, and why. */
struct match_problem {
	int64_t contact_id, interest_id;
	struct str term;
	struct str text; /* "took 61 ms on one item; switched off for this run" */
};

/* Borrowed from the index; valid until the next match_items(). */
const struct match_problem *match_problems(const struct match_index *index, size_t *n);

/* Whether the expression compiles and keeps to the rules: at most LIMIT_PATTERN_BYTES, no
 * leading "(*", no \C, not matching the empty text. ERR_DATA otherwise, with the place of
 * the mistake in ei->text. */
MUST_USE enum err match_check_regex(struct str pattern, struct err_info *ei);

/* What one interest would find in these items, scored as if it were the only one of its
 * contact. ERR_DATA for a pattern that does not compile. */
MUST_USE enum err match_term_find(const struct interest *interest,
    const struct item *items, size_t n_items, const struct match_options *options,
    struct arena *a, struct pair **out, size_t *n_out, struct err_info *ei);

#endif
