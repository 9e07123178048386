/*
 * places.h - where in the item at hand a match of an expression may begin.
 */
#ifndef MATCH_PLACES_H
#define MATCH_PLACES_H

#include "match/triggers.h"
#include "model/item.h"

struct places {
	uint32_t *v; /* sightings, by place */
	size_t n, cap;
	int holds[2]; /* places.c's */
};

void places_clear(struct places *p); /* frees; zeroed ones are empty */

/* Forgets what is known of the item before. */
void places_begin(struct places *p);

/* Whether reach_holds() for all fields of the item. */
bool places_reach_holds(struct places *p, const struct item *item);

/* Finds where in these fields (a bit 1 << enum field for each) a match may begin; false
 * if it may begin elsewhere, too. */
bool places_find(struct places *p, const struct leads *leads, const struct sightings *s,
    const struct item *item, unsigned fields);

/* The text of the field that the sighting is in. */
struct str places_text(const struct item *item, const struct sighting *at);

#endif
