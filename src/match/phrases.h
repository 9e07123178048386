/*
 * phrases.h - the spellings of a catalog as rows of word numbers, for one language, and
 * where to begin: a spelling of one word at that word, a longer one at its pair of
 * neighbouring words that the fewest spellings have.
 */
#ifndef MATCH_PHRASES_H
#define MATCH_PHRASES_H

#include "match/catalog.h"
#include "match/vocabulary.h"

enum { PHRASE_GAP_WORDS = 3, SURNAME_SHARED_MAX = 8, USE_WORDS_MAX = 127 };

struct use { /* a spelling to try at a word or pair, with all that trying needs */
	uint32_t spelling;
	uint32_t first;	      /* of its words in ids */
	unsigned n : 7;	      /* words */
	unsigned is_last : 1; /* of those at the same word or pair */
	unsigned at : 8;      /* which of the words this is */
	unsigned variant : 8; /* of the spelling */
	unsigned flags : 8;
};

struct pair_slot {
	uint32_t a, b; /* both numbers; 0: free */
	uint32_t uses; /* the first, or 0: none */
};

struct phrases {
	struct vocabulary *vocabulary;
	uint32_t *ids;	    /* in the order of catalog.rows, with PHRASE_GAP */
	struct use *uses;   /* uses[0] is none */
	uint32_t *singles;  /* by word number: the first use */
	uint32_t *surnames; /* the same for VARIANT_SURNAME */
	struct pair_slot *pairs;
	size_t n_pairs;
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

/* The slot where to look first. */
static inline size_t phrases_pair_begin(const struct phrases *p, uint64_t hash)
{
	return (size_t)((hash >> 32) * p->n_pairs >> 32);
}

/* Whether a spelling may be filed under the pair of this hash. */
static inline bool phrases_has_pair(const struct phrases *p, uint64_t hash)
{
	size_t bit = hash & p->bitmap_mask;

	return p->bitmap[bit / 64] >> bit % 64 & 1;
}

/* The slot of the pair, or a free one. */
static inline struct pair_slot *phrases_slot(
    const struct phrases *p, uint64_t hash, uint32_t a, uint32_t b)
{
	size_t i = phrases_pair_begin(p, hash);

	while (p->pairs[i].a && (p->pairs[i].a != a || p->pairs[i].b != b))
		i = i + 1 < p->n_pairs ? i + 1 : 0;
	return &p->pairs[i];
}

/* The first use at the pair, 0 if none. */
static inline uint32_t phrases_pair(const struct phrases *p, uint32_t a, uint32_t b)
{
	uint64_t hash = phrases_pair_hash(a, b);

	return phrases_has_pair(p, hash) ? phrases_slot(p, hash, a, b)->uses : 0;
}

/* The use behind this one at the same word or pair, 0 if none. */
static inline uint32_t phrases_next(const struct phrases *p, uint32_t use)
{
	return p->uses[use].is_last ? 0 : use + 1;
}

#endif
