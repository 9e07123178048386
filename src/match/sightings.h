/*
 * sightings.h - where fragments of words stand in the item at hand: noted by scan.c, read
 * by patterns.c.
 */
#ifndef MATCH_SIGHTINGS_H
#define MATCH_SIGHTINGS_H

#include "base/mem.h"
#include "base/str.h"

struct sighting {
	uint32_t start; /* of the word that holds it, in bytes of the field */
	uint32_t word;	/* its number in the field */
	uint32_t next;	/* the next of the same fragment, by place; 0: none */
	uint8_t field, category;
	bool is_ascii; /* the word begins with an ASCII letter or digit */
};

struct sighted { /* of one fragment */
	uint32_t round;
	uint32_t fields;      /* a bit 1 << enum field for each that it stands in */
	uint32_t first, last; /* sightings */
};

struct sightings {
	struct sighting *v; /* v[0] is none; they are by place */
	size_t n, cap;
	struct sighted *of; /* by fragment; old where the round is not this one */
	size_t n_fragments;
	uint32_t *seen; /* the fragments in the item, each once */
	size_t n_seen;
	uint32_t round;
};

/* fragments are numbered below n_fragments. */
void sightings_init(struct sightings *s, size_t n_fragments);
void sightings_clear(struct sightings *s);

/* Forgets everything, for the next item. */
void sightings_begin(struct sightings *s);

/* The fields that the fragment stands in. */
static inline unsigned sightings_fields(const struct sightings *s, uint32_t fragment)
{
	const struct sighted *of = &s->of[fragment];

	return of->round == s->round ? of->fields : 0;
}

static inline void sightings_note(
    struct sightings *s, uint32_t fragment, const struct sighting *at)
{
	struct sighted *of = &s->of[fragment];
	uint32_t number = (uint32_t)s->n;

	if (s->n == s->cap)
		mem_grow(&s->v, s->n, &s->cap, sizeof(*s->v));
	s->v[s->n++] = *at;
	if (of->round == s->round) {
		s->v[of->last].next = number;
		of->fields |= 1u << at->field;
	} else {
		s->seen[s->n_seen++] = fragment;
		*of = (struct sighted){s->round, 1u << at->field, number, number};
	}
	of->last = number;
}

#endif
