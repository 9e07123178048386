/*
 * matching.h - a small world of contacts, companies and items for the tests of match/.
 */
#ifndef MATCHING_H
#define MATCHING_H

#include "test.h"

#include "match/match.h"

enum { WORLD_MAX = 64 };

struct world {
	struct contact contacts[WORLD_MAX];
	struct interest interests[WORLD_MAX];
	struct company companies[WORLD_MAX];
	struct item items[WORLD_MAX];
	size_t n_contacts, n_interests, n_companies, n_items;
	struct arena *arena;
	struct pair *pairs;
	size_t n_pairs;
	struct match_options options;
	struct match_limits limits;
};

static inline int world_setup(void **state)
{
	struct world *w = test_calloc(1, sizeof(*w));

	w->arena = arena_new();
	w->options.n_threads = 1;
	*state = w;
	return 0;
}

static inline int world_teardown(void **state)
{
	struct world *w = *state;

	arena_free(w->arena);
	test_free(w);
	return 0;
}

static inline struct contact *add_contact(struct world *w, const char *name)
{
	struct contact *c = &w->contacts[w->n_contacts++];

	c->id = (int64_t)w->n_contacts;
	c->name = str_of(name);
	return c;
}

/* A contact who works at the company of that name. */
static inline struct contact *add_worker(struct world *w, const char *company)
{
	struct contact *c = add_contact(w, "");
	struct company *k = &w->companies[w->n_companies++];

	k->id = (int64_t)w->n_companies;
	k->name = str_of(company);
	c->company = k->name;
	c->company_id = k->id;
	return c;
}

/* Interests of one contact are added one after the other. */
static inline struct interest *add_interest(
    struct world *w, struct contact *c, const char *term)
{
	struct interest *in = &w->interests[w->n_interests++];

	*in = (struct interest){.id = (int64_t)w->n_interests,
	    .contact_id = c->id,
	    .term = str_of(term),
	    .weight = 1};
	if (!c->n_interests++)
		c->interests = in;
	return in;
}

static inline struct item *add_item(
    struct world *w, const char *title, const char *summary)
{
	struct item *it = &w->items[w->n_items++];

	it->id = (int64_t)w->n_items;
	it->title = str_of(title);
	it->summary = str_of(summary);
	return it;
}

static inline void world_match(struct world *w)
{
	struct match_index *x = match_index_new(
	    w->contacts, w->n_contacts, w->companies, w->n_companies, &w->options);

	assert_int_equal(match_items(x, w->items, w->n_items, &w->limits, w->arena,
			     &w->pairs, &w->n_pairs),
	    OK);
	match_index_free(x);
}

static inline const struct pair *pair_of(
    const struct world *w, const struct contact *c, const struct item *it)
{
	for (size_t i = 0; i < w->n_pairs; i++)
		if (w->pairs[i].contact_id == c->id && w->pairs[i].item_id == it->id)
			return &w->pairs[i];
	return NULL;
}

static inline points score_of(
    const struct world *w, const struct contact *c, const struct item *it)
{
	const struct pair *p = pair_of(w, c, it);

	return p ? p->score : 0;
}

/* A contact with this interest alone. */
static inline struct contact *add_interested(struct world *w, const char *term)
{
	struct contact *c = add_contact(w, "");

	add_interest(w, c, term);
	return c;
}

/* What to look for, and a headline. */
typedef const char *const finding[2];

/* Whoever `add` makes of the first of each case scores between low and high, both
 * included, on the second. */
static inline void expect_scores(struct world *w,
    struct contact *(*add)(struct world *w, const char *name), finding *cases, size_t n,
    points low, points high)
{
	for (size_t i = 0; i < n; i++) {
		struct contact *c = add(w, cases[i][0]);
		struct item *it = add_item(w, cases[i][1], "");
		points score;

		world_match(w);
		score = score_of(w, c, it);
		if (score < low || score > high)
			fail_msg("%s %s in: %s", cases[i][0],
			    score < low ? "not found" : "found", cases[i][1]);
	}
}

#define EXPECT_SCORES(w, add, cases, low, high)                                          \
	expect_scores(w, add, cases, sizeof(cases) / sizeof(*(cases)), low, high)

/* The words that the first match of the pair points at. */
static inline struct str matched_text(const struct pair *p, const struct item *it)
{
	const struct match *m = &p->matches[0];
	struct str field = m->field == FIELD_TITLE     ? it->title
			   : m->field == FIELD_SUMMARY ? it->summary
						       : it->categories[m->category];

	return str_sub(field, m->start, m->end - m->start);
}

#endif
