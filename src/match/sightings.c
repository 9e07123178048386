/*
 * sightings.c - a table by fragment that is never emptied: each item is a round of its
 * own, and what is of another round is nothing.
 */
#include "match/sightings.h"

#include <stdlib.h>

void sightings_init(struct sightings *s, size_t n_fragments)
{
	*s = (struct sightings){.n_fragments = n_fragments};
	s->of = mem_new(n_fragments, sizeof(*s->of));
	s->seen = mem_new(n_fragments, sizeof(*s->seen));
	mem_grow(&s->v, 0, &s->cap, sizeof(*s->v));
	s->v[0] = (struct sighting){0};
	s->n = 1;
}

void sightings_clear(struct sightings *s)
{
	free(s->v);
	free(s->of);
	free(s->seen);
}

void sightings_begin(struct sightings *s)
{
	s->n = 1;
	s->n_seen = 0;
	if (++s->round == 0) {
		s->round = 1;
		for (size_t i = 0; i < s->n_fragments; i++)
			s->of[i].round = 0;
	}
	s->of[0] =
	    (struct sighted){.round = s->round, .last = FIELDS, .words = UINT64_MAX};
}
