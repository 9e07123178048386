/*
 * runs.c - text in, edges out: each block of 16 bytes becomes a word of 16 bits, with
 * SSE2 where there is any, and every four bits of it that say where edges are become so
 * many numbers, without a branch. Always: both ways give the same bits.
 */
#include "base/runs.h"

#include "base/glyph.h"
#include "base/mem.h"

#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { GROUP_BITS = 4 };

typedef uint32_t numbers __attribute__((vector_size(4 * GROUP_BITS)));

/* Which of four bits are set, the lowest first, and how many; what stands behind them in
 * a row is of no account. */
static const numbers group_bits[1 << GROUP_BITS] = {{0}, {0}, {1}, {0, 1}, {2}, {0, 2},
    {1, 2}, {0, 1, 2}, {3}, {0, 3}, {1, 3}, {0, 1, 3}, {2, 3}, {0, 2, 3}, {1, 2, 3},
    {0, 1, 2, 3}};
static const uint8_t group_n[1 << GROUP_BITS] = {
    0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};

void runs_clear(struct runs *r)
{
	free(r->edges);
	*r = (struct runs){0};
}

#ifdef __SSE2__
/* Which bytes b of v have low <= b < low + n; all bits of them set. */
static inline __m128i bytes_between(__m128i v, unsigned low, unsigned n)
{
	__m128i moved = _mm_sub_epi8(v, _mm_set1_epi8((char)(low + 128)));

	return _mm_cmplt_epi8(moved, _mm_set1_epi8((char)(n - 128)));
}

/* A bit for each of 16 bytes: ASCII letter or digit. */
static inline uint32_t word_bits(const char *p)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i letters = bytes_between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26);
	__m128i digits = bytes_between(v, '0', 10);

	return (uint32_t)_mm_movemask_epi8(_mm_or_si128(letters, digits));
}
#else
static inline uint32_t word_bits(const char *p)
{
	uint32_t bits = 0;

	for (unsigned i = 0; i < RUNS_BLOCK_BYTES; i++) {
		unsigned char c = (unsigned char)p[i];
		bool is_word = c < 0x80 && glyph_ascii_kind(c) == GLYPH_WORD;

		bits |= (uint32_t)is_word << i;
	}
	return bits;
}
#endif

const uint32_t *runs_find(struct runs *r, struct str text)
{
	const size_t n_max = 2 * runs_max(text) + 4 + GROUP_BITS;
	const numbers step = {GROUP_BITS, GROUP_BITS, GROUP_BITS, GROUP_BITS};
	numbers first = {0}; /* the place of the group's first byte, in all */
	uint32_t before = 0; /* whether the byte before the block is of a word */
	uint32_t *out;

	if (r->cap < n_max) {
		r->cap = 2 * n_max;
		r->edges = mem_resize(r->edges, r->cap, sizeof(*r->edges));
	}
	out = r->edges;
	for (size_t at = 0; at <= text.n; at += RUNS_BLOCK_BYTES) {
		uint32_t words = word_bits(text.p + at);
		uint32_t edges = words ^ (words << 1 | before);

		before = words >> (RUNS_BLOCK_BYTES - 1);
#pragma GCC unroll 4
		for (unsigned i = 0; i < RUNS_BLOCK_BYTES; i += GROUP_BITS) {
			const unsigned group = edges >> i & ((1 << GROUP_BITS) - 1);
			const numbers places = first + group_bits[group];

			memcpy(out, &places, sizeof(places));
			out += group_n[group];
			first += step;
		}
	}
	out[0] = out[1] = (uint32_t)text.n;
	out[2] = out[3] = (uint32_t)text.n;
	return out;
}
