/*
 * score_parts.h - what score.c and explain.c share of an item that is being scored.
 */
#ifndef MATCH_SCORE_PARTS_H
#define MATCH_SCORE_PARTS_H

#include "match/score.h"

/* How much a field says. */
extern const double score_field_weight[];

struct acc {
	float strength;
	bool is_touched, is_vetoed, has_person;
};

struct scorer {
	struct score_base base;
	const struct item *item;
	const struct hit *hits;
	size_t n_hits;
	struct found *found;
	size_t n_found, cap_found;
	uint32_t *found_at; /* by entity: where in found, if it is there at all */
	struct taught *taught;
	struct acc *accs; /* by contact */
	uint32_t *touched;
	size_t n_touched;

	/* For explaining the pairs of the item. */
	uint32_t *pair_of; /* by contact: which pair from 1 on, 0 if none */
	struct told *told; /* by found */
	size_t cap_told;
	struct mention *mentions;
	size_t n_mentions, cap_mentions;
	struct mention_list *lists; /* by pair */
	size_t cap_lists;
	struct share *shares; /* of the pair at hand */
	size_t n_shares, cap_shares;
};

static inline const struct spelling *score_spelling(
    const struct scorer *s, const struct hit *h)
{
	return &s->base.catalog->spellings[h->spelling];
}

/* What the hit adds to what is known of its entity. */
double score_hit_amount(const struct scorer *s, const struct hit *h);

/* The first posting of the entity for the contact; NULL if there is none. */
const struct posting *score_posting(
    const struct catalog *c, const struct entity *e, uint32_t contact);

/* What corroboration adds to the strength of a contact whose name was found. */
double score_corroboration(struct scorer *s, uint32_t contact);

points score_of(double strength);

#endif
