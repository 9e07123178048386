/*
 * matching.h - the second half of the batch begins here: contacts and the news of a time,
 * loaded and matched. Read-only; what to make of the pairs is queueing.h's.
 */
#ifndef APP_MATCHING_H
#define APP_MATCHING_H

#include "app/fetching.h"
#include "app/home.h"
#include "match/match.h"

struct history;

struct matching {
	struct arena *arena;	  /* holds all below */
	struct contact *contacts; /* by id */
	size_t n_contacts;
	struct company *companies; /* by id */
	size_t n_companies;
	struct item *items; /* by id */
	size_t n_items;
	struct pair *pairs; /* by item, then score */
	size_t n_pairs;
	bool is_matched;	       /* matching_run() found the pairs */
	uint64_t inputs;	       /* unchanged.h's; 0 where it was not asked */
	const struct history *history; /* unchanged.h's; NULL where it was not asked */
};

/* Since when an item must be to be matched: queue.max_age_d before today, so that all
 * runs of a day match the same; NO_TIME for no limit. */
int64_t matching_since_s(const struct config *c);

/* Loads everybody, and the items dated since since_s (NO_TIME: all). */
enum err matching_load(
    struct home *h, int64_t since_s, struct matching *out, struct err_info *ei) MUST_USE;

/* The two halves of it. Everybody and no item: the caller may put in what is to be
 * matched. */
enum err matching_load_people(
    struct home *h, struct matching *out, struct err_info *ei) MUST_USE;
enum err matching_load_items(
    struct home *h, int64_t since_s, struct matching *m, struct err_info *ei) MUST_USE;

/* The same for one contact: no other is loaded. ERR_NOINPUT if the id is unknown. */
enum err matching_load_one(struct home *h, int64_t contact_id, struct matching *out,
    struct err_info *ei) MUST_USE;

/* Matches what was loaded; tells patterns that were switched off by log_warn(). limits as
 * in match_items(). */
enum err matching_run(struct matching *m, const struct match_limits *limits,
    const struct app_progress *progress, struct err_info *ei) MUST_USE;

void matching_free(struct matching *m);

/* By id; NULL if it was not loaded. */
const struct contact *matching_contact(const struct matching *m, int64_t id);
const struct company *matching_company(const struct matching *m, int64_t id);
const struct item *matching_item(const struct matching *m, int64_t id);

#endif
