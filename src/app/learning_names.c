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
#include "rank/stems.h"
#include "store/company.h"
#include "store/contact.h"
#include "store/item.h"
#include "store/learn.h"

#include <assert.h>
#include <stdlib.h>

enum { CONTEXT_WORDS_MAX = 400 };

/* A word that more of the news hold tells nothing of a name. */
static const double common_share = 0.02;

enum err learning_find_names(struct arena *a, struct home *h, const struct contact *c,
    const struct learn_example *examples, size_t n, const struct item *news,
    size_t n_news, double *named, struct err_info *ei)
{
	const struct contact bare = {
	    .id = c->id, .company_id = c->company_id, .company = c->company};
	struct company company;
	struct item *items = arena_alloc(a, n + n_news, sizeof(*items));
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
	company.trust_expected = 0;
	company.n_contexts = 0;
	for (size_t i = 0; i < n + n_news; i++) {
		items[i] = i < n ? *examples[i].item : news[i - n];
		items[i].id = (int64_t)i + 1;
	}
	index = match_index_new(&bare, 1, &company, 1, NULL);
	e = match_items(index, items, n + n_news, NULL, a, &pairs, &n_pairs);
	for (size_t i = 0; e == OK && i < n_pairs; i++)
		if (pairs[i].item_id <= (int64_t)n)
			named[pairs[i].item_id - 1] = points_to_double(pairs[i].score);
	match_index_free(index);
	return e == OK ? OK : err_set(ei, e, NULL, "too many decisions to learn from");
}

/* What was seen around the name. */
struct around {
	struct company *company;
	struct company_context *words;
	size_t n, cap;
	struct tokenizer *tokenizer;
	struct stemmer *stemmer;
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

/* Each word of the item once, without those that are everywhere. */
static void add_item(struct arena *a, struct around *s, const struct item *it,
    bool is_good, const struct learn_background *news)
{
	const struct str texts[] = {it->title, it->summary};
	struct company_context *own = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < 2; i++) {
		struct tokens tokens = {0};

		tokenizer_run(s->tokenizer, texts[i], &tokens);
		for (size_t k = 0; k < tokens.n; k++) {
			const struct token *t = &tokens.v[k];

			struct str word = str_sub(texts[i], t->start, t->end - t->start);

			if (t->flags & TOKEN_DIGIT || word.n < 2 ||
			    learn_share(news, stemmer_hash(s->stemmer, word,
						  it->language)) > common_share)
				continue;
			arena_grow(a, &own, n, &cap, sizeof(*own));
			own[n++].word = fold_dup(a, word);
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

/* The decisions on all who work there. */
static enum err load_all(struct arena *a, struct home *h, const struct contact *contacts,
    size_t n_contacts, struct learn_example **out, size_t *n_out, struct err_info *ei)
{
	struct learn_example *all = NULL;
	size_t n_all = 0, cap = 0;
	enum err e = OK;

	for (size_t i = 0; i < n_contacts && e == OK; i++) {
		struct learn_example *examples;
		size_t n = 0;

		e = learning_load_examples(a, h, contacts[i].id, &examples, &n, ei);
		for (size_t k = 0; e == OK && k < n; k++) {
			if (!speaks_of_name(&examples[k]))
				continue;
			arena_grow(a, &all, n_all, &cap, sizeof(*all));
			all[n_all++] = examples[k];
		}
	}
	*out = all;
	*n_out = n_all;
	return e;
}

/* How likely it was that the decision would be for the name. What is doubtful is taken
 * for half even odds: how the news use a name changes from month to month. */
static double expected(double p)
{
	return p > 0.9 ? p : (p + 0.5) / 2;
}

/* Counts what the decisions say of the company; how sure its name makes each of them is
 * seen amid the news of their time. */
static enum err count_decisions(struct arena *a, struct home *h, struct around *s,
    const struct contact *contacts, size_t n_contacts, struct err_info *ei)
{
	struct learn_background background;
	struct learn_example *examples;
	struct item *news;
	double *named;
	size_t n, n_news;
	enum err e = load_all(a, h, contacts, n_contacts, &examples, &n, ei);

	if (e != OK || !n)
		return e;
	named = arena_alloc(a, n, sizeof(*named));
	e = learning_load_background(a, h, examples, n, &background, ei);
	if (e == OK)
		e = learning_load_news(a, h, examples, n, &news, &n_news, ei);
	if (e == OK)
		e = learning_find_names(
		    a, h, &contacts[0], examples, n, news, n_news, named, ei);
	for (size_t i = 0; i < n && e == OK; i++) {
		if (named[i] <= 0)
			continue;
		s->company->trust_expected += expected(named[i]);
		s->company->trust_hits += examples[i].is_good;
		s->company->trust_misses += !examples[i].is_good;
		add_item(a, s, examples[i].item, examples[i].is_good, &background);
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
	struct around s = {
	    .company = &company, .tokenizer = tokenizer_new(), .stemmer = stemmer_new()};
	struct contact *contacts;
	size_t n;
	enum err e = store_company_get(a, h->store, company_id, &company, ei);

	company.trust_hits = company.trust_misses = 0;
	company.trust_expected = 0;
	if (e == OK)
		e = store_contact_list(a, h->store, &query, &contacts, &n, ei);
	if (e == OK)
		e = count_decisions(a, h, &s, contacts, n, ei);
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
	stemmer_free(s.stemmer);
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
