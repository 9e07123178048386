/*
 * lexicon.h - the words of all spellings, each once, whatever the language.
 */
#ifndef MATCH_LEXICON_H
#define MATCH_LEXICON_H

#include "base/token.h"
#include "match/slots.h"

struct lexeme {
	uint64_t hash;	 /* of the token */
	struct str text; /* of it, as it was met first */
	uint32_t flags;	 /* enum token_flag */
};

struct lexicon {
	struct lexeme *v;
	size_t n, cap;
	struct slots by_hash;
};

/* Room is reserved for n words. */
void lexicon_init(struct lexicon *l, size_t n);
void lexicon_clear(struct lexicon *l); /* frees */

/* Which lexeme the token of text is, made one if it is new. The text must live as long as
 * the lexicon. */
uint32_t lexicon_put(struct lexicon *l, const struct token *t, struct str text);

#endif
