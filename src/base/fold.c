/*
 * fold.c - one character at a time: full case folding and compatibility decomposition by
 * utf8proc, then accents dropped and the letters replaced that Unicode does not
 * decompose although people type them without their stroke. Always: folding what is
 * folded changes nothing.
 */
#include "base/fold.h"

#include "base/utf8.h"

#include <utf8proc.h>

#include <string.h>

/* Marks that may go without changing the word: Latin, Greek and Cyrillic accents, Hebrew
 * and Arabic points, the Arabic tatweel, and what nobody sees. */
static bool is_accent(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x591 && c <= 0x5bd) || c == 0x5bf ||
	       (c >= 0x5c1 && c <= 0x5c7) || (c >= 0x610 && c <= 0x61a) || c == 0x640 ||
	       (c >= 0x64b && c <= 0x65f) || c == 0x670 || (c >= 0x6d6 && c <= 0x6ed) ||
	       (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff) ||
	       (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe20 && c <= 0xfe2f);
}

/* Letters without a decomposition, already in lower case; NULL if c is none. */
static const char *plain_letters(uint32_t c)
{
	switch (c) {
	case 0xe6: /* æ */ return "ae";
	case 0xf0: /* ð */
	case 0x111: /* đ */ return "d";
	case 0xf8: /* ø */ return "o";
	case 0xfe: /* þ */ return "th";
	case 0x127: /* ħ */ return "h";
	case 0x131: /* ı */ return "i";
	case 0x142: /* ł */ return "l";
	case 0x153: /* œ */ return "oe";
	case 0x167: /* ŧ */ return "t";
	case 0x2019: /* ’ */
	case 0x2bc: /* ʼ */ return "'";
	case 0x2010: /* ‐ */
	case 0x2011: /* ‑ */ return "-";
	default: return NULL;
	}
}

static size_t put_letters(const char *letters, uint32_t out[FOLD_MAX])
{
	size_t n = 0;

	for (; n < FOLD_MAX && letters[n]; n++)
		out[n] = (unsigned char)letters[n];
	return n;
}

size_t fold_char(uint32_t c, uint32_t out[FOLD_MAX])
{
	enum { DECOMPOSED_MAX = 32 };
	utf8proc_int32_t parts[DECOMPOSED_MAX];
	const utf8proc_option_t options = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
					  UTF8PROC_CASEFOLD | UTF8PROC_IGNORE |
					  UTF8PROC_STABLE;
	utf8proc_ssize_t n_parts;
	int boundary = 0;
	size_t n = 0;

	if (c < 0x80) {
		out[0] = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
		return 1;
	}
	n_parts = utf8proc_decompose_char(
	    (utf8proc_int32_t)c, parts, DECOMPOSED_MAX, options, &boundary);
	if (n_parts < 0 || n_parts > DECOMPOSED_MAX) {
		out[0] = c;
		return 1;
	}
	for (utf8proc_ssize_t i = 0; i < n_parts && n < FOLD_MAX; i++) {
		uint32_t part = (uint32_t)parts[i], letters[FOLD_MAX];
		const char *plain = plain_letters(part);
		size_t n_letters;

		if (is_accent(part))
			continue;
		if (!plain) {
			out[n++] = part;
			continue;
		}
		n_letters = put_letters(plain, letters);
		for (size_t k = 0; k < n_letters && n < FOLD_MAX; k++)
			out[n++] = letters[k];
	}
	return n;
}

/* How many bytes of s from i on are ASCII; eight are looked at together. */
static size_t ascii_run(struct str s, size_t i)
{
	const uint64_t high_bits = 0x8080808080808080U;
	uint64_t eight;
	size_t n = 0;

	for (; i + n + sizeof(eight) <= s.n; n += sizeof(eight)) {
		memcpy(&eight, s.p + i + n, sizeof(eight));
		if (eight & high_bits)
			break;
	}
	while (i + n < s.n && (unsigned char)s.p[i + n] < 0x80)
		n++;
	return n;
}

/* Eight ASCII letters made small: bit 7 of each tells whether it lies in A..Z. */
static uint64_t lower_eight(uint64_t eight)
{
	const uint64_t ones = 0x0101010101010101U;
	uint64_t from_a = eight + (0x80 - 'A') * ones;
	uint64_t past_z = eight + (0x7f - 'Z') * ones;

	return eight | ((from_a ^ past_z) & 0x80 * ones) >> 2;
}

static void put_ascii(struct buf *b, struct str s)
{
	char *out = buf_reserve(b, s.n);
	uint64_t eight;
	size_t i = 0;

	if (!out)
		return;
	for (; i + sizeof(eight) <= s.n; i += sizeof(eight)) {
		memcpy(&eight, s.p + i, sizeof(eight));
		eight = lower_eight(eight);
		memcpy(out + i, &eight, sizeof(eight));
	}
	for (; i < s.n; i++)
		out[i] = (char)(s.p[i] | (s.p[i] >= 'A' && s.p[i] <= 'Z' ? 0x20 : 0));
	b->n += s.n;
	b->p[b->n] = '\0';
}

void fold_put(struct buf *b, struct str s)
{
	for (size_t i = 0, len; i < s.n; i += len) {
		uint32_t out[FOLD_MAX];
		size_t n;

		if ((len = ascii_run(s, i)) > 0) {
			put_ascii(b, str_sub(s, i, len));
			continue;
		}
		n = fold_char(utf8_at(s, i, &len), out);
		for (size_t k = 0; k < n; k++)
			utf8_put(b, out[k]);
	}
}

struct str fold_dup(struct arena *a, struct str s)
{
	struct buf b;
	struct str out;

	buf_init(&b, s.n * 4 * FOLD_MAX + 1);
	fold_put(&b, s);
	out = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return out;
}

bool fold_has_words(struct str text, struct str words)
{
	struct str word;

	while (str_split(&words, '\n', &word))
		if (word.n && str_find(text, word) == text.n)
			return false;
	return true;
}

bool fold_eq(struct str a, struct str b)
{
	struct buf fa, fb;
	bool is_same;

	buf_init(&fa, a.n * 4 * FOLD_MAX + 1);
	buf_init(&fb, b.n * 4 * FOLD_MAX + 1);
	fold_put(&fa, a);
	fold_put(&fb, b);
	is_same = str_eq(buf_borrow(&fa), buf_borrow(&fb));
	buf_clear(&fa);
	buf_clear(&fb);
	return is_same;
}
