/*
 * ago.c - times as people say them. In: seconds UTC. Out: words of at most AGO_SIZE.
 */
#include "base/ago.h"

#include "base/clock.h"
#include "base/str.h"

#include <stdio.h>

char *ago_format(int64_t at_s, char text[AGO_SIZE])
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int64_t ago_s, days;
	struct civil c;

	snprintf(text, AGO_SIZE, "never");
	if (at_s == NO_TIME)
		return text;
	ago_s = clock_now_s() - at_s;
	days = ago_s / DAY_S;
	c = clock_to_civil(at_s);
	if (ago_s < 0 && -ago_s < 60 * DAY_S)
		snprintf(text, AGO_SIZE, "in %lld day%s",
		    (long long)((-ago_s + DAY_S - 1) / DAY_S),
		    str_plural((-ago_s + DAY_S - 1) / DAY_S));
	else if (ago_s >= 0 && ago_s < 60)
		snprintf(text, AGO_SIZE, "just now");
	else if (ago_s >= 0 && ago_s < HOUR_S)
		snprintf(text, AGO_SIZE, "%lld minute%s ago", (long long)(ago_s / 60),
		    str_plural(ago_s / 60));
	else if (ago_s >= 0 && ago_s < DAY_S)
		snprintf(text, AGO_SIZE, "%lld hour%s ago", (long long)(ago_s / HOUR_S),
		    str_plural(ago_s / HOUR_S));
	else if (days == 1)
		snprintf(text, AGO_SIZE, "yesterday");
	else if (days > 0 && days < 100)
		snprintf(text, AGO_SIZE, "%lld days ago", (long long)days);
	else
		snprintf(text, AGO_SIZE, "%d %.3s %d", c.day, months + (c.month - 1) * 3,
		    c.year);
	return text;
}
