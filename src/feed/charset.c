/*
 * charset.c - which encoding a document has, and its conversion. In: bytes as a server
 * sent them. Out: valid UTF-8. Always: a label that the bytes prove wrong is not
 * believed.
 */
#include "feed/charset.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "feed/entity.h"
#include "feed/label.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* With so many bytes behind it, no end cuts a character of UTF-8. */
enum { CHARACTER_MAX_BYTES = 8, CUT_MAX_BYTES = 4 };

/* A handful of multi-byte characters that are all valid are no accident. */
enum { UTF8_CERTAIN = 4 };

enum way {
	WAY_UNDECIDED,
	WAY_UTF8,	  /* bad bytes are windows-1252 */
	WAY_WINDOWS_1252, /* as UTF-8, until the first bad byte proves it */
	WAY_ICONV,
};

struct charset {
	enum way way;
	char http[LABEL_MAX_BYTES]; /* lower case; empty if HTTP gave none */
	iconv_t iconv;
	bool is_proven_1252;
	size_t n_valid; /* the first bytes to convert, which are known to be UTF-8 */
	char kept[CHARACTER_MAX_BYTES]; /* the start of a character */
	size_t n_kept;
};

/* ---- Deciding -------------------------------------------------------------------- */

/* The length of the start of s, which begins with ASCII, that is ASCII. May say less than
 * there is, but not 0. */
static size_t ascii_length(struct str s)
{
	size_t i = 0;

#ifdef __SSE2__
	for (; i + 16 <= s.n; i += 16) {
		const void *p = s.p + i;
		int above = _mm_movemask_epi8(_mm_loadu_si128((const __m128i *)p));

		if (above)
			return i + (size_t)__builtin_ctz((unsigned)above);
	}
#endif
	return i ? i : 1;
}

/* Whether s begins with two characters of three bytes, as most of East Asia's text does.
 * Says no where the first byte, E0 or ED, does not admit all others. */
static bool is_pair(struct str s)
{
	static const unsigned char mask[8] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0};
	static const unsigned char form[8] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80};
	const unsigned char *p = (const unsigned char *)s.p;
	uint64_t x, bits, wanted;

	if (s.n < 8)
		return false;
	memcpy(&x, p, 8);
	memcpy(&bits, mask, 8);
	memcpy(&wanted, form, 8);
	return (x & bits) == wanted && p[0] != 0xE0 && p[0] != 0xED && p[3] != 0xE0 &&
	       p[3] != 0xED;
}

/* The bytes of the valid characters, one or two, that begin s; 0 if there is none. */
static size_t multibyte_length(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t len;

	if (is_pair(s))
		return 6;
	if (s.n >= 2 && p[0] >= 0xC2 && p[0] <= 0xDF && (p[1] & 0xC0) == 0x80)
		return 2;
	return utf8_at(s, 0, &len) == 0xFFFD && len == 1 ? 0 : len;
}

/* The length of the start of s that is valid UTF-8. */
static size_t valid_length(struct str s)
{
	size_t i = 0, len = 1;

	while (i < s.n && len > 0) {
		struct str rest = {s.p + i, s.n - i};
		bool is_ascii = (unsigned char)s.p[i] < 0x80;

		len = is_ascii ? ascii_length(rest) : multibyte_length(rest);
		i += len;
	}
	return i;
}

/* Counts the characters of more than one byte, and the bytes that are no UTF-8. A
 * character that the end cuts is no fault. */
static void count_characters(struct str bytes, size_t *n_multibyte, size_t *n_bad)
{
	size_t len;

	*n_multibyte = *n_bad = 0;
	for (size_t i = 0; i < bytes.n; i += len) {
		uint32_t c = utf8_at(bytes, i, &len);

		*n_bad += c == 0xFFFD && len == 1 && bytes.n - i >= CUT_MAX_BYTES;
		*n_multibyte += len > 1;
	}
}

static enum err open_iconv(struct charset *c, const char *name, struct err_info *ei)
{
	c->iconv = iconv_open("UTF-8", name);
	if (c->iconv == (iconv_t)-1)
		return err_set(ei, ERR_DATA, NULL,
		    "encoding: malformed, no encoding is called %.40s", name);
	c->way = WAY_ICONV;
	return OK;
}

/* The byte order mark, or the zeros around the first "<". NULL if there are none;
 * *n_mark gets the bytes of the mark. */
static const char *name_of_mark(struct str b, size_t *n_mark)
{
	static const struct {
		char bytes[4];
		unsigned char n, n_mark;
		const char *name;
	} marks[] = {
	    {"\xEF\xBB\xBF", 3, 3, "UTF-8"}, {"\0\0\xFE\xFF", 4, 4, "UTF-32BE"},
	    {"\xFF\xFE\0\0", 4, 4, "UTF-32LE"}, {"\xFE\xFF", 2, 2, "UTF-16BE"},
	    {"\xFF\xFE", 2, 2, "UTF-16LE"}, {"\0\0\0<", 4, 0, "UTF-32BE"},
	    {"<\0\0\0", 4, 0, "UTF-32LE"}, {"\0<\0", 3, 0, "UTF-16BE"},
	    {"<\0", 2, 0, "UTF-16LE"},
	    {"\x4C\x6F\xA7\x94", 4, 0, "CP037"}, /* "<?xm" in EBCDIC */
	};

	*n_mark = 0;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (b.n < marks[i].n || memcmp(b.p, marks[i].bytes, marks[i].n) != 0)
			continue;
		*n_mark = marks[i].n_mark;
		return marks[i].name;
	}
	return NULL;
}

/* Whether label may be believed of bytes that are (or are not) UTF-8. */
static enum err decide_by_label(struct charset *c, const char *label, bool is_utf8,
    size_t n_multibyte, struct err_info *ei)
{
	const char *name = label_name(label);

	if (label_is_utf8(label)) {
		c->way = WAY_UTF8;
	} else if (label_is_latin1(label)) {
		c->way = WAY_WINDOWS_1252;
	} else if (is_utf8 && n_multibyte >= UTF8_CERTAIN &&
		   strncmp(name, "iso-2022", 8) != 0) {
		c->way = WAY_UTF8;
	} else if (strncmp(name, "UTF-16", 6) == 0 || strncmp(name, "UTF-32", 6) == 0 ||
		   strncmp(name, "utf-16", 6) == 0 || strncmp(name, "utf-32", 6) == 0) {
		c->way =
		    WAY_UTF8; /* without a mark and without zeros it is none of them */
	} else {
		return open_iconv(c, name, ei);
	}
	return OK;
}

static enum err decide(struct charset *c, struct str *bytes, struct err_info *ei)
{
	char declared[LABEL_MAX_BYTES];
	size_t n_mark, n_multibyte, n_bad;
	const char *mark = name_of_mark(*bytes, &n_mark), *label = c->http;
	bool is_utf8;

	*bytes = str_sub(*bytes, n_mark, bytes->n);
	if (mark && strcmp(mark, "UTF-8") != 0)
		return open_iconv(c, mark, ei);
	if (mark) {
		c->way = WAY_UTF8;
		return OK;
	}
	c->n_valid = valid_length(*bytes);
	is_utf8 = bytes->n - c->n_valid < CUT_MAX_BYTES;
	label_of_declaration(*bytes, declared);
	if (label[0] == '\0' || (label_is_utf8(label) && !is_utf8 && declared[0]))
		label = declared;
	if (is_utf8 && (label_is_utf8(label) || label_is_latin1(label))) {
		c->way = label_is_utf8(label) ? WAY_UTF8 : WAY_WINDOWS_1252;
		return OK;
	}
	count_characters(*bytes, &n_multibyte, &n_bad);
	/* A few bad bytes among many good characters are slips; otherwise the good ones
	 * are good by accident. */
	c->is_proven_1252 = n_bad * 4 > n_multibyte;
	return decide_by_label(c, label, is_utf8, n_multibyte, ei);
}

/* ---- Converting ------------------------------------------------------------------ */

/* Whether the character that begins s is cut by the end of s. */
static bool is_cut(struct str s)
{
	unsigned char c = (unsigned char)s.p[0];
	size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;

	if (c < 0xC2 || c > 0xF4 || s.n >= n)
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (((unsigned char)s.p[i] & 0xC0) != 0x80)
			return false;
	return true;
}

static size_t put_utf8(struct charset *c, struct str s, struct buf *out, bool is_end)
{
	size_t run = 0, i = c->is_proven_1252 ? 0 : c->n_valid;

	c->n_valid = 0;
	for (;; i++) {
		struct str rest = str_sub(s, i, s.n);

		if (!c->is_proven_1252) {
			i += valid_length(rest);
		} else {
			while (i < s.n && (unsigned char)s.p[i] < 0x80)
				i += ascii_length(str_sub(s, i, s.n));
		}
		rest = str_sub(s, i, s.n);
		buf_put(out, s.p + run, i - run);
		if (rest.n == 0 || (!c->is_proven_1252 && !is_end && is_cut(rest)))
			return i;
		c->is_proven_1252 |= c->way == WAY_WINDOWS_1252;
		utf8_put(out, (unsigned char)s.p[i] < 0xA0
				  ? entity_windows_1252((unsigned char)s.p[i])
				  : (unsigned char)s.p[i]);
		run = i + 1;
	}
}

static size_t put_iconv(struct charset *c, struct str s, struct buf *out, bool is_end)
{
	union {
		const char *view;
		char *in;
	} from = {s.p}; /* iconv() does not write there */
	size_t left = s.n;

	while (left > 0) {
		size_t room = left * 4 + 16, before;
		char *to = buf_reserve(out, room);

		if (!to)
			break;
		before = room;
		if (iconv(c->iconv, &from.in, &left, &to, &room) != (size_t)-1) {
			out->n += before - room;
			out->p[out->n] = '\0';
			continue;
		}
		out->n += before - room;
		out->p[out->n] = '\0';
		if (errno == EINVAL && !is_end && left <= CHARACTER_MAX_BYTES)
			break;
		if (errno != E2BIG) {
			utf8_put(out, 0xFFFD);
			from.in++;
			left--;
		}
	}
	return s.n - left;
}

static size_t put(struct charset *c, struct str s, struct buf *out, bool is_end)
{
	return c->way == WAY_ICONV ? put_iconv(c, s, out, is_end)
				   : put_utf8(c, s, out, is_end);
}

/* Completes the character kept with the first bytes of *s. */
static void put_kept(struct charset *c, struct str *s, struct buf *out)
{
	while (c->n_kept > 0 && s->n > 0) {
		struct str kept = {c->kept, c->n_kept + 1};
		size_t n_done;

		c->kept[c->n_kept++] = s->p[0];
		*s = str_sub(*s, 1, s->n);
		n_done = put(c, kept, out, c->n_kept == CHARACTER_MAX_BYTES);
		memmove(c->kept, c->kept + n_done, c->n_kept - n_done);
		c->n_kept -= n_done;
	}
}

struct charset *charset_new(struct str content_type)
{
	struct charset *c = mem_new(1, sizeof(*c));

	label_of_content_type(content_type, c->http);
	return c;
}

void charset_free(struct charset *c)
{
	if (c && c->way == WAY_ICONV)
		iconv_close(c->iconv);
	free(c);
}

enum err charset_put(
    struct charset *c, struct str bytes, struct buf *out, struct err_info *ei)
{
	size_t n_done;

	if (c->way == WAY_UNDECIDED && bytes.n > 0) {
		enum err e = decide(c, &bytes, ei);

		if (e != OK)
			return e;
	}
	put_kept(c, &bytes, out);
	n_done = put(c, bytes, out, false);
	bytes = str_sub(bytes, n_done, bytes.n);
	if (bytes.n > 0 && bytes.n <= CHARACTER_MAX_BYTES) {
		memcpy(c->kept, bytes.p, bytes.n);
		c->n_kept = bytes.n;
	}
	return OK;
}

void charset_finish(struct charset *c, struct buf *out)
{
	if (c->n_kept > 0)
		(void)put(c, (struct str){c->kept, c->n_kept}, out, true);
	c->n_kept = 0;
}
