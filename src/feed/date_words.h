/*
 * date_words.h - the words in dates: months in the languages of publishers, zones, halves
 * of the day, units of Chinese, Japanese and Korean.
 */
#ifndef FEED_DATE_WORDS_H
#define FEED_DATE_WORDS_H

#include "base/str.h"

/* 1..12 for the name of a month or an abbreviation of it, in any case; 0 if none. */
int date_words_month(struct str word);

/* The offset of a zone by its abbreviation, in minutes east of UTC. */
bool date_words_zone(struct str word, int *offset_min);

enum date_half { DATE_NO_HALF, DATE_AM, DATE_PM };
enum date_half date_words_half(struct str word);

/* The year before the first of a Japanese era; 0 if word is none. */
int date_words_era(struct str word);

/* The unit that s begins with, behind a number. */
enum date_unit {
	DATE_NO_UNIT,
	DATE_YEAR,
	DATE_MONTH,
	DATE_DAY,
	DATE_HOUR,
	DATE_MINUTE,
	DATE_SECOND
};
enum date_unit date_words_unit(struct str s);

#endif
