/*
 * phrases.h - the spellings of a catalog as rows of word numbers, for one language, and
 * where to begin: a spelling of one word at that word, a longer one at its pair of
 * neighbouring words that the fewest spellings have.
 */
#ifndef MATCH_PHRASES_H
#define MATCH_PHRASES_H

#include "match/catalog.h"
#include "match/vocabulary.h"

/* In a row: up to PHRASE_GAP_WORDS other words may stand before this one, where the user
 * wrote "..." between them. */
#define PHRASE_GAP 0x80000000u

enum { PHRASE_GAP_WORDS = 3, SURNAME_SHARED_MAX = 8 };

struct phrase {
	uint32_t first; /* in ids */
	uint32_t n;	/* 0: cannot be found */
};

struct use { /* a spelling to try at a word or pair, with all that trying needs */
	uint32_t spelling;
	uint32_t next;		/* the one behind this, or 0: none */
	uint32_t first;		/* of its words in ids */
	uint8_t n;		/* words */
	uint8_t at;		/* which of them this is */
	uint8_t variant, flags; /* of the spelling */
};

struct pair_slot {
	uint64_t key;  /* both numbers; 0: free */
	uint32_t uses; /* the first */
	uint32_t n;    /* spellings that have this pair */
};

struct phrases {
	struct vocabulary *vocabulary;
	struct phrase *phrases; /* by spelling */
	uint32_t *ids;
	size_t n_ids, cap_ids;
	struct use *uses; /* uses[0] is none */
	size_t n_uses, cap_uses;
	uint32_t *singles;  /* by word number: the first use */
	uint32_t *surnames; /* the same for VARIANT_SURNAME */
	struct pair_slot *pairs;
	size_t pairs_mask;
	uint64_t *bitmap; /* of the hashes of pairs in use */
	size_t bitmap_mask;
};

/* Borrows the fragments. */
struct phrases *phrases_new(
    const struct catalog *c, struct str language, const struct fragments *f);
void phrases_free(struct phrases *p); /* NULL does nothing */

static inline uint64_t phrases_pair_hash(uint32_t a, uint32_t b)
{
	uint64_t h = ((uint64_t)a << 32 | b) * 0x9e3779b97f4a7c15;

	return h ^ h >> 29;
}

/* Tells the processor that the pair will be asked for. */
static inline void phrases_prefetch(const struct phrases *p, uint32_t a, uint32_t b)
{
	uint64_t hash = phrases_pair_hash(a, b);
	size_t bit = hash & p->bitmap_mask;

	if (p->bitmap[bit / 64] >> bit % 64 & 1)
		__builtin_prefetch(&p->pairs[hash & p->pairs_mask]);
}

/* The first use at the pair, 0 if none. */
static inline uint32_t phrases_pair(const struct phrases *p, uint32_t a, uint32_t b)
{
	uint64_t hash = phrases_pair_hash(a, b), key = (uint64_t)a << 32 | b;
	size_t bit = hash & p->bitmap_mask, i;

	if (!(p->bitmap[bit / 64] >> bit % 64 & 1))
		return 0;
	for (i = hash & p->pairs_mask; p->pairs[i].key; i = (i + 1) & p->pairs_mask)
		if (p->pairs[i].key == key)
			return p->pairs[i].uses;
	return 0;
}

#endif
