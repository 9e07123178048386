/*
 * vocabulary.h - every word seen, with what is known about it: the number it has where
 * names contain it as it is, and the number of its stem where interests contain that.
 * Words and stems share one row of numbers; 0 is "in no term".
 */
#ifndef MATCH_VOCABULARY_H
#define MATCH_VOCABULARY_H

#include "base/token.h"
#include "match/fragments.h"

struct word {
	uint64_t hash; /* of the folded word; 0: the slot is free */
	uint32_t exact, stem;
	uint32_t fragments; /* where vocabulary_fragments() begin; 0: none */
};

/* The words, open to vocabulary_find(); the rest is vocabulary.c's. */
struct vocabulary {
	struct word *words;
	size_t words_mask;
	struct vocabulary_rest *rest;
};

/* In word.fragments: the word was not looked at yet. */
#define WORD_NOT_LOOKED_AT UINT32_MAX

/* language is BCP 47 ("pt-br"); words of languages without a stemmer are their own
 * stems. There is room for n_words before it must grow. Borrows the fragments. */
struct vocabulary *vocabulary_new(
    struct str language, size_t n_words, const struct fragments *f);
struct vocabulary *vocabulary_copy(const struct vocabulary *v); /* for another thread */
void vocabulary_free(struct vocabulary *v);			/* NULL does nothing */

/* The number of the word, or of its stem, given one if it has none. word is the text of
 * the token. */
uint32_t vocabulary_add_exact(
    struct vocabulary *v, const struct token *t, struct str text);
uint32_t vocabulary_add_stem(
    struct vocabulary *v, const struct token *t, struct str text);

/* Makes the word known, and its stem. */
const struct word *vocabulary_learn(
    struct vocabulary *v, const struct token *t, struct str text);

/* Tells the processor that the word of this hash will be asked for. */
static inline void vocabulary_prefetch(const struct vocabulary *v, uint64_t hash)
{
	__builtin_prefetch(&v->words[hash & v->words_mask]);
}

/* What is known about the token of text; remembers the word. Valid until the next call.
 */
static inline const struct word *vocabulary_find(
    struct vocabulary *v, const struct token *t, struct str text)
{
	for (size_t i = t->hash & v->words_mask;; i = (i + 1) & v->words_mask) {
		const struct word *w = &v->words[i];

		if (w->hash == t->hash && w->fragments != WORD_NOT_LOOKED_AT)
			return w;
		if (w->hash == 0 || w->hash == t->hash)
			return vocabulary_learn(v, t, text);
	}
}

/* The numbers of the fragments that stand in the word, *n of them. */
const uint32_t *vocabulary_fragments(
    const struct vocabulary *v, const struct word *w, size_t *n);

/* The hash of the token's stem, the same in every run. */
uint64_t vocabulary_stem_hash(
    struct vocabulary *v, const struct token *t, struct str text);

/* One more than the highest number given. */
uint32_t vocabulary_n_ids(const struct vocabulary *v);

/* The name of the stemmer for a language tag: "english" for "en-us" and for "", "" where
 * there is none. Languages of one stemmer may share a vocabulary. */
const char *vocabulary_stemmer(struct str language);

#endif
