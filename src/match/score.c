/*
 * score.c - hits are grouped by entity, each entity gets a strength, strengths are added
 * up for every contact that wants the entity. Always: the points of a pair's matches add
 * up to its score.
 */
#include "match/score_parts.h"

#include "base/mem.h"
#include "match/corroborate.h"
#include "match/taught.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How much more a field says than the summary, and when a word has said it all. */
const double score_field_weight[] = {
    [FIELD_TITLE] = 3.0, [FIELD_SUMMARY] = 1.0, [FIELD_CATEGORY] = 2.0};
static const double saturation = 2;
static const double length_weight = 0.5;
static const double words_usual = 60;
/* Strength of an interest of usual rarity that stands once in a summary of usual length.
 * Rarity counts twice, as in cosines of tf-idf: for how much the word says of the item
 * and for how much of what the contact asked for. */
static const double interest_strength = 0.85;
static const double rarity_usual = 5;

struct scorer *scorer_new(const struct score_base *base)
{
	struct scorer *s = mem_new(1, sizeof(*s));

	s->base = *base;
	s->taught = taught_new();
	s->accs = mem_new(base->catalog->n_contacts, sizeof(*s->accs));
	s->touched = mem_new(base->catalog->n_contacts, sizeof(*s->touched));
	s->pair_of = mem_new(base->catalog->n_contacts, sizeof(*s->pair_of));
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
	free(s->pair_of);
	free(s->told);
	free(s->mentions);
	free(s->lists);
	free(s->shares);
	free(s);
}

/* ---- Strengths ------------------------------------------------------------------- */

static double square(double x)
{
	return x * x;
}

/* A word that only shares the stem with an interest that is a name: "met" and "Mets". */
static bool is_other_word(const struct scorer *s, const struct hit *h)
{
	const struct spelling *sp = score_spelling(s, h);

	return sp->variant == VARIANT_WORDS && sp->flags & SPELLING_CAPITAL &&
	       h->n_words == 1 && h->context & CONTEXT_LOWER &&
	       !(h->context & CONTEXT_EXACT_WORD);
}

/* An interest grows with every place, a name is as sure as its surest place. */
double score_hit_amount(const struct scorer *s, const struct hit *h)
{
	switch ((enum entity_kind)s->base.catalog->entities[score_spelling(s, h)->entity]
		    .kind) {
	case ENTITY_COMPANY: return judge_company(s->base.catalog, s->base.evidence, h);
	case ENTITY_PERSON: return judge_person(s->base.catalog, s->base.evidence, h);
	case ENTITY_INTEREST:
	case ENTITY_REGEX: break;
	}
	if (is_other_word(s, h))
		return 0;
	/* A phrase is met by chance less than a word that is as rare. */
	return score_field_weight[h->field] * sqrt(score_spelling(s, h)->n_words);
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
	       !is_name(c->entities[score_spelling(s, h)->entity].kind) &&
	       is_same_place(&s->hits[before->hit], h);
}

static void take_hit(struct scorer *s, const struct hit *h)
{
	uint32_t entity = score_spelling(s, h)->entity, at = s->found_at[entity];
	float amount = (float)score_hit_amount(s, h);
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

const struct posting *score_posting(
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
		    score_posting(c, &c->entities[(--f)->entity], contact);
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

points score_of(double strength)
{
	return strength > 0 ? points_from_double(1 - exp(-strength)) : 0;
}

double score_corroboration(struct scorer *s, uint32_t contact)
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
			strength += (float)score_corroboration(s, contact);
		if (strength <= floor || (floors && strength <= floors[contact]))
			continue;
		mem_grow(&out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n++] = (struct light_pair){item, contact, strength};
	}
}
