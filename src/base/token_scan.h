/*
 * token_scan.h - a text taken a character at a time: what every token is. Private to
 * base/token.c, which takes only what is plain in another way.
 */
#ifndef BASE_TOKEN_SCAN_H
#define BASE_TOKEN_SCAN_H

#include "base/glyph.h"
#include "base/token.h"
#include "base/token_hash.h"

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

/* Takes what stands before the run at edge, and that run, if it is no part of what was
 * found, or the first one behind that: returns where the run behind begins. A run that is
 * the s of a possessive is left out. Runs are as runs_find() gives them; an empty one is
 * not taken. With is_behind_run the last token of out is the run before, taken as if
 * nothing stood behind it. */
const uint32_t *scan_run(struct scan *s, const uint32_t *edge, bool is_behind_run);

/* Fills in the token of the run from start to end; flags are those of what stands before
 * it, and of its first byte. */
static inline void token_of_run(struct token *t, const struct hash_bits *bits,
    const char *p, size_t start, size_t end, uint32_t flags)
{
	const size_t n = end - start;
	struct hashed hashed;

	t->end = (uint32_t)end;
	hashed = n < HASH_LONG_BYTES ? hash_ascii(bits, p + start, n)
				     : hash_ascii_long(p + start, n);
	t->hash = hashed.hash;
	t->start = (uint32_t)start;
	t->flags = flags | (uint32_t)hashed.is_upper * TOKEN_UPPER;
}

void tokens_grow(struct tokens *t, size_t n);

/* Room for n more. */
static inline void tokens_reserve(struct tokens *t, size_t n)
{
	if (t->cap - t->n < n)
		tokens_grow(t, n);
}

#endif
