/*
 * runs.c - text in, edges out: each block of 64 bytes becomes a word of 64 bits, with
 * SSE2 where there is any. Always: both ways give the same bits.
 */
#include "base/runs.h"

#include "base/glyph.h"
#include "base/mem.h"

#include <stdlib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

/* A bit for each of 64 bytes: ASCII letter or digit. */
static inline uint64_t word_bits(const char *p)
{
	uint64_t bits = 0;

	for (unsigned i = 0; i < RUNS_BLOCK_BYTES; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + i));
		__m128i letters =
		    bytes_between(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26);
		__m128i digits = bytes_between(v, '0', 10);

		bits |=
		    (uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(letters, digits))
		    << i;
	}
	return bits;
}
#else
static inline uint64_t word_bits(const char *p)
{
	uint64_t bits = 0;

	for (unsigned i = 0; i < RUNS_BLOCK_BYTES; i++) {
		unsigned char c = (unsigned char)p[i];
		bool is_word = c < 0x80 && glyph_ascii_kind(c) == GLYPH_WORD;

		bits |= (uint64_t)is_word << i;
	}
	return bits;
}
#endif

void runs_find(struct runs *r, struct str text)
{
	const size_t n_max = 2 * runs_max(text) + 2;
	uint64_t before = 0; /* whether the byte before the block is of a word */
	uint32_t *out;

	if (r->cap < n_max) {
		r->cap = 2 * n_max;
		r->edges = mem_resize(r->edges, r->cap, sizeof(*r->edges));
	}
	out = r->edges;
	for (size_t at = 0; at <= text.n; at += RUNS_BLOCK_BYTES) {
		uint64_t words = word_bits(text.p + at);
		uint64_t edges = words ^ (words << 1 | before);

		before = words >> 63;
		for (; edges; edges &= edges - 1)
			*out++ = (uint32_t)(at + (size_t)__builtin_ctzll(edges));
	}
	out[0] = out[1] = (uint32_t)text.n;
}
