/*
 * dates.c - dates of any form. In: text. Out: seconds, or NO_TIME. First the usual forms
 * are tried, then all of ISO 8601, then words and numbers are taken for what they can be.
 * Always: a date that does not exist is none.
 */
#include "feed/dates.h"

#include "feed/date_usual.h"
#include "feed/date_words.h"

enum { DATE_MAX_BYTES = 128, YEAR_MAX = 9999 };

struct cursor {
	struct str s;
	size_t at;
};

static char peek(const struct cursor *c)
{
	return c->at < c->s.n ? c->s.p[c->at] : '\0';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t count_digits(const struct cursor *c)
{
	size_t n = 0;

	while (c->at + n < c->s.n && is_digit(c->s.p[c->at + n]))
		n++;
	return n;
}

/* Takes a number of exactly n digits; -1, and nothing taken, if there are fewer. */
static int take_digits(struct cursor *c, size_t n)
{
	int v = 0;

	if (count_digits(c) < n || n > 8)
		return -1;
	for (size_t i = 0; i < n; i++)
		v = v * 10 + (c->s.p[c->at++] - '0');
	return v;
}

static bool take(struct cursor *c, char wanted)
{
	if (peek(c) != wanted)
		return false;
	c->at++;
	return true;
}

static void skip_spaces(struct cursor *c)
{
	while (peek(c) == ' ' || peek(c) == '\t' || peek(c) == '\n' || peek(c) == '\r')
		c->at++;
}

/* ---- Parts ----------------------------------------------------------------------- */

/* "+0200", "-05:30", "+2" */
static bool take_offset(struct cursor *c, struct date *d)
{
	struct cursor before = *c;
	int sign = peek(c) == '-' ? -1 : 1, hours, minutes = 0;
	size_t n;

	if (!take(c, '+') && !take(c, '-'))
		return false;
	n = count_digits(c);
	if (n == 3 || n == 1) {
		hours = take_digits(c, 1);
	} else {
		hours = take_digits(c, 2);
	}
	if (hours >= 0 && (n >= 3 || (take(c, ':') && count_digits(c) >= 2)))
		minutes = take_digits(c, 2);
	if (hours < 0 || minutes < 0 || minutes > 59) {
		*c = before;
		return false;
	}
	d->offset_min = sign * (hours * 60 + minutes);
	return true;
}

/* "14:33", "14:33:07.250", "143307" */
static bool take_time(struct cursor *c, struct date *d)
{
	size_t n = count_digits(c);

	d->hour = take_digits(c, n == 1 || n == 3 ? 1 : 2);
	if (d->hour < 0)
		return false;
	d->minute = d->second = 0;
	if (n >= 4) {
		d->minute = take_digits(c, 2);
		if (n >= 6)
			d->second = take_digits(c, 2);
	} else if (take(c, ':')) {
		d->minute = take_digits(c, count_digits(c) == 1 ? 1 : 2);
		if (take(c, ':') && is_digit(peek(c)))
			d->second = take_digits(c, count_digits(c) == 1 ? 1 : 2);
	}
	if ((peek(c) == '.' || peek(c) == ',' || peek(c) == ':') && c->at + 1 < c->s.n &&
	    is_digit(c->s.p[c->at + 1])) {
		c->at++;
		c->at += count_digits(c);
	}
	return d->minute >= 0 && d->second >= 0;
}

/* A word: letters of any script, up to `words_max` bytes. */
static struct str take_word(struct cursor *c)
{
	size_t from = c->at;

	while (((peek(c) | 0x20) >= 'a' && (peek(c) | 0x20) <= 'z') ||
	       (unsigned char)peek(c) >= 0x80)
		c->at++;
	return str_sub(c->s, from, c->at - from);
}

/* ---- ISO 8601 -------------------------------------------------------------------- */

static int64_t new_year_s(int year)
{
	return clock_from_civil(&(struct civil){year, 1, 1, 0, 0, 0});
}

/* The day of the year as a month and a day. */
static void set_day_of_year(struct date *d, int day)
{
	struct civil civil =
	    clock_to_civil(new_year_s(d->year) + (int64_t)(day - 1) * DAY_S);

	d->month = civil.year == d->year ? civil.month : 0;
	d->day = civil.day;
}

/* "W47", "W47-7", "W477": the day of an ISO week, which is Monday unless said. The first
 * week is that of the fourth of January. */
static bool take_week(struct cursor *c, struct date *d)
{
	int64_t fourth_day = new_year_s(d->year) / DAY_S + 3;
	int64_t monday = fourth_day - (fourth_day + 3) % 7; /* 1970 began on a Thursday */
	int week, weekday = 1;
	struct civil civil;

	if (!take(c, 'W'))
		return false;
	week = take_digits(c, 2);
	if (week > 0 && (take(c, '-') || is_digit(peek(c))))
		weekday = take_digits(c, 1);
	if (week < 1 || week > 53 || weekday < 1 || weekday > 7)
		return false;
	civil = clock_to_civil((monday + (week - 1) * 7 + weekday - 1) * DAY_S);
	d->year = civil.year;
	d->month = civil.month;
	d->day = civil.day;
	return true;
}

/* What stands behind "YYYY". */
static bool take_iso_day(struct cursor *c, struct date *d)
{
	char separator = peek(c);
	size_t n;

	if (separator != '-' && separator != '/' && separator != '.')
		separator = '\0';
	else
		c->at++;
	if (peek(c) == 'W')
		return d->year > 1969 && take_week(c, d);
	n = count_digits(c);
	if (n == 3) {
		set_day_of_year(d, take_digits(c, 3));
		return true;
	}
	if (n == 0 && !separator) {
		d->month = d->day = 1;
		return true;
	}
	d->month = take_digits(c, n == 1 ? 1 : 2);
	if (separator && !take(c, separator)) {
		d->day = 1;
		return d->month > 0;
	}
	n = count_digits(c);
	d->day = n == 0 ? 1 : take_digits(c, n == 1 ? 1 : 2);
	return d->month > 0;
}

/* "AM", "PM", in whatever language; nothing else is taken. */
static void take_half(struct cursor *c, struct date *d)
{
	struct cursor before = *c;
	enum date_half half = date_words_half(take_word(c));

	d->is_am |= half == DATE_AM;
	d->is_pm |= half == DATE_PM;
	if (half == DATE_NO_HALF)
		*c = before;
	skip_spaces(c);
}

static bool parse_iso(struct str s, struct date *d)
{
	struct cursor c = {s, 0};
	size_t n = count_digits(&c);

	if (n != 4 && n != 6 && n != 7 && n != 8)
		return false;
	d->year = take_digits(&c, 4);
	if (!take_iso_day(&c, d))
		return false;
	skip_spaces(&c);
	if (peek(&c) == 'T' || peek(&c) == 't')
		c.at++;
	skip_spaces(&c);
	take_half(&c, d);
	if (is_digit(peek(&c)) && !take_time(&c, d))
		return false;
	skip_spaces(&c);
	take_half(&c, d);
	if (!take_offset(&c, d)) {
		struct str word = take_word(&c);

		if (word.n && !date_words_zone(word, &d->offset_min))
			return false;
		skip_spaces(&c);
		take_offset(&c, d);
	}
	return true;
}

/* ---- Words and numbers ----------------------------------------------------------- */

/* The year that a number of n digits means: "26" is 2026, "98" is 1998, and so is "098",
 * which old programs write. */
static int full_year(int v, size_t n)
{
	if (n <= 2)
		return v < 70 ? 2000 + v : 1900 + v;
	return n == 3 ? 1900 + v : v;
}

/* Whether the digits at c begin "a/b/c" with the separators / . or -, all numbers. */
static bool take_numeric_day(struct cursor *c, struct date *d)
{
	struct cursor before = *c;
	int part[3];
	char separator = '\0';

	for (int i = 0; i < 3; i++) {
		size_t n = count_digits(c);

		if (n == 0 || n == 3 || n > 4 || (n == 4 && i != 2))
			goto none;
		part[i] = take_digits(c, n);
		if (i == 2) {
			d->year = full_year(part[2], n);
			break;
		}
		if (i == 0)
			separator = peek(c);
		if ((separator != '/' && separator != '.' && separator != '-') ||
		    !take(c, separator))
			goto none;
	}
	/* Americans put the month first, with slashes. */
	if (separator == '/' && part[0] <= 12) {
		d->month = part[0];
		d->day = part[1];
	} else if (part[0] > 31) { /* "99-12-31" */
		d->year = full_year(part[0], 2);
		d->month = part[1];
		d->day = part[2];
	} else {
		d->day = part[0];
		d->month = part[1];
	}
	return true;
none:
	*c = before;
	return false;
}

static void put_number(struct cursor *c, struct date *d)
{
	size_t n = count_digits(c);
	int v = n <= 8 ? take_digits(c, n) : -1;
	enum date_unit unit = date_words_unit(str_sub(c->s, c->at, 3));

	if (v < 0)
		c->at += n;
	else if (unit == DATE_HOUR)
		d->hour = v;
	else if (unit == DATE_MINUTE)
		d->minute = v;
	else if (unit == DATE_SECOND)
		d->second = v;
	else if (unit == DATE_MONTH)
		d->month = v;
	else if (unit == DATE_YEAR && d->era)
		d->year = d->era + v;
	else if (unit == DATE_YEAR || (n >= 3 && d->year < 0))
		d->year = full_year(v, n);
	else if (unit == DATE_DAY || (d->day < 0 && v <= 31))
		d->day = v;
	else if (d->year < 0)
		d->year = full_year(v, n);
}

static void put_word(struct cursor *c, struct date *d)
{
	struct str word = take_word(c);
	enum date_half half = date_words_half(word);
	int month;

	if (half == DATE_PM) {
		d->is_pm = true;
	} else if (half == DATE_AM) {
		d->is_am = true;
	} else if (d->hour < 0 || !date_words_zone(word, &d->offset_min)) {
		d->era = date_words_era(word);
		month = date_words_month(word);
		if (month && (d->year < 0 || d->month < 0))
			d->month = month;
	}
}

/* "06.30", "06.30.00", behind a whole date */
static bool take_dotted_time(struct cursor *c, struct date *d)
{
	struct cursor before = *c;
	size_t n = count_digits(c);

	if (n > 2 || d->hour >= 0 || d->year < 0 || d->month < 0 || d->day < 0)
		return false;
	d->hour = take_digits(c, n);
	if (take(c, '.') && count_digits(c) == 2) {
		d->minute = take_digits(c, 2);
		if (take(c, '.') && count_digits(c) == 2)
			d->second = take_digits(c, 2);
		return true;
	}
	*c = before;
	d->hour = -1;
	return false;
}

static void parse_loose(struct str s, struct date *d)
{
	struct cursor c = {s, 0};

	while (c.at < s.n) {
		char k = peek(&c);
		size_t n = count_digits(&c);

		if (n > 0 && n <= 2 && c.at + n < s.n && s.p[c.at + n] == ':' &&
		    d->hour < 0)
			(void)take_time(&c, d);
		else if (n > 0 && d->month < 0 && take_numeric_day(&c, d))
			continue;
		else if (n > 0 && take_dotted_time(&c, d))
			continue;
		else if (n > 0)
			put_number(&c, d);
		else if ((k == '+' || k == '-') && d->hour >= 0 && take_offset(&c, d))
			continue;
		else if (((k | 0x20) >= 'a' && (k | 0x20) <= 'z') ||
			 (unsigned char)k >= 0x80)
			put_word(&c, d);
		else
			c.at++;
	}
}

/* ---- The whole ------------------------------------------------------------------- */

static int64_t to_seconds(struct date *d)
{
	struct civil civil, back;
	int64_t at_s;

	if (d->hour < 0)
		d->hour = d->minute = d->second = 0;
	if (d->is_pm && d->hour < 12)
		d->hour += 12;
	if (d->is_am && d->hour == 12)
		d->hour = 0;
	if (d->year < 1969 || d->year > YEAR_MAX || d->month < 1 || d->month > 12 ||
	    d->day < 1 || d->hour > 24 || d->minute > 59 || d->second > 60)
		return NO_TIME;
	civil = (struct civil){d->year, d->month, d->day, 0, 0, 0};
	at_s = clock_from_civil(&civil);
	back = clock_to_civil(at_s);
	if (back.month != d->month || back.day != d->day)
		return NO_TIME;
	at_s += d->hour * HOUR_S + (d->minute - d->offset_min) * 60 + d->second;
	return at_s < 0 ? NO_TIME : at_s;
}

/* "Fri, 2006/09/15 08:19" without its first word; all other dates as they are. */
static struct str without_weekday(struct str s)
{
	struct cursor c = {s, 0};
	struct str word = take_word(&c);

	(void)take(&c, ',');
	skip_spaces(&c);
	if (word.n == 0 || count_digits(&c) != 4)
		return s;
	return str_sub(s, c.at, s.n);
}

int64_t dates_parse(struct str s)
{
	static const struct date nothing = {
	    .year = -1, .month = -1, .day = -1, .hour = -1};
	struct date d = nothing;

	s = str_trim(s);
	if (s.n < 4 || s.n > DATE_MAX_BYTES)
		return NO_TIME;
	if (date_usual_read(s, &d))
		return to_seconds(&d);
	d = nothing;
	if (!parse_iso(without_weekday(s), &d)) {
		d = nothing;
		parse_loose(s, &d);
	}
	return to_seconds(&d);
}
