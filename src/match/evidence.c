/*
 * evidence.c - counters by spelling and entity, and a set of pairs of a spelling and the
 * capitalised word before it. Always: the order in which hits are added changes nothing.
 */
#include "match/evidence.h"

#include "base/mem.h"

#include <stdlib.h>

struct evidence {
	const struct catalog *c;
	struct counts *by_spelling;
	uint32_t *n_sure;  /* by entity */
	uint32_t *n_named; /* by spelling */
	uint64_t *neighbours;
	size_t mask, n_neighbours;
};

enum { NEIGHBOURS_AT_FIRST = 64 };

struct evidence *evidence_new(const struct catalog *c)
{
	struct evidence *e = mem_new(1, sizeof(*e));

	e->c = c;
	e->by_spelling = mem_new(c->n_spellings, sizeof(*e->by_spelling));
	e->n_sure = mem_new(c->n_entities, sizeof(*e->n_sure));
	e->n_named = mem_new(c->n_spellings, sizeof(*e->n_named));
	e->neighbours = mem_new(NEIGHBOURS_AT_FIRST, sizeof(*e->neighbours));
	e->mask = NEIGHBOURS_AT_FIRST - 1;
	return e;
}

void evidence_free(struct evidence *e)
{
	if (!e)
		return;
	free(e->by_spelling);
	free(e->n_sure);
	free(e->n_named);
	free(e->neighbours);
	free(e);
}

/* ---- Neighbours ------------------------------------------------------------------ */

static uint64_t neighbour_key(const struct hit *h)
{
	uint64_t key = ((uint64_t)h->neighbour << 32 | h->spelling) * 0x9e3779b97f4a7c15;

	return key ? key : 1;
}

static uint64_t *neighbour_slot(const struct evidence *e, uint64_t key)
{
	size_t i = (key ^ key >> 32) & e->mask;

	while (e->neighbours[i] && e->neighbours[i] != key)
		i = (i + 1) & e->mask;
	return &e->neighbours[i];
}

static void neighbours_grow(struct evidence *e)
{
	uint64_t *old = e->neighbours;
	size_t n = e->mask + 1;

	e->neighbours = mem_new(2 * n, sizeof(*e->neighbours));
	e->mask = 2 * n - 1;
	for (size_t i = 0; i < n; i++)
		if (old[i])
			*neighbour_slot(e, old[i]) = old[i];
	free(old);
}

static void add_neighbour(struct evidence *e, const struct hit *h)
{
	uint64_t key = neighbour_key(h), *slot = neighbour_slot(e, key);

	if (*slot)
		return;
	if (2 * ++e->n_neighbours > e->mask) {
		neighbours_grow(e);
		slot = neighbour_slot(e, key);
	}
	*slot = key;
}

bool evidence_is_neighbour_known(const struct evidence *e, const struct hit *h)
{
	return *neighbour_slot(e, neighbour_key(h)) != 0;
}

/* ---- Counts ---------------------------------------------------------------------- */

static void count(struct counts *c, const struct hit *h)
{
	c->n++;
	if (h->context & CONTEXT_LOWER)
		c->n_lower++;
	else if (h->context & CONTEXT_OWN)
		c->n_own++;
	else if (h->context &
		     (CONTEXT_COVERED | CONTEXT_BEFORE_NUMBER | CONTEXT_LONGER) ||
		 (h->context & CONTEXT_BEFORE_NAME && !(h->context & CONTEXT_TITLE_CASE)))
		c->n_other++;
	else
		c->n_alone++;
	if (h->context & CONTEXT_PLACE)
		c->n_place++;
}

static bool is_sure(const struct spelling *s)
{
	return s->variant == VARIANT_FULL || s->variant == VARIANT_ALIAS ||
	       s->variant == VARIANT_PERSON || s->variant == VARIANT_NICK;
}

/* Whether a sure spelling of the entity is among the hits of one item. */
static bool has_sure(
    const struct catalog *c, const struct hit *hits, size_t n, uint32_t entity)
{
	for (size_t i = 0; i < n; i++) {
		const struct spelling *s = &c->spellings[hits[i].spelling];

		if (s->entity == entity && is_sure(s))
			return true;
	}
	return false;
}

static void add_item(struct evidence *e, const struct hit *hits, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct hit *h = &hits[i];
		const struct spelling *s = &e->c->spellings[h->spelling];

		if (!spelling_is_name(s))
			continue;
		count(&e->by_spelling[h->spelling], h);
		if (is_sure(s) && !(h->context & (CONTEXT_LOWER | CONTEXT_COVERED)))
			e->n_sure[s->entity]++;
		if (s->variant == VARIANT_INITIALS && has_sure(e->c, hits, n, s->entity))
			e->by_spelling[h->spelling].n_together++;
		if (h->neighbour &&
		    !(h->context & (CONTEXT_AFTER_START | CONTEXT_TITLE_CASE)))
			add_neighbour(e, h);
	}
}

void evidence_add(struct evidence *e, const struct hit *hits, size_t n)
{
	for (size_t i = 0, from = 0; i <= n; i++)
		if (n && (i == n || hits[i].item != hits[from].item)) {
			add_item(e, hits + from, i - from);
			from = i;
		}
}

void evidence_add_named(struct evidence *e, const struct scanner *s)
{
	scanner_count_named(s, e->n_named);
}

const struct counts *evidence_counts(const struct evidence *e, uint32_t spelling)
{
	return &e->by_spelling[spelling];
}

uint32_t evidence_n_sure(const struct evidence *e, uint32_t entity)
{
	return e->n_sure[entity];
}

uint32_t evidence_n_named(const struct evidence *e, uint32_t spelling)
{
	return e->n_named[spelling];
}
