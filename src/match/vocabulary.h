/*
 * vocabulary.h - every word seen, with what is known about it: the number it has where
 * names contain it as it is, and the number of its stem where interests contain that.
 * Words and stems share one row of numbers; 0 is "in no term".
 */
#ifndef MATCH_VOCABULARY_H
#define MATCH_VOCABULARY_H

#include "base/token.h"
#include "match/fragments.h"

/* What can be at a word, so that most need no look at its numbers. */
enum word_role {
	ROLE_SINGLE = 1 << 0,	 /* a spelling begins with it alone */
	ROLE_FIRST = 1 << 1,	 /* ... with a pair that it is the first of */
	ROLE_SECOND = 1 << 2,	 /* ... that it is the second of */
	ROLE_MIDDLE = 1 << 3,	 /* it is the first of a pair with one more word inside */
	ROLE_FRAGMENTS = 1 << 4, /* fragments stand in it */
};

struct known { /* about a word */
	uint32_t exact, stem;
	unsigned roles : 8;	   /* enum word_role */
	unsigned n_fragments : 24; /* that stand in it */
	uint32_t fragments;	   /* where they begin in vocabulary_fragments() */
};

struct vocabulary;

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

/* Takes over what roles the numbers have, which is all that will be added. */
void vocabulary_set_roles(struct vocabulary *v, uint8_t *roles);

/* Puts what is known about the n tokens of text; remembers the words. Puts, too, which of
 * them have a role that their neighbours allow; returns how many. Room for n each. */
size_t vocabulary_look_up(struct vocabulary *v, const struct token *t, size_t n,
    struct str text, struct known *out, uint32_t *places);

/* The fragments that stand in words, as fragments_in() puts them, until the next look up.
 */
const uint32_t *vocabulary_fragments(const struct vocabulary *v);

/* The hash of the token's stem, the same in every run. */
uint64_t vocabulary_stem_hash(
    struct vocabulary *v, const struct token *t, struct str text);

/* One more than the highest number given. */
uint32_t vocabulary_n_ids(const struct vocabulary *v);

/* The name of the stemmer for a language tag: "english" for "en-us" and for "", "" where
 * there is none. Languages of one stemmer may share a vocabulary. */
const char *vocabulary_stemmer(struct str language);

#endif
