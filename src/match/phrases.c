/*
 * phrases.c - two passes over the spellings: words get their numbers and pairs are
 * counted, then each spelling is filed under its rarest pair. Always: uses of one pair or
 * word stand together, in ascending order of spellings.
 */
#include "match/phrases.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { PHRASE_WORDS_MAX = 64 };

/* ---- Numbers --------------------------------------------------------------------- */

static bool is_gap(struct str text, const struct token *before, const struct token *t)
{
	struct str between = str_sub(text, before->end, t->start - before->end);

	return str_find(between, STR("...")) < between.n ||
	       str_find(between, STR("…")) < between.n;
}

static void number(struct phrases *p, const struct spelling *s, struct phrase *out,
    const struct tokens *t)
{
	out->first = (uint32_t)p->n_ids;
	out->n = t->n <= PHRASE_WORDS_MAX ? (uint32_t)t->n : 0;
	for (size_t i = 0; i < out->n; i++) {
		uint32_t id =
		    s->variant == VARIANT_WORDS
			? vocabulary_add_stem(p->vocabulary, &t->v[i], s->text)
			: vocabulary_add_exact(p->vocabulary, &t->v[i], s->text);

		if (i > 0 && s->variant == VARIANT_WORDS &&
		    is_gap(s->text, &t->v[i - 1], &t->v[i]))
			id |= PHRASE_GAP;
		mem_grow(&p->ids, p->n_ids, &p->cap_ids, sizeof(*p->ids));
		p->ids[p->n_ids++] = id;
	}
}

/* ---- Pairs ----------------------------------------------------------------------- */

static struct pair_slot *pair_slot(struct phrases *p, uint32_t a, uint32_t b)
{
	uint64_t key = (uint64_t)a << 32 | b;
	size_t i = phrases_pair_hash(a, b) & p->pairs_mask;

	while (p->pairs[i].key && p->pairs[i].key != key)
		i = (i + 1) & p->pairs_mask;
	p->pairs[i].key = key;
	return &p->pairs[i];
}

static size_t power_of_two(size_t n)
{
	size_t p = 64;

	while (p < n)
		p *= 2;
	return p;
}

static void count_pairs(struct phrases *p, size_t n_spellings)
{
	size_t n_pairs = 0;

	for (size_t s = 0; s < n_spellings; s++)
		n_pairs += p->phrases[s].n > 1 ? p->phrases[s].n - 1 : 0;
	p->pairs_mask = power_of_two(2 * n_pairs + 1) - 1;
	p->pairs = mem_new(p->pairs_mask + 1, sizeof(*p->pairs));
	p->bitmap_mask = power_of_two(8 * n_pairs + 1) - 1;
	p->bitmap = mem_new(p->bitmap_mask / 64 + 1, sizeof(*p->bitmap));
	for (size_t s = 0; s < n_spellings; s++) {
		const uint32_t *ids = p->ids + p->phrases[s].first;

		for (size_t i = 1; i < p->phrases[s].n; i++)
			if (!(ids[i] & PHRASE_GAP))
				pair_slot(p, ids[i - 1] & ~PHRASE_GAP, ids[i])->n++;
	}
}

/* ---- Uses ------------------------------------------------------------------------ */

static void use(struct phrases *p, const struct catalog *c, uint32_t *head,
    size_t spelling, size_t at)
{
	const struct phrase *ph = &p->phrases[spelling];
	const struct spelling *s = &c->spellings[spelling];
	mem_grow(&p->uses, p->n_uses, &p->cap_uses, sizeof(*p->uses));
	p->uses[p->n_uses] = (struct use){.spelling = (uint32_t)spelling,
	    .next = *head,
	    .first = ph->first,
	    .n = (uint8_t)ph->n,
	    .at = (uint8_t)at,
	    .variant = s->variant,
	    .flags = s->flags};
	*head = (uint32_t)p->n_uses++;
}

/* Files the spelling under its rarest pair, or under its first word if it has none. */
static void file_spelling(struct phrases *p, const struct catalog *c, size_t spelling)
{
	const struct phrase *ph = &p->phrases[spelling];
	const uint32_t *ids = p->ids + ph->first;
	struct pair_slot *best = NULL;
	size_t best_at = 0;

	if (c->spellings[spelling].variant == VARIANT_SURNAME) {
		if (ph->n > 0)
			use(p, c, &p->surnames[ids[0]], spelling, 0);
		return;
	}
	for (size_t i = 1; i < ph->n; i++) {
		struct pair_slot *slot;

		if (ids[i] & PHRASE_GAP)
			continue;
		slot = pair_slot(p, ids[i - 1] & ~PHRASE_GAP, ids[i]);
		if (!best || slot->n < best->n) {
			best = slot;
			best_at = i - 1;
		}
	}
	if (best) {
		size_t bit =
		    phrases_pair_hash(ids[best_at] & ~PHRASE_GAP, ids[best_at + 1]) &
		    p->bitmap_mask;

		p->bitmap[bit / 64] |= UINT64_C(1) << bit % 64;
		use(p, c, &best->uses, spelling, best_at);
	} else if (ph->n > 0) {
		use(p, c, &p->singles[ids[0]], spelling, 0);
	}
}

/* A surname of many contacts says nothing of which is meant. */
static void drop_shared_surnames(struct phrases *p)
{
	for (uint32_t id = 0; id < vocabulary_n_ids(p->vocabulary); id++) {
		size_t n = 0;

		for (uint32_t u = p->surnames[id]; u; u = p->uses[u].next)
			n++;
		if (n > SURNAME_SHARED_MAX)
			p->surnames[id] = 0;
	}
}

/* Moves the uses that begin with *head behind those in to. */
static void move_uses(struct phrases *p, struct use *to, size_t *n, uint32_t *head)
{
	uint32_t u = *head;

	if (!u)
		return;
	*head = (uint32_t)*n;
	for (; u; u = p->uses[u].next) {
		to[*n] = p->uses[u];
		to[*n].next = (uint32_t)*n + 1;
		++*n;
	}
	to[*n - 1].next = 0;
}

/* Uses are tried one after the other: so they are put. */
static void put_together(struct phrases *p)
{
	struct use *to = mem_resize(NULL, p->n_uses, sizeof(*to));
	size_t n = 1;

	to[0] = p->uses[0];
	for (uint32_t id = 0; id < vocabulary_n_ids(p->vocabulary); id++) {
		move_uses(p, to, &n, &p->singles[id]);
		move_uses(p, to, &n, &p->surnames[id]);
	}
	for (size_t i = 0; i <= p->pairs_mask; i++)
		move_uses(p, to, &n, &p->pairs[i].uses);
	free(p->uses);
	p->uses = to;
	p->n_uses = p->cap_uses = n;
}

struct phrases *phrases_new(
    const struct catalog *c, struct str language, const struct fragments *f)
{
	struct phrases *p = mem_new(1, sizeof(*p));
	struct tokenizer *tk = tokenizer_new();
	struct tokens t = {0};

	p->vocabulary = vocabulary_new(language, f);
	p->phrases = mem_new(c->n_spellings, sizeof(*p->phrases));
	mem_grow(&p->ids, 0, &p->cap_ids, sizeof(*p->ids));
	for (size_t s = 0; s < c->n_spellings; s++) {
		if (c->spellings[s].variant == VARIANT_PATTERN)
			continue;
		t.n = 0;
		tokenizer_run(tk, c->spellings[s].text, &t);
		number(p, &c->spellings[s], &p->phrases[s], &t);
	}
	tokens_clear(&t);
	tokenizer_free(tk);
	count_pairs(p, c->n_spellings);
	p->singles = mem_new(vocabulary_n_ids(p->vocabulary), sizeof(*p->singles));
	p->surnames = mem_new(vocabulary_n_ids(p->vocabulary), sizeof(*p->surnames));
	mem_grow(&p->uses, 0, &p->cap_uses, sizeof(*p->uses));
	p->uses[0] = (struct use){0};
	p->n_uses = 1;
	for (size_t s = c->n_spellings; s-- > 0;)
		file_spelling(p, c, s);
	drop_shared_surnames(p);
	put_together(p);
	return p;
}

void phrases_free(struct phrases *p)
{
	if (!p)
		return;
	vocabulary_free(p->vocabulary);
	free(p->phrases);
	free(p->ids);
	free(p->uses);
	free(p->singles);
	free(p->surnames);
	free(p->pairs);
	free(p->bitmap);
	free(p);
}
