/*
 * stems.h - the words of an item by their stems, each once, with how often and where; and
 * the pairs of words that stand beside each other.
 */
#ifndef RANK_STEMS_H
#define RANK_STEMS_H

#include "base/arena.h"
#include "model/item.h"

struct stem {
	uint64_t hash;
	struct str word; /* as it stands in the item, folded; a view of the arena */
	double n;	 /* how often; in the title it counts three times */
};

/* Shorter words say nothing. */
enum { STEM_BYTES_MIN = 2 };

/* Makes stems; holds Snowball's stemmers. One for each thread. */
struct stemmer;
struct stemmer *stemmer_new(void);
void stemmer_free(struct stemmer *s); /* NULL does nothing */

/* The stems of title and summary, by hash ascending, without numbers and words of one
 * letter, in the language of the item (English where none is said). *n_words counts all
 * words. */
size_t stemmer_run(struct stemmer *s, struct arena *a, const struct item *it,
    struct stem **out, size_t *n_words);

struct stem_pair {
	uint64_t hash;
	uint64_t first, second; /* of its words */
	struct str words;	/* "interest rate", folded; a view of the arena */
	double n;		/* as of a stem */
};

/* The pairs of such words with nothing between them, by hash ascending. */
size_t stemmer_run_pairs(struct stemmer *s, struct arena *a, const struct item *it,
    struct stem_pair **out, size_t *n_words);

/* The hash that the pair of these stems has. */
uint64_t stem_pair_hash(uint64_t first, uint64_t second);

/* The hash that the stem of this word has. */
uint64_t stemmer_hash(struct stemmer *s, struct str word, struct str language);

/* A number for the language; English for what is not known. */
size_t stemmer_language(struct str language);

#endif
