/*
 * spellings.h - how spellings come into a catalog: each is cut into its words, which are
 * looked up in the lexicon.
 */
#ifndef MATCH_SPELLINGS_H
#define MATCH_SPELLINGS_H

#include "match/catalog.h"

struct speller {
	struct catalog *c;
	const struct words *words;
	struct tokenizer *tk;
	struct tokens tokens;	    /* of the spelling added last */
	struct tokens other_tokens; /* room for those of its other ways */
};

void speller_init(struct speller *s, struct catalog *c, const struct words *words);
void speller_clear(struct speller *s); /* frees what is its own */

/* One more spelling, whose text must live as long as the catalog. */
struct spelling *speller_add(struct speller *s, struct str text, uint32_t entity,
    enum variant variant, uint32_t flags);

/* The same, where s->tokens are its words already. */
struct spelling *speller_add_tokens(struct speller *s, struct str text, uint32_t entity,
    enum variant variant, uint32_t flags);

/* "Müller" as "Mueller", in the catalog's arena; empty if there is no such letter. */
struct str speller_transcribe(struct speller *s, struct str text);

/* Whether the user wrote "..." for other words. */
bool speller_has_gap(struct str text);

#endif
