/*
 * date_words.c - tables of words. Always: the start of a word decides, so that "Nov",
 * "Nov." and "November" are one entry.
 */
#include "feed/date_words.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <utf8proc.h>

#include <string.h>

enum { WORD_MAX_BYTES = 64 };

/* The starts of the months' names, in lower case. English and kin first. */
static const char *const months[12][20] = {
    {"jan", "janv", "jän", "ene", "gen", "sty", "янв", "ιαν", "oca", "led", "jaan", "січ",
	"yan", "sij"},
    {"feb", "fev", "fév", "lut", "фев", "φεβ", "şub", "sub", "úno", "uno", "лют", "vel"},
    {"mar", "mär", "mrz", "mrt", "maa", "márc", "мар", "μαρ", "bře", "bre", "бер", "ožu"},
    {"apr", "avr", "abr", "ápr", "kwi", "апр", "απρ", "nis", "dub", "кві", "tra"},
    {"may", "mai", "mag", "mei", "maj", "máj", "мая", "май", "μαϊ", "μαι", "μάι", "kvě",
	"kve", "тра", "svi"},
    {"jun", "juin", "giu", "cze", "jún", "июн", "ιουν", "ιούν", "haz", "čer", "чер",
	"kes", "lipa"},
    {"jul", "juil", "lug", "júl", "июл", "ιουλ", "ιούλ", "tem", "červenec", "lip", "srpa",
	"лип", "hei"},
    {"aug", "aou", "aoû", "ago", "sie", "авг", "αυγ", "αύγ", "ağu", "srp", "сер", "elo",
	"ogo"},
    {"sep", "set", "wrz", "szept", "сен", "σεπ", "eyl", "zář", "zar", "вер", "syy",
	"ruj"},
    {"oct", "okt", "out", "ott", "paź", "paz", "окт", "οκτ", "eki", "říj", "rij", "жов",
	"lok"},
    {"nov", "lis", "ноя", "νοε", "νοέ", "kas", "лис", "stu"},
    {"dec", "déc", "dez", "dic", "des", "gru", "дек", "δεκ", "ara", "pro", "гру", "jou",
	"dek"},
};

static const struct zone {
	const char *name;
	int offset_min;
} zones[] = {
    {"z", 0},
    {"ut", 0},
    {"utc", 0},
    {"gmt", 0},
    {"wet", 0},
    {"est", -300},
    {"edt", -240},
    {"et", -300},
    {"cst", -360},
    {"cdt", -300},
    {"ct", -360},
    {"mst", -420},
    {"mdt", -360},
    {"mt", -420},
    {"pst", -480},
    {"pdt", -420},
    {"pt", -480},
    {"akst", -540},
    {"akdt", -480},
    {"hst", -600},
    {"ast", -240},
    {"adt", -180},
    {"nst", -210},
    {"ndt", -150},
    {"brt", -180},
    {"brst", -120},
    {"art", -180},
    {"clt", -240},
    {"bst", 60},
    {"west", 60},
    {"cet", 60},
    {"cest", 120},
    {"mez", 60},
    {"mesz", 120},
    {"eet", 120},
    {"eest", 180},
    {"sast", 120},
    {"idt", 180},
    {"msk", 180},
    {"msd", 240},
    {"trt", 180},
    {"gst", 240},
    {"pkt", 300},
    {"ist", 330},
    {"npt", 345},
    {"wib", 420},
    {"ict", 420},
    {"hkt", 480},
    {"sgt", 480},
    {"myt", 480},
    {"pht", 480},
    {"awst", 480},
    {"jst", 540},
    {"kst", 540},
    {"acst", 570},
    {"acdt", 630},
    {"aest", 600},
    {"aedt", 660},
    {"nzst", 720},
    {"nzdt", 780},
};

/* Writes word in lower case. */
static struct str lower(struct str word, struct buf *b)
{
	size_t len;

	for (size_t i = 0; i < word.n && i < WORD_MAX_BYTES; i += len)
		utf8_put(b,
		    (uint32_t)utf8proc_tolower((utf8proc_int32_t)utf8_at(word, i, &len)));
	return buf_borrow(b);
}

/* What the first three letters say where they are English: a month 1..12, 0 for a day of
 * the week, -1 for anything else. Nearly all dates are read by this alone. */
static int english_month(struct str word)
{
	static const char starts[] = "janfebmaraprmayjunjulaugsepoctnovdec"
				     "sunmontuewedthufrisat";
	char letters[3];

	if (word.n < 3)
		return -1;
	for (int i = 0; i < 3; i++)
		letters[i] = (char)(word.p[i] | 0x20);
	for (int i = 0; starts[i]; i += 3)
		if (memcmp(letters, starts + i, 3) == 0)
			return i < 36 ? i / 3 + 1 : 0;
	return -1;
}

int date_words_month(struct str word)
{
	int english = english_month(word);
	struct buf b;
	struct str name;
	size_t longest = 0;
	int found = 0;

	if (english >= 0)
		return english;
	buf_init(&b, (size_t)WORD_MAX_BYTES * 4);
	name = lower(word, &b);
	for (int m = 0; m < 12; m++) {
		for (const char *const *start = months[m]; *start; start++) {
			struct str s = str_of(*start);

			if (s.n > longest && str_starts(name, s)) {
				longest = s.n;
				found = m + 1;
			}
		}
	}
	buf_clear(&b);
	return found;
}

bool date_words_zone(struct str word, int *offset_min)
{
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		if (!str_eq_nocase(word, str_of(zones[i].name)))
			continue;
		*offset_min = zones[i].offset_min;
		return true;
	}
	return false;
}

enum date_half date_words_half(struct str word)
{
	if (str_eq_nocase(word, STR("am")) || str_eq(word, STR("오전")) ||
	    str_eq(word, STR("上午")) || str_eq(word, STR("午前")))
		return DATE_AM;
	if (str_eq_nocase(word, STR("pm")) || str_eq(word, STR("오후")) ||
	    str_eq(word, STR("下午")) || str_eq(word, STR("午後")))
		return DATE_PM;
	return DATE_NO_HALF;
}

int date_words_era(struct str word)
{
	if (str_eq(word, STR("令和")))
		return 2018;
	return str_eq(word, STR("平成")) ? 1988 : 0;
}

enum date_unit date_words_unit(struct str s)
{
	static const char *const units[][2] = {[DATE_YEAR] = {"年", "년"},
	    [DATE_MONTH] = {"月", "월"},
	    [DATE_DAY] = {"日", "일"},
	    [DATE_HOUR] = {"時", "시"},
	    [DATE_MINUTE] = {"分", "분"},
	    [DATE_SECOND] = {"秒", "초"}};

	if (s.n == 0 || (unsigned char)s.p[0] < 0x80)
		return DATE_NO_UNIT;
	for (int unit = DATE_YEAR; unit <= DATE_SECOND; unit++)
		if (str_eq(s, str_of(units[unit][0])) ||
		    str_eq(s, str_of(units[unit][1])))
			return (enum date_unit)unit;
	return DATE_NO_UNIT;
}
