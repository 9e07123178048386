/*
 * schedule.h - what a feed says about when it changes: <ttl>, <skipHours>, <skipDays>,
 * and the syndication module. Nonsense gives 0.
 */
#ifndef FEED_SCHEDULE_H
#define FEED_SCHEDULE_H

#include "base/str.h"

struct schedule {
	int64_t period_s;
	int64_t frequency; /* times a period, at least 1 */
};

int64_t schedule_ttl_s(struct str minutes);
int64_t schedule_period_s(struct str period); /* "hourly" ... "yearly" */
int64_t schedule_frequency(struct str times); /* 1 for nonsense */

/* Bits of hours and days that the markup <hour>7</hour>... and <day>Sunday</day>...
 * names. */
uint32_t schedule_hours(struct str markup);
uint32_t schedule_days(struct str markup);

#endif
