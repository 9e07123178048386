/*
 * text.c - character sets by iconv(3), and cleaning. In: any bytes. Always: what comes
 * out is valid UTF-8; a character set is only asked for if it is on the list of those
 * that address books use, so that a file cannot load a converter of its choice.
 */
#include "people/text.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <iconv.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define REPLACEMENT STR("\xef\xbf\xbd")

/* Appends bytes converted by iconv; what means nothing becomes U+FFFD. False if the
 * character set is not known here. */
static bool put_converted(struct buf *b, struct str bytes, const char *charset)
{
	iconv_t cd = iconv_open("UTF-8", charset);
	size_t unit = str_starts(str_of(charset), STR("UTF-16")) ? 2 : 1;
	size_t n_in = bytes.n;
	char *in; /* iconv() takes it without const and leaves it alone */

	if (cd == (iconv_t)-1)
		return false;
	memcpy(&in, &bytes.p, sizeof(in));
	while (n_in && !b->is_full) {
		char *out = buf_reserve(b, 4096), *begin = out;
		size_t n_out = 4096, n;

		if (!out)
			break;
		n = iconv(cd, &in, &n_in, &out, &n_out);
		b->n += (size_t)(out - begin);
		if (n == (size_t)-1 && errno != E2BIG && n_in) {
			buf_put_str(b, REPLACEMENT);
			unit = unit < n_in ? unit : n_in;
			in += unit;
			n_in -= unit;
		}
	}
	iconv_close(cd);
	return true;
}

static struct str converted(struct arena *a, struct str bytes, const char *charset)
{
	struct buf b;
	struct str result = {0};

	buf_init(&b, LIMIT_CONTACTS_FILE_BYTES);
	if (put_converted(&b, bytes, charset))
		result = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return result;
}

struct str people_text_unmark(struct arena *a, struct str bytes)
{
	if (str_starts(bytes, STR("\xef\xbb\xbf")))
		return str_sub(bytes, 3, bytes.n);
	if (str_starts(bytes, STR("\xff\xfe")))
		return converted(a, str_sub(bytes, 2, bytes.n), "UTF-16LE");
	if (str_starts(bytes, STR("\xfe\xff")))
		return converted(a, str_sub(bytes, 2, bytes.n), "UTF-16BE");
	if (bytes.n >= 4 && bytes.p[0] && !bytes.p[1] && bytes.p[2] && !bytes.p[3])
		return converted(a, bytes, "UTF-16LE");
	if (bytes.n >= 4 && !bytes.p[0] && bytes.p[1] && !bytes.p[2] && bytes.p[3])
		return converted(a, bytes, "UTF-16BE");
	return bytes;
}

/* The name for iconv_open() if charset is one that address books use; else NULL. */
static const char *known_charset(struct str charset, char out[32])
{
	static const char *const starts[] = {"ISO-8859-", "WINDOWS-125", "CP125", "KOI8-",
	    "ISO-2022-JP", "SHIFT_JIS", "SHIFT-JIS", "SJIS", "EUC-JP", "EUC-KR", "GB2312",
	    "GBK", "GB18030", "BIG5", "US-ASCII", "MACINTOSH", "LATIN1", "LATIN-1"};

	if (charset.n >= 32 || str_eq_nocase(charset, STR("ISO-8859-1")) ||
	    str_starts_nocase(charset, STR("LATIN")))
		return NULL; /* what is called Latin-1 is windows-1252 */
	for (size_t i = 0; i < charset.n; i++) {
		char c = charset.p[i];

		if (!(c >= '0' && c <= '9') &&
		    !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && c != '-' && c != '_')
			return NULL;
	}
	memcpy(out, charset.p ? charset.p : "", charset.n);
	out[charset.n] = '\0';
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (str_starts_nocase(charset, str_of(starts[i])))
			return out;
	return NULL;
}

static bool is_seven_bit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80 || s.p[i] == '\x1b')
			return false;
	return true;
}

struct str people_text_convert(struct arena *a, struct str bytes, struct str charset)
{
	char name[32];
	const char *known = known_charset(charset, name);
	struct str text;

	if (is_seven_bit(bytes) || (!known && utf8_is_valid(bytes)))
		return bytes;
	text = converted(a, bytes, known ? known : "WINDOWS-1252");
	return text.p ? text : converted(a, bytes, "WINDOWS-1252");
}

/* Appends s without controls; in one line, white space collapsed, if is_line. */
static void put_clean(struct buf *b, struct str s, bool is_line)
{
	bool is_space_due = false; /* in one line alone */
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = utf8_at(s, i, &len);

		if (c == '\r' && !is_line && i + 1 < s.n && s.p[i + 1] == '\n')
			continue;
		if (c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
			c = '\n';
		if (c == '\n' && !is_line) {
			buf_putc(b, '\n');
		} else if (c == ' ' || c == '\t' || c == '\n' || c == 0xA0) {
			is_space_due = is_line;
			if (!is_line)
				buf_putc(b, ' ');
		} else if (!utf8_is_control(c)) {
			if (is_space_due && b->n)
				buf_putc(b, ' ');
			is_space_due = false;
			utf8_put(b, c);
		}
	}
}

static struct str clean(struct arena *a, struct str s, bool is_line)
{
	struct buf b;
	struct str text;

	buf_init(&b, s.n * 3 + 1); /* an invalid byte becomes three */
	put_clean(&b, s, is_line);
	text = str_trim(buf_borrow(&b));
	text = text.n ? (struct str){arena_dup_str(a, text), text.n} : (struct str){0};
	buf_clear(&b);
	return text;
}

struct str people_text_line(struct arena *a, struct str s)
{
	return clean(a, s, true);
}

struct str people_text_block(struct arena *a, struct str s)
{
	return clean(a, s, false);
}

bool people_text_has_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x80 || (c >= '0' && c <= '9') ||
		    ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
			return true;
	}
	return false;
}

/* 1..12 for "Mar", "march", "Sept"; 0 if it is no month. */
static int month_of(struct str word)
{
	static const char *const months[] = {"january", "february", "march", "april",
	    "may", "june", "july", "august", "september", "october", "november",
	    "december"};

	for (int i = 0; i < 12 && word.n >= 3; i++)
		if (str_starts_nocase(str_of(months[i]), word))
			return i + 1;
	return 0;
}

/* Cuts s into three words at what is no letter and no digit. */
static bool three_words(struct str s, struct str word[3])
{
	size_t n = 0, i = 0;

	while (i < s.n) {
		size_t from = i;

		while (i < s.n && people_text_has_word(str_sub(s, i, 1)))
			i++;
		if (i > from && n == 3)
			return false;
		if (i > from)
			word[n++] = str_sub(s, from, i - from);
		else
			i++;
	}
	return n == 3;
}

bool people_text_date(struct str s, int64_t *at_s)
{
	struct str word[3];
	int64_t number[3] = {0}, day, month, year;
	int named = -1;
	struct civil c;

	if (clock_parse_iso(s, at_s))
		return true;
	if (s.n > 40 || !three_words(s, word))
		return false;
	for (int i = 0; i < 3; i++)
		if (!str_to_int(word[i], 0, 9999, &number[i])) {
			number[i] = month_of(word[i]);
			if (!number[i] || named >= 0)
				return false;
			named = i;
		}
	if (named == 2)
		return false;
	month = number[named < 0 ? 0 : named];
	day = number[named == 0 || named < 0 ? 1 : 0];
	year = number[2];
	if (named < 0 && month > 12) {
		day = month;
		month = number[1];
	}
	if (year < 100 && word[2].n == 2)
		year += year < 70 ? 2000 : 1900;
	if (year < 1900 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	c = (struct civil){.year = (int)year, .month = (int)month, .day = (int)day};
	*at_s = clock_from_civil(&c);
	c = clock_to_civil(*at_s);
	return c.day == day; /* no 31 Feb */
}
