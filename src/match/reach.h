/*
 * reach.h - how many words on from one place in an expression another can match.
 */
#ifndef MATCH_REACH_H
#define MATCH_REACH_H

#include "base/str.h"

/* Words: 0 is the same word, 1 the next one. */
struct reach {
	uint32_t min, max;
};

/* In max: any number of words. */
#define REACH_FAR UINT32_MAX

/* From byte `from` of the expression to byte `to`, both outside of its groups and of the
 * same alternative. Errs on the side of too many. Holds for texts of which reach_holds()
 * is true. */
struct reach reach_between(struct str pattern, size_t from, size_t to);

/* Whether the words of the text are what \w+ matches there: it is ASCII and common
 * punctuation, without "_" and "&". */
bool reach_holds(struct str text);

#endif
