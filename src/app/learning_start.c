/*
 * learning_start.c - a company and its people ──► proposals. In: a contact. Out: terms,
 * each with why. Always: nothing is written; what the contact has, refuses or struck is
 * not proposed.
 */
#include "app/learning_start.h"

#include "rank/learn_start.h"
#include "store/company.h"
#include "store/contact.h"
#include "store/learn.h"

#include <stdlib.h>

enum { FROM_COLLEAGUES_MAX = 5 };

struct starting {
	struct arena *arena;
	const struct contact *contact;
	const struct learned_term *learned;
	size_t n_learned;
	struct learning_start *list;
	size_t n, cap;
};

static bool is_known(const struct starting *s, struct str term)
{
	for (size_t i = 0; i < s->contact->n_interests; i++)
		if (str_eq_nocase(s->contact->interests[i].term, term))
			return true;
	for (size_t i = 0; i < s->n_learned; i++)
		if (str_eq_nocase(s->learned[i].term, term))
			return true;
	for (size_t i = 0; i < s->n; i++)
		if (str_eq_nocase(s->list[i].term, term))
			return true;
	return false;
}

static void propose(struct starting *s, struct str term, const char *why)
{
	if (is_known(s, term))
		return;
	arena_grow(s->arena, &s->list, s->n, &s->cap, sizeof(*s->list));
	s->list[s->n++] = (struct learning_start){term, str_of(why)};
}

/* ---- Colleagues ------------------------------------------------------------------ */

struct stated {
	struct str term;
	int64_t n; /* colleagues who have it */
};

static int most_first(const void *a, const void *b)
{
	const struct stated *x = a, *y = b;

	return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : str_cmp(x->term, y->term);
}

static void count_stated(
    struct arena *a, struct stated **list, size_t *n, size_t *cap, struct str term)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq_nocase((*list)[i].term, term)) {
			(*list)[i].n++;
			return;
		}
	arena_grow(a, list, *n, cap, sizeof(**list));
	(*list)[(*n)++] = (struct stated){term, 1};
}

static enum err ask_colleagues(struct starting *s, struct home *h, struct err_info *ei)
{
	const struct contact_query query = {.company_id = s->contact->company_id};
	struct stated *list = NULL;
	struct contact *people;
	size_t n_people, n = 0, cap = 0;
	enum err e =
	    store_contact_list(s->arena, h->store, &query, &people, &n_people, ei);

	for (size_t i = 0; e == OK && i < n_people; i++)
		for (size_t k = 0; k < people[i].n_interests; k++) {
			const struct interest *in = &people[i].interests[k];

			if (people[i].id != s->contact->id && !in->is_never &&
			    in->kind == INTEREST_WORDS)
				count_stated(s->arena, &list, &n, &cap, in->term);
		}
	if (e == OK && n > 1)
		qsort(list, n, sizeof(*list), most_first);
	for (size_t i = 0; e == OK && i < n && i < FROM_COLLEAGUES_MAX; i++)
		propose(s, list[i].term,
		    arena_printf(s->arena, "%lld colleague%s it", (long long)list[i].n,
			list[i].n == 1 ? " has" : "s have"));
	return e;
}

/* ---- The industry ---------------------------------------------------------------- */

static enum err ask_industry(struct starting *s, struct home *h, struct err_info *ei)
{
	struct company company;
	struct str industry, word = {0}, rest, term;
	const char *why;
	enum err e =
	    store_company_get(s->arena, h->store, s->contact->company_id, &company, ei);

	if (e != OK)
		return e;
	industry = company.industry.n ? company.industry
				      : learn_start_guess(company.name, &word);
	why = word.n ? arena_printf(s->arena, "industry %.*s, by the name: %.*s",
			   STR_ARG(industry), STR_ARG(word))
		     : arena_printf(s->arena, "industry %.*s", STR_ARG(industry));
	rest = learn_start_terms(industry);
	while (rest.n && str_split(&rest, ';', &term))
		propose(s, term, why);
	return OK;
}

enum err learning_start(struct arena *a, struct home *h, const struct contact *c,
    struct learning_start **out, size_t *n, struct err_info *ei)
{
	struct starting s = {.arena = a, .contact = c};
	struct learned_term *learned;
	enum err e = OK;

	if (c->company_id && c->n_interests < LEARNING_FEW_INTERESTS) {
		e = store_learned_list(a, h->store, c->id, &learned, &s.n_learned, ei);
		s.learned = learned;
		if (e == OK)
			e = ask_colleagues(&s, h, ei);
		if (e == OK)
			e = ask_industry(&s, h, ei);
	}
	if (e != OK)
		return e;
	*out = s.list;
	*n = s.n;
	return OK;
}
