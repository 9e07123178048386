/*
 * token_scan.h - a text taken a character at a time: what every token is. Private to
 * base/token.c, which takes only what is plain in another way.
 */
#ifndef BASE_TOKEN_SCAN_H
#define BASE_TOKEN_SCAN_H

#include "base/glyph.h"
#include "base/token.h"

struct scan {
	struct glyphs *glyphs;
	struct str text;
	struct tokens *out;
	size_t at;	  /* where nothing was taken yet */
	uint32_t pending; /* flags for the token that comes next */
	bool saw_space, saw_period;
};

/* Begins at the start of the text. */
void scan_begin(
    struct scan *s, struct glyphs *glyphs, struct str text, struct tokens *out);

/* Takes the words and signs that begin before `to`; s->at is `to` then, or behind it if
 * what begins before it ends there. */
void scan_to(struct scan *s, size_t to);

/* The flags that the next token has by what was seen since the last one; forgets them. */
uint32_t scan_flags(struct scan *s);

/* Takes what stands before the run at edge, and the runs that turn out to be part of it;
 * returns the run that comes next, at s->at. Runs are as runs_find() gives them. With
 * is_behind_run the last token of out is the run before, which was taken as if nothing
 * stood behind it. */
const uint32_t *scan_to_run(struct scan *s, const uint32_t *edge, bool is_behind_run);

void tokens_grow(struct tokens *t, size_t n);

/* Room for n more. */
static inline void tokens_reserve(struct tokens *t, size_t n)
{
	if (t->cap - t->n < n)
		tokens_grow(t, n);
}

#endif
