/*
 * taught.c - naive Bayes over the words of an item. In: counts of words from decisions.
 * Out: a probability. Always: words that were met once move little, and all words
 * together no more than EVIDENCE_MAX.
 */
#include "match/taught.h"

#include "base/mem.h"
#include "base/token.h"

#include <math.h>
#include <stdlib.h>

#define EVIDENCE_MAX  4.0 /* in natural logarithms of odds */
#define PRIOR	      2.0 /* decisions that a word's usual share stands for */
#define EVIDENCE_RATE 0.5 /* words are no independent witnesses */

struct taught {
	struct tokenizer *tokenizer;
	struct tokens tokens;
};

struct taught *taught_new(void)
{
	struct taught *t = mem_new(1, sizeof(*t));

	t->tokenizer = tokenizer_new();
	return t;
}

void taught_free(struct taught *t)
{
	if (!t)
		return;
	tokenizer_free(t->tokenizer);
	tokens_clear(&t->tokens);
	free(t);
}

static int by_hash(const void *a, const void *b)
{
	const struct token *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

static bool has_word(const struct tokens *tokens, struct str word)
{
	const struct token key = {.hash = token_hash(word)};

	return tokens->n &&
	       bsearch(&key, tokens->v, tokens->n, sizeof(*tokens->v), by_hash);
}

/* How much likelier the word is beside the right name than beside a wrong one, both
 * shares drawn towards its share in all decisions. */
static double word_evidence(
    const struct company_context *w, double n_right, double n_wrong)
{
	double right = (double)w->n_right, wrong = (double)w->n_wrong;
	double usual = (right + wrong + 0.5) / (n_right + n_wrong + 1);

	return log((right + PRIOR * usual) / (n_right + PRIOR)) -
	       log((wrong + PRIOR * usual) / (n_wrong + PRIOR));
}

double taught_company(
    struct taught *t, const struct company *c, const struct item *it, double p)
{
	double n_right = (double)c->trust_hits, n_wrong = (double)c->trust_misses;
	double evidence = 0;

	if (!c->n_contexts || p <= 0 || p >= 1)
		return p;
	t->tokens.n = 0;
	tokenizer_run(t->tokenizer, it->title, &t->tokens);
	tokenizer_run(t->tokenizer, it->summary, &t->tokens);
	if (t->tokens.n > 1)
		qsort(t->tokens.v, t->tokens.n, sizeof(*t->tokens.v), by_hash);
	for (size_t i = 0; i < c->n_contexts; i++) {
		const struct company_context *w = &c->contexts[i];

		if (has_word(&t->tokens, w->word))
			evidence += word_evidence(w, n_right, n_wrong);
	}
	evidence *= EVIDENCE_RATE;
	if (evidence > EVIDENCE_MAX)
		evidence = EVIDENCE_MAX;
	if (evidence < -EVIDENCE_MAX)
		evidence = -EVIDENCE_MAX;
	return 1 / (1 + exp(-(log(p / (1 - p)) + evidence)));
}
