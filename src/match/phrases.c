/*
 * phrases.c - rows of words in, lists of uses out: words get their numbers in the
 * language, pairs are counted, each spelling chooses its rarest pair, the lists are
 * measured and then filled. Always: the uses of one word or pair stand together, in
 * ascending order of spellings.
 */
#include "match/phrases.h"

#include "base/mem.h"

#include <stdlib.h>

enum { PREFETCH_AHEAD = 8 }; /* spellings */

#define NO_PAIR                                                                          \
	UINT32_MAX /* in place of a slot: the spelling is filed at its first word */

/* ---- Numbers --------------------------------------------------------------------- */

/* The number of a lexeme, given one if it has none. */
static uint32_t number(struct vocabulary *v, const struct lexeme *l, bool is_stem)
{
	const struct token t = {l->hash, 0, (uint32_t)l->text.n, l->flags};

	return is_stem ? vocabulary_add_stem(v, &t, l->text)
		       : vocabulary_add_exact(v, &t, l->text);
}

static void number_words(struct phrases *p, const struct catalog *c)
{
	uint32_t *exact = mem_new(c->lexicon.n, sizeof(*exact)); /* by lexeme */
	uint32_t *stems = mem_new(c->lexicon.n, sizeof(*stems));
	size_t end = 0, i = 0;

	p->ids = mem_resize(NULL, c->n_rows, sizeof(*p->ids));
	for (size_t s = 0; s < c->n_spellings; s++) {
		bool is_stem = c->spellings[s].variant == VARIANT_WORDS;
		uint32_t *numbers = is_stem ? stems : exact;

		for (end += c->spellings[s].length; i < end; i++) {
			uint32_t word = c->rows[i] & ~PHRASE_GAP;

			if (!numbers[word])
				numbers[word] =
				    number(p->vocabulary, &c->lexicon.v[word], is_stem);
			p->ids[i] = numbers[word] | (c->rows[i] & PHRASE_GAP);
		}
	}
	free(exact);
	free(stems);
}

/* ---- Pairs ----------------------------------------------------------------------- */

static size_t power_of_two(size_t n)
{
	size_t p = 64;

	while (p < n)
		p *= 2;
	return p;
}

static void make_pairs(struct phrases *p, const struct catalog *c)
{
	size_t n = 0;

	for (size_t s = 0; s < c->n_spellings; s++)
		n += c->spellings[s].length > 1 ? c->spellings[s].length - 1 : 0;
	p->n_pairs = n + n / 3 + 1;
	p->pairs = mem_new(p->n_pairs, sizeof(*p->pairs));
	p->bitmap_mask = power_of_two(8 * n + 1) - 1;
	p->bitmap = mem_new(p->bitmap_mask / 64 + 1, sizeof(*p->bitmap));
}

/* The slot of the words before and at ids, which is made the pair's if it is free. */
static struct pair_slot *pair_at(const struct phrases *p, const uint32_t *ids)
{
	uint32_t a = ids[-1] & ~PHRASE_GAP, b = ids[0];
	struct pair_slot *slot = phrases_slot(p, phrases_pair_hash(a, b), a, b);

	slot->a = a;
	slot->b = b;
	return slot;
}

/* Tells the processor which pair is next. */
static void prefetch_pair(const struct phrases *p, const uint32_t *ids)
{
	uint64_t hash = phrases_pair_hash(ids[0] & ~PHRASE_GAP, ids[1]);

	__builtin_prefetch(&p->pairs[phrases_pair_begin(p, hash)], 1);
}

/* Counts, in their slots, how many spellings have each pair. Each spelling has the slot
 * of its last pair, until it chooses. */
static void count_pairs(struct phrases *p, const struct catalog *c, uint32_t *slots)
{
	const struct spelling *spellings = c->spellings;
	const uint32_t *ids = p->ids, *ahead = p->ids;

	for (size_t s = 0; s < c->n_spellings && s < PREFETCH_AHEAD; s++)
		ahead += spellings[s].length;
	for (size_t s = 0; s < c->n_spellings; s++) {
		if (s + PREFETCH_AHEAD < c->n_spellings) {
			if (spellings[s + PREFETCH_AHEAD].length > 1)
				prefetch_pair(p, ahead);
			ahead += spellings[s + PREFETCH_AHEAD].length;
		}
		slots[s] = NO_PAIR;
		for (size_t i = 1; i < spellings[s].length; i++) {
			struct pair_slot *slot;

			if (ids[i] & PHRASE_GAP)
				continue;
			slot = pair_at(p, &ids[i]);
			slot->uses++;
			slots[s] = (uint32_t)(slot - p->pairs);
		}
		ids += spellings[s].length;
	}
}

/* The slot is that of the rarest pair, the first of those. */
static void choose_pair(struct phrases *p, const uint32_t *ids, size_t length,
    uint32_t *slots, size_t spelling)
{
	const struct pair_slot *best = NULL;

	for (size_t i = 1; i < length; i++) {
		const struct pair_slot *slot;

		if (ids[i] & PHRASE_GAP)
			continue;
		slot = pair_at(p, &ids[i]);
		if (best && slot->uses >= best->uses)
			continue;
		best = slot;
		slots[spelling] = (uint32_t)(slot - p->pairs);
	}
}

static void choose_pairs(struct phrases *p, const struct catalog *c, uint32_t *slots)
{
	const uint32_t *ids = p->ids;

	for (size_t i = 0; i < c->n_spellings; i++) {
		const struct spelling *s = &c->spellings[i];

		if (s->variant == VARIANT_SURNAME)
			slots[i] = NO_PAIR;
		else if (s->length > 2)
			choose_pair(p, ids, s->length, slots, i);
		ids += s->length;
	}
}

/* ---- Uses ------------------------------------------------------------------------ */

/* Where the list begins in which the spelling stands, whose words are ids. */
static uint32_t *head_of(const struct phrases *p, const struct catalog *c,
    uint32_t *slots, size_t spelling, const uint32_t *ids)
{
	if (slots[spelling] != NO_PAIR)
		return &p->pairs[slots[spelling]].uses;
	return c->spellings[spelling].variant == VARIANT_SURNAME ? &p->surnames[ids[0]]
								 : &p->singles[ids[0]];
}

/* Puts into each head how many uses it will have. */
static void measure_lists(struct phrases *p, const struct catalog *c, uint32_t *slots)
{
	const uint32_t *ids = p->ids;

	for (size_t i = 0; i < p->n_pairs; i++)
		p->pairs[i].uses = 0;
	for (size_t s = 0; s < c->n_spellings; ids += c->spellings[s++].length)
		if (c->spellings[s].length > 0)
			++*head_of(p, c, slots, s, ids);
	/* A surname of many contacts says nothing of which is meant. */
	for (uint32_t id = 0; id < vocabulary_n_ids(p->vocabulary); id++)
		if (p->surnames[id] > SURNAME_SHARED_MAX)
			p->surnames[id] = 0;
}

/* Gives the list its room behind *at; its head becomes where it ends. */
static void place_list(struct phrases *p, uint32_t *at, uint32_t *head)
{
	if (*head == 0)
		return;
	*at += *head;
	*head = *at;
	p->uses[*at - 1].is_last = 1;
}

static void place_lists(struct phrases *p)
{
	uint32_t at = 1;

	for (uint32_t id = 0; id < vocabulary_n_ids(p->vocabulary); id++) {
		place_list(p, &at, &p->singles[id]);
		place_list(p, &at, &p->surnames[id]);
	}
	for (size_t i = 0; i < p->n_pairs; i++) {
		struct pair_slot *slot = &p->pairs[i];
		size_t bit = phrases_pair_hash(slot->a, slot->b) & p->bitmap_mask;

		if (slot->uses)
			p->bitmap[bit / 64] |= UINT64_C(1) << bit % 64;
		place_list(p, &at, &slot->uses);
	}
}

/* Where in the row the pair stands first. */
static uint8_t place_of(const struct pair_slot *slot, const uint32_t *ids)
{
	unsigned i = 0;

	while ((ids[i] & ~PHRASE_GAP) != slot->a || ids[i + 1] != slot->b)
		i++;
	return (uint8_t)i;
}

/* From the last spelling to the first, so that each list's head comes to its begin. */
static void fill_lists(struct phrases *p, const struct catalog *c, uint32_t *slots)
{
	const uint32_t *ids = p->ids + c->n_rows;

	for (size_t i = c->n_spellings; i-- > 0;) {
		const struct spelling *s = &c->spellings[i];
		uint32_t *head;
		struct use *use;

		ids -= s->length;
		if (s->length == 0 || *(head = head_of(p, c, slots, i, ids)) == 0)
			continue;
		use = &p->uses[--*head];
		use->spelling = (uint32_t)i;
		use->first = (uint32_t)(ids - p->ids);
		use->n = s->length & (unsigned)USE_WORDS_MAX;
		use->at = slots[i] == NO_PAIR ? 0 : place_of(&p->pairs[slots[i]], ids);
		use->variant = s->variant;
		use->flags = s->flags;
	}
}

/* ---- Roles ----------------------------------------------------------------------- */

/* What the uses of a pair make its first word. */
static unsigned role_of_first(const struct phrases *p, uint32_t use)
{
	unsigned roles = ROLE_FIRST;

	for (; use; use = phrases_next(p, use))
		if (p->uses[use].flags & SPELLING_MIDDLE)
			roles |= ROLE_MIDDLE;
	return roles;
}

static void give_roles(struct phrases *p)
{
	size_t n = vocabulary_n_ids(p->vocabulary);
	uint8_t *roles = mem_new(n, sizeof(*roles));

	for (size_t id = 0; id < n; id++)
		roles[id] = p->singles[id] || p->surnames[id] ? ROLE_SINGLE : 0;
	for (size_t i = 0; i < p->n_pairs; i++) {
		const struct pair_slot *slot = &p->pairs[i];

		if (!slot->uses)
			continue;
		roles[slot->a] |= (uint8_t)role_of_first(p, slot->uses);
		roles[slot->b] |= ROLE_SECOND;
	}
	vocabulary_set_roles(p->vocabulary, roles);
}

/* ---- The whole ------------------------------------------------------------------- */

struct phrases *phrases_new(
    const struct catalog *c, struct str language, const struct fragments *f)
{
	struct phrases *p = mem_new(1, sizeof(*p));
	uint32_t *slots = mem_resize(NULL, c->n_spellings, sizeof(*slots));
	size_t n_ids;

	p->vocabulary = vocabulary_new(language, c->lexicon.n, f);
	number_words(p, c);
	n_ids = vocabulary_n_ids(p->vocabulary);
	make_pairs(p, c);
	count_pairs(p, c, slots);
	choose_pairs(p, c, slots);
	p->singles = mem_new(n_ids, sizeof(*p->singles));
	p->surnames = mem_new(n_ids, sizeof(*p->surnames));
	measure_lists(p, c, slots);
	p->uses = mem_new(c->n_spellings + 1, sizeof(*p->uses));
	place_lists(p);
	fill_lists(p, c, slots);
	give_roles(p);
	free(slots);
	return p;
}

void phrases_free(struct phrases *p)
{
	if (!p)
		return;
	vocabulary_free(p->vocabulary);
	free(p->ids);
	free(p->uses);
	free(p->singles);
	free(p->surnames);
	free(p->pairs);
	free(p->bitmap);
	free(p);
}
