/*
 * catalog.c - contacts and companies in, entities, spellings and postings out. Entities
 * are found again by kind and key (the folded words of an interest, the text of an
 * expression, the key of a company's name). Always: postings of an entity stand together,
 * by contact ascending, and entities are numbered in the order in which they are met.
 */
#include "match/catalog.h"

#include "base/clock.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/token.h"
#include "match/names.h"
#include "model/company_name.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct want { /* a posting before its place is known */
	uint32_t entity;
	struct posting posting;
};

struct slot {
	uint64_t key; /* 0: free */
	uint32_t entity;
};

struct slots {
	struct slot *v;
	size_t mask, n_used;
};

struct builder {
	struct catalog *c;
	const struct words *words;
	struct want *wants;
	size_t n_wants, cap_wants;
	struct slots by_key;
	struct slots by_text; /* of interests, as they were written first */
	struct tokenizer *tk;
	struct tokens tokens;
};

/* ---- Entities -------------------------------------------------------------------- */

static void slots_init(struct slots *s)
{
	*s = (struct slots){.mask = 1023};
	s->v = mem_new(s->mask + 1, sizeof(*s->v));
}

static struct slot *slot_of(const struct slots *s, uint64_t key)
{
	size_t i = (key ^ key >> 32) & s->mask;

	while (s->v[i].key && s->v[i].key != key)
		i = (i + 1) & s->mask;
	return &s->v[i];
}

/* Puts what is not there yet. */
static void slots_put(struct slots *s, struct slot new)
{
	struct slot *old = s->v;
	size_t n = s->mask + 1;

	if (2 * ++s->n_used > s->mask) {
		s->v = mem_new(2 * n, sizeof(*s->v));
		s->mask = 2 * n - 1;
		for (size_t i = 0; i < n; i++)
			if (old[i].key)
				*slot_of(s, old[i].key) = old[i];
		free(old);
	}
	*slot_of(s, new.key) = new;
}

static uint64_t key_of(uint64_t hash, enum entity_kind kind)
{
	uint64_t key = (hash + kind + 1) * 0x9e3779b97f4a7c15;

	return key + (key == 0);
}

/* The entity of this key, made if there is none; *is_new says which. */
static uint32_t entity_get(struct builder *b, enum entity_kind kind, uint64_t hash,
    struct str text, uint32_t record, bool *is_new)
{
	uint64_t key = key_of(hash, kind);
	struct catalog *c = b->c;
	const struct slot *s = slot_of(&b->by_key, key);

	*is_new = !s->key;
	if (s->key)
		return s->entity;
	slots_put(&b->by_key, (struct slot){key, (uint32_t)c->n_entities});
	mem_grow(&c->entities, c->n_entities, &c->cap_entities, sizeof(*c->entities));
	c->entities[c->n_entities++] = (struct entity){
	    .text = text, .key = hash, .record = record, .kind = (uint8_t)kind};
	return (uint32_t)(c->n_entities - 1);
}

static void want(
    struct builder *b, uint32_t entity, size_t contact, uint32_t interest, double weight)
{
	mem_grow(&b->wants, b->n_wants, &b->cap_wants, sizeof(*b->wants));
	b->wants[b->n_wants++] =
	    (struct want){entity, {(uint32_t)contact, interest, (float)weight}};
}

void catalog_add_spelling(struct catalog *c, struct str text, uint32_t entity,
    enum variant variant, uint32_t flags)
{
	mem_grow(&c->spellings, c->n_spellings, &c->cap_spellings, sizeof(*c->spellings));
	c->spellings[c->n_spellings++] =
	    (struct spelling){text, entity, (uint8_t)variant, (uint8_t)flags, 0};
}

/* ---- Interests ------------------------------------------------------------------- */

static void add_interest(struct builder *b, size_t contact, size_t which)
{
	const struct interest *in = &b->c->contacts[contact].interests[which];
	bool is_regex = in->kind == INTEREST_REGEX, is_new;
	const enum entity_kind kind = is_regex ? ENTITY_REGEX : ENTITY_INTEREST;
	const double weight = in->is_never ? -INFINITY : in->weight;
	const uint64_t text_key = key_of(str_hash(in->term), kind);
	const struct slot *known = slot_of(&b->by_text, text_key);
	uint64_t hash = 0;
	uint32_t entity, flags = 0;

	/* Many have the same interest, written alike. */
	if (known->key && str_eq(b->c->entities[known->entity].text, in->term)) {
		want(b, known->entity, contact, (uint32_t)which, weight);
		return;
	}
	if (is_regex) {
		hash = str_hash(in->term);
	} else {
		b->tokens.n = 0;
		tokenizer_run(b->tk, in->term, &b->tokens);
		for (size_t i = 0; i < b->tokens.n; i++) {
			const struct token *t = &b->tokens.v[i];

			/* "ISIS" is not "Isis", "IT" not "it". */
			hash =
			    (hash ^ t->hash) * 0x100000001b3 + (t->flags & TOKEN_UPPER);
			if (t->flags & TOKEN_CAPITAL)
				flags |= SPELLING_CAPITAL;
		}
		if (b->tokens.n == 0 || b->tokens.n > LIMIT_TERM_BYTES)
			return;
		if (str_find(in->term, STR("...")) < in->term.n ||
		    str_find(in->term, STR("…")) < in->term.n)
			hash = ~hash;
		if (b->tokens.n == 1)
			flags |= SPELLING_SINGLE;
		if (b->tokens.n == 1 && b->tokens.v[0].flags & TOKEN_UPPER)
			flags |= SPELLING_UPPER;
		if (flags & SPELLING_CAPITAL)
			hash++;
	}
	entity = entity_get(b, kind, hash, in->term, 0, &is_new);
	if (is_new) {
		catalog_add_spelling(b->c, in->term, entity,
		    is_regex ? VARIANT_PATTERN : VARIANT_WORDS, flags);
		if (!slot_of(&b->by_text, text_key)->key)
			slots_put(&b->by_text, (struct slot){text_key, entity});
	}
	want(b, entity, contact, (uint32_t)which, weight);
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
static void add_company(struct builder *b, size_t contact, struct str name,
    const struct company *record, double weight)
{
	struct company made = {.name = name};
	struct catalog *c = b->c;
	bool is_new;
	uint32_t entity;
	uint64_t hash;

	if (!record && name.n == 0)
		return;
	hash = str_hash(company_name_key(c->arena, record ? record->name : name));
	if (record)
		hash += (uint64_t)record->id * 2 + 1;
	entity = entity_get(b, ENTITY_COMPANY, hash, record ? record->name : name,
	    record ? (uint32_t)(record - c->companies) : UINT32_MAX, &is_new);
	if (is_new)
		names_add_company(c, b->words, entity, record ? record : &made);
	want(b, entity, contact, NO_INTEREST, weight);
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
			add_company(b, contact, e->company,
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
	bool is_new;
	uint32_t entity =
	    entity_get(b, ENTITY_PERSON, contact, who->name, (uint32_t)contact, &is_new);

	names_add_person(b->c, b->words, entity, who);
	want(b, entity, contact, NO_INTEREST,
	    who->is_name_doubtful ? doubtful_name_weight : 1);
}

/* ---- Postings -------------------------------------------------------------------- */

/* Counting sort by entity; wants are by contact already. */
static void place_postings(struct builder *b)
{
	struct catalog *c = b->c;
	uint32_t at = 0;

	for (size_t i = 0; i < b->n_wants; i++)
		c->entities[b->wants[i].entity].n_postings++;
	for (size_t e = 0; e < c->n_entities; e++) {
		c->entities[e].first_posting = at;
		at += c->entities[e].n_postings;
		c->entities[e].n_postings = 0;
	}
	c->postings = mem_resize(NULL, b->n_wants, sizeof(*c->postings));
	c->n_postings = b->n_wants;
	for (size_t i = 0; i < b->n_wants; i++) {
		struct entity *e = &c->entities[b->wants[i].entity];

		c->postings[e->first_posting + e->n_postings++] = b->wants[i].posting;
	}
}

struct catalog *catalog_new(const struct contact *contacts, size_t n_contacts,
    const struct company *companies, size_t n_companies, const struct words *words)
{
	struct catalog *c = mem_new(1, sizeof(*c));
	struct builder b = {.c = c, .words = words};
	const struct company **sorted = mem_resize(NULL, n_companies, sizeof(*sorted));

	*c = (struct catalog){.arena = arena_new(),
	    .contacts = contacts,
	    .n_contacts = n_contacts,
	    .companies = companies,
	    .n_companies = n_companies};
	slots_init(&b.by_key);
	slots_init(&b.by_text);
	b.tk = tokenizer_new();
	for (size_t i = 0; i < n_companies; i++)
		sorted[i] = &companies[i];
	if (n_companies)
		qsort(sorted, n_companies, sizeof(*sorted), compare_ids);
	for (size_t i = 0; i < n_contacts; i++) {
		if (contacts[i].is_muted)
			continue;
		add_person(&b, i);
		add_company(&b, i, contacts[i].company,
		    company_by_id(sorted, n_companies, contacts[i].company_id), 1);
		add_former_companies(&b, i, sorted, n_companies);
		for (size_t k = 0; k < contacts[i].n_interests; k++)
			add_interest(&b, i, k);
	}
	place_postings(&b);
	tokens_clear(&b.tokens);
	tokenizer_free(b.tk);
	free(b.by_key.v);
	free(b.by_text.v);
	free(b.wants);
	free(sorted);
	return c;
}

void catalog_free(struct catalog *c)
{
	if (!c)
		return;
	arena_free(c->arena);
	free(c->entities);
	free(c->spellings);
	free(c->postings);
	free(c);
}
