/*
 * glyph.h - what the tokenizer knows of one character: its part in a word, and what it
 * folds to. Pages of 256 characters are filled from fold_char() the first time one of
 * them is met; of ASCII only the part is asked. Private to base/token.c.
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

enum { GLYPH_PLANES = 17, GLYPH_PAGES = 256, GLYPH_PAGE_CHARS = 256 };

struct glyphs {
	struct glyph **planes[GLYPH_PLANES]; /* pages of each plane; NULL where unasked */
};

void glyphs_clear(struct glyphs *gs); /* frees; zeroed ones are empty */

/* Makes the page that c is on. */
const struct glyph *glyphs_make(struct glyphs *gs, uint32_t c);

/* Of a character that is not ASCII; valid as long as gs is. */
static inline const struct glyph *glyphs_get(struct glyphs *gs, uint32_t c)
{
	struct glyph **pages = gs->planes[c / (GLYPH_PAGES * GLYPH_PAGE_CHARS)];
	const struct glyph *page =
	    pages ? pages[c / GLYPH_PAGE_CHARS % GLYPH_PAGES] : NULL;

	return page ? &page[c % GLYPH_PAGE_CHARS] : glyphs_make(gs, c);
}

extern const char glyph_ascii_kinds[129];

static inline enum glyph_kind glyph_ascii_kind(unsigned char c)
{
	return (enum glyph_kind)(glyph_ascii_kinds[c] - '0');
}

#endif
