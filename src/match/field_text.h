/*
 * field_text.h - the words of one field of an item, and how a name stands among them.
 * Private to scan.c and context.c.
 */
#ifndef MATCH_FIELD_TEXT_H
#define MATCH_FIELD_TEXT_H

#include "match/scan.h"

struct field_text {
	struct str text;
	const struct token *tokens;
	size_t n;
	bool is_title_case, is_upper;
	bool has_business;
};

/* Fills in what can be said of the field as a whole. */
void field_text_judge(struct field_text *f, const struct words *w);

/* The context of the words [first, first + n) of f, and the capitalised word before. */
uint32_t field_text_context(const struct field_text *f, const struct words *w,
    const struct spelling *s, size_t first, size_t n, uint32_t *neighbour);

#endif
