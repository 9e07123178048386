/*
 * date_usual.h - the two forms that nearly all dates have, read without looking around.
 */
#ifndef FEED_DATE_USUAL_H
#define FEED_DATE_USUAL_H

#include "base/str.h"

/* What has been found in a date. Fields are -1 until then. */
struct date {
	int year, month, day;
	int hour, minute, second;
	int offset_min; /* east of UTC */
	int era;	/* the year before its first; 0 if none was named */
	bool is_pm, is_am;
};

/* Reads "Sun, 22 Nov 2026 06:00:00 GMT" and "2026-11-22T06:00:00+01:00", and nothing
 * else: false otherwise, *out in any state. Whether there is such a day is not asked. */
bool date_usual_read(struct str s, struct date *out);

#endif
