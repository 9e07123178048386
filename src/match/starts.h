/*
 * starts.h - where in a field spellings may begin, and which: found for all of its words
 * before any is tried, so that the processor can fetch what trying needs.
 */
#ifndef MATCH_STARTS_H
#define MATCH_STARTS_H

#include "match/phrases.h"

enum start_kind {
	START_WORD,    /* at a word alone */
	START_PAIR,    /* at a pair of words */
	START_MIDDLE,  /* at a pair with one more word inside */
	START_SURNAME, /* behind an honorific */
};

struct start {
	uint32_t uses; /* the first; 0: none. START_SURNAME: the number of the word */
	uint32_t word; /* of the field, the first one */
	uint32_t kind; /* enum start_kind */
};

struct starts {
	struct start *v;
	size_t n, cap;
	uint32_t *pairs; /* those of v whose uses are not known yet */
	size_t n_pairs, cap_pairs;
};

void starts_clear(struct starts *s); /* frees; zeroed ones are empty */

/* Finds the starts at the words of a field that `places` names, in their order; those of
 * names come before those of interests. known is about all of its words. */
void starts_find(struct starts *s, const struct phrases *p, const struct token *t,
    const struct known *known, const uint32_t *places, size_t n_places);

#endif
