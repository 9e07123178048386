/*
 * fragments.h - pieces of words without which a regular expression cannot match: they are
 * looked for once in every distinct word of the news, and only items that hold them are
 * given to PCRE2.
 */
#ifndef MATCH_FRAGMENTS_H
#define MATCH_FRAGMENTS_H

#include "match/reach.h"

enum { FRAGMENT_MIN = 3, FRAGMENT_MAX = 31, ALTERNATIVES_MAX = 16 };

/* A run of letters, and whether a word must begin or end with it. */
struct piece {
	struct str text; /* as the expression has it; empty: none */
	bool begins, ends;
};

/* What one alternative of an expression needs: up to two pieces, the longest first. */
struct need {
	struct piece piece[2];
};

struct needs {
	struct need v[ALTERNATIVES_MAX];
	size_t n; /* 0: nothing that can be told, so that it must always be tried */
	struct piece leads[ALTERNATIVES_MAX]; /* every match begins with one of them */
	size_t n_leads;			      /* 0: that cannot be told */
	/* Where leads are known, and one alternative only: a piece of it behind the lead
	 * (-1: none), and how many words behind. */
	int target;
	struct reach reach;
};

/* What the expression's alternatives need. Errs on the side of too little. */
void fragments_needed(struct str pattern, struct needs *out);

struct fragments;

struct fragments *fragments_new(void);
void fragments_free(struct fragments *f); /* NULL does nothing */

/* The number of the piece, from 1 on; ASCII case does not matter. */
uint32_t fragments_add(struct fragments *f, const struct piece *piece);

/* One more than the highest number. */
uint32_t fragments_n(const struct fragments *f);

/* Something is filed under the fragment. */
void fragments_file(struct fragments *f, uint32_t number);

/* Put with the numbers of those under which something is filed. */
#define FRAGMENT_FILED 0x80000000u

/* Puts the numbers of the pieces that stand in the folded word; returns how many, which
 * are FRAGMENTS_PER_BYTE for each byte at most. */
enum { FRAGMENTS_PER_BYTE = 4 * (FRAGMENT_MAX - FRAGMENT_MIN + 1) };
size_t fragments_in(const struct fragments *f, struct str folded, uint32_t *out);

#endif
