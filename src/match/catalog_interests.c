/*
 * catalog_interests.c - interests in, entities, spellings and wants out. Always: entities
 * are wanted in the order of the interests.
 */
#include "match/catalog_build.h"

#include "base/limits.h"
#include "match/names.h"

#include <math.h>
#include <string.h>

/* ---- Texts ----------------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9fb21c651e98df25;
	return hash ^ hash >> 32;
}

/* A hash of the text, of eight bytes at a time. */
static uint64_t hash_of(struct str text)
{
	uint64_t hash = text.n, word = 0;

	if (text.n < sizeof(word)) {
		for (size_t i = 0; i < text.n; i++)
			word = word << 8 | (unsigned char)text.p[i];
		return mix(hash, word);
	}
	for (size_t i = sizeof(word); i < text.n; i += sizeof(word)) {
		memcpy(&word, text.p + i - sizeof(word), sizeof(word));
		hash = mix(hash, word);
	}
	memcpy(&word, text.p + text.n - sizeof(word), sizeof(word));
	return mix(hash, word);
}

/* The spelling of an interest that was written alike; NULL if there is none, and *at is
 * where one would be filed. */
static const struct spelling *spelling_of(const struct builder *b, uint64_t hash,
    struct str text, enum variant variant, size_t *at)
{
	uint32_t n;

	*at = slots_begin(&b->by_text, hash);
	while ((n = slots_next(&b->by_text, hash, at))) {
		const struct spelling *s = &b->c->spellings[n - 1];

		if (s->variant == variant && str_eq(s->text, text))
			return s;
	}
	return NULL;
}

/* ---- Words ----------------------------------------------------------------------- */

enum { INITIALS_MAX = 5, INTEREST_WORDS_MAX = LIMIT_TERM_BYTES / 2 };

struct reading { /* what the words of an interest say of it */
	uint64_t key;
	uint32_t flags;
	uint8_t n_words; /* characters of scripts without spaces are no words */
	bool is_dotted;	 /* "N.F.L." */
};

/* Whether the token is an initial with its period. */
static bool is_initial(struct str text, const struct token *t)
{
	return t->end - t->start == 1 && t->flags & TOKEN_CAPITAL && t->end < text.n &&
	       text.p[t->end] == '.';
}

/* "ISIS" is not "Isis", "IT" not "it". */
static struct reading read_words(const struct tokens *tokens, struct str term)
{
	struct reading r = {.is_dotted = tokens->n > 1 && tokens->n <= INITIALS_MAX};

	for (size_t i = 0; i < tokens->n; i++) {
		const struct token *t = &tokens->v[i];

		r.key = (r.key ^ t->hash) * 0x100000001b3 + (t->flags & TOKEN_UPPER);
		if (t->flags & TOKEN_CAPITAL)
			r.flags |= SPELLING_CAPITAL;
		if (i == 0 || !(t->flags & TOKEN_SINGLE) || !(t->flags & TOKEN_GLUED))
			r.n_words++;
		if (!is_initial(term, t) || (i > 0 && !(t->flags & TOKEN_GLUED)))
			r.is_dotted = false;
	}
	if (speller_has_gap(term)) {
		r.flags |= SPELLING_GAPS;
		r.key = ~r.key;
	}
	if (tokens->n == 1)
		r.flags |= SPELLING_SINGLE;
	if (tokens->n == 1 && tokens->v[0].flags & TOKEN_UPPER)
		r.flags |= SPELLING_UPPER;
	if (r.flags & SPELLING_CAPITAL)
		r.key++;
	if (r.is_dotted)
		r.n_words = 1;
	return r;
}

/* ---- The whole ------------------------------------------------------------------- */

/* text_hash is that of the term. */
static void add_interest(
    struct builder *b, size_t contact, size_t which, uint64_t text_hash)
{
	const struct interest *in = &b->c->contacts[contact].interests[which];
	const bool is_regex = in->kind == INTEREST_REGEX;
	const enum variant variant = is_regex ? VARIANT_PATTERN : VARIANT_WORDS;
	const double weight = in->is_never ? -INFINITY : in->weight;
	size_t at;
	const struct spelling *known = spelling_of(b, text_hash, in->term, variant, &at);
	struct tokens *t = &b->speller.tokens;
	struct reading r = {.n_words = 1};
	uint32_t entity;
	bool is_new;

	/* Many have the same interest, written alike. */
	if (known) {
		catalog_want(b, known->entity, (uint32_t)which, weight);
		return;
	}
	if (is_regex) {
		r.key = str_hash(in->term);
	} else {
		t->n = 0;
		tokenizer_run(b->speller.tk, in->term, t);
		if (t->n == 0 || t->n > INTEREST_WORDS_MAX)
			return;
		r = read_words(t, in->term);
	}
	entity = catalog_entity(
	    b, is_regex ? ENTITY_REGEX : ENTITY_INTEREST, r.key, 0, &is_new);
	if (is_new) {
		speller_add_tokens(&b->speller, in->term, entity, variant, r.flags)
		    ->n_words = r.n_words;
		slots_add(&b->by_text, text_hash, at, (uint32_t)b->c->n_spellings);
		if (!is_regex)
			names_add_ways_of_interest(
			    &b->speller, entity, in->term, r.flags, r.n_words);
	}
	catalog_want(b, entity, (uint32_t)which, weight);
}

/* Interests are taken some at a time, so that the memory which they need is fetched while
 * the others are looked at. */
void catalog_add_interests(struct builder *b, size_t contact)
{
	enum { AT_ONCE = 16 };
	const struct contact *who = &b->c->contacts[contact];
	uint64_t hashes[AT_ONCE];

	for (size_t from = 0; from < who->n_interests; from += AT_ONCE) {
		const size_t left = who->n_interests - from,
			     n = left < AT_ONCE ? left : AT_ONCE;

		for (size_t i = 0; i < n; i++)
			__builtin_prefetch(who->interests[from + i].term.p);
		for (size_t i = 0; i < n; i++) {
			hashes[i] = hash_of(who->interests[from + i].term);
			slots_prefetch(&b->by_text, hashes[i]);
		}
		for (size_t i = 0; i < n; i++) {
			size_t at = slots_begin(&b->by_text, hashes[i]);
			uint32_t known = slots_next(&b->by_text, hashes[i], &at);

			if (known)
				__builtin_prefetch(&b->c->spellings[known - 1]);
		}
		for (size_t i = 0; i < n; i++)
			add_interest(b, contact, from + i, hashes[i]);
	}
}
