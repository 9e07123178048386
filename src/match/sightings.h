/*
 * sightings.h - where fragments of words stand in the item at hand: noted by scan.c, read
 * by patterns.c.
 */
#ifndef MATCH_SIGHTINGS_H
#define MATCH_SIGHTINGS_H

#include "base/mem.h"
#include "match/fragments.h"

struct sighting {
	uint32_t start; /* of the word that holds it, in bytes of the field */
	uint32_t word;	/* its number in the field */
	uint32_t next;	/* the one before of the same fragment; 0: none */
	uint8_t field, category;
};

struct sighted { /* of one fragment */
	uint32_t round;
	uint32_t last; /* << FIELD_BITS: its last sighting; a bit 1 << enum field for each
			* that it stands in */
	uint64_t
	    words; /* a bit for each word that holds it, 64 words on the same again */
};

enum { FIELD_BITS = 3, FIELDS = (1 << FIELD_BITS) - 1 };

struct sightings {
	struct sighting *v; /* v[0] is none; they are by place */
	size_t n, cap;
	struct sighted *of; /* by fragment; old where the round is not this one. of[0], no
			     * fragment, is everywhere */
	size_t n_fragments;
	uint32_t *seen; /* the fragments in the item under which something is filed */
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

	return of->round == s->round ? of->last & FIELDS : 0;
}

/* The words that hold the fragment, in whatever field, as struct sighted has them. */
static inline uint64_t sightings_words(const struct sightings *s, uint32_t fragment)
{
	const struct sighted *of = &s->of[fragment];

	return of->round == s->round ? of->words : 0;
}

/* The last sighting of a fragment that was seen. */
static inline uint32_t sightings_last(const struct sightings *s, uint32_t fragment)
{
	return s->of[fragment].last >> FIELD_BITS;
}

/* Takes note of n fragments of one word, as fragments_in() puts them. */
static inline void sightings_note(
    struct sightings *s, const uint32_t *fragments, size_t n, const struct sighting *at)
{
	const uint64_t word = UINT64_C(1) << at->word % 64;
	const uint32_t field = 1u << at->field, round = s->round;
	uint32_t number = (uint32_t)s->n, *seen;
	struct sighting *v;

	while (s->cap < s->n + n)
		mem_grow(&s->v, s->cap, &s->cap, sizeof(*s->v));
	v = s->v + number;
	seen = s->seen + s->n_seen;
	for (size_t i = 0; i < n; i++, number++, v++) {
		uint32_t fragment = fragments[i] & ~FRAGMENT_FILED;
		struct sighted *of = &s->of[fragment];
		/* Whether it was seen before cannot be foretold: no branch depends on it.
		 */
		bool is_again = of->round == round;
		uint32_t last = is_again ? of->last : 0;

		v->start = at->start;
		v->word = at->word;
		v->next = last >> FIELD_BITS;
		v->field = at->field;
		v->category = at->category;
		*seen = fragment;
		seen += !is_again & (fragments[i] != fragment);
		of->last = number << FIELD_BITS | (last & FIELDS) | field;
		of->words = (is_again ? of->words : 0) | word;
		of->round = round;
	}
	s->n = number;
	s->n_seen = (size_t)(seen - s->seen);
}

#endif
