/*
 * score.c - hits are grouped by entity, each entity gets a strength, strengths are added
 * up for every contact that wants the entity. Always: the points of a pair's matches add
 * up to its score.
 */
#include "match/score.h"

#include "base/mem.h"
#include "match/corroborate.h"
#include "match/taught.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How much more a field says than the summary, and when a word has said it all. */
static const double field_weight[] = {
    [FIELD_TITLE] = 3.0, [FIELD_SUMMARY] = 1.0, [FIELD_CATEGORY] = 2.0};
static const double saturation = 2;
static const double length_weight = 0.5;
static const double words_usual = 60;
/* Strength of an interest of usual rarity that stands once in a summary of usual length.
 * Rarity counts twice, as in cosines of tf-idf: for how much the word says of the item
 * and for how much of what the contact asked for. */
static const double interest_strength = 0.85;
static const double rarity_usual = 5;

struct acc {
	float strength;
	bool is_touched, is_vetoed, has_person;
};

struct scorer {
	struct score_base base;
	const struct item *item;
	const struct hit *hits;
	size_t n_hits;
	struct found *found;
	size_t n_found, cap_found;
	uint32_t *found_at; /* by entity: where in found, if it is there at all */
	struct taught *taught;
	struct acc *accs; /* by contact */
	uint32_t *touched;
	size_t n_touched;
};

struct scorer *scorer_new(const struct score_base *base)
{
	struct scorer *s = mem_new(1, sizeof(*s));

	s->base = *base;
	s->taught = taught_new();
	s->accs = mem_new(base->catalog->n_contacts, sizeof(*s->accs));
	s->touched = mem_new(base->catalog->n_contacts, sizeof(*s->touched));
	s->found_at = mem_new(base->catalog->n_entities, sizeof(*s->found_at));
	return s;
}

void scorer_free(struct scorer *s)
{
	if (!s)
		return;
	taught_free(s->taught);
	free(s->found);
	free(s->found_at);
	free(s->accs);
	free(s->touched);
	free(s);
}

/* ---- Strengths ------------------------------------------------------------------- */

static double square(double x)
{
	return x * x;
}

static const struct spelling *spelling_of(const struct scorer *s, const struct hit *h)
{
	return &s->base.catalog->spellings[h->spelling];
}

/* A word that only shares the stem with an interest that is a name: "met" and "Mets". */
static bool is_other_word(const struct scorer *s, const struct hit *h)
{
	const struct spelling *sp = spelling_of(s, h);

	return sp->variant == VARIANT_WORDS && sp->flags & SPELLING_CAPITAL &&
	       h->n_words == 1 && h->context & CONTEXT_LOWER &&
	       !(h->context & CONTEXT_EXACT_WORD);
}

/* What the hit adds to what is known of its entity: an interest grows with every place, a
 * name is as sure as its surest place. */
static double hit_amount(const struct scorer *s, const struct hit *h)
{
	switch (
	    (enum entity_kind)s->base.catalog->entities[spelling_of(s, h)->entity].kind) {
	case ENTITY_COMPANY: return judge_company(s->base.catalog, s->base.evidence, h);
	case ENTITY_PERSON: return judge_person(s->base.catalog, s->base.evidence, h);
	case ENTITY_INTEREST:
	case ENTITY_REGEX: break;
	}
	if (is_other_word(s, h))
		return 0;
	/* A phrase is met by chance less than a word that is as rare. */
	return field_weight[h->field] * sqrt(spelling_of(s, h)->n_words);
}

static bool is_name(uint8_t kind)
{
	return kind == ENTITY_COMPANY || kind == ENTITY_PERSON;
}

static bool is_same_place(const struct hit *a, const struct hit *b)
{
	return a->start == b->start && a->end == b->end && a->field == b->field &&
	       a->category == b->category;
}

/* "parents" and "parenting", "Islam" and "Islamic" are one word where stems count: who
 * asks for both shall not have it twice. */
static bool is_twin(const struct scorer *s, const struct hit *h)
{
	const struct catalog *c = s->base.catalog;
	const struct found *before = s->n_found ? &s->found[s->n_found - 1] : NULL;

	return before && !is_name(c->entities[before->entity].kind) &&
	       !is_name(c->entities[spelling_of(s, h)->entity].kind) &&
	       is_same_place(&s->hits[before->hit], h);
}

static void take_hit(struct scorer *s, const struct hit *h)
{
	uint32_t entity = spelling_of(s, h)->entity, at = s->found_at[entity];
	float amount = (float)hit_amount(s, h);
	struct found *f;

	if (amount <= 0)
		return;
	if (at >= s->n_found || s->found[at].entity != entity) {
		const struct found new = {.entity = entity,
		    .amount = amount,
		    .hit = (uint32_t)(h - s->hits),
		    .is_twin = is_twin(s, h)};

		mem_grow(&s->found, s->n_found, &s->cap_found, sizeof(*s->found));
		s->found_at[entity] = (uint32_t)s->n_found;
		s->found[s->n_found++] = new;
		return;
	}
	f = &s->found[at];
	if (!is_name(s->base.catalog->entities[entity].kind))
		f->amount += amount;
	else if (f->amount < amount)
		f->amount = amount;
}

/* The name as it stands, and what decisions taught about it. */
static double name_strength(struct scorer *s, const struct found *f)
{
	const struct catalog *c = s->base.catalog;
	const struct entity *e = &c->entities[f->entity];
	double p = (double)f->amount;

	if (e->kind == ENTITY_COMPANY && e->record < c->n_companies)
		p = taught_company(s->taught, &c->companies[e->record], s->item, p);
	return -log(1 - p);
}

void scorer_begin(struct scorer *s, const struct item *item, const struct hit *hits,
    size_t n, size_t n_words)
{
	double length = 1 - length_weight + length_weight * (double)n_words / words_usual;

	s->item = item;
	s->hits = hits;
	s->n_hits = n;
	s->n_found = 0;
	for (size_t i = 0; i < n; i++)
		take_hit(s, &hits[i]);
	for (size_t i = 0; i < s->n_found; i++) {
		struct found *f = &s->found[i];
		double amount = (double)f->amount;

		if (is_name(s->base.catalog->entities[f->entity].kind)) {
			f->strength = (float)name_strength(s, f);
		} else {
			amount /= length;
			f->strength =
			    (float)(interest_strength *
				    square(s->base.rarity[f->entity] / rarity_usual) *
				    amount * (1 + saturation) / (amount + saturation));
		}
	}
}

/* ---- Contacts -------------------------------------------------------------------- */

/* The first posting of the entity for the contact; NULL if there is none. */
static const struct posting *posting_of(
    const struct catalog *c, const struct entity *e, uint32_t contact)
{
	const struct posting *p = c->postings + e->first_posting;
	size_t low = 0, high = entity_n_postings(e);

	assert(low == high || c->postings);
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p[mid].contact < contact)
			low = mid + 1;
		else
			high = mid;
	}
	return low < entity_n_postings(e) && p[low].contact == contact ? p + low : NULL;
}

/* The most that twins before it gave the contact. */
static float given_by_twins(
    const struct scorer *s, const struct found *f, uint32_t contact)
{
	const struct catalog *c = s->base.catalog;
	float most = 0;

	while (f->is_twin) {
		const struct posting *p =
		    posting_of(c, &c->entities[(--f)->entity], contact);
		float given = p && !isinf(p->weight) ? f->strength * p->weight : 0;

		most = given > most ? given : most;
	}
	return most;
}

/* What the entity gives the contact of the posting. */
static inline float given(
    const struct scorer *s, const struct found *f, const struct posting *p)
{
	float strength = f->strength * p->weight, before;

	if (!f->is_twin || strength <= 0)
		return strength;
	before = given_by_twins(s, f, p->contact);
	return strength > before ? strength - before : 0;
}

static void touch(struct scorer *s, const struct found *f)
{
	const struct catalog *c = s->base.catalog;
	const struct entity *e = &c->entities[f->entity];

	for (uint32_t i = 0; i < entity_n_postings(e); i++) {
		const struct posting *p = &c->postings[e->first_posting + i];
		struct acc *acc = &s->accs[p->contact];

		if (!acc->is_touched) {
			*acc = (struct acc){.is_touched = true};
			s->touched[s->n_touched++] = p->contact;
		}
		if (isinf(p->weight))
			acc->is_vetoed = true;
		else
			acc->strength += given(s, f, p);
		if (e->kind == ENTITY_PERSON)
			acc->has_person = true;
	}
}

static points score_of(double strength)
{
	return strength > 0 ? points_from_double(1 - exp(-strength)) : 0;
}

/* What corroboration adds to the strength of a contact whose name was found. */
static double corroboration(struct scorer *s, uint32_t contact)
{
	return corroborate(s->base.catalog, s->found, s->n_found, s->item, contact);
}

float score_floor(points score)
{
	double below = points_to_double(score > 0 ? score - 1 : 0);

	return (float)(below < 1 ? -log(1 - below) : INFINITY);
}

void scorer_pairs(struct scorer *s, uint32_t item, float floor, const float *floors,
    struct light_pairs *out)
{
	s->n_touched = 0;
	for (size_t i = 0; i < s->n_found; i++)
		touch(s, &s->found[i]);
	for (size_t i = 0; i < s->n_touched; i++) {
		uint32_t contact = s->touched[i];
		struct acc *acc = &s->accs[contact];
		float strength = acc->strength;

		acc->is_touched = false;
		if (acc->is_vetoed)
			continue;
		if (acc->has_person)
			strength += (float)corroboration(s, contact);
		if (strength <= floor || (floors && strength <= floors[contact]))
			continue;
		mem_grow(&out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n++] = (struct light_pair){item, contact, strength};
	}
}

/* ---- Explaining ------------------------------------------------------------------ */

struct share { /* a match before its points are known */
	struct match match;
	double strength;
};

static enum term_kind kind_of(
    const struct catalog *c, const struct entity *e, const struct posting *p)
{
	const struct interest *in = p->interest == NO_INTEREST
					? NULL
					: &c->contacts[p->contact].interests[p->interest];

	switch ((enum entity_kind)e->kind) {
	case ENTITY_PERSON: return TERM_PERSON;
	case ENTITY_COMPANY: return TERM_COMPANY;
	case ENTITY_REGEX: return TERM_REGEX;
	case ENTITY_INTEREST: break;
	}
	return in && in->kind == INTEREST_LEARNED ? TERM_LEARNED : TERM_INTEREST;
}

/* Which hits of the entity are told: the first that counts in each field. */
static size_t telling_hits(
    const struct scorer *s, const struct found *f, const struct hit *out[3])
{
	const struct hit *first[3] = {0};
	size_t n = 0;

	for (size_t i = 0; i < s->n_hits; i++) {
		const struct hit *h = &s->hits[i];

		if (spelling_of(s, h)->entity == f->entity && !first[h->field] &&
		    hit_amount(s, h) > 0)
			first[h->field] = h;
	}
	for (size_t field = 0; field < 3; field++)
		if (first[field])
			out[n++] = first[field];
	return n;
}

static void share_out(const struct scorer *s, const struct found *f,
    const struct posting *p, struct arena *a, struct share **shares, size_t *n,
    size_t *cap)
{
	const struct catalog *c = s->base.catalog;
	const struct entity *e = &c->entities[f->entity];
	const struct interest *in = p->interest == NO_INTEREST
					? NULL
					: &c->contacts[p->contact].interests[p->interest];
	const struct hit *told[3] = {0};
	size_t n_told = telling_hits(s, f, told);
	double sum = 0;

	for (size_t i = 0; i < n_told; i++)
		sum += field_weight[told[i]->field];
	for (size_t i = 0; i < n_told; i++) {
		arena_grow(a, shares, *n, cap, sizeof(**shares));
		(*shares)[(*n)++] =
		    (struct share){.match = {.term = in ? in->term : catalog_name(c, e),
				       .kind = kind_of(c, e, p),
				       .field = (enum field)told[i]->field,
				       .category = told[i]->category,
				       .start = told[i]->start,
				       .end = told[i]->end,
				       .interest_id = in ? in->id : 0},
			.strength = (double)f->strength * (double)p->weight *
				    field_weight[told[i]->field] / sum};
	}
}

/* Gives each share its part of the score; what rounding leaves goes to the largest. */
static void give_points(struct share *shares, size_t n, points score)
{
	double sum = 0;
	points left = score;
	size_t largest = 0;

	for (size_t i = 0; i < n; i++)
		sum += shares[i].strength;
	for (size_t i = 0; i < n; i++) {
		points part = points_from_double(
		    points_to_double(score) * shares[i].strength / sum);

		shares[i].match.points = part;
		left -= part;
		if (shares[i].strength > shares[largest].strength)
			largest = i;
	}
	if (n)
		shares[largest].match.points += left;
}

static int compare_shares(const void *a, const void *b)
{
	const struct share *x = a, *y = b;

	return (x->match.points < y->match.points) - (x->match.points > y->match.points);
}

/* As qsort() is not stable, equal points are kept in order by hand. */
static void sort_shares(struct share *shares, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i;
		     k > 0 && compare_shares(&shares[k - 1], &shares[k]) > 0; k--) {
			struct share swap = shares[k];

			shares[k] = shares[k - 1];
			shares[k - 1] = swap;
		}
}

void scorer_explain(
    struct scorer *s, const struct light_pair *light, struct arena *a, struct pair *out)
{
	const struct catalog *c = s->base.catalog;
	struct share *shares = NULL;
	size_t n = 0, cap = 0, n_names = 0;
	struct match *matches;
	points score = score_of((double)light->strength);
	double extra = 0;
	bool has_person = false;

	for (size_t i = 0; i < s->n_found; i++) {
		const struct entity *e = &c->entities[s->found[i].entity];
		const struct posting *p = posting_of(c, e, light->contact);
		const struct posting *end = c->postings + e[1].first_posting;

		has_person |= p && e->kind == ENTITY_PERSON;
		for (; p && p < end && p->contact == light->contact; p++)
			share_out(s, &s->found[i], p, a, &shares, &n, &cap);
	}
	if (has_person)
		extra = corroboration(s, light->contact);
	for (size_t i = 0; i < n; i++)
		n_names += shares[i].match.kind == TERM_PERSON;
	for (size_t i = 0; i < n; i++)
		if (shares[i].match.kind == TERM_PERSON)
			shares[i].strength += extra / (double)n_names;
	give_points(shares, n, score);
	sort_shares(shares, n);
	matches = arena_alloc(a, n, sizeof(*matches));
	for (size_t i = 0; i < n; i++)
		matches[i] = shares[i].match;
	*out = (struct pair){.contact_id = c->contacts[light->contact].id,
	    .item_id = s->item->id,
	    .score = score,
	    .matches = matches,
	    .n_matches = n,
	    .is_corroborated = extra > 0};
}
