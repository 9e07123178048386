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
	uint32_t last : 29;  /* sighting */
	uint32_t fields : 3; /* a bit 1 << enum field for each that it stands in */
	uint64_t
	    words; /* a bit for each word that holds it, 64 words on the same again */
};

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

	return of->round == s->round ? of->fields : 0;
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
	return s->of[fragment].last;
}

/* Takes note of n fragments of one word, as fragments_in() puts them. */
static inline void sightings_note(
    struct sightings *s, const uint32_t *fragments, size_t n, const struct sighting *at)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t fragment = fragments[i] & ~FRAGMENT_FILED;
		struct sighted *of = &s->of[fragment];
		uint32_t number = (uint32_t)s->n++;

		if (number == s->cap)
			mem_grow(&s->v, number, &s->cap, sizeof(*s->v));
		if (of->round != s->round) {
			s->seen[s->n_seen] = fragment;
			s->n_seen += fragments[i] != fragment;
			*of = (struct sighted){.round = s->round};
		}
		s->v[number] = *at;
		s->v[number].next = of->last;
		of->last = number & 0x1fffffff;
		of->fields |= 1u << at->field & 7;
		of->words |= UINT64_C(1) << at->word % 64;
	}
}

#endif
