/*
 * runs.h - where runs of ASCII letters and digits begin and end in a text, found many
 * bytes at a time. Private to base/token.c.
 */
#ifndef BASE_RUNS_H
#define BASE_RUNS_H

#include "base/str.h"

enum { RUNS_MARGIN_BYTES = 64 };

struct runs {
	uint32_t *edges; /* begin, end, begin, end, … */
	size_t cap;
	bool is_narrow; /* does without what only some machines have */
};

void runs_clear(struct runs *r); /* frees; zeroed ones are empty */

/* How many runs the text has at most. */
static inline size_t runs_max(struct str text)
{
	return text.n / 2 + 1;
}

/* Finds the runs of the text, which RUNS_MARGIN_BYTES zeros follow; returns where their
 * edges end. Two empty runs at the end of the text stand there. Linear. */
const uint32_t *runs_find(struct runs *r, struct str text);

#endif
