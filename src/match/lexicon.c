/*
 * lexicon.c - lexemes in the order in which they are met, found again by the hashes of
 * their folded words.
 */
#include "match/lexicon.h"

#include "base/mem.h"

#include <stdlib.h>

enum { WORDS_EXPECTED = 1000 };

void lexicon_init(struct lexicon *l, size_t n)
{
	*l = (struct lexicon){.cap = n};
	l->v = mem_resize(NULL, n, sizeof(*l->v));
	slots_init(&l->by_hash, WORDS_EXPECTED);
}

void lexicon_clear(struct lexicon *l)
{
	free(l->v);
	slots_clear(&l->by_hash);
}

uint32_t lexicon_put(struct lexicon *l, const struct token *t, struct str text)
{
	size_t at = slots_begin(&l->by_hash, t->hash);
	uint32_t number;

	while ((number = slots_next(&l->by_hash, t->hash, &at)))
		if (l->v[number - 1].hash == t->hash)
			return number - 1;
	mem_grow(&l->v, l->n, &l->cap, sizeof(*l->v));
	l->v[l->n++] = (struct lexeme){
	    t->hash, str_sub(text, t->start, t->end - t->start), t->flags};
	slots_add(&l->by_hash, t->hash, at, (uint32_t)l->n);
	return (uint32_t)(l->n - 1);
}
