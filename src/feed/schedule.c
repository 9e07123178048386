/*
 * schedule.c - times of change, read. Always: bounded, so that a feed cannot say "never".
 */
#include "feed/schedule.h"

#include "base/clock.h"

enum { TTL_MAX_MIN = 31 * 24 * 60, FREQUENCY_MAX = 1000 };

int64_t schedule_ttl_s(struct str minutes)
{
	int64_t v;

	return str_to_int(str_trim(minutes), 1, TTL_MAX_MIN, &v) ? v * 60 : 0;
}

int64_t schedule_period_s(struct str period)
{
	static const struct {
		const char *name;
		int64_t period_s;
	} periods[] = {{"hourly", HOUR_S}, {"daily", DAY_S}, {"weekly", 7 * DAY_S},
	    {"monthly", 30 * DAY_S}, {"yearly", 365 * DAY_S}};

	for (size_t i = 0; i < sizeof(periods) / sizeof(periods[0]); i++)
		if (str_eq_nocase(str_trim(period), str_of(periods[i].name)))
			return periods[i].period_s;
	return 0;
}

int64_t schedule_frequency(struct str times)
{
	int64_t v;

	return str_to_int(str_trim(times), 1, FREQUENCY_MAX, &v) ? v : 1;
}

/* Takes the next text between tags off *rest. */
static bool next_text(struct str *rest, struct str *text)
{
	struct str part;

	while (str_split(rest, '<', &part)) {
		size_t at = str_find_char(part, '>');

		*text = str_trim(at < part.n ? str_sub(part, at + 1, part.n) : part);
		if (text->n > 0)
			return true;
	}
	return false;
}

uint32_t schedule_hours(struct str markup)
{
	struct str text;
	uint32_t hours = 0;
	int64_t h;

	while (next_text(&markup, &text))
		if (str_to_int(text, 0, 24, &h))
			hours |= UINT32_C(1) << (h % 24); /* some count from 1 to 24 */
	return hours;
}

uint32_t schedule_days(struct str markup)
{
	static const char *const names[] = {
	    "sun", "mon", "tue", "wed", "thu", "fri", "sat"};
	struct str text;
	uint32_t days = 0;

	while (next_text(&markup, &text))
		for (int d = 0; d < 7; d++)
			if (str_starts_nocase(text, str_of(names[d])))
				days |= UINT32_C(1) << d;
	return days;
}
