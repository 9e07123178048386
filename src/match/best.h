/*
 * best.h - the best so many items of every contact, kept while items come by the million:
 * only what may still be among them is ever looked at.
 */
#ifndef MATCH_BEST_H
#define MATCH_BEST_H

#include "base/str.h"

/* A pair without its matches. */
struct light_pair {
	uint32_t item, contact;
	float strength;
};

struct light_pairs {
	struct light_pair *v;
	size_t n, cap;
};

struct best {
	size_t n_contacts, n_kept;
	float *floor;		  /* by contact: what is not above it is not kept */
	uint32_t *n;		  /* by contact: how many are kept */
	struct light_pair *heaps; /* n_kept for each contact, the worst first */
};

/* Keeps n_kept for each contact, of strength above floor. */
void best_init(struct best *b, size_t n_contacts, size_t n_kept, float floor);
void best_clear(struct best *b); /* frees; a zeroed one is empty */

/* Keeps the pair if it is among the best of its contact so far; of two as strong the item
 * that comes first wins. */
void best_put(struct best *b, const struct light_pair *p);

/* Puts all that `from` keeps. */
void best_put_all(struct best *b, const struct best *from);

/* Appends what is kept, in no order. */
void best_list(const struct best *b, struct light_pairs *out);

/* By item, then the strongest first, then by contact. */
void light_pairs_sort(struct light_pair *v, size_t n);

#endif
