/*
 * evidence.h - how the spellings of names stand in all the items at hand: what the news
 * say of a name when they say it often.
 */
#ifndef MATCH_EVIDENCE_H
#define MATCH_EVIDENCE_H

#include "match/scan.h"

struct counts {		  /* of one spelling */
	uint32_t n;	  /* all sightings, which are of these four kinds: */
	uint32_t n_lower; /* written small */
	uint32_t n_own;	  /* continued by the words of the name itself */
	uint32_t n_other; /* continued by other names or numbers */
	uint32_t n_alone;
	uint32_t n_place;    /* as a place is written: "in York" */
	uint32_t n_together; /* with a sure spelling of the same in the same item */
};

struct evidence;

struct evidence *evidence_new(const struct catalog *c);
void evidence_free(struct evidence *e); /* NULL does nothing */

/* Counts the hits of some items, those of an item together. */
void evidence_add(struct evidence *e, const struct hit *hits, size_t n);

/* Counts the given names that the scanner saw before surnames. */
void evidence_add_named(struct evidence *e, const struct scanner *s);

const struct counts *evidence_counts(const struct evidence *e, uint32_t spelling);

/* How often a sure spelling of the entity was seen. */
uint32_t evidence_n_sure(const struct evidence *e, uint32_t entity);

/* How often any given name was seen before the surname. */
uint32_t evidence_n_named(const struct evidence *e, uint32_t spelling);

/* Whether the word before the hit was seen before this spelling inside a sentence too,
 * and so belongs to a longer name. */
bool evidence_is_neighbour_known(const struct evidence *e, const struct hit *h);

#endif
