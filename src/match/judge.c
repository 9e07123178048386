/*
 * judge.c - the rules about names. Each hit starts from what its spelling is worth and
 * loses or gains by its context.
 */
#include "match/judge.h"

#include "base/mem.h"

#include <stdlib.h>

struct counts { /* of one spelling */
	uint32_t n, n_lower, n_own, n_other, n_alone;
	uint32_t n_place;    /* as a place is written */
	uint32_t n_together; /* with a sure spelling of the same in the same item */
	uint32_t n_business; /* with words of business right beside it */
};

struct evidence {
	struct counts *by_spelling;
	uint64_t
	    *neighbours; /* spelling and capitalised word before it, inside sentences */
	size_t mask;
};

/* ---- Evidence -------------------------------------------------------------------- */

static uint64_t neighbour_key(const struct hit *h)
{
	uint64_t key = (h->neighbour ^ h->spelling) * 0x9e3779b97f4a7c15;

	return key ? key : 1;
}

static bool is_neighbour_known(const struct evidence *e, const struct hit *h)
{
	uint64_t key = neighbour_key(h);

	for (size_t i = key & e->mask; e->neighbours[i]; i = (i + 1) & e->mask)
		if (e->neighbours[i] == key)
			return true;
	return false;
}

static void count(struct counts *c, const struct hit *h)
{
	c->n++;
	if (h->context & CONTEXT_LOWER)
		c->n_lower++;
	else if (h->context & CONTEXT_OWN)
		c->n_own++;
	else if (h->context & CONTEXT_COVERED || h->context & CONTEXT_BEFORE_NUMBER ||
		 (h->context & CONTEXT_BEFORE_NAME && !(h->context & CONTEXT_TITLE_CASE)))
		c->n_other++;
	else
		c->n_alone++;
	if (h->context & CONTEXT_PLACE)
		c->n_place++;
	if (h->context & CONTEXT_NEAR_BUSINESS)
		c->n_business++;
}

static bool is_sure(const struct spelling *s)
{
	return s->variant == VARIANT_FULL || s->variant == VARIANT_ALIAS;
}

/* Counts the initials that stand in one item with what they are short for. */
static void count_together(
    struct evidence *e, const struct catalog *c, const struct hit *hits, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct spelling *s = &c->spellings[hits[i].spelling];
		size_t k = 0;

		if (s->variant != VARIANT_INITIALS)
			continue;
		while (k < n && !(c->spellings[hits[k].spelling].entity == s->entity &&
				    is_sure(&c->spellings[hits[k].spelling])))
			k++;
		e->by_spelling[hits[i].spelling].n_together += k < n;
	}
}

struct evidence *evidence_new(const struct catalog *c, const struct hit *hits, size_t n)
{
	struct evidence *e = mem_new(1, sizeof(*e));
	size_t n_neighbours = 0;

	e->by_spelling = mem_new(c->n_spellings, sizeof(*e->by_spelling));
	for (size_t i = 0; i < n; i++)
		n_neighbours += hits[i].neighbour != 0;
	for (e->mask = 63; e->mask < 2 * n_neighbours; e->mask = 2 * e->mask + 1)
		;
	e->neighbours = mem_new(e->mask + 1, sizeof(*e->neighbours));
	for (size_t i = 0; i < n; i++) {
		const struct hit *h = &hits[i];
		size_t k;

		if (c->spellings[h->spelling].variant == VARIANT_WORDS ||
		    c->spellings[h->spelling].variant == VARIANT_PATTERN)
			continue;
		count(&e->by_spelling[h->spelling], h);
		if (!h->neighbour ||
		    h->context & (CONTEXT_AFTER_START | CONTEXT_TITLE_CASE))
			continue;
		for (k = neighbour_key(h) & e->mask;
		     e->neighbours[k] && e->neighbours[k] != neighbour_key(h);
		     k = (k + 1) & e->mask)
			;
		e->neighbours[k] = neighbour_key(h);
	}
	for (size_t i = 0, from = 0; i <= n; i++)
		if (i == n || hits[i].item != hits[from].item) {
			count_together(e, c, hits + from, i - from);
			from = i;
		}
	return e;
}

void evidence_free(struct evidence *e)
{
	if (!e)
		return;
	free(e->by_spelling);
	free(e->neighbours);
	free(e);
}

/* ---- Companies ------------------------------------------------------------------- */

/* The first word alone is safe where the news continue it with nothing else. */
static double lead_value(const struct counts *n, bool is_common)
{
	double other = n->n_other, named = n->n_own + n->n_other + n->n_alone;

	if (other > 0.35 * named || 10 * n->n_place > n->n)
		return 0.1;
	if (is_common)
		return n->n_own ? 0.4 : 0.25;
	return n->n_lower > 0 ? 0.4 : 0.7;
}

static double initials_value(const struct counts *n, size_t length)
{
	if (n->n_together > 0)
		return 0.8;
	if (n->n >= 3 && 2 * n->n_business >= n->n)
		return length > 3 ? 0.75 : 0.65;
	return length > 3 ? 0.4 : 0.2;
}

static double part_value(const struct counts *n, bool is_common)
{
	double named = n->n_own + n->n_other + n->n_alone;

	if (is_common)
		return 0.3;
	if (n->n_other > 0.5 * named || 5 * n->n_place > n->n)
		return 0.2;
	return 0.8;
}

double judge_company(
    const struct catalog *c, const struct evidence *e, const struct hit *h)
{
	const struct spelling *s = &c->spellings[h->spelling];
	const struct counts *n = &e->by_spelling[h->spelling];
	bool is_single = h->n_words == 1, is_common = s->flags & SPELLING_COMMON;
	double p = 0;

	if (h->context & (CONTEXT_OWN | CONTEXT_COVERED))
		return 0;
	if (h->context & CONTEXT_EXCHANGE)
		return 0.97;
	switch ((enum variant)s->variant) {
	case VARIANT_FULL:
	case VARIANT_ALIAS: p = !is_single ? 0.95 : is_common ? 0.5 : 0.85; break;
	case VARIANT_TICKER:
		p = h->context & CONTEXT_TITLE_CASE || h->end - h->start < 3 ? 0.1 : 0.7;
		break;
	case VARIANT_PART: p = part_value(n, is_common); break;
	case VARIANT_LEAD: p = lead_value(n, is_common); break;
	case VARIANT_INITIALS: p = initials_value(n, h->end - h->start); break;
	default: return 0;
	}
	if (s->flags & SPELLING_UPPER && !(h->context & CONTEXT_UPPER) &&
	    s->variant != VARIANT_INITIALS)
		p *= is_common || h->context & CONTEXT_LOWER || h->end - h->start <= 3
			 ? 0.1
			 : 0.8;
	if (h->context & CONTEXT_LEGAL && s->variant != VARIANT_LEAD)
		return 0.95;
	if (h->context & CONTEXT_LOWER)
		p *= is_single ? (is_common ? 0 : 0.5) : 0.8;
	if (h->context & CONTEXT_AFTER_NAME && !(h->context & CONTEXT_TITLE_CASE) &&
	    (!(h->context & CONTEXT_AFTER_START) || is_neighbour_known(e, h)))
		p *= 0.4;
	if (h->context & CONTEXT_BEFORE_NAME && !(h->context & CONTEXT_TITLE_CASE))
		p *= is_single ? 0.6 : 0.9;
	if (is_single && is_common) {
		if (h->context & CONTEXT_TITLE_CASE)
			p *= 0.6;
		if (h->context & CONTEXT_START)
			p *= 0.7;
		if (h->context & CONTEXT_ARTICLE)
			p *= 0.6;
		p *= h->context & CONTEXT_NEAR_BUSINESS ? 1.5
		     : h->context & CONTEXT_BUSINESS	? 1.2
							: 0.7;
	}
	return p > 0.97 ? 0.97 : p;
}

/* ---- People ---------------------------------------------------------------------- */

double judge_person(
    const struct catalog *c, const struct evidence *e, const struct hit *h)
{
	const struct spelling *s = &c->spellings[h->spelling];
	double p = s->flags & SPELLING_NAMESAKE ? 0.4 : 0.6;

	(void)e;
	if (h->context & (CONTEXT_OWN | CONTEXT_COVERED))
		return 0;
	if (h->context & CONTEXT_LOWER)
		p *= 0.3;
	if (s->variant == VARIANT_NICK)
		p *= 0.9;
	if (h->context & CONTEXT_BEFORE_NAME && !(h->context & CONTEXT_TITLE_CASE))
		p *= 0.7;
	if (h->context & CONTEXT_AFTER_NAME && !(h->context & CONTEXT_TITLE_CASE) &&
	    !(h->context & CONTEXT_AFTER_START))
		p *= 0.9;
	if (h->context & CONTEXT_HONORIFIC)
		p *= 1.05;
	return p;
}
