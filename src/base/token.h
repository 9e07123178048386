/*
 * token.h - a text cut into words, each with a hash of its folded form and its place.
 *
 * A token is a run of letters and digits; a character of a script that is written
 * without spaces (Han, kana, Hangul, Thai, ...) is a token by itself. "&" is the token
 * "and". "+" and "#" belong to the one or two letters before them ("C++", "F#"), a dot
 * to the word behind it where no word stands before it (".NET"). Hyphens, dots and
 * apostrophes part tokens ("Coca" "Cola", "J" "P"), except that a possessive is only
 * flagged: "Nestlé's" is "nestle".
 */
#ifndef BASE_TOKEN_H
#define BASE_TOKEN_H

#include "base/buf.h"

enum token_flag {
	TOKEN_CAPITAL = 1 << 0,	   /* begins with a capital letter */
	TOKEN_UPPER = 1 << 1,	   /* two letters or more, all capitals */
	TOKEN_DIGIT = 1 << 2,	   /* begins with a digit */
	TOKEN_SINGLE = 1 << 3,	   /* a character of a script without spaces */
	TOKEN_POSSESSIVE = 1 << 4, /* 's or ’s stands behind it */
	TOKEN_GLUED = 1 << 5,	   /* no white space between the token before and it */
	TOKEN_START = 1 << 6,	   /* begins the text, a sentence or a quotation */
	TOKEN_BREAK = 1 << 7,	   /* punctuation other than . ' - & stands before it */
};

struct token {
	uint64_t hash;	     /* of the folded word; never 0 */
	uint32_t start, end; /* bytes in the text, on character borders */
	uint32_t flags;	     /* enum token_flag, or-ed */
};

struct tokens {
	struct token *v;
	size_t n, cap;
};

/* Holds the folding tables that were needed so far; one for each thread. */
struct tokenizer;

struct tokenizer *tokenizer_new(void);
void tokenizer_free(struct tokenizer *tk); /* NULL does nothing */

/* Appends the tokens of text to out. Texts are at most 4 GB. Linear. */
void tokenizer_run(struct tokenizer *tk, struct str text, struct tokens *out);

void tokens_clear(struct tokens *t); /* frees; may be used again */

/* The hash that the token of this folded word has. */
uint64_t token_hash(struct str folded);

#endif
