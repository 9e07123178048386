/*
 * date_usual.c - dates by the places of their characters. In: text. Out: numbers. Always:
 * what is read here means the same to dates.c, which reads all forms.
 */
#include "feed/date_usual.h"

#include <string.h>

/* The number that n digits at p are; negative if they are none. */
static int number_at(const char *p, size_t n)
{
	int v = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		v = v * 10 + (p[i] - '0');
	}
	return v;
}

/* Which of the names, of three letters each, stands at p, from 1; 0 if none. */
static int name_at(const char *p, const char *names)
{
	for (int i = 1; *names; i++, names += 3)
		if (memcmp(p, names, 3) == 0)
			return i;
	return 0;
}

static bool is_day(const struct date *d)
{
	return d->year >= 0 && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
	       d->day <= 31;
}

/* "14:33:07" */
static bool read_clock(const char *p, struct date *d)
{
	d->hour = number_at(p, 2);
	d->minute = number_at(p + 3, 2);
	d->second = number_at(p + 6, 2);
	return p[2] == ':' && p[5] == ':' && d->hour >= 0 && d->minute >= 0 &&
	       d->second >= 0;
}

/* "Z", "GMT", "+0200", "+02:00", and nothing behind it. */
static bool read_zone(struct str s, struct date *d)
{
	bool has_colon = s.n == 6 && s.p[3] == ':';
	int hours, minutes;

	d->offset_min = 0;
	if (str_eq(s, STR("Z")) || str_eq(s, STR("GMT")))
		return true;
	if ((s.n != 5 && !has_colon) || (s.p[0] != '+' && s.p[0] != '-'))
		return false;
	hours = number_at(s.p + 1, 2);
	minutes = number_at(s.p + 3 + has_colon, 2);
	d->offset_min = (s.p[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
	return hours >= 0 && minutes >= 0 && minutes <= 59;
}

/* "2026-11-22T06:00:00Z" */
static bool read_iso(struct str s, struct date *d)
{
	enum { WITHOUT_ZONE = 19 };

	if (s.n <= WITHOUT_ZONE || s.p[4] != '-' || s.p[7] != '-' || s.p[10] != 'T')
		return false;
	d->year = number_at(s.p, 4);
	d->month = number_at(s.p + 5, 2);
	d->day = number_at(s.p + 8, 2);
	return is_day(d) && read_clock(s.p + 11, d) &&
	       read_zone(str_sub(s, WITHOUT_ZONE, s.n), d);
}

/* "Sun, 22 Nov 2026 06:00:00 GMT" */
static bool read_words(struct str s, struct date *d)
{
	enum {
		WEEKDAY = 5,
		WITHOUT_ZONE = 19
	}; /* the latter from behind the day's digits */
	size_t n_digits;
	const char *p;

	if (s.n < WEEKDAY + 2 + WITHOUT_ZONE || s.p[3] != ',' || s.p[4] != ' ' ||
	    !name_at(s.p, "SunMonTueWedThuFriSat"))
		return false;
	n_digits = s.p[WEEKDAY + 1] == ' ' ? 1 : 2;
	d->day = number_at(s.p + WEEKDAY, n_digits);
	p = s.p + WEEKDAY + n_digits;
	if (p[0] != ' ' || p[4] != ' ' || p[9] != ' ' || p[18] != ' ')
		return false;
	d->month = name_at(p + 1, "JanFebMarAprMayJunJulAugSepOctNovDec");
	d->year = number_at(p + 5, 4);
	return is_day(d) && read_clock(p + 10, d) &&
	       read_zone(str_sub(s, WEEKDAY + n_digits + WITHOUT_ZONE, s.n), d);
}

bool date_usual_read(struct str s, struct date *out)
{
	return read_words(s, out) || read_iso(s, out);
}
