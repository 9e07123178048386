/*
 * clock.c - the time of day, and civil dates by the days-from-civil computation on years
 * that begin in March. Always: clock_to_civil() inverts clock_from_civil().
 */
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t fixed_now_s = NO_TIME;

enum err clock_init(struct err_info *ei)
{
	const char *now = getenv("SAWTHIS_NOW");

	if (!now || !now[0])
		return OK;
	if (!clock_parse_iso(str_of(now), &fixed_now_s))
		return err_set(ei, ERR_USAGE, "SAWTHIS_NOW",
		    "'%s' is no time; write it as 2026-11-22T06:00:00Z", now);
	return OK;
}

static int64_t read_ms(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The wall clock less the one that only grows (and goes on while the machine sleeps),
 * read now and then: who sets the clock while a batch works does not date its items back.
 */
int64_t clock_now_s(void)
{
	enum { TRUSTED_MS = 10 * 60 * 1000 };
	static _Atomic int64_t offset_ms, read_at_ms;
	int64_t grown_ms;

	if (fixed_now_s != NO_TIME)
		return fixed_now_s;
	grown_ms = read_ms(CLOCK_BOOTTIME);
	if (offset_ms == 0 || grown_ms - read_at_ms > TRUSTED_MS) {
		offset_ms = read_ms(CLOCK_REALTIME) - grown_ms;
		read_at_ms = grown_ms;
	}
	return (grown_ms + offset_ms) / 1000;
}

int64_t clock_mono_ms(void)
{
	return read_ms(CLOCK_MONOTONIC);
}

static int64_t days_from_civil(int64_t y, int m, int d)
{
	int64_t era, day_of_era;
	int64_t year_of_era, day_of_year;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	year_of_era = y - era * 400;
	day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	day_of_era =
	    year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

int64_t clock_from_civil(const struct civil *c)
{
	return days_from_civil(c->year, c->month, c->day) * DAY_S + c->hour * HOUR_S +
	       c->minute * 60 + c->second;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

struct civil clock_to_civil(int64_t at_s)
{
	int64_t days = floor_div(at_s, DAY_S);
	int second_of_day = (int)(at_s - days * DAY_S);
	int64_t z = days + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era =
	    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) /
	    365;
	int64_t day_of_year =
	    day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int mp = (int)((5 * day_of_year + 2) / 153);
	int month = mp < 10 ? mp + 3 : mp - 9;

	return (struct civil){
	    .year = (int)(year_of_era + era * 400) + (month <= 2),
	    .month = month,
	    .day = (int)(day_of_year - (153 * mp + 2) / 5) + 1,
	    .hour = second_of_day / HOUR_S,
	    .minute = second_of_day / 60 % 60,
	    .second = second_of_day % 60,
	};
}

int clock_weekday(int64_t at_s)
{
	int64_t days = floor_div(at_s, DAY_S);

	return (int)(((days + 4) % 7 + 7) % 7);
}

int64_t clock_monday_s(int64_t at_s)
{
	int64_t since_midnight_s = (at_s % DAY_S + DAY_S) % DAY_S;

	return at_s - since_midnight_s - (clock_weekday(at_s) + 6) % 7 * (int64_t)DAY_S;
}

/* The years that four digits can write. */
static bool is_writable(int64_t at_s)
{
	const int64_t year_0_s = -62167219200, year_10000_s = 253402300800;

	return at_s >= year_0_s && at_s < year_10000_s;
}

static void put_two_digits(char *out, int v)
{
	out[0] = (char)('0' + v / 10 % 10);
	out[1] = (char)('0' + v % 10);
}

char *clock_format_iso(int64_t at_s, char out[CLOCK_ISO_SIZE])
{
	struct civil c;

	out[0] = '\0';
	if (!is_writable(at_s)) /* nor is NO_TIME */
		return out;
	c = clock_to_civil(at_s);
	memcpy(out, "0000-00-00T00:00:00Z", 21);
	put_two_digits(out, c.year / 100 % 100);
	put_two_digits(out + 2, c.year % 100);
	put_two_digits(out + 5, c.month);
	put_two_digits(out + 8, c.day);
	put_two_digits(out + 11, c.hour);
	put_two_digits(out + 14, c.minute);
	put_two_digits(out + 17, c.second);
	return out;
}

char *clock_format_date(int64_t at_s, char out[CLOCK_ISO_SIZE])
{
	clock_format_iso(at_s, out);
	if (out[0])
		out[10] = '\0';
	return out;
}

/* Takes n digits off *s. */
static bool take_digits(struct str *s, size_t n, int *out)
{
	int64_t v;

	if (s->n < n || s->p[0] == '-' || s->p[0] == '+' ||
	    !str_to_int(str_sub(*s, 0, n), 0, 9999, &v))
		return false;
	*out = (int)v;
	*s = str_sub(*s, n, s->n);
	return true;
}

static bool take_char(struct str *s, const char *any_of)
{
	for (; *any_of; any_of++)
		if (s->n && s->p[0] == *any_of) {
			*s = str_sub(*s, 1, s->n);
			return true;
		}
	return false;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && is_leap);
}

/* Takes "Z", "+01:00", "+0100" or "+01"; nothing means UTC. */
static bool take_zone(struct str *s, int *offset_s)
{
	int h, m = 0;
	bool is_west = s->n && s->p[0] == '-';

	*offset_s = 0;
	if (take_char(s, "Zz") || s->n == 0)
		return true;
	if (!take_char(s, "+-") || !take_digits(s, 2, &h))
		return false;
	take_char(s, ":");
	if (s->n && !take_digits(s, 2, &m))
		return false;
	*offset_s = (h * 60 + m) * (is_west ? -60 : 60);
	return h <= 24 && m < 60;
}

bool clock_parse_iso(struct str s, int64_t *at_s)
{
	struct civil c = {0};
	int offset_s = 0;
	int64_t read_s;

	if (!take_digits(&s, 4, &c.year) || !take_char(&s, "-") ||
	    !take_digits(&s, 2, &c.month) || !take_char(&s, "-") ||
	    !take_digits(&s, 2, &c.day))
		return false;
	if (s.n) {
		if (!take_char(&s, "Tt ") || !take_digits(&s, 2, &c.hour) ||
		    !take_char(&s, ":") || !take_digits(&s, 2, &c.minute))
			return false;
		if (take_char(&s, ":") && !take_digits(&s, 2, &c.second))
			return false;
		if (take_char(&s, ".,"))
			while (take_char(&s, "0123456789"))
				;
		if (!take_zone(&s, &offset_s))
			return false;
	}
	if (s.n || c.month < 1 || c.month > 12 || c.day < 1 ||
	    c.day > days_in_month(c.year, c.month) || c.hour > 23 || c.minute > 59 ||
	    c.second > 60)
		return false;
	read_s = clock_from_civil(&c) - offset_s;
	if (!is_writable(read_s))
		return false;
	*at_s = read_s;
	return true;
}

bool clock_parse_when(struct str s, bool is_past, int64_t *at_s)
{
	static const struct {
		char unit;
		int64_t s;
	} units[] = {{'h', HOUR_S}, {'d', DAY_S}, {'w', 7 * DAY_S}, {'m', 30 * DAY_S},
	    {'y', 365 * DAY_S}};
	int64_t now_s = clock_now_s(), n, read_s;
	int64_t today_s = floor_div(now_s, DAY_S) * DAY_S;

	if (str_eq(s, STR("today")))
		return *at_s = today_s, true;
	if (str_eq(s, STR("tomorrow")))
		return *at_s = today_s + DAY_S, true;
	if (str_eq(s, STR("yesterday")))
		return *at_s = today_s - DAY_S, true;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (s.n > 1 && s.p[s.n - 1] == units[i].unit && s.p[0] != '-' &&
		    str_to_int(str_sub(s, 0, s.n - 1), 0, 100000, &n)) {
			read_s = now_s + (is_past ? -n : n) * units[i].s;
			if (is_writable(read_s))
				*at_s = read_s;
			return is_writable(read_s);
		}
	return clock_parse_iso(s, at_s);
}
