/*
 * score.h - hits of an item in, scores of contacts out.
 *
 * What speaks for a contact adds up in one scale, "strength": interests by rarity, weight
 * and frequency, names by how sure they are. The score is 1 - exp(-strength), so that
 * strengths of any number lie in 0..1 and every match has its share of the points.
 */
#ifndef MATCH_SCORE_H
#define MATCH_SCORE_H

#include "match/best.h"
#include "match/judge.h"
#include "match/match.h"

/* What scoring an item needs beside its hits. */
struct score_base {
	const struct catalog *catalog;
	const struct evidence *evidence;
	const double *rarity; /* by entity */
};

struct found { /* an entity in an item */
	uint32_t entity;
	float amount;	/* how much of an interest, how sure a name */
	float strength; /* for a weight of 1 */
	uint32_t hit;	/* the first of it among the item's */
	bool is_twin;	/* an interest in the words of the one before it */
};

struct scorer; /* what one thread needs */

struct scorer *scorer_new(const struct score_base *base);
void scorer_free(struct scorer *s); /* NULL does nothing */

/* Takes in the hits of one item; borrowed until the next. */
void scorer_begin(struct scorer *s, const struct item *item, const struct hit *hits,
    size_t n, size_t n_words);

/* Appends the contacts whose strength is above floor, and above floors[contact] unless
 * that is NULL; in no order. */
void scorer_pairs(struct scorer *s, uint32_t item, float floor, const float *floors,
    struct light_pairs *out);

/* The whole pairs of n of these contacts, all different. */
void scorer_explain(struct scorer *s, const struct light_pair *light, size_t n,
    struct arena *a, struct pair *out);

/* The strength that gives a score just below this one. */
float score_floor(points score);

#endif
