/*
 * word_set.c - compares sets of words, and reduces them to rows. In: words that ascend;
 * out: a similarity, or the rows. Always: which of two sets comes first decides nothing.
 */
#include "rank/word_set.h"

#include <stdbool.h>
#include <string.h>

enum {
	LEAD_WORDS_MIN = 3, /* fewer words of a summary are none */
	COMMON_WORDS_MIN = 3,
	N_MARKS = WORD_MARKS_BITS / 64,
};

/* What other numbers leave of the similarity (another quarter, another toll), and what
 * is left where both titles have numbers and no number is in both. */
static const double other_numbers = 0.8, other_occasion = 0.6;

static struct word_counts unpack(uint32_t packed)
{
	struct word_counts counts;

	for (size_t flags = 0; flags <= WORD_FLAGS; flags++)
		counts.with[flags] = (uint8_t)(packed >> 8 * flags);
	return counts;
}

struct word_counts word_counts_of(const uint32_t *words, size_t n)
{
	uint32_t packed = 0; /* a byte for each of the flags; WORD_SET_MAX fits */

	for (size_t i = 0; i < n; i++)
		packed += (uint32_t)1 << 8 * (words[i] & WORD_FLAGS);
	return unpack(packed);
}

/* ---- Comparing ------------------------------------------------------------------- */

/* Words and numbers among them: of the whole text or of the title alone. */
struct extent {
	unsigned n_words, n_numbers;
};

static struct extent extent_of(struct word_counts counts, bool is_title_alone)
{
	const uint8_t *with = counts.with;
	struct extent e = {with[WORD_TITLE] + with[WORD_TITLE | WORD_NUMBER],
	    with[WORD_TITLE | WORD_NUMBER]};

	if (!is_title_alone) {
		e.n_words += with[0] + with[WORD_NUMBER];
		e.n_numbers += with[WORD_NUMBER];
	}
	return e;
}

static bool has_lead(struct word_counts counts)
{
	return counts.with[0] + counts.with[WORD_NUMBER] >= LEAD_WORDS_MIN;
}

/* What both have, by the flags that both give it. No branch depends on a word: which is
 * the smaller is a coin toss that processors guess badly. */
static struct word_counts common_counts(struct word_set a, struct word_set b)
{
	uint32_t packed = 0; /* a byte for each of the flags; WORD_SET_MAX fits */

	for (size_t i = 0, j = 0; i < a.n && j < b.n;) {
		uint32_t x = a.v[i] >> 2, y = b.v[j] >> 2;

		packed += (uint32_t)(x == y) << 8 * (a.v[i] & b.v[j] & WORD_FLAGS);
		i += x <= y;
		j += y <= x;
	}
	return unpack(packed);
}

static bool is_other_occasion(
    struct word_counts a, struct word_counts b, struct word_counts common)
{
	return extent_of(a, true).n_numbers && extent_of(b, true).n_numbers &&
	       !extent_of(common, false).n_numbers;
}

static double similarity(struct word_set a, struct word_set b, bool is_title_alone)
{
	struct word_counts common = common_counts(a, b);
	struct extent of_a = extent_of(a.counts, is_title_alone);
	struct extent of_b = extent_of(b.counts, is_title_alone);
	struct extent both = extent_of(common, is_title_alone);
	double jaccard = both.n_words;

	if (both.n_words < COMMON_WORDS_MIN)
		return 0;
	jaccard /= of_a.n_words + of_b.n_words - both.n_words;
	if (is_other_occasion(a.counts, b.counts, common))
		return jaccard * other_occasion;
	if (of_a.n_numbers + of_b.n_numbers > 2 * both.n_numbers)
		return jaccard * other_numbers;
	return jaccard;
}

double word_set_similarity(struct word_set a, struct word_set b)
{
	return similarity(a, b, !has_lead(a.counts) || !has_lead(b.counts));
}

double word_set_title_similarity(struct word_set a, struct word_set b)
{
	return similarity(a, b, true);
}

/* ---- Many ------------------------------------------------------------------------ */

/* What is computed is the same with the instructions of any processor: those of most come
 * as a second copy of a function, which is asked for where they are there. */
#ifdef __x86_64__
#define WIDE	  __attribute__((target("avx2,popcnt")))
#define IS_WIDE() (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt"))
#else
#define WIDE
#define IS_WIDE() false
#endif
#define IN_BOTH static inline __attribute__((always_inline))

/* Bits in both, and with b = a the bits of one. */
static uint32_t count_bits(const struct word_marks *a, const struct word_marks *b)
{
	const uint64_t ones = 0x5555555555555555, twos = 0x3333333333333333,
		       fours = 0x0f0f0f0f0f0f0f0f;
	uint64_t sum = 0; /* a byte each, which holds WORD_SET_MAX */

	for (size_t i = 0; i < N_MARKS; i++) {
		uint64_t v = a->bits[i] & b->bits[i];

		v -= v >> 1 & ones;
		v = (v & twos) + (v >> 2 & twos);
		sum += (v + (v >> 4)) & fours;
	}
	return (uint32_t)(sum * 0x0101010101010101 >> 56);
}

WIDE static uint32_t count_bits_wide(
    const struct word_marks *a, const struct word_marks *b)
{
	int n = 0;

	for (size_t i = 0; i < N_MARKS; i++)
		n += __builtin_popcountll(a->bits[i] & b->bits[i]);
	return (uint32_t)n;
}

void word_marks_of(struct word_set set, struct word_marks *out)
{
	*out = (struct word_marks){
	    .n_words = (uint16_t)set.n, .has_lead = has_lead(set.counts)};
	for (size_t i = 0; i < set.n; i++) {
		uint32_t hash = (set.v[i] >> 2) * 0x9e3779b1u;
		uint64_t bit = (uint64_t)hash * WORD_MARKS_BITS >> 32;

		out->bits[bit / 64] |= (uint64_t)1 << bit % 64;
	}
	out->n_set = count_bits(out, out);
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* Words that fell on a bit of another hide behind it: of those in common, as many as hide
 * in the set where fewer do. */
double word_marks_bound(const struct word_marks *a, const struct word_marks *b)
{
	uint32_t n_hidden = least(a->n_words - a->n_set, b->n_words - b->n_set);
	uint32_t n_both = (IS_WIDE() ? count_bits_wide : count_bits)(a, b) + n_hidden;

	if (!a->has_lead || !b->has_lead)
		return 1;
	n_both = least(n_both, least(a->n_words, b->n_words));
	return (double)n_both / (double)(a->n_words + b->n_words - n_both);
}

/* ---- Rows ------------------------------------------------------------------------ */

IN_BOTH void find_rows(const uint32_t *words, size_t n, uint32_t rows[WORD_SET_ROWS])
{
	static const uint32_t factors[WORD_SET_ROWS] = {0x9e3779b1, 0x85ebca6b,
	    0xc2b2ae35, 0x27d4eb2f, 0x165667b1, 0xd3a2646d, 0xfd7046c5, 0xb55a4f09,
	    0x8da6b343, 0xd8163841, 0xcb1ab31f, 0xa5a5a5a7, 0x7feb352d, 0x846ca68b,
	    0x68e31da5, 0xb5297a4d};
	uint32_t least[WORD_SET_ROWS];

	memset(least, 0xff, sizeof(least));
	for (size_t i = 0; i < n; i++) {
		uint32_t word = words[i] >> 2;

		word ^= word >> 15;
		for (size_t r = 0; r < WORD_SET_ROWS; r++) {
			uint32_t h = (word + (uint32_t)r) * factors[r];

			h ^= h >> 16;
			least[r] = h < least[r] ? h : least[r];
		}
	}
	memcpy(rows, least, sizeof(least));
}

static void find_rows_narrow(
    const uint32_t *words, size_t n, uint32_t rows[WORD_SET_ROWS])
{
	find_rows(words, n, rows);
}

WIDE static void find_rows_wide(
    const uint32_t *words, size_t n, uint32_t rows[WORD_SET_ROWS])
{
	find_rows(words, n, rows);
}

void word_set_rows(const uint32_t *words, size_t n, uint32_t rows[WORD_SET_ROWS])
{
	(IS_WIDE() ? find_rows_wide : find_rows_narrow)(words, n, rows);
}
