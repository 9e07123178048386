/*
 * bytes.h - a few bytes at a time: names, and characters that are near. Calls would cost
 * more than the work.
 */
#ifndef FEED_BYTES_H
#define FEED_BYTES_H

#include "base/str.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Where c stands at or behind s[i], or s.n. */
static inline size_t bytes_find(struct str s, size_t i, char c)
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

static inline uint64_t bytes_eight(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline uint32_t bytes_four(const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* Whether the n bytes are the same: eight at a time, the last eight as they end. */
static inline bool bytes_are_same(const char *a, const char *b, size_t n)
{
	size_t i = 0;

	if (n >= 8) {
		for (; i + 8 < n; i += 8)
			if (bytes_eight(a + i) != bytes_eight(b + i))
				return false;
		return bytes_eight(a + n - 8) == bytes_eight(b + n - 8);
	}
	if (n >= 4)
		return bytes_four(a) == bytes_four(b) &&
		       bytes_four(a + n - 4) == bytes_four(b + n - 4);
	while (i < n && a[i] == b[i])
		i++;
	return i == n;
}

/* memcpy() of a few. */
static inline void bytes_copy(char *to, const char *from, size_t n)
{
	if (n >= 8) {
		for (size_t i = 0; i + 8 < n; i += 8)
			memcpy(to + i, from + i, 8);
		memcpy(to + n - 8, from + n - 8, 8);
	} else if (n >= 4) {
		memcpy(to, from, 4);
		memcpy(to + n - 4, from + n - 4, 4);
	} else {
		for (size_t i = 0; i < n; i++)
			to[i] = from[i];
	}
}

#endif
