/*
 * explain.c - the pairs of an item in, their matches out, with the points of each. The
 * hits and the postings of the item are gone through once for all of its pairs. Always:
 * the points of a pair's matches add up to its score.
 */
#include "match/score_parts.h"

#include "base/mem.h"

enum { N_FIELDS = 3, WALK_POSTINGS = 16 /* for each pair, rather than search */ };

struct told { /* which hits of an entity are told: the first that counts in each field */
	const struct hit *hits[N_FIELDS];
	size_t n;
	double weight; /* of all */
};

struct mention { /* something was found that the contact of a pair wants */
	uint32_t found;
	uint32_t next; /* of the same pair, from 1 on; 0: none */
	const struct posting *posting;
};

struct mention_list {
	uint32_t first, last; /* mentions, from 1 on */
};

struct share { /* a match before its points are known */
	struct match match;
	double strength;
};

/* ---- What is told ---------------------------------------------------------------- */

static void tell(struct scorer *s)
{
	if (s->cap_told < s->n_found) {
		s->cap_told = 2 * s->n_found;
		s->told = mem_resize(s->told, s->cap_told, sizeof(*s->told));
	}
	for (size_t i = 0; i < s->n_found; i++)
		s->told[i] = (struct told){0};
	for (size_t i = 0; i < s->n_hits; i++) {
		const struct hit *h = &s->hits[i];
		const uint32_t entity = score_spelling(s, h)->entity,
			       at = s->found_at[entity];

		if (at < s->n_found && s->found[at].entity == entity &&
		    !s->told[at].hits[h->field] && score_hit_amount(s, h) > 0)
			s->told[at].hits[h->field] = h;
	}
	for (size_t i = 0; i < s->n_found; i++) {
		struct told *t = &s->told[i];

		for (size_t field = 0; field < N_FIELDS; field++)
			if (t->hits[field]) {
				t->hits[t->n++] = t->hits[field];
				t->weight += score_field_weight[field];
			}
	}
}

/* ---- Who wants what -------------------------------------------------------------- */

static void mention(
    struct scorer *s, size_t pair, size_t found, const struct posting *posting)
{
	struct mention_list *list = &s->lists[pair];

	mem_grow(&s->mentions, s->n_mentions, &s->cap_mentions, sizeof(*s->mentions));
	s->mentions[s->n_mentions++] = (struct mention){(uint32_t)found, 0, posting};
	if (list->last)
		s->mentions[list->last - 1].next = (uint32_t)s->n_mentions;
	else
		list->first = (uint32_t)s->n_mentions;
	list->last = (uint32_t)s->n_mentions;
}

/* The mentions of one entity, whose postings are walked through or searched, whichever is
 * less. */
static void mention_all(
    struct scorer *s, size_t found, const struct light_pair *light, size_t n)
{
	const struct catalog *c = s->base.catalog;
	const struct entity *e = &c->entities[s->found[found].entity];
	const struct posting *begin = c->postings + e->first_posting,
			     *end = c->postings + e[1].first_posting;

	if ((size_t)(end - begin) <= WALK_POSTINGS * n) {
		for (const struct posting *p = begin; p < end; p++)
			if (s->pair_of[p->contact])
				mention(s, s->pair_of[p->contact] - 1, found, p);
		return;
	}
	for (size_t i = 0; i < n; i++)
		for (const struct posting *p = score_posting(c, e, light[i].contact);
		     p && p < end && p->contact == light[i].contact; p++)
			mention(s, i, found, p);
}

static void collect(struct scorer *s, const struct light_pair *light, size_t n)
{
	if (s->cap_lists < n) {
		s->cap_lists = 2 * n;
		s->lists = mem_resize(s->lists, s->cap_lists, sizeof(*s->lists));
	}
	for (size_t i = 0; i < n; i++) {
		s->lists[i] = (struct mention_list){0};
		s->pair_of[light[i].contact] = (uint32_t)i + 1;
	}
	s->n_mentions = 0;
	for (size_t i = 0; i < s->n_found; i++)
		mention_all(s, i, light, n);
	for (size_t i = 0; i < n; i++)
		s->pair_of[light[i].contact] = 0;
}

/* ---- Shares ---------------------------------------------------------------------- */

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

static void share_out(struct scorer *s, const struct mention *m)
{
	const struct catalog *c = s->base.catalog;
	const struct posting *p = m->posting;
	const struct found *f = &s->found[m->found];
	const struct told *told = &s->told[m->found];
	const struct entity *e = &c->entities[f->entity];
	const struct interest *in = p->interest == NO_INTEREST
					? NULL
					: &c->contacts[p->contact].interests[p->interest];

	for (size_t i = 0; i < told->n; i++) {
		const struct hit *h = told->hits[i];

		mem_grow(&s->shares, s->n_shares, &s->cap_shares, sizeof(*s->shares));
		s->shares[s->n_shares++] =
		    (struct share){.match = {.term = in ? in->term : catalog_name(c, e),
				       .kind = kind_of(c, e, p),
				       .field = (enum field)h->field,
				       .category = h->category,
				       .start = h->start,
				       .end = h->end,
				       .interest_id = in ? in->id : 0},
			.strength = (double)f->strength * (double)p->weight *
				    score_field_weight[h->field] / told->weight};
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

/* ---- The whole ------------------------------------------------------------------- */

/* What corroboration gives is shared by the person's names. */
static double share_corroboration(struct scorer *s, uint32_t contact)
{
	double extra = score_corroboration(s, contact);
	size_t n_names = 0;

	for (size_t i = 0; i < s->n_shares; i++)
		n_names += s->shares[i].match.kind == TERM_PERSON;
	for (size_t i = 0; i < s->n_shares; i++)
		if (s->shares[i].match.kind == TERM_PERSON)
			s->shares[i].strength += extra / (double)n_names;
	return extra;
}

static void explain(struct scorer *s, const struct light_pair *light,
    const struct mention_list *list, struct arena *a, struct pair *out)
{
	const struct catalog *c = s->base.catalog;
	const points score = score_of((double)light->strength);
	bool has_person = false;
	double extra = 0;
	struct match *matches;

	s->n_shares = 0;
	for (uint32_t i = list->first; i; i = s->mentions[i - 1].next) {
		const struct mention *m = &s->mentions[i - 1];

		has_person |=
		    c->entities[s->found[m->found].entity].kind == ENTITY_PERSON;
		share_out(s, m);
	}
	if (has_person)
		extra = share_corroboration(s, light->contact);
	give_points(s->shares, s->n_shares, score);
	sort_shares(s->shares, s->n_shares);
	matches = arena_alloc(a, s->n_shares, sizeof(*matches));
	for (size_t i = 0; i < s->n_shares; i++)
		matches[i] = s->shares[i].match;
	*out = (struct pair){.contact_id = c->contacts[light->contact].id,
	    .item_id = s->item->id,
	    .score = score,
	    .matches = matches,
	    .n_matches = s->n_shares,
	    .is_corroborated = extra > 0};
}

void scorer_explain(struct scorer *s, const struct light_pair *light, size_t n,
    struct arena *a, struct pair *out)
{
	tell(s);
	collect(s, light, n);
	for (size_t i = 0; i < n; i++)
		explain(s, &light[i], &s->lists[i], a, &out[i]);
}
