/*
 * matching.c - store ──► match. In: a home and a time. Out: pairs. Always: the same
 * contacts and items give the same pairs, whatever was matched before.
 */
#include "app/matching.h"

#include "app/learning.h"
#include "app/learning_names.h"
#include "base/log.h"
#include "base/search.h"
#include "store/company.h"
#include "store/contact.h"
#include "store/item.h"

#include <stdlib.h>

int64_t matching_since_s(const struct config *c)
{
	int64_t days = config_int(c, "queue.max_age_d");

	return days ? (clock_now_s() / DAY_S - days) * DAY_S : NO_TIME;
}

/* What belongs to the contacts that are there. */
static enum err load_rest(struct home *h, struct matching *m, struct err_info *ei)
{
	enum err e =
	    store_company_list(m->arena, h->store, &m->companies, &m->n_companies, ei);

	if (e == OK)
		e = learning_add_terms(m->arena, h, m->contacts, m->n_contacts, ei);
	if (e == OK)
		e = learning_doubt_names(m->arena, h, m->contacts, m->n_contacts, ei);
	return e;
}

enum err matching_load_people(struct home *h, struct matching *out, struct err_info *ei)
{
	struct matching m = {.arena = arena_new()};
	enum err e =
	    store_contact_list(m.arena, h->store, NULL, &m.contacts, &m.n_contacts, ei);

	if (e == OK)
		e = load_rest(h, &m, ei);
	if (e == OK)
		*out = m;
	else
		matching_free(&m);
	return e;
}

enum err matching_load_one(
    struct home *h, int64_t contact_id, struct matching *out, struct err_info *ei)
{
	struct matching m = {.arena = arena_new(), .n_contacts = 1};
	enum err e;

	m.contacts = arena_alloc(m.arena, 1, sizeof(*m.contacts));
	e = store_contact_get(m.arena, h->store, contact_id, m.contacts, ei);
	if (e == OK)
		e = load_rest(h, &m, ei);
	if (e == OK)
		*out = m;
	else
		matching_free(&m);
	return e;
}

enum err matching_load_items(
    struct home *h, int64_t since_s, struct matching *m, struct err_info *ei)
{
	const struct item_query query = {.since_s = since_s == NO_TIME ? 0 : since_s};

	return store_item_list(m->arena, h->store, &query, &m->items, &m->n_items, ei);
}

enum err matching_load(
    struct home *h, int64_t since_s, struct matching *out, struct err_info *ei)
{
	struct matching m;
	enum err e = matching_load_people(h, &m, ei);

	if (e != OK)
		return e;
	e = matching_load_items(h, since_s, &m, ei);
	if (e == OK)
		*out = m;
	else
		matching_free(&m);
	return e;
}

static void tell_problems(const struct match_index *index)
{
	size_t n;
	const struct match_problem *problems = match_problems(index, &n);

	for (size_t i = 0; i < n; i++)
		log_warn("interest /%.*s: %.*s", STR_ARG(problems[i].term),
		    STR_ARG(problems[i].text));
}

enum err matching_run(struct matching *m, const struct match_limits *limits,
    const struct app_progress *progress, struct err_info *ei)
{
	struct match_index *index;
	enum err e;

	if (progress->tell)
		progress->tell(progress->ctx, "match", 0, m->n_items);
	index = match_index_new(
	    m->contacts, m->n_contacts, m->companies, m->n_companies, NULL);
	e = match_items(
	    index, m->items, m->n_items, limits, m->arena, &m->pairs, &m->n_pairs);
	if (e == OK)
		tell_problems(index);
	else
		e = err_set(ei, e, NULL, "too many items to match at once");
	m->is_matched = e == OK;
	match_index_free(index);
	if (progress->tell)
		progress->tell(progress->ctx, "match", m->n_items, m->n_items);
	return e;
}

void matching_free(struct matching *m)
{
	arena_free(m->arena);
	*m = (struct matching){0};
}

/* All records here begin with their id. */
static const void *find(const void *records, size_t n, size_t size, int64_t id)
{
	return n ? bsearch(&id, records, n, size, search_by_id) : NULL;
}

const struct contact *matching_contact(const struct matching *m, int64_t id)
{
	return find(m->contacts, m->n_contacts, sizeof(*m->contacts), id);
}

const struct company *matching_company(const struct matching *m, int64_t id)
{
	return find(m->companies, m->n_companies, sizeof(*m->companies), id);
}

const struct item *matching_item(const struct matching *m, int64_t id)
{
	return find(m->items, m->n_items, sizeof(*m->items), id);
}
