/*
 * words.h - what is known of words beforehand: which are words of the dictionary although
 * companies are called so, which say little in a company's name, which are common names
 * of people, which speak of business.
 */
#ifndef MATCH_WORDS_H
#define MATCH_WORDS_H

#include "base/str.h"

enum word_flag {
	WORD_COMMON = 1 << 0,	      /* in the dictionary: target, gap, block */
	WORD_STOP = 1 << 1,	      /* the, of, and */
	WORD_GENERIC = 1 << 2,	      /* industries, group, bank, india */
	WORD_GIVEN = 1 << 3,	      /* a common given name */
	WORD_FAMILY = 1 << 4,	      /* a common family name */
	WORD_BUSINESS = 1 << 5,	      /* shares, profit, ceo */
	WORD_HONORIFIC = 1 << 6,      /* mr, dr, senator */
	WORD_POSTNOMINAL = 1 << 7,    /* jr, phd */
	WORD_PLACE = 1 << 8,	      /* india, indian, york */
	WORD_ACRONYM = 1 << 9,	      /* gdp, fbi: known for something else */
	WORD_FILLER = 1 << 10,	      /* group, holdings: left out when people speak */
	WORD_SHORTENED = 1 << 11,     /* mr, bros: a period behind it ends no sentence */
	WORD_LEADING = 1 << 12,	      /* koninklijke, grupo: left out before a name */
	WORD_FORENAME = 1 << 13,      /* given names, the less common ones too */
	WORD_ABBREVIATED = 1 << 14,   /* words_abbreviations() has it */
	WORD_NICKNAMED = 1 << 15,     /* words_nicknames() has it */
	WORD_COMPOUND = 1 << 16,      /* startup: written in two, too */
	WORD_COMPOUND_PART = 1 << 17, /* start, up */
};

struct words;

struct words *words_new(void);
void words_free(struct words *w); /* NULL does nothing */

/* enum word_flag, or-ed; by the hash of the token. */
uint32_t words_flags(const struct words *w, uint64_t hash);

/* Other forms of a word of a company's name ("industries": "ind inds industry"), parted
 * by spaces; empty if none. */
struct str words_abbreviations(struct str folded);

/* Where the second part of a compound begins in the folded word: 5 of "startup". 0 if it
 * is none. */
size_t words_compound_border(struct str folded);

/* The next line, from *line on, of given names that may stand for each other and contain
 * this one; empty when there are no more. *line begins at 0. */
struct str words_nicknames(struct str folded, size_t *line);

#endif
