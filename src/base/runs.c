/*
 * runs.c - text in, edges out: each block of bytes becomes a word of as many bits, and
 * the bits of it that say where edges are become so many numbers, without a branch: 64
 * bytes at once on machines with AVX-512 VBMI2; else 16, with SSE2 or in plain C, four
 * bits of which become numbers by a table. Always: every way gives the same edges.
 */
#include "base/runs.h"

#include "base/glyph.h"
#include "base/mem.h"

#include <stdlib.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

enum { BLOCK_BYTES = 16, GROUP_BITS = 4 };

typedef uint32_t numbers __attribute__((vector_size(4 * GROUP_BITS)));

/* By the bits of a group: which of them are set, the lowest first, and how many. What
 * stands behind them is of no account. */
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

	for (unsigned i = 0; i < BLOCK_BYTES; i++) {
		unsigned char c = (unsigned char)p[i];
		bool is_word = c < 0x80 && glyph_ascii_kind(c) == GLYPH_WORD;

		bits |= (uint32_t)is_word << i;
	}
	return bits;
}
#endif

/* Puts the edges of the runs; returns where they end. */
static uint32_t *put_edges(uint32_t *out, struct str text)
{
	const numbers step = {GROUP_BITS, GROUP_BITS, GROUP_BITS, GROUP_BITS};
	numbers first = {0}; /* the place of the group's first byte, in all */
	uint32_t before = 0; /* whether the byte before the block is of a word */

	for (size_t at = 0; at <= text.n; at += BLOCK_BYTES) {
		const uint32_t words = word_bits(text.p + at);
		const uint32_t edges = words ^ (words << 1 | before);

		before = words >> (BLOCK_BYTES - 1);
#pragma GCC unroll 4
		for (unsigned i = 0; i < BLOCK_BYTES; i += GROUP_BITS) {
			const unsigned group = edges >> i & ((1 << GROUP_BITS) - 1);
			const numbers places = first + group_bits[group];

			memcpy(out, &places, sizeof(places));
			out += group_n[group];
			first += step;
		}
	}
	return out;
}

#ifdef __SSE2__
enum { WIDE_BYTES = RUNS_MARGIN_BYTES, LANES = WIDE_BYTES / 4 };

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt")))

static const uint8_t wide_places[WIDE_BYTES] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33,
    34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54,
    55, 56, 57, 58, 59, 60, 61, 62, 63};

/* As word_bits(), of 64 bytes. */
WIDE static inline uint64_t word_bits_wide(const char *p)
{
	const __m512i v = _mm512_loadu_si512(p);
	const __m512i small = _mm512_or_si512(v, _mm512_set1_epi8(0x20));
	const __m512i letters = _mm512_sub_epi8(small, _mm512_set1_epi8('a'));
	const __m512i digits = _mm512_sub_epi8(v, _mm512_set1_epi8('0'));

	return _mm512_cmplt_epu8_mask(letters, _mm512_set1_epi8(26)) |
	       _mm512_cmplt_epu8_mask(digits, _mm512_set1_epi8(10));
}

/* Puts sixteen places, bytes that begin at first. */
WIDE static inline void put_lane(uint32_t *out, __m128i places, size_t first)
{
	const __m512i wide = _mm512_cvtepu8_epi32(places);

	_mm512_storeu_si512(out, _mm512_add_epi32(wide, _mm512_set1_epi32((int)first)));
}

/* As put_edges(). */
WIDE static uint32_t *put_edges_wide(uint32_t *out, struct str text)
{
	const __m512i places = _mm512_loadu_si512(wide_places);
	uint64_t before = 0;

	for (size_t at = 0; at <= text.n; at += WIDE_BYTES) {
		const uint64_t words = word_bits_wide(text.p + at);
		const uint64_t edges = words ^ (words << 1 | before);
		const __m512i found = _mm512_maskz_compress_epi8(edges, places);
		const unsigned n = (unsigned)__builtin_popcountll(edges);

		before = words >> (WIDE_BYTES - 1);
		put_lane(out, _mm512_castsi512_si128(found), at);
		put_lane(out + LANES, _mm512_extracti32x4_epi32(found, 1), at);
		if (n > 2 * LANES) {
			put_lane(
			    out + 2 * LANES, _mm512_extracti32x4_epi32(found, 2), at);
			put_lane(
			    out + 3 * LANES, _mm512_extracti32x4_epi32(found, 3), at);
		}
		out += n;
	}
	return out;
}

static bool is_wide(const struct runs *r)
{
	return !r->is_narrow && __builtin_cpu_supports("avx512vbmi2");
}
#else
static uint32_t *put_edges_wide(uint32_t *out, struct str text)
{
	return put_edges(out, text);
}

static bool is_wide(const struct runs *r)
{
	(void)r;
	return false;
}
#endif

const uint32_t *runs_find(struct runs *r, struct str text)
{
	const size_t n_max = 2 * runs_max(text) + RUNS_MARGIN_BYTES;
	uint32_t *end;

	if (r->cap < n_max) {
		r->cap = 2 * n_max;
		r->edges = mem_resize(r->edges, r->cap, sizeof(*r->edges));
	}
	end = is_wide(r) ? put_edges_wide(r->edges, text) : put_edges(r->edges, text);
	for (size_t i = 0; i < 4; i++)
		end[i] = (uint32_t)text.n;
	return end;
}
