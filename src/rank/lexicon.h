/*
 * lexicon.h - the words of texts, each looked up once for all who want to know of it:
 * what stands for it in a sketch, and in how many items its stem stood.
 */
#ifndef RANK_LEXICON_H
#define RANK_LEXICON_H

#include "base/arena.h"
#include "model/item.h"

#include <stddef.h>
#include <stdint.h>

/* What no word of a sketch can be: their lowest bits are not both flags of the text. */
enum {
	LEXICON_SINGLE = 2,   /* a character of a script without spaces */
	LEXICON_LEFT_OUT = 3, /* every text has it */
};

struct lexicon_word {
	uint64_t hash;	   /* of its token, see base/token.h */
	uint32_t sketched; /* as word_set.h has it, without WORD_TITLE; or see above */
	uint32_t end;	   /* where it ends in its text, bytes */
};

/* Those of a text, in their order. Zeroed, it is empty. */
struct lexicon_words {
	struct lexicon_word *v;
	size_t n, cap;
};

void lexicon_words_clear(struct lexicon_words *w); /* frees */

/* Remembers every word it met, up to some; one for each thread. */
struct lexicon;

struct lexicon *lexicon_new(void);
void lexicon_free(struct lexicon *x); /* NULL does nothing */

/* The texts that follow are of another item, in this language. Where it is_counted, their
 * stems count for one item more. */
void lexicon_begin(struct lexicon *x, struct str language, bool is_counted);

/* Appends the words of the text. Linear. */
void lexicon_read(struct lexicon *x, struct str text, struct lexicon_words *out);

/* Counts the stems of the item, title and summary, and nothing else. */
void lexicon_count(struct lexicon *x, const struct item *it);

/* In how many of the items that were counted a stem stood. */
struct learn_seen {
	uint64_t stem;
	int64_t n_items;
};

/* All of them, by stem ascending, in the arena. */
size_t lexicon_counts(const struct lexicon *x, struct arena *a, struct learn_seen **out);

#endif
