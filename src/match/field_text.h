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
	bool has_reference; /* "the company", "the carmaker": to one named before */
};

/* Whether the word begins a sentence. A period behind a shortened word ends none:
 * "Dr. Reddy's", "Warner Bros. Discovery". */
static inline bool field_text_is_start(
    const struct field_text *f, const struct words *w, size_t word)
{
	const struct token *t = &f->tokens[word];

	return t->flags & TOKEN_START &&
	       !(word > 0 && f->text.p[t[-1].end] == '.' && !(t->flags & TOKEN_BREAK) &&
		   words_flags(w, t[-1].hash) & WORD_SHORTENED);
}

/* Fills in what can be said of the field as a whole. */
void field_text_judge(struct field_text *f, const struct words *w);

/* The context of the words [first, first + n) of f, and the capitalised word before. */
uint32_t field_text_context(const struct field_text *f, const struct words *w,
    const struct spelling *s, size_t first, size_t n, uint32_t *neighbour);

#endif
