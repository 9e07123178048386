/*
 * text.c - markup stripped in one pass over bytes. In: valid UTF-8, HTML of any quality.
 * Out: plain text. Always: every byte is looked at a bounded number of times, output is
 * valid UTF-8 and never longer than the buffer's maximum.
 */
#include "feed/text.h"

#include "base/utf8.h"
#include "feed/entity.h"
#include "feed/markup.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What is written so far, and whether a space is due before the next character. */
struct writer {
	struct buf *out;
	size_t start; /* where this text begins in out */
	bool is_space_due;
	struct markup markup;
};

/* How a byte is treated. All that is not PLAIN ends a run that is copied as it is. LEAD
 * are the lead bytes of the characters that put_character() treats: U+0080..U+00BF,
 * U+0600.., U+1000.., U+2000.., U+3000.., U+F000.., U+C0000... */
enum kind { PLAIN, SPACE, DROP, LEAD, TAG, ENTITY };

#define _ PLAIN
#define S SPACE
#define D DROP
#define L LEAD
#define T TAG
#define E ENTITY
/* clang-format off */
static const unsigned char kinds[256] = {
    D, D, D, D, D, D, D, D, D, S, S, S, S, S, D, D,
    D, D, D, D, D, D, D, D, D, D, D, D, D, D, D, D,
    S, _, _, _, _, _, E, _, _, _, _, _, _, _, _, _,
    _, _, _, _, _, _, _, _, _, _, _, _, T, _, _, _,
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, D,
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
    _, _, L, _, _, _, _, _, _, _, _, _, _, _, _, _,
    _, _, _, _, _, _, _, _, L, _, _, _, _, _, _, _,
    _, L, L, L, _, _, _, _, _, _, _, _, _, _, _, L,
    _, _, _, L, _, _, _, _, _, _, _, _, _, _, _, _};
/* clang-format on */
#undef _
#undef S
#undef D
#undef L
#undef T
#undef E

static enum kind kind_of(char c)
{
	return (enum kind)kinds[(unsigned char)c];
}

static bool is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Nothing to see: soft hyphens, joiners of words, tags. What parts or joins letters
 * stays: Thai, Persian and emoji need it. */
static bool is_invisible(uint32_t c)
{
	return c == 0xAD || c == 0x180E || (c >= 0x2060 && c <= 0x2065) ||
	       (c >= 0xE0000 && c <= 0xE0FFF) || (c & 0xFFFE) == 0xFFFE;
}

/* A soft hyphen behind "Ã" is half of an "í" that somebody broke: it stays with it. */
static bool is_broken_letter(const struct buf *out, uint32_t c)
{
	return c == 0xAD && out->n >= 2 && memcmp(out->p + out->n - 2, "Ã", 2) == 0;
}

static void put_space(struct writer *w)
{
	if (w->is_space_due && w->out->n > w->start && w->out->p[w->out->n - 1] != ' ')
		buf_putc(w->out, ' ');
	w->is_space_due = false;
}

static void put_run(struct writer *w, struct str run)
{
	if (run.n == 0)
		return;
	put_space(w);
	if (run.n > w->out->max - w->out->n) {
		run = utf8_cut(run, w->out->max - w->out->n);
		w->out->is_full = true;
	}
	buf_put(w->out, run.p, run.n);
}

static void put_character(struct writer *w, uint32_t c)
{
	if (c >= 0x80 && c < 0xA0)
		c = entity_windows_1252((unsigned char)c);
	if (is_space(c)) {
		w->is_space_due = true;
	} else if (!utf8_is_control(c) &&
		   (!is_invisible(c) || is_broken_letter(w->out, c))) {
		put_space(w);
		utf8_put(w->out, c);
	}
}

/* Whether the character at s[i], whose lead byte is LEAD, is one that put_character()
 * treats; all others of these leads are plain. */
static bool is_special(struct str s, size_t i)
{
	unsigned char next = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

	switch ((unsigned char)s.p[i]) {
	case 0xC2: return next <= 0xA0 || next == 0xAD;
	case 0xD8: return next == 0x9C;
	case 0xE1: return next == 0x9A || next == 0xA0;
	case 0xE2: return next == 0x80 || next == 0x81;
	case 0xE3: return next == 0x80 && (unsigned char)s.p[i + 2] == 0x80;
	case 0xEF: return next == 0xBB || next == 0xBF;
	default: return next == 0xA0;
	}
}

/* How many of the BLOCK_BYTES bytes at s[i], counted from the first, belong to the run:
 * plain ones, single spaces, and letters whose lead byte is LEAD. The byte behind them is
 * looked at too. May say less than there are. */
#ifdef __SSE2__
enum { BLOCK_BYTES = 16 };

static __m128i is_byte(__m128i x, unsigned char c)
{
	return _mm_cmpeq_epi8(x, _mm_set1_epi8((char)c));
}

/* The bits of the bytes that are LEAD. */
static unsigned leads_of(__m128i x)
{
	__m128i from_e1 = _mm_sub_epi8(x, _mm_set1_epi8((char)0xE1));
	__m128i is_lead =
	    _mm_cmpeq_epi8(_mm_min_epu8(from_e1, _mm_set1_epi8(2)), from_e1);

	is_lead = _mm_or_si128(is_lead, is_byte(x, 0xC2));
	is_lead = _mm_or_si128(is_lead, is_byte(x, 0xD8));
	is_lead = _mm_or_si128(is_lead, is_byte(x, 0xEF));
	is_lead = _mm_or_si128(is_lead, is_byte(x, 0xF3));
	return (unsigned)_mm_movemask_epi8(is_lead);
}

static size_t plain_length(struct str s, size_t i)
{
	const char *p = s.p + i;
	__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i y = _mm_loadu_si128((const __m128i *)(const void *)(p + 1));
	__m128i bad = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1F)), x);
	unsigned ends, leads;

	bad = _mm_or_si128(bad, is_byte(x, '<'));
	bad = _mm_or_si128(bad, is_byte(x, '&'));
	bad = _mm_or_si128(bad, is_byte(x, 0x7F));
	bad = _mm_or_si128(bad, _mm_and_si128(is_byte(x, ' '), is_byte(y, ' ')));
	ends = (unsigned)_mm_movemask_epi8(bad) | 1u << BLOCK_BYTES;
	leads = _mm_movemask_epi8(x) ? leads_of(x) : 0;
	for (; leads; leads &= leads - 1) {
		size_t at = (size_t)__builtin_ctz(leads);

		if (is_special(s, i + at)) {
			ends |= 1u << at;
			break;
		}
	}
	return (size_t)__builtin_ctz(ends);
}
#else
enum { BLOCK_BYTES = 4 };

static size_t plain_length(struct str s, size_t i)
{
	size_t n = 0;

	while (n < BLOCK_BYTES && kind_of(s.p[i + n]) == PLAIN)
		n++;
	return n;
}
#endif

/* Where the run that goes on at s[i] ends: single spaces between words belong to it. */
static size_t run_end(struct str s, size_t run, size_t i)
{
	size_t n;

	for (;;) {
		while (i > run && i + BLOCK_BYTES < s.n) {
			n = plain_length(s, i);
			i += n;
			if (n < BLOCK_BYTES)
				break;
		}
		while (i < s.n && (kind_of(s.p[i]) == PLAIN ||
				      (kind_of(s.p[i]) == LEAD && !is_special(s, i))))
			i++;
		if (i == run || i + 1 >= s.n || s.p[i] != ' ' ||
		    kind_of(s.p[i + 1]) != PLAIN)
			return i;
		i++;
	}
}

static size_t skip_markup(struct writer *w, struct str s, size_t i)
{
	bool parts_words = false;
	size_t next = markup_end(&w->markup, s, i, &parts_words);

	w->is_space_due |= parts_words;
	return next;
}

/* Treats what stands at s[i] and is not plain; returns where text goes on. i itself: the
 * byte is plain after all. */
static size_t put_markup(struct writer *w, struct str s, size_t i, bool is_html)
{
	enum kind kind = kind_of(s.p[i]);
	size_t len = 0;
	uint32_t c;

	switch (kind) {
	case TAG: return is_html ? skip_markup(w, s, i) : i;
	case ENTITY:
		c = is_html ? entity_at(str_sub(s, i, s.n), ENTITY_HTML, &len) : 0;
		if (len)
			put_character(w, c);
		return i + len;
	case SPACE: w->is_space_due = true; return i + 1;
	case LEAD:
		c = utf8_at(s, i, &len);
		put_character(w, c);
		return i + len;
	default: return i + 1;
	}
}

/* Copies runs of s, and treats what is between them. */
static void put_text(struct buf *out, struct str s, bool is_html)
{
	struct writer w = {.out = out, .start = out->n};
	size_t run = 0, i = 0, next;

	while (!out->is_full) {
		i = run_end(s, run, i);
		put_run(&w, str_sub(s, run, i - run));
		if (i == s.n)
			break;
		next = put_markup(&w, s, i, is_html);
		run = i;
		i = next > i ? next : i + 1;
		if (next > run)
			run = next;
	}
	if (out->n > w.start && out->p[out->n - 1] == ' ')
		out->p[--out->n] = '\0'; /* a run may end with a space */
}

void text_from_html(struct buf *out, struct str html)
{
	put_text(out, html, true);
}

void text_from_plain(struct buf *out, struct str plain)
{
	put_text(out, plain, false);
}

bool text_is_clean(struct str s)
{
	return run_end(s, 0, 0) == s.n; /* a space at either end belongs to no run */
}

bool text_has_entity(struct str s)
{
	for (size_t i = 0, len = 0; i < s.n; i++) {
		const char *at = memchr(s.p + i, '&', s.n - i);

		if (!at)
			break;
		i = (size_t)(at - s.p);
		(void)entity_at(str_sub(s, i, s.n), ENTITY_HTML, &len);
		if (len)
			return true;
	}
	return false;
}

bool text_is_html(struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		const char *at = memchr(s.p + i, '<', s.n - i - 1);

		if (!at)
			break;
		i = (size_t)(at - s.p);
		if (((s.p[i + 1] | 0x20) >= 'a' && (s.p[i + 1] | 0x20) <= 'z') ||
		    s.p[i + 1] == '/' || s.p[i + 1] == '!')
			return true;
	}
	return text_has_entity(s);
}

/* Copies s up to its first "&"; returns how many bytes. Some that are behind may be
 * copied as well, but no more than s has. */
static size_t copy_to_entity(char *to, struct str s)
{
	size_t i = 0, n;

#ifdef __SSE2__
	for (; i + BLOCK_BYTES <= s.n; i += BLOCK_BYTES) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
		unsigned found = (unsigned)_mm_movemask_epi8(is_byte(x, '&'));

		_mm_storeu_si128((__m128i *)(void *)(to + i), x);
		if (found)
			return i + (size_t)__builtin_ctz(found);
	}
#endif
	n = str_find_char(str_sub(s, i, s.n), '&');
	memcpy(to + i, s.p + i, n);
	return i + n;
}

void text_decode_entities(struct buf *out, struct str s)
{
	char *to = buf_reserve(out, s.n); /* no character is longer than its reference */

	if (!to)
		return;
	while (s.n) {
		size_t at = copy_to_entity(to, s), len = 0;
		uint32_t c;

		to += at;
		s = str_sub(s, at, s.n);
		if (!s.n)
			break;
		c = entity_at(s, ENTITY_XML, &len);
		if (!len) {
			*to++ = '&';
			len = 1;
		} else if (c < 0x80) {
			*to++ = (char)c;
		} else {
			out->n = (size_t)(to - out->p);
			utf8_put(out, c);
			to = out->p + out->n;
		}
		s = str_sub(s, len, s.n);
	}
	*to = '\0';
	out->n = (size_t)(to - out->p);
}
