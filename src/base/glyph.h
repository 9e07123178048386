/*
 * glyph.h - what token.c knows of one character: its part in a word, and what it folds
 * to. ASCII is computed; pages of 256 other characters are filled from fold_char() the
 * first time one of them is met. Private to base/token.c.
 */
#ifndef BASE_GLYPH_H
#define BASE_GLYPH_H

#include "base/str.h"

enum glyph_kind {
	GLYPH_SPACE,
	GLYPH_SOFT,   /* . - & and apostrophes: they stand inside names */
	GLYPH_STOP,   /* other punctuation */
	GLYPH_WORD,   /* letter or digit */
	GLYPH_SINGLE, /* a letter of a script without spaces */
	GLYPH_MARK,   /* nothing by itself; part of the word that it stands in */
};

enum { GLYPH_FOLDED_MAX = 13 };

struct glyph {
	uint8_t kind;
	bool is_upper;
	uint8_t n; /* folded bytes */
	char folded[GLYPH_FOLDED_MAX];
};

enum { GLYPH_PLANES = 17 };

struct glyphs {
	struct glyph **planes[GLYPH_PLANES];
};

void glyphs_clear(struct glyphs *gs); /* frees; zeroed ones are empty */

/* Of a character that is not ASCII. */
struct glyph glyphs_get(struct glyphs *gs, uint32_t c);

/* Of an ASCII character. */
struct glyph glyph_ascii(unsigned char c);

extern const char glyph_ascii_kinds[129];

static inline enum glyph_kind glyph_ascii_kind(unsigned char c)
{
	return (enum glyph_kind)(glyph_ascii_kinds[c] - '0');
}

#endif
