/*
 * catalog_interests.c - interests in, entities, spellings and wants out. Some are taken
 * together, step by step, so that the memory which one needs is fetched while the others
 * are looked at. Always: entities are wanted in the order of the interests.
 */
#include "match/catalog_build.h"

#include "base/limits.h"
#include "match/names.h"

#include <math.h>
#include <string.h>

static enum variant variant_of(const struct interest *in)
{
	return in->kind == INTEREST_REGEX ? VARIANT_PATTERN : VARIANT_WORDS;
}

static enum entity_kind kind_of(const struct interest *in)
{
	return in->kind == INTEREST_REGEX ? ENTITY_REGEX : ENTITY_INTEREST;
}

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

/* The number, from 1 on, of the spelling of an interest that was written alike; 0 if
 * there is none, and *at is where one would be filed. */
static uint32_t spelling_of(
    const struct builder *b, const struct interest *in, uint64_t text_hash, size_t *at)
{
	uint32_t n;

	*at = slots_begin(&b->by_text, text_hash);
	while ((n = slots_next(&b->by_text, text_hash, at))) {
		const struct spelling *s = &b->c->spellings[n - 1];

		if (s->variant == variant_of(in) && str_eq(s->text, in->term))
			break;
	}
	return n;
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

struct term { /* an interest on its way into the catalog */
	uint64_t text_hash;
	uint32_t known; /* the spelling that was written alike before, from 1 on */
	struct reading reading;
};

/* Reads what is not known, and tells the processor what adding it will ask for. */
static void read_term(
    struct builder *b, const struct interest *in, struct term *t, struct tokens *tokens)
{
	size_t at;

	t->known = spelling_of(b, in, t->text_hash, &at);
	if (t->known)
		return;
	tokens->n = 0;
	if (in->kind == INTEREST_REGEX) {
		t->reading = (struct reading){.key = str_hash(in->term), .n_words = 1};
	} else {
		tokenizer_run(b->speller.tk, in->term, tokens);
		t->reading = read_words(tokens, in->term);
	}
	catalog_entity_prefetch(b, kind_of(in), t->reading.key);
	for (size_t i = 0; i < tokens->n; i++)
		slots_prefetch(&b->c->lexicon.by_hash, tokens->v[i].hash);
}

/* The spellings of a new entity; by_text has room for the first at `at`. */
static void add_spellings(struct builder *b, const struct interest *in,
    const struct term *t, struct tokens *tokens, uint32_t entity, size_t at)
{
	const struct reading *r = &t->reading;
	const struct tokens own = b->speller.tokens;

	b->speller.tokens = *tokens;
	speller_add_tokens(&b->speller, in->term, entity, variant_of(in), r->flags)
	    ->n_words = r->n_words;
	slots_add(&b->by_text, t->text_hash, at, (uint32_t)b->c->n_spellings);
	if (in->kind != INTEREST_REGEX)
		names_add_ways_of_interest(
		    &b->speller, entity, in->term, r->flags, r->n_words);
	*tokens = b->speller.tokens;
	b->speller.tokens = own;
}

static void add_interest(struct builder *b, const struct interest *in, uint32_t which,
    const struct term *t, struct tokens *tokens)
{
	const double weight = in->is_never ? -INFINITY : in->weight;
	uint32_t known = t->known, entity;
	size_t at;
	bool is_new;

	/* Many have the same interest, written alike; one of those just read, maybe. */
	if (!known)
		known = spelling_of(b, in, t->text_hash, &at);
	if (known) {
		catalog_want(b, b->c->spellings[known - 1].entity, which, weight);
		return;
	}
	if (in->kind != INTEREST_REGEX &&
	    (tokens->n == 0 || tokens->n > INTEREST_WORDS_MAX))
		return;
	entity = catalog_entity(b, kind_of(in), t->reading.key, 0, &is_new);
	if (is_new)
		add_spellings(b, in, t, tokens, entity, at);
	catalog_want(b, entity, which, weight);
}

void catalog_add_interests(struct builder *b, size_t contact)
{
	const struct contact *who = &b->c->contacts[contact];
	struct term terms[INTERESTS_TOGETHER];

	for (size_t from = 0; from < who->n_interests; from += INTERESTS_TOGETHER) {
		const struct interest *in = who->interests + from;
		const size_t left = who->n_interests - from,
			     n = left < INTERESTS_TOGETHER ? left : INTERESTS_TOGETHER;

		for (size_t i = 0; i < n; i++)
			__builtin_prefetch(in[i].term.p);
		for (size_t i = 0; i < n; i++) {
			terms[i].text_hash = hash_of(in[i].term);
			slots_prefetch(&b->by_text, terms[i].text_hash);
		}
		for (size_t i = 0; i < n; i++) {
			size_t at = slots_begin(&b->by_text, terms[i].text_hash);
			uint32_t first = slots_next(&b->by_text, terms[i].text_hash, &at);

			if (first)
				__builtin_prefetch(&b->c->spellings[first - 1]);
		}
		for (size_t i = 0; i < n; i++)
			read_term(b, &in[i], &terms[i], &b->cut[i]);
		for (size_t i = 0; i < n; i++)
			add_interest(
			    b, &in[i], (uint32_t)(from + i), &terms[i], &b->cut[i]);
	}
}
