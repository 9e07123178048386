/*
 * catalog.c - contacts and companies in, entities, spellings and postings out. Entities
 * are found again by kind and key (the folded words of an interest, the text of an
 * expression, the key of a company's name). Always: postings of an entity stand together,
 * by contact ascending, and entities are numbered in the order in which they are met.
 */
#include "match/catalog.h"

#include "base/clock.h"
#include "base/mem.h"
#include "match/catalog_build.h"
#include "match/names.h"
#include "model/company_name.h"

#include <stdlib.h>

/* ---- Entities -------------------------------------------------------------------- */

static uint32_t add_entity(
    struct builder *b, enum entity_kind kind, uint64_t key, size_t record)
{
	struct catalog *c = b->c;

	mem_grow(&c->entities, c->n_entities, &c->cap_entities, sizeof(*c->entities));
	c->entities[c->n_entities++] =
	    (struct entity){.key = key, .kind = kind, .record = record & RECORD_MAX};
	return (uint32_t)(c->n_entities - 1);
}

/* Distinct for keys that are alike in two kinds. */
static uint64_t hash_of(enum entity_kind kind, uint64_t key)
{
	return key + kind;
}

void catalog_entity_prefetch(const struct builder *b, enum entity_kind kind, uint64_t key)
{
	slots_prefetch(&b->by_key, hash_of(kind, key));
}

uint32_t catalog_entity(
    struct builder *b, enum entity_kind kind, uint64_t key, size_t record, bool *is_new)
{
	const uint64_t hash = hash_of(kind, key);
	size_t at = slots_begin(&b->by_key, hash);
	uint32_t n;

	*is_new = false;
	while ((n = slots_next(&b->by_key, hash, &at))) {
		const struct entity *e = &b->c->entities[n - 1];

		if (e->key == key && e->kind == kind)
			return n - 1;
	}
	*is_new = true;
	n = add_entity(b, kind, key, record);
	slots_add(&b->by_key, hash, at, n + 1);
	return n;
}

void catalog_want(struct builder *b, uint32_t entity, uint32_t interest, double weight)
{
	mem_grow(&b->wants, b->n_wants, &b->cap_wants, sizeof(*b->wants));
	b->wants[b->n_wants++] = (struct want){entity, interest, (float)weight};
	b->c->entities[entity].first_posting++;
}

/* ---- Companies and people -------------------------------------------------------- */

static int compare_ids(const void *a, const void *b)
{
	const struct company *const *x = a, *const *y = b;

	return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

static const struct company *company_by_id(
    const struct company *const *sorted, size_t n, int64_t id)
{
	const struct company key = {.id = id}, *p = &key;
	const struct company *const *found =
	    n ? bsearch(&p, sorted, n, sizeof(*sorted), compare_ids) : NULL;

	return found ? *found : NULL;
}

/* The company of a name or record; who worked there before counts by `weight`. */
static void add_company(
    struct builder *b, struct str name, const struct company *record, double weight)
{
	struct company made = {.name = name};
	struct catalog *c = b->c;
	bool is_new;
	uint32_t entity;
	uint64_t key;

	if (!record && name.n == 0)
		return;
	key = record ? (uint64_t)record->id : str_hash(company_name_key(c->arena, name));
	entity = catalog_entity(b, ENTITY_COMPANY, key,
	    record ? (size_t)(record - c->companies) : c->n_companies + c->n_made,
	    &is_new);
	if (is_new && !record) {
		mem_grow(&c->made, c->n_made, &c->cap_made, sizeof(*c->made));
		c->made[c->n_made++] = name;
	}
	if (is_new)
		names_add_company(&b->speller, entity, record ? record : &made);
	catalog_want(b, entity, NO_INTEREST, weight);
}

/* A former employer fades over the year that follows. */
static double former_weight(const struct employer *e)
{
	const double year_s = 365.0 * DAY_S;
	double since_s = (double)(clock_now_s() - e->until_s);

	if (e->until_s == NO_TIME || since_s >= year_s)
		return 0;
	return since_s > 0 ? 1 - since_s / year_s : 1;
}

/* Each former employer once, and not where the contact has returned to it. */
static void add_former_companies(struct builder *b, size_t contact,
    const struct company *const *sorted, size_t n_companies)
{
	const struct contact *who = &b->c->contacts[contact];

	for (size_t i = 0; i < who->n_employers; i++) {
		const struct employer *e = &who->employers[i];
		bool is_known = e->company_id == who->company_id;

		for (size_t k = 0; k < i; k++)
			is_known =
			    is_known || who->employers[k].company_id == e->company_id;
		if (!is_known && former_weight(e) > 0)
			add_company(b, e->company,
			    company_by_id(sorted, n_companies, e->company_id),
			    former_weight(e));
	}
}

/* A name whose namesake the user met: without corroboration it stays far below the mark.
 */
static const float doubtful_name_weight = 0.25f;

static void add_person(struct builder *b, size_t contact)
{
	const struct contact *who = &b->c->contacts[contact];
	uint32_t entity = add_entity(b, ENTITY_PERSON, contact, contact);

	names_add_person(&b->speller, entity, who);
	catalog_want(
	    b, entity, NO_INTEREST, who->is_name_doubtful ? doubtful_name_weight : 1);
}

struct str catalog_name(const struct catalog *c, const struct entity *e)
{
	if (e->kind == ENTITY_PERSON)
		return c->contacts[e->record].name;
	return e->record < c->n_companies ? c->companies[e->record].name
					  : c->made[e->record - c->n_companies];
}

/* ---- Postings -------------------------------------------------------------------- */

/* Counting sort by entity: until here, first_posting told how many there are. */
static void place_postings(struct builder *b)
{
	struct catalog *c = b->c;
	const struct want *w = b->wants + b->n_wants;
	uint32_t at = 0;

	/* One more, where all end. */
	add_entity(b, ENTITY_INTEREST, 0, 0);
	c->n_entities--;
	for (size_t e = 0; e <= c->n_entities; e++)
		c->entities[e].first_posting = at += c->entities[e].first_posting;
	c->n_postings = b->n_wants;
	for (size_t i = c->n_contacts; i-- > 0;)
		while (w > b->wants + b->first_want[i]) {
			w--;
			c->postings[--c->entities[w->entity].first_posting] =
			    (struct posting){(uint32_t)i, w->interest, w->weight};
		}
}

/* ---- The whole ------------------------------------------------------------------- */

static const struct company **sort_companies(const struct company *companies, size_t n)
{
	const struct company **sorted = mem_resize(NULL, n, sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		sorted[i] = &companies[i];
	if (n)
		qsort(sorted, n, sizeof(*sorted), compare_ids);
	return sorted;
}

/* Room for what is known to come: what is not touched costs nothing. What only the making
 * needs comes last, so that it leaves one hole for what is made next. */
static void reserve(struct builder *b)
{
	struct catalog *c = b->c;
	size_t n_names = 0, n_interests = 0, n;

	for (size_t i = 0; i < c->n_contacts; i++) {
		n_names += 2 + c->contacts[i].n_employers;
		n_interests += c->contacts[i].n_interests;
	}
	n = n_names + n_interests;
	c->cap_entities = c->cap_spellings = b->cap_wants = n + 1;
	c->cap_rows = 2 * n;
	c->entities = mem_resize(NULL, c->cap_entities, sizeof(*c->entities));
	c->spellings = mem_resize(NULL, c->cap_spellings, sizeof(*c->spellings));
	c->rows = mem_resize(NULL, c->cap_rows, sizeof(*c->rows));
	c->postings = mem_resize(NULL, n, sizeof(*c->postings));
	lexicon_init(&c->lexicon, n);
	b->wants = mem_resize(NULL, b->cap_wants, sizeof(*b->wants));
	b->first_want = mem_resize(NULL, c->n_contacts, sizeof(*b->first_want));
	/* Many have the same interests. */
	slots_init(&b->by_key, n / 2);
	slots_init(&b->by_text, n_interests / 2);
}

struct catalog *catalog_new(const struct contact *contacts, size_t n_contacts,
    const struct company *companies, size_t n_companies, const struct words *words)
{
	struct catalog *c = mem_new(1, sizeof(*c));
	struct builder b = {.c = c};
	const struct company **sorted = sort_companies(companies, n_companies);

	*c = (struct catalog){.arena = arena_new(),
	    .contacts = contacts,
	    .n_contacts = n_contacts,
	    .companies = companies,
	    .n_companies = n_companies};
	speller_init(&b.speller, c, words);
	reserve(&b);
	for (size_t i = 0; i < n_contacts; i++) {
		b.first_want[i] = (uint32_t)b.n_wants;
		if (contacts[i].is_muted)
			continue;
		add_person(&b, i);
		add_company(&b, contacts[i].company,
		    company_by_id(sorted, n_companies, contacts[i].company_id), 1);
		add_former_companies(&b, i, sorted, n_companies);
		catalog_add_interests(&b, i);
	}
	speller_clear(&b.speller);
	for (size_t i = 0; i < INTERESTS_TOGETHER; i++)
		tokens_clear(&b.cut[i]);
	slots_clear(&b.by_key);
	slots_clear(&b.by_text);
	free(sorted);
	place_postings(&b);
	free(b.wants);
	free(b.first_want);
	return c;
}

void catalog_free(struct catalog *c)
{
	if (!c)
		return;
	arena_free(c->arena);
	lexicon_clear(&c->lexicon);
	free(c->made);
	free(c->entities);
	free(c->spellings);
	free(c->rows);
	free(c->postings);
	free(c);
}
