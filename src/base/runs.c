/*
 * runs.c - text in, edges out: each block of bytes becomes a word of as many bits, and
 * the bits of it that say where edges are become so many numbers, without a branch: 16
 * bytes with SSE2 and a table, or in plain C, and 64 bytes on machines with AVX-512
 * VBMI2, which is twice as fast. Always: every way gives the same edges.
 */
#include "base/runs.h"

#include "base/glyph.h"
#include "base/mem.h"

#include <stdlib.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

enum { BLOCK_BYTES = 16, GROUP_BITS = 8, HALF = GROUP_BITS / 2 };

typedef uint32_t numbers __attribute__((vector_size(4 * HALF)));

/* By the bits of a group: which of them are set, the lowest first, and how many. What
 * stands behind them is of no account. */
#define BIT(group)    ((uint32_t)__builtin_ctz((group) | 1 << GROUP_BITS))
#define REST(group)   ((group) & ((group)-1))
#define REST_2(group) REST(REST(group))
#define BITS_4(group)                                                                    \
	{                                                                                \
		BIT(group), BIT(REST(group)), BIT(REST_2(group)),                        \
		    BIT(REST(REST_2(group)))                                             \
	}
#define ROW(group)                                                                       \
	{                                                                                \
		BITS_4(group), BITS_4(REST_2(REST_2(group)))                             \
	}
#define OF_4(what, i) what(i), what((i) + 1), what((i) + 2), what((i) + 3)
#define OF_16(what, i)                                                                   \
	OF_4(what, i), OF_4(what, (i) + 4), OF_4(what, (i) + 8), OF_4(what, (i) + 12)
#define OF_64(what, i)                                                                   \
	OF_16(what, i), OF_16(what, (i) + 16), OF_16(what, (i) + 32),                    \
	    OF_16(what, (i) + 48)
#define OF_ALL(what) OF_64(what, 0), OF_64(what, 64), OF_64(what, 128), OF_64(what, 192)

static const numbers group_bits[1 << GROUP_BITS][2] = {OF_ALL(ROW)};
static const uint8_t group_n[1 << GROUP_BITS] = {OF_ALL(__builtin_popcount)};

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

/* Puts the places of the bits of a group, whose first one is at `first`, in all its
 * numbers; returns where they end. */
static inline uint32_t *put_places(uint32_t *out, unsigned group, numbers first)
{
	const numbers low = first + group_bits[group][0];
	const numbers high = first + group_bits[group][1];

	memcpy(out, &low, sizeof(low));
	memcpy(out + HALF, &high, sizeof(high));
	return out + group_n[group];
}

/* Puts the edges of the runs; returns where they end. */
static uint32_t *put_edges(uint32_t *out, struct str text)
{
	const numbers step = {GROUP_BITS, GROUP_BITS, GROUP_BITS, GROUP_BITS};
	numbers first = {0};
	uint32_t before = 0; /* whether the byte before the block is of a word */

	for (size_t at = 0; at <= text.n; at += BLOCK_BYTES) {
		const uint32_t words = word_bits(text.p + at);
		const uint32_t edges = words ^ (words << 1 | before);

		before = words >> (BLOCK_BYTES - 1);
		out = put_places(out, (uint8_t)edges, first);
		first += step;
		out = put_places(out, (uint8_t)(edges >> GROUP_BITS), first);
		first += step;
	}
	return out;
}

#ifdef __SSE2__
enum { WIDE_BYTES = RUNS_MARGIN_BYTES, LANES = WIDE_BYTES / 4 };

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt")))

static const uint8_t wide_places[WIDE_BYTES] = {OF_64(+, 0)};

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
