/*
 * find.h - a character looked for where most that are looked for are near: the next tag,
 * the end of a value.
 */
#ifndef FEED_FIND_H
#define FEED_FIND_H

#include "base/str.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Where c stands at or behind s[i], or s.n. */
static inline size_t find_near(struct str s, size_t i, char c)
{
#ifdef __SSE2__
	enum { BLOCK_BYTES = 16, NEAR_BYTES = 64 };

	for (size_t far = i + NEAR_BYTES; i < far && i + BLOCK_BYTES <= s.n;
	     i += BLOCK_BYTES) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
		int found = _mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8(c)));

		if (found)
			return i + (size_t)__builtin_ctz((unsigned)found);
	}
#endif
	return i + str_find_char(str_sub(s, i, s.n), c);
}

#endif
