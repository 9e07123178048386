/*
 * token_hash.h - the hash of a folded word, byte by byte or of ASCII at once. Private to
 * base/token.c and base/token_scan.c.
 */
#ifndef BASE_TOKEN_HASH_H
#define BASE_TOKEN_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Words of fewer bytes are hashed without a branch. */
enum { HASH_LONG_BYTES = 16 };

#define HASH_SEED  UINT64_C(0x9e3779b97f4a7c15)
#define HASH_SALT  UINT64_C(0xa0761d6478bd642f)
#define HASH_SMALL UINT64_C(0x2020202020202020) /* makes ASCII letters small */

__extension__ typedef unsigned __int128 uint128;

struct hasher {
	uint64_t h, word;
	unsigned n; /* bytes put */
};

static inline uint64_t hash_multiply(uint64_t word)
{
	const uint64_t factor = 0xe7037ed1a0b428db;

	return (uint64_t)((uint128)word * factor >> 64) ^ word * factor;
}

static inline uint64_t hash_mix(uint64_t h, uint64_t word)
{
	return hash_multiply(h ^ word ^ HASH_SALT);
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

/* What is different about words of each length below HASH_LONG_BYTES, so that nobody need
 * ask whether a word has more than eight bytes: a branch would be taken at random. */
struct hash_bits {
	uint64_t first[HASH_LONG_BYTES];   /* the word's bits of the first eight bytes */
	uint64_t next[HASH_LONG_BYTES];	   /* … of the next eight */
	uint64_t last[HASH_LONG_BYTES];	   /* of the first eight, if they are not whole */
	uint64_t small[HASH_LONG_BYTES];   /* HASH_SMALL for the next eight */
	uint64_t chained[HASH_LONG_BYTES]; /* all, if the first eight are whole */
	uint64_t salt[HASH_LONG_BYTES];	   /* what is mixed in at the end */
	uint64_t lower[HASH_LONG_BYTES];   /* what no two capitals or more have */
};

extern const struct hash_bits hash_bits;

struct hashed {
	uint64_t hash;
	bool is_upper; /* two letters or more, all capitals */
};

/* token_hash() of 0 < n < HASH_LONG_BYTES ASCII letters and digits, made small;
 * HASH_LONG_BYTES may be read. */
static inline struct hashed hash_ascii(
    const struct hash_bits *bits, const char *p, size_t n)
{
	uint64_t first = hash_load(p), next = hash_load(p + 8) & bits->next[n], h;
	const uint64_t word = (first & bits->first[n]) | next;

	first |= HASH_SMALL;
	h = hash_mix(HASH_SEED, first) & bits->chained[n];
	h ^= (first & bits->last[n]) ^ (next | bits->small[n]) ^ bits->salt[n];
	h = hash_multiply(h);
	return (struct hashed){h ? h : 1, (word & bits->lower[n]) == 0};
}

/* As hash_ascii(), of any length. */
struct hashed hash_ascii_long(const char *p, size_t n);

#endif
