/*
 * dates.h - dates as feeds write them: RFC 822 and its kin, RFC 3339 and ISO 8601, in any
 * element, with the mistakes that are seen, in the languages of publishers.
 */
#ifndef FEED_DATES_H
#define FEED_DATES_H

#include "base/clock.h"
#include "base/str.h"

/* The time that s names, fractions of seconds dropped, UTC where no zone is given.
 * NO_TIME if it names none, an impossible one (30 February, the year 1) or one before
 * 1970. */
int64_t dates_parse(struct str s);

#endif
