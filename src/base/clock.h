/*
 * clock.h - the time, and its written forms. Times are seconds since 1970 UTC; days are
 * UTC days. SAWTHIS_NOW=2026-11-22T06:00:00Z fixes the clock for tests and replays.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/err.h"
#include "base/str.h"

enum { DAY_S = 86400, HOUR_S = 3600 };

/* "no time known", stored as NULL and written as null. */
#define NO_TIME INT64_MIN

struct civil {
	int year, month, day;	  /* month 1..12, day 1..31 */
	int hour, minute, second; /* 0..23, 0..59, 0..60 */
};

/* Reads SAWTHIS_NOW once. ERR_USAGE when it is set and no time. */
enum err clock_init(struct err_info *ei) MUST_USE;

/* Seconds since 1970; stands still where SAWTHIS_NOW is set. A clock that is set while
 * the program runs is believed after some minutes. */
int64_t clock_now_s(void);

/* Milliseconds that only grow, for durations; never fixed. */
int64_t clock_mono_ms(void);

/* Between civil UTC time and seconds, proleptic Gregorian, any year. */
int64_t clock_from_civil(const struct civil *c);
struct civil clock_to_civil(int64_t at_s);
int clock_weekday(int64_t at_s);      /* 0 is Sunday */
int64_t clock_monday_s(int64_t at_s); /* 00:00 of the Monday before, or of that day */

/* "2026-11-22T06:00:00Z" into out; "" for NO_TIME and what lies outside the years 0 to
 * 9999. Returns out. */
enum { CLOCK_ISO_SIZE = 32 };
char *clock_format_iso(int64_t at_s, char out[CLOCK_ISO_SIZE]);
char *clock_format_date(int64_t at_s, char out[CLOCK_ISO_SIZE]); /* "2026-11-22" */

/* Reads the whole of "2026-11-22", "2026-11-22T06:00:00Z", "…+01:00", with a space for
 * the T, fractions dropped, no zone meaning UTC. False if it is none of them, or lies
 * outside the years 0 to 9999. */
bool clock_parse_iso(struct str s, int64_t *at_s);

/* WHEN and DATE of the command line: an ISO date or time, "today", "tomorrow",
 * "yesterday", or a number of h, d, w, m (30 days) or y (365 days) from now, towards the
 * past where is_past. False if it is none of them, or lies outside the years 0 to 9999.
 */
bool clock_parse_when(struct str s, bool is_past, int64_t *at_s);

#endif
