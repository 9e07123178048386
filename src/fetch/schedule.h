/*
 * schedule.h - when a feed is fetched next, and what its failures mean. Pure functions
 * over struct feed: no clock, no network.
 *
 * What always holds: a feed that works is fetched again between the user's interval and
 * a week; Retry-After is kept to; jitter comes from the feed's id, so that runs replay.
 */
#ifndef FETCH_SCHEDULE_H
#define FETCH_SCHEDULE_H

#include "base/arena.h"
#include "fetch/fetch.h"
#include "model/feed.h"

/* What the feed's document says about itself, and what came of it. */
struct fetch_hints {
	struct str parse_error; /* why the body is no feed; empty if it is one */
	size_t n_new;		/* items not seen before */
	int64_t ttl_s;		/* RSS ttl; 0 if none */
	int64_t update_every_s; /* sy:updatePeriod / sy:updateFrequency; 0 if none */
	uint32_t skip_hours;	/* bit h: not from h:00 to h:59 UTC */
	uint32_t skip_days;	/* bit d: not on weekday d UTC, 0 is Sunday */
};

/* Is the feed to be fetched in a run at now_s? Active, and its time has come. */
bool fetch_schedule_is_due(const struct feed *feed, int64_t now_s);

/* Is the next request to be made without validators, to break a stuck 304? After 14
 * in a row, or 7 days without a body. */
bool fetch_schedule_is_full(const struct feed *feed, int64_t now_s);

/* Writes into feed what this fetch teaches: validators, health, status, address and
 * schedule. Its new strings live in arena. every_s is the user's interval
 * (fetch.every_h); 0 fetches at every run unless the server says otherwise. hints NULL:
 * none. */
void fetch_schedule_apply(struct arena *arena, struct feed *feed,
    const struct fetch_response *response, const struct fetch_hints *hints,
    int64_t every_s, int64_t now_s);

/* Is the user to be told now that the feed fails? Once a failure: when it has lasted for
 * three days, or is permanent. The caller sets is_failure_told. */
bool fetch_schedule_is_tellable(const struct feed *feed, int64_t now_s);

#endif
