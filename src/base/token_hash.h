/*
 * token_hash.h - the hash of a folded word, byte by byte or of ASCII at once. Private to
 * base/token.c.
 */
#ifndef BASE_TOKEN_HASH_H
#define BASE_TOKEN_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Words of fewer bytes are hashed without a branch. */
enum { HASH_LONG_BYTES = 16 };

__extension__ typedef unsigned __int128 uint128;

static const uint64_t hash_seed = 0x9e3779b97f4a7c15;

struct hasher {
	uint64_t h, word;
	unsigned n; /* bytes put */
};

static inline uint64_t hash_mix(uint64_t h, uint64_t word)
{
	uint128 product = (uint128)(h ^ word ^ 0xa0761d6478bd642f) * 0xe7037ed1a0b428db;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* word holds the bytes behind the last whole eight. */
static inline uint64_t hash_end(uint64_t h, uint64_t word, size_t n)
{
	h = hash_mix(h ^ n << 56, word);
	return h ? h : 1;
}

static inline void hasher_put(struct hasher *hs, unsigned char byte)
{
	hs->word |= (uint64_t)byte << (hs->n++ % 8 * 8);
	if (hs->n % 8 == 0) {
		hs->h = hash_mix(hs->h, hs->word);
		hs->word = 0;
	}
}

/* Eight bytes in the order of little-endian machines. */
static inline uint64_t hash_load(const char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* token_hash() of n > 0 ASCII letters and digits, made small; 16 bytes may be read. */
static inline uint64_t hash_ascii(const char *p, size_t n)
{
	const uint64_t small = 0x2020202020202020;
	uint64_t h = hash_seed, word = hash_load(p) | small,
		 next = hash_load(p + 8) | small;

	if (n < HASH_LONG_BYTES) {
		/* Both are computed: a branch would be taken at random. */
		const uint64_t is_long = -(uint64_t)(n >= 8);

		h ^= (h ^ hash_mix(h, word)) & is_long;
		word ^= (word ^ next) & is_long;
	} else {
		for (size_t left = n; left >= 8; left -= 8) {
			h = hash_mix(h, word);
			word = hash_load(p += 8) | small;
		}
	}
	return hash_end(h, word & ((UINT64_C(1) << 8 * (n % 8)) - 1), n);
}

#endif
