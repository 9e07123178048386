/*
 * duplicates.c - pairs that are likely the same. In: contacts, or companies. Always: a
 * pair is named once, with its first reason; everything goes by sorted keys, so that no
 * crowd costs more than its pairs, of which at most CROWD_MAX a key are named.
 */
#include "people/merge.h"

#include "base/fold.h"
#include "base/mem.h"
#include "model/address.h"
#include "model/company_name.h"

#include <stdlib.h>
#include <string.h>

enum { CROWD_MAX = 50 };

/* What a record is known by; equal keys of one kind speak for one person. Smaller kinds
 * are the better reasons. */
enum kind { BY_ADDRESS, BY_NAME, BY_WORDS, BY_DOMAIN, BY_TICKER };

struct key {
	uint64_t hash;
	struct str text; /* what is shown */
	size_t record;	 /* which one */
	enum kind kind;
};

struct keys {
	struct key *v;
	size_t n, cap;
};

static void add_key(
    struct keys *k, enum kind kind, struct str folded, struct str text, size_t record)
{
	if (!folded.n)
		return;
	mem_grow(&k->v, k->n, &k->cap, sizeof(*k->v));
	k->v[k->n++] = (struct key){.hash = str_hash(folded) * 8 + (uint64_t)kind,
	    .text = text,
	    .record = record,
	    .kind = kind};
}

static int compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->record < y->record ? -1 : x->record > y->record;
}

/* ---- Pairs ----------------------------------------------------------------------- */

struct pair {
	size_t a, b; /* a < b */
	const struct key *why;
	size_t order;
};

static int compare_pairs(const void *p, const void *q)
{
	const struct pair *x = p, *y = q;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Every record of a run of equal keys with the first one of the run; sorted, each pair
 * once. On the heap. */
static struct pair *pairs_of(struct keys *k, size_t *n_pairs)
{
	struct pair *v = NULL;
	size_t n = 0, cap = 0, kept = 0;

	if (k->n)
		qsort(k->v, k->n, sizeof(*k->v), compare_keys);
	for (size_t i = 0, first = 0; i < k->n; i++) {
		if (k->v[i].hash != k->v[first].hash || k->v[i].kind != k->v[first].kind)
			first = i;
		if (k->v[i].record == k->v[first].record || i - first > CROWD_MAX)
			continue;
		mem_grow(&v, n, &cap, sizeof(*v));
		v[n] = (struct pair){k->v[first].record, k->v[i].record, &k->v[i], n};
		n++;
	}
	if (n)
		qsort(v, n, sizeof(*v), compare_pairs);
	for (size_t i = 0; i < n; i++)
		if (!kept || v[kept - 1].a != v[i].a || v[kept - 1].b != v[i].b)
			v[kept++] = v[i];
	*n_pairs = kept;
	return v;
}

/* ---- Contacts -------------------------------------------------------------------- */

static int compare_strs(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The words of a name in the order of the alphabet: "Lovelace, Ada" is "Ada Lovelace". */
static struct str sorted_words(struct arena *a, struct str name)
{
	enum { WORDS_MAX = 16 };
	struct str folded = fold_dup(a, name), words[WORDS_MAX];
	char *p = arena_alloc(a, folded.n + WORDS_MAX, 1);
	size_t n = 0, at = 0, i = 0;

	while (i < folded.n && n < WORDS_MAX) {
		size_t from = i;

		while (i < folded.n && !strchr(" ,.\t\"()", folded.p[i]))
			i++;
		if (i > from)
			words[n++] = str_sub(folded, from, i - from);
		else
			i++;
	}
	if (n)
		qsort(words, n, sizeof(*words), compare_strs);
	for (i = 0; i < n; i++) {
		memcpy(p + at, words[i].p, words[i].n);
		at += words[i].n;
		p[at++] = ' ';
	}
	return (struct str){p, at};
}

/* The first letter of the given name, the family name and the company. */
static struct str short_form(struct arena *a, const struct contact *c)
{
	struct str given = fold_dup(a, c->given), family = fold_dup(a, c->family);

	if (!given.n || !family.n || !c->company.n)
		return (struct str){0};
	return str_of(arena_printf(a, "%c %.*s %.*s", given.p[0], STR_ARG(family),
	    STR_ARG(company_name_key(a, c->company))));
}

/* Whether one given name could be the other shortened: "J.", "Jon" for "Jonathan". */
static bool could_be_short(
    struct arena *a, const struct contact *x, const struct contact *y)
{
	struct str g = fold_dup(a, x->given), h = fold_dup(a, y->given);

	if (str_ends(g, STR(".")))
		g.n--;
	if (str_ends(h, STR(".")))
		h.n--;
	return str_starts(g, h) || str_starts(h, g);
}

static struct str contact_reason(struct arena *a, const struct key *why,
    const struct contact *x, const struct contact *y)
{
	if (why->kind == BY_ADDRESS)
		return str_of(
		    arena_printf(a, "the same address, %.*s", STR_ARG(why->text)));
	if (why->kind == BY_WORDS)
		return str_of(
		    arena_printf(a, "like names, both at %.*s", STR_ARG(x->company)));
	if (!x->company.n || !y->company.n)
		return STR("the same name");
	if (str_eq(company_name_key(a, x->company), company_name_key(a, y->company)))
		return str_of(
		    arena_printf(a, "the same name, both at %.*s", STR_ARG(x->company)));
	return str_of(arena_printf(a, "the same name, at %.*s and at %.*s",
	    STR_ARG(x->company), STR_ARG(y->company)));
}

void people_duplicates(struct arena *a, const struct contact *contacts, size_t n,
    struct people_duplicate **out, size_t *n_out)
{
	struct keys k = {0};
	struct arena *scratch = arena_new();
	struct pair *pairs;
	size_t n_pairs, kept = 0;

	for (size_t i = 0; i < n; i++) {
		const struct contact *c = &contacts[i];

		for (size_t j = 0; j < c->n_emails; j++)
			add_key(&k, BY_ADDRESS, fold_dup(scratch, c->emails[j]),
			    c->emails[j], i);
		add_key(&k, BY_NAME, sorted_words(scratch, c->name), c->name, i);
		add_key(&k, BY_WORDS, short_form(scratch, c), c->name, i);
		arena_reset(scratch);
	}
	pairs = pairs_of(&k, &n_pairs);
	*out = arena_alloc(a, n_pairs, sizeof(**out));
	for (size_t i = 0; i < n_pairs; i++) {
		const struct contact *x = &contacts[pairs[i].a];
		const struct contact *y = &contacts[pairs[i].b];

		if (pairs[i].why->kind == BY_WORDS && !could_be_short(scratch, x, y))
			continue;
		(*out)[kept++] = (struct people_duplicate){
		    x->id, y->id, contact_reason(a, pairs[i].why, x, y)};
	}
	*n_out = kept;
	free(pairs);
	free(k.v);
	arena_free(scratch);
}

/* ---- Companies ------------------------------------------------------------------- */

/* Names of one house that no spelling tells. The first is the parent. */
static const char *const houses[][6] = {
    {"Alphabet", "Google", "YouTube", "DeepMind", "Waymo"},
    {"Meta", "Meta Platforms", "Facebook", "Instagram", "WhatsApp"},
    {"Amazon", "Amazon.com", "AWS", "Amazon Web Services"},
    {"Block", "Square"},
    {"IBM", "International Business Machines"},
    {"HP", "Hewlett-Packard", "Hewlett Packard"},
    {"GE", "General Electric"},
    {"GM", "General Motors"},
    {"JPMorgan Chase", "J.P. Morgan", "JPMorgan", "Chase"},
    {"Volkswagen", "VW"},
    {"BMW", "Bayerische Motoren Werke"},
    {"Microsoft", "LinkedIn", "GitHub"},
    {"PwC", "PricewaterhouseCoopers"},
    {"EY", "Ernst & Young"},
    {"P&G", "Procter & Gamble"},
    {"X", "Twitter"},
    {"RTX", "Raytheon", "Raytheon Technologies"},
    {"BCG", "Boston Consulting Group"},
    {"ByteDance", "TikTok"},
    {"Salesforce", "Slack", "Salesforce.com"},
};

/* The keys of all those names, made once a call. */
struct house_key {
	struct str key;
	size_t house;
};

enum { HOUSES = sizeof(houses) / sizeof(houses[0]), HOUSE_NAMES = 6 };

static size_t house_keys(struct arena *a, struct house_key out[HOUSES * HOUSE_NAMES])
{
	size_t n = 0;

	for (size_t i = 0; i < HOUSES; i++)
		for (size_t j = 0; j < HOUSE_NAMES && houses[i][j]; j++)
			out[n++] = (struct house_key){
			    company_name_key(a, str_of(houses[i][j])), i};
	return n;
}

static struct str company_reason(struct arena *a, const struct key *why,
    const struct company *x, const struct company *y)
{
	switch (why->kind) {
	case BY_NAME:
		if (str_eq(company_name_key(a, x->name), company_name_key(a, y->name)))
			return STR("the same name but for its legal form");
		return str_of(
		    arena_printf(a, "both are called %.*s", STR_ARG(why->text)));
	case BY_DOMAIN:
		return str_of(
		    arena_printf(a, "the same domain, %.*s", STR_ARG(why->text)));
	case BY_TICKER:
		return str_of(
		    arena_printf(a, "the same ticker, %.*s", STR_ARG(why->text)));
	default: return STR("known to belong together");
	}
}

void people_company_duplicates(struct arena *a, const struct company *companies, size_t n,
    struct people_duplicate **out, size_t *n_out)
{
	struct keys k = {0};
	struct arena *scratch = arena_new();
	struct house_key known[HOUSES * HOUSE_NAMES];
	size_t n_known = house_keys(a, known), n_pairs;
	struct pair *pairs;

	for (size_t i = 0; i < n; i++) {
		const struct company *c = &companies[i];
		struct str key = company_name_key(scratch, c->name);

		add_key(&k, BY_NAME, key, c->name, i);
		for (size_t j = 0; j < n_known; j++)
			if (str_eq(known[j].key, key))
				add_key(&k, BY_WORDS, str_of(houses[known[j].house][0]),
				    c->name, i);
		for (size_t j = 0; j < c->n_aliases; j++)
			add_key(&k, BY_NAME, company_name_key(scratch, c->aliases[j]),
			    c->aliases[j], i);
		if (c->domain.n && !address_is_public_domain(c->domain))
			add_key(
			    &k, BY_DOMAIN, fold_dup(scratch, c->domain), c->domain, i);
		for (size_t j = 0; j < c->n_tickers; j++)
			add_key(&k, BY_TICKER, fold_dup(scratch, c->tickers[j]),
			    c->tickers[j], i);
		arena_reset(scratch);
	}
	pairs = pairs_of(&k, &n_pairs);
	*out = arena_alloc(a, n_pairs, sizeof(**out));
	for (size_t i = 0; i < n_pairs; i++) {
		const struct company *x = &companies[pairs[i].a];
		const struct company *y = &companies[pairs[i].b];

		(*out)[i] = (struct people_duplicate){
		    x->id, y->id, company_reason(a, pairs[i].why, x, y)};
	}
	*n_out = n_pairs;
	free(pairs);
	free(k.v);
	arena_free(scratch);
}
