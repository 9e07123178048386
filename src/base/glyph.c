/*
 * glyph.c - categories by utf8proc, kept in pages. Always: what was asked once is never
 * computed again.
 */
#include "base/glyph.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* enum glyph_kind as digits, by character. */
const char glyph_ascii_kinds[129] =
    "0000000000000000000000000000000002222211222221123333333333222222"
    "2333333333333333333333333332222223333333333333333333333333322220";

/* Scripts written without spaces, where every character is searched by itself. */
static bool is_single(uint32_t c)
{
	return (c >= 0xe00 && c <= 0xeff) ||	 /* Thai, Lao */
	       (c >= 0x1000 && c <= 0x109f) ||	 /* Myanmar */
	       (c >= 0x1100 && c <= 0x11ff) ||	 /* Hangul letters */
	       (c >= 0x1780 && c <= 0x17ff) ||	 /* Khmer */
	       (c >= 0x2e80 && c <= 0x2fdf) ||	 /* radicals */
	       (c >= 0x3005 && c <= 0x3007) ||	 /* 々 〆 〇 */
	       (c >= 0x3041 && c <= 0x9fff) ||	 /* kana, Han */
	       (c >= 0xac00 && c <= 0xd7ff) ||	 /* Hangul */
	       (c >= 0xf900 && c <= 0xfaff) ||	 /* Han */
	       (c >= 0xff66 && c <= 0xff9f) ||	 /* half-width kana */
	       (c >= 0x1b000 && c <= 0x1b16f) || /* kana */
	       (c >= 0x20000 && c <= 0x3ffff);	 /* Han */
}

/* Dots, hyphens, apostrophes. */
static bool is_soft(uint32_t c)
{
	return c == '.' || c == '\'' || c == '-' || c == '&' || c == 0xb7 ||
	       c == 0x2010 || c == 0x2011 || c == 0x2018 || c == 0x2019 || c == 0x30fb;
}

static enum glyph_kind kind_of(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL: return is_single(c) ? GLYPH_SINGLE : GLYPH_WORD;
	case UTF8PROC_CATEGORY_ND: return GLYPH_WORD;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_CF: return c == 0x200b ? GLYPH_SPACE : GLYPH_MARK;
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC: return GLYPH_SPACE;
	default: return is_soft(c) ? GLYPH_SOFT : GLYPH_STOP;
	}
}

static void glyph_make(struct glyph *g, uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
	uint32_t folded[FOLD_MAX];
	size_t n = fold_char(c, folded);
	struct buf b;

	*g = (struct glyph){.kind = (uint8_t)kind_of(c)};
	g->is_upper =
	    category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
	buf_init(&b, GLYPH_FOLDED_MAX);
	for (size_t i = 0; i < n; i++)
		utf8_put(&b, folded[i]);
	g->n = (uint8_t)b.n;
	if (b.n)
		memcpy(g->folded, b.p, b.n);
	buf_clear(&b);
}

const struct glyph *glyphs_make(struct glyphs *gs, uint32_t c)
{
	struct glyph ***pages = &gs->planes[c / (GLYPH_PAGES * GLYPH_PAGE_CHARS)], *page;

	if (!*pages)
		*pages = mem_new(GLYPH_PAGES, sizeof(**pages));
	page = mem_new(GLYPH_PAGE_CHARS, sizeof(*page));
	for (uint32_t i = 0; i < GLYPH_PAGE_CHARS; i++)
		glyph_make(&page[i], c / GLYPH_PAGE_CHARS * GLYPH_PAGE_CHARS + i);
	(*pages)[c / GLYPH_PAGE_CHARS % GLYPH_PAGES] = page;
	return &page[c % GLYPH_PAGE_CHARS];
}

void glyphs_clear(struct glyphs *gs)
{
	for (size_t i = 0; i < GLYPH_PLANES; i++) {
		for (size_t k = 0; gs->planes[i] && k < GLYPH_PAGES; k++)
			free(gs->planes[i][k]);
		free(gs->planes[i]);
	}
	*gs = (struct glyphs){0};
}
