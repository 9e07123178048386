/*
 * starts.c - what is known of words in, uses to try out. Pairs are noted first and looked
 * up together. Always: starts are in the order of their last words.
 */
#include "match/starts.h"

#include "base/mem.h"

#include <stdlib.h>

enum { STARTS_PER_PLACE = 6 };

void starts_clear(struct starts *s)
{
	free(s->v);
	free(s->pairs);
	*s = (struct starts){0};
}

static void reserve(struct starts *s, size_t n_places)
{
	if (s->cap < n_places * STARTS_PER_PLACE) {
		s->cap = 2 * n_places * STARTS_PER_PLACE;
		s->v = mem_resize(s->v, s->cap, sizeof(*s->v));
	}
	if (s->cap_pairs < n_places) {
		s->cap_pairs = 2 * n_places;
		s->pairs = mem_resize(s->pairs, s->cap_pairs, sizeof(*s->pairs));
	}
}

/* A middle name or initial: "George W. Bush". */
static bool is_middle(const struct token *t)
{
	return t->flags & TOKEN_CAPITAL && !(t->flags & (TOKEN_START | TOKEN_BREAK)) &&
	       !(t[1].flags & (TOKEN_START | TOKEN_BREAK)) &&
	       !(t->flags & TOKEN_POSSESSIVE);
}

static inline void put(struct starts *s, uint32_t uses, size_t word, enum start_kind kind)
{
	s->v[s->n] = (struct start){uses, (uint32_t)word, kind};
	s->n += uses != 0;
}

/* The starts of names that end with word i, or are it alone. */
static void find_names(struct starts *s, const struct phrases *p, const struct token *t,
    const struct known *known, size_t i)
{
	uint32_t id = known[i].exact;

	put(s, p->singles[id], i, START_WORD);
	if (i > 0 && p->surnames[id])
		put(s, id, i, START_SURNAME);
	if (i > 0 && known[i - 1].exact)
		put(s, phrases_pair(p, known[i - 1].exact, id), i - 1, START_PAIR);
	if (i > 1 && known[i - 2].exact && is_middle(&t[i - 1]))
		put(s, phrases_pair(p, known[i - 2].exact, id), i - 2, START_MIDDLE);
}

/* The start of interests at a pair that ends with word i, to be looked up. */
static inline void note_pair(
    struct starts *s, const struct phrases *p, const struct known *known, size_t i)
{
	uint64_t hash = phrases_pair_hash(known[i - 1].stem, known[i].stem);
	bool is_there = phrases_has_pair(p, hash);

	__builtin_prefetch(&p->pairs[is_there ? phrases_pair_begin(p, hash) : 0]);
	s->pairs[s->n_pairs] = (uint32_t)s->n;
	s->v[s->n] = (struct start){0, (uint32_t)i - 1, START_PAIR};
	s->n_pairs += is_there;
	s->n += is_there;
}

void starts_find(struct starts *s, const struct phrases *p, const struct token *t,
    const struct known *known, const uint32_t *places, size_t n_places)
{
	s->n = s->n_pairs = 0;
	reserve(s, n_places);
	for (size_t k = 0; k < n_places; k++) {
		size_t i = places[k];
		uint32_t uses = p->singles[known[i].stem];

		if (known[i].exact)
			find_names(s, p, t, known, i);
		__builtin_prefetch(&p->uses[uses]);
		put(s, uses, i, START_WORD);
		if (i > 0)
			note_pair(s, p, known, i);
	}
	for (size_t k = 0; k < s->n_pairs; k++) {
		struct start *start = &s->v[s->pairs[k]];
		uint32_t a = known[start->word].stem, b = known[start->word + 1].stem;

		start->uses = phrases_slot(p, phrases_pair_hash(a, b), a, b)->uses;
		__builtin_prefetch(&p->uses[start->uses]);
	}
}
