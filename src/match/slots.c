/*
 * slots.c - open addressing with linear probing. A tag's place among all tags is its
 * place among the slots, so that they may be as many as are needed and grow without the
 * hashes.
 */
#include "match/slots.h"

#include "base/mem.h"

#include <stdlib.h>

enum { N_MIN = 64 };

void slots_init(struct slots *s, size_t n_expected)
{
	size_t n = n_expected + n_expected / 3 + 1;

	*s = (struct slots){.n = n > N_MIN ? n : N_MIN};
	s->v = mem_new(s->n, sizeof(*s->v));
}

void slots_clear(struct slots *s)
{
	free(s->v);
	*s = (struct slots){0};
}

static void put(struct slots *s, struct slot slot)
{
	size_t i = (size_t)((uint64_t)slot.tag * s->n >> 32);

	while (s->v[i].number)
		i = i + 1 < s->n ? i + 1 : 0;
	s->v[i] = slot;
}

static void grow(struct slots *s)
{
	struct slots old = *s;

	s->n = 2 * old.n;
	s->v = mem_new(s->n, sizeof(*s->v));
	for (size_t i = 0; i < old.n; i++)
		if (old.v[i].number)
			put(s, old.v[i]);
	free(old.v);
}

void slots_add(struct slots *s, uint64_t hash, size_t at, uint32_t number)
{
	const struct slot slot = {slots_tag(hash), number};

	if (4 * ++s->n_used <= 3 * s->n) {
		s->v[at] = slot;
		return;
	}
	grow(s);
	put(s, slot);
}
