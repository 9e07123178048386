/*
 * learning_names.c - decisions ──► trust in names. In: decisions and their items. Out:
 * how often a company's name was right, and the words around it. Always: worked out from
 * all decisions that stand, so that undo undoes it.
 */
#include "app/learning_names.h"

#include "app/learning_examples.h"
#include "base/fold.h"
#include "base/token.h"
#include "match/match.h"
#include "store/company.h"
#include "store/contact.h"
#include "store/item.h"
#include "store/learn.h"

#include <assert.h>
#include <stdlib.h>

enum { CONTEXT_WORDS_MAX = 400 };

enum err learning_find_names(struct arena *a, struct home *h, const struct contact *c,
    const struct learn_example *examples, size_t n, bool *is_named, struct err_info *ei)
{
	struct contact bare = *c;
	struct company company;
	struct item *items = arena_alloc(a, n, sizeof(*items));
	struct match_index *index;
	struct pair *pairs;
	size_t n_pairs;
	enum err e;

	if (!c->company_id || !n)
		return OK;
	e = store_company_get(a, h->store, c->company_id, &company, ei);
	if (e != OK)
		return e;
	/* The name alone, without what was taught about it. */
	company.trust_hits = company.trust_misses = 0;
	company.n_contexts = 0;
	bare.n_interests = 0;
	bare.is_muted = false;
	for (size_t i = 0; i < n; i++) {
		items[i] = *examples[i].item;
		items[i].id = (int64_t)i + 1;
	}
	index = match_index_new(&bare, 1, &company, 1, NULL);
	e = match_items(index, items, n, NULL, a, &pairs, &n_pairs);
	for (size_t i = 0; e == OK && i < n_pairs; i++)
		for (size_t k = 0; k < pairs[i].n_matches; k++)
			if (pairs[i].matches[k].kind == TERM_COMPANY)
				is_named[pairs[i].item_id - 1] = true;
	match_index_free(index);
	return e == OK ? OK : err_set(ei, e, NULL, "too many decisions to learn from");
}

/* What was seen around the name. */
struct around {
	struct company *company;
	struct company_context *words;
	size_t n, cap;
	struct tokenizer *tokenizer;
};

static int by_word(const void *a, const void *b)
{
	const struct company_context *x = a, *y = b;

	return str_cmp(x->word, y->word);
}

static size_t merge(struct company_context *v, size_t n)
{
	size_t n_unique = 0;

	if (n > 1)
		qsort(v, n, sizeof(*v), by_word);
	for (size_t i = 0; i < n; i++) {
		if (n_unique && str_eq(v[n_unique - 1].word, v[i].word)) {
			v[n_unique - 1].n_right += v[i].n_right;
			v[n_unique - 1].n_wrong += v[i].n_wrong;
		} else {
			v[n_unique++] = v[i];
		}
	}
	return n_unique;
}

/* Each word of the item once. */
static void add_item(
    struct arena *a, struct around *s, const struct item *it, bool is_good)
{
	const struct str texts[] = {it->title, it->summary};
	struct company_context *own = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < 2; i++) {
		struct tokens tokens = {0};

		tokenizer_run(s->tokenizer, texts[i], &tokens);
		for (size_t k = 0; k < tokens.n; k++) {
			const struct token *t = &tokens.v[k];

			if (t->flags & TOKEN_DIGIT || t->end - t->start < 2)
				continue;
			arena_grow(a, &own, n, &cap, sizeof(*own));
			own[n++].word =
			    fold_dup(a, str_sub(texts[i], t->start, t->end - t->start));
		}
		tokens_clear(&tokens);
	}
	n = merge(own, n);
	assert(own || !n);
	for (size_t i = 0; i < n; i++) {
		arena_grow(a, &s->words, s->n, &s->cap, sizeof(*s->words));
		s->words[s->n++] =
		    (struct company_context){own[i].word, is_good, !is_good};
	}
}

/* A dismissal speaks against the name unless its reason says that it was right. */
static bool speaks_of_name(const struct learn_example *e)
{
	return e->is_good || e->reason == DISMISS_NONE ||
	       e->reason == DISMISS_WRONG_PERSON;
}

static enum err add_contact(struct arena *a, struct home *h, struct around *s,
    int64_t contact_id, struct err_info *ei)
{
	struct learn_example *examples;
	struct contact c;
	bool *is_named;
	size_t n;
	enum err e = store_contact_get(a, h->store, contact_id, &c, ei);

	if (e == OK)
		e = learning_load_examples(a, h, contact_id, &examples, &n, ei);
	if (e != OK)
		return e;
	is_named = arena_alloc(a, n, sizeof(*is_named));
	e = learning_find_names(a, h, &c, examples, n, is_named, ei);
	for (size_t i = 0; i < n && e == OK; i++) {
		if (!is_named[i] || !speaks_of_name(&examples[i]))
			continue;
		s->company->trust_hits += examples[i].is_good;
		s->company->trust_misses += !examples[i].is_good;
		add_item(a, s, examples[i].item, examples[i].is_good);
	}
	return e;
}

/* The words that tell most come first; the rest is dropped. */
static int by_telling(const void *a, const void *b)
{
	const struct company_context *x = a, *y = b;
	int64_t p = llabs(x->n_right - x->n_wrong), q = llabs(y->n_right - y->n_wrong);

	return p != q ? (p < q) - (p > q) : str_cmp(x->word, y->word);
}

enum err learning_update_company(struct home *h, int64_t company_id, struct err_info *ei)
{
	const struct contact_query query = {
	    .company_id = company_id, .has_interests_left_out = true};
	struct arena *a = arena_new();
	struct company company;
	struct around s = {.company = &company, .tokenizer = tokenizer_new()};
	struct contact *contacts;
	size_t n;
	enum err e = store_company_get(a, h->store, company_id, &company, ei);

	company.trust_hits = company.trust_misses = 0;
	if (e == OK)
		e = store_contact_list(a, h->store, &query, &contacts, &n, ei);
	for (size_t i = 0; e == OK && i < n; i++)
		e = add_contact(a, h, &s, contacts[i].id, ei);
	if (e == OK) {
		s.n = merge(s.words, s.n);
		assert(s.words || !s.n);
		if (s.n > 1)
			qsort(s.words, s.n, sizeof(*s.words), by_telling);
		company.contexts = s.words;
		company.n_contexts = s.n < CONTEXT_WORDS_MAX ? s.n : CONTEXT_WORDS_MAX;
		e = store_company_set_taught(h->store, &company, ei);
	}
	tokenizer_free(s.tokenizer);
	arena_free(a);
	return e;
}

enum err learning_doubt_names(struct arena *a, struct home *h, struct contact *contacts,
    size_t n, struct err_info *ei)
{
	int64_t *doubted;
	size_t n_doubted, k = 0;
	enum err e = store_name_doubted_list(a, h->store, &doubted, &n_doubted, ei);

	for (size_t i = 0; e == OK && i < n; i++) {
		while (k < n_doubted && doubted[k] < contacts[i].id)
			k++;
		contacts[i].is_name_doubtful =
		    k < n_doubted && doubted[k] == contacts[i].id;
	}
	return e;
}
