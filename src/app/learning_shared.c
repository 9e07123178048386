/*
 * learning_shared.c - learned terms of some ──► prior of others. In: contacts, and what
 * is learned. Out: terms lent. Always: the same history lends the same, and nothing is
 * written.
 */
#include "app/learning_shared.h"

#include "base/fold.h"
#include "base/search.h"
#include "store/interest.h"

#include <math.h>
#include <stdlib.h>

enum {
	LENDERS_MAX = 10, /* of a contact: more say no more */
	LENT_MAX = 20,	  /* terms */
};

/* What others like is worth half of what one showed, less with each decision. */
static const double lent_worth = 0.5, decisions_half = 3, weight_min = 0.02;

/* Who has which stated interest, of those of whom something is learned. */
struct holder {
	uint64_t term; /* hash, folded */
	int64_t contact_id;
};

struct sharing {
	struct arena *arena;
	struct home *home;
	const struct learned_term *all; /* by contact; NULL: not at hand */
	size_t n_all;
	struct holder *holders; /* by term, then contact */
	size_t n_holders;
	struct learned_term *lent; /* to one contact */
	size_t n_lent, cap_lent;
};

static int by_term(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;

	if (x->term != y->term)
		return x->term < y->term ? -1 : 1;
	return (x->contact_id > y->contact_id) - (x->contact_id < y->contact_id);
}

static uint64_t key_of(struct arena *a, struct str term)
{
	return str_hash(fold_dup(a, term));
}

static enum err load_holders(struct sharing *s, struct err_info *ei)
{
	struct interest *list;
	size_t n;
	enum err e = store_interest_list_learned(s->arena, s->home->store, &list, &n, ei);

	if (e != OK)
		return e;
	s->holders = arena_alloc(s->arena, n, sizeof(*s->holders));
	for (size_t i = 0; i < n; i++)
		if (list[i].kind == INTEREST_WORDS && !list[i].is_never)
			s->holders[s->n_holders++] = (struct holder){
			    key_of(s->arena, list[i].term), list[i].contact_id};
	if (s->n_holders > 1)
		qsort(s->holders, s->n_holders, sizeof(*s->holders), by_term);
	return OK;
}

/* ---- One contact ----------------------------------------------------------------- */

static bool is_among(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* Those who share a stated interest with the contact. */
static size_t find_lenders(
    const struct sharing *s, const struct contact *c, int64_t lenders[LENDERS_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_interests; i++) {
		const struct interest *in = &c->interests[i];
		struct holder from = {.contact_id = INT64_MIN};

		if (in->kind != INTEREST_WORDS || in->is_never)
			continue;
		from.term = key_of(s->arena, in->term);
		for (size_t k = search_first(
			 &from, s->holders, s->n_holders, sizeof(*s->holders), by_term);
		     k < s->n_holders && s->holders[k].term == from.term; k++) {
			int64_t id = s->holders[k].contact_id;

			if (n < LENDERS_MAX && id != c->id && !is_among(lenders, n, id))
				lenders[n++] = id;
		}
	}
	return n;
}

static int by_words(const void *a, const void *b)
{
	const struct learned_term *x = a, *y = b;

	return str_cmp(x->term, y->term);
}

static int strongest_first(const void *a, const void *b)
{
	const struct learned_term *x = a, *y = b;
	double p = fabs(x->weight), q = fabs(y->weight);

	return p != q ? (p < q) - (p > q) : str_cmp(x->term, y->term);
}

/* How often an item with the term was taken, or for what is disliked, was not: drawn to
 * one half where few decisions are behind it. */
static double acceptance(const struct learned_term *t)
{
	double hits = (double)(t->weight > 0 ? t->n_forwarded : t->n_dismissed);

	return (hits + 1) / ((double)(t->n_forwarded + t->n_dismissed) + 2);
}

/* Each term once, with the decisions of all who lend it. */
static void merge(struct sharing *s, size_t n_lenders)
{
	size_t n = 0;

	if (s->n_lent > 1)
		qsort(s->lent, s->n_lent, sizeof(*s->lent), by_words);
	for (size_t i = 0; i < s->n_lent; i++) {
		if (!n || !str_eq(s->lent[n - 1].term, s->lent[i].term)) {
			s->lent[n++] = s->lent[i];
			continue;
		}
		s->lent[n - 1].weight += s->lent[i].weight;
		s->lent[n - 1].n_forwarded += s->lent[i].n_forwarded;
		s->lent[n - 1].n_dismissed += s->lent[i].n_dismissed;
	}
	for (size_t i = 0; i < n; i++)
		s->lent[i].weight *=
		    lent_worth * acceptance(&s->lent[i]) / (double)n_lenders;
	s->n_lent = n;
}

static int by_contact(const void *a, const void *b)
{
	const struct learned_term *x = a, *y = b;

	return (x->contact_id > y->contact_id) - (x->contact_id < y->contact_id);
}

/* What is learned of a lender. */
static enum err terms_of(struct sharing *s, int64_t contact_id,
    const struct learned_term **out, size_t *n, struct err_info *ei)
{
	struct learned_term *list = NULL;
	const struct learned_term key = {.contact_id = contact_id};
	enum err e;

	if (!s->all) {
		e = store_learned_list(
		    s->arena, s->home->store, contact_id, &list, n, ei);
		*out = list;
		return e;
	}
	*out = s->all + search_first(&key, s->all, s->n_all, sizeof(*s->all), by_contact);
	for (*n = 0; *out + *n < s->all + s->n_all && (*out)[*n].contact_id == contact_id;
	     ++*n)
		;
	return OK;
}

static enum err collect(
    struct sharing *s, const int64_t *lenders, size_t n_lenders, struct err_info *ei)
{
	enum err e = OK;

	s->n_lent = 0;
	for (size_t i = 0; i < n_lenders && e == OK; i++) {
		const struct learned_term *list;
		size_t n = 0;

		e = terms_of(s, lenders[i], &list, &n, ei);
		for (size_t k = 0; e == OK && k < n; k++) {
			if (list[k].status == LEARNED_STRUCK)
				continue;
			arena_grow(s->arena, &s->lent, s->n_lent, &s->cap_lent,
			    sizeof(*s->lent));
			s->lent[s->n_lent++] = list[k];
		}
	}
	return e;
}

static bool has_term(const struct contact *c, const struct learned_term *own,
    size_t n_own, struct str term)
{
	for (size_t i = 0; i < n_own; i++)
		if (str_eq(own[i].term, term))
			return true;
	for (size_t i = 0; i < c->n_interests; i++)
		if (str_eq_nocase(c->interests[i].term, term))
			return true;
	return false;
}

/* The decisions behind a term are at most those that there are. */
static double fading(const struct learned_term *own, size_t n_own)
{
	int64_t n = 0;

	for (size_t i = 0; i < n_own; i++)
		if (own[i].n_forwarded + own[i].n_dismissed > n)
			n = own[i].n_forwarded + own[i].n_dismissed;
	return decisions_half / (decisions_half + (double)n);
}

static enum err share_with(struct sharing *s, const struct contact *c,
    const struct learned_term *own, size_t n_own, struct err_info *ei)
{
	int64_t lenders[LENDERS_MAX];
	size_t n_lenders = find_lenders(s, c, lenders), n = 0;
	enum err e = collect(s, lenders, n_lenders, ei);

	if (e != OK)
		return e;
	merge(s, n_lenders);
	for (size_t i = 0; i < s->n_lent; i++) {
		struct learned_term t = s->lent[i];

		t.contact_id = c->id;
		t.weight *= fading(own, n_own);
		t.status = LEARNED_SHARED;
		if (fabs(t.weight) >= weight_min && !has_term(c, own, n_own, t.term))
			s->lent[n++] = t;
	}
	if (n > 1)
		qsort(s->lent, n, sizeof(*s->lent), strongest_first);
	s->n_lent = n < LENT_MAX ? n : LENT_MAX;
	return OK;
}

enum err learning_share(struct arena *a, struct home *h, const struct contact *contacts,
    size_t n, const struct learned_term *own, size_t n_own, struct learned_term **out,
    size_t *n_out, struct err_info *ei)
{
	struct sharing s = {
	    .arena = a, .home = h, .all = n > 1 ? own : NULL, .n_all = n > 1 ? n_own : 0};
	size_t cap = 0, k = 0;
	enum err e = load_holders(&s, ei);

	*out = NULL;
	*n_out = 0;
	for (size_t i = 0; i < n && e == OK && s.n_holders; i++) {
		size_t from;

		while (k < n_own && own[k].contact_id < contacts[i].id)
			k++;
		for (from = k; k < n_own && own[k].contact_id == contacts[i].id; k++)
			;
		e = share_with(
		    &s, &contacts[i], k > from ? own + from : NULL, k - from, ei);
		for (size_t m = 0; e == OK && m < s.n_lent; m++) {
			arena_grow(a, out, *n_out, &cap, sizeof(**out));
			(*out)[(*n_out)++] = s.lent[m];
		}
	}
	return e;
}
