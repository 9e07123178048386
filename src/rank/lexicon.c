/*
 * lexicon.c - tokens looked up in a table of words. In: texts. Out: their words, and
 * counts of stems. Always: a word is known by the hash of its folded form and its
 * language, of which all else follows; so what was met before decides nothing.
 */
#include "rank/lexicon.h"

#include "base/fold.h"
#include "base/mem.h"
#include "base/token.h"
#include "base/utf8.h"
#include "rank/common_words.h"
#include "rank/stems.h"
#include "rank/word_set.h"

#include <stdlib.h>
#include <string.h>

enum {
	STEM_CHARS = 5,	     /* letters of a word that count in a sketch */
	COMMON_SLOTS = 1024, /* a power of two, twice the common words */
	AHEAD = 8,	     /* tokens whose memory is under way */
	BITS_MIN = 14,
	BITS_MAX = 21, /* of a table: 32 MB of words; then it begins anew */
};

/* A word that is left out, or that is written as another. */
struct common {
	uint64_t word;
	uint64_t written; /* 0: left out */
};

struct known {
	uint64_t key; /* hash and language; 0: free */
	uint32_t sketched;
	uint32_t stem; /* + 1; 0: not asked for yet */
};

struct counted {
	uint64_t stem;
	uint32_t n_items;
	uint32_t last_item; /* that had it */
};

struct lexicon {
	struct tokenizer *tokenizer;
	struct stemmer *stemmer;
	struct tokens tokens;
	struct lexicon_words words;	    /* room for those that nobody asks for */
	struct common common[COMMON_SLOTS]; /* open addressing; word 0 is free */
	struct known *known;		    /* open addressing, 2^bits */
	unsigned known_bits;
	size_t n_known;
	struct counted *stems; /* in the order in which they were met */
	size_t n_stems, cap_stems;
	uint32_t *stem_slots; /* open addressing, 2^bits: stem + 1; 0 is free */
	unsigned stem_bits;
	struct str language;
	uint64_t language_key;
	uint32_t item;
	bool is_counted;
};

/* ---- Common words ---------------------------------------------------------------- */

static struct common *common_slot(struct lexicon *x, uint64_t word)
{
	size_t i = (size_t)word;

	while (
	    x->common[i % COMMON_SLOTS].word && x->common[i % COMMON_SLOTS].word != word)
		i++;
	return &x->common[i % COMMON_SLOTS];
}

static void add_common(struct lexicon *x, struct str word, uint64_t written)
{
	uint64_t hash = token_hash(word);

	*common_slot(x, hash) = (struct common){hash, written};
}

static void add_all_common(struct lexicon *x)
{
	struct arena *a = arena_new();

	for (const char *const *list = common_words; *list; list++) {
		struct str rest = str_of(*list), word;

		while (str_split(&rest, ' ', &word))
			add_common(x, word, 0);
	}
	for (const char *const *list = calendar_words; *list; list++) {
		struct str rest = str_of(*list), word;

		while (str_split(&rest, ' ', &word))
			add_common(x, word, token_hash(word));
	}
	for (const char *const *list = number_words; *list; list++) {
		struct str rest = str_of(*list), word;

		for (int number = 2; str_split(&rest, ' ', &word); number++) {
			const char *digits = arena_printf(a, "%d", number);

			add_common(x, word, token_hash(str_of(digits)));
		}
	}
	arena_free(a);
}

struct lexicon *lexicon_new(void)
{
	struct lexicon *x = mem_new(1, sizeof(*x));

	x->tokenizer = tokenizer_new();
	x->stemmer = stemmer_new();
	x->known_bits = x->stem_bits = BITS_MIN;
	x->known = mem_new((size_t)1 << x->known_bits, sizeof(*x->known));
	x->stem_slots = mem_new((size_t)1 << x->stem_bits, sizeof(*x->stem_slots));
	add_all_common(x);
	return x;
}

void lexicon_free(struct lexicon *x)
{
	if (!x)
		return;
	tokenizer_free(x->tokenizer);
	stemmer_free(x->stemmer);
	tokens_clear(&x->tokens);
	lexicon_words_clear(&x->words);
	free(x->known);
	free(x->stems);
	free(x->stem_slots);
	free(x);
}

void lexicon_words_clear(struct lexicon_words *w)
{
	free(w->v);
	*w = (struct lexicon_words){0};
}

/* ---- Words ----------------------------------------------------------------------- */

static inline uint64_t mix(uint64_t h, uint32_t c)
{
	return (h ^ c) * 0x100000001b3u;
}

static uint32_t ascii_small(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/* Of the first letters of a word, folded: "Syrians" and "Syria" are the same. */
static uint64_t stem_letters(struct str word)
{
	uint64_t h = 0xcbf29ce484222325u;
	size_t n_chars = 0;

	for (size_t i = 0, len; i < word.n && n_chars < STEM_CHARS; i += len) {
		uint32_t folded[FOLD_MAX], c = utf8_at(word, i, &len);
		size_t n = 1;

		if (c < 0x80)
			folded[0] = ascii_small(c);
		else
			n = fold_char(c, folded);
		for (size_t k = 0; k < n && n_chars < STEM_CHARS; k++, n_chars++)
			h = mix(h, folded[k]);
	}
	return h;
}

static uint32_t as_word(uint64_t hash)
{
	return (uint32_t)(hash >> 32) & ~(uint32_t)WORD_FLAGS;
}

/* What stands for the word in a sketch. */
static uint32_t sketch_word(struct lexicon *x, uint64_t hash, struct str word)
{
	const struct common *common = common_slot(x, hash);

	if (!common->word)
		return as_word(stem_letters(word));
	return common->written ? as_word(common->written) | WORD_NUMBER
			       : LEXICON_LEFT_OUT;
}

static struct known *known_slot(struct known *table, unsigned bits, uint64_t key)
{
	size_t mask = ((size_t)1 << bits) - 1, at = (size_t)(key >> (64 - bits));

	while (table[at].key && table[at].key != key)
		at = (at + 1) & mask;
	return &table[at];
}

/* Twice as large, or empty where it is as large as it may be. */
static void make_room(struct lexicon *x)
{
	unsigned bits = x->known_bits + 1;
	struct known *table;

	if (bits > BITS_MAX) {
		memset(x->known, 0, sizeof(*x->known) << x->known_bits);
		x->n_known = 0;
		return;
	}
	table = mem_new((size_t)1 << bits, sizeof(*table));
	for (size_t i = 0; i < (size_t)1 << x->known_bits; i++)
		if (x->known[i].key)
			*known_slot(table, bits, x->known[i].key) = x->known[i];
	free(x->known);
	x->known = table;
	x->known_bits = bits;
}

static struct known *add_known(
    struct lexicon *x, uint64_t key, uint64_t hash, struct str word)
{
	struct known *k;

	if (++x->n_known * 2 > (size_t)1 << x->known_bits)
		make_room(x);
	k = known_slot(x->known, x->known_bits, key);
	*k = (struct known){.key = key, .sketched = sketch_word(x, hash, word)};
	return k;
}

/* ---- Stems ----------------------------------------------------------------------- */

static uint32_t *stem_slot(struct lexicon *x, uint64_t stem)
{
	size_t mask = ((size_t)1 << x->stem_bits) - 1;
	size_t at = (size_t)(stem * 0x9e3779b97f4a7c15u >> (64 - x->stem_bits));

	while (x->stem_slots[at] && x->stems[x->stem_slots[at] - 1].stem != stem)
		at = (at + 1) & mask;
	return &x->stem_slots[at];
}

static void grow_stem_slots(struct lexicon *x)
{
	free(x->stem_slots);
	x->stem_bits++;
	x->stem_slots = mem_new((size_t)1 << x->stem_bits, sizeof(*x->stem_slots));
	for (size_t i = 0; i < x->n_stems; i++)
		*stem_slot(x, x->stems[i].stem) = (uint32_t)i + 1;
}

static uint32_t add_stem(struct lexicon *x, uint64_t stem)
{
	mem_grow(&x->stems, x->n_stems, &x->cap_stems, sizeof(*x->stems));
	x->stems[x->n_stems++] = (struct counted){.stem = stem};
	if (x->n_stems * 2 > (size_t)1 << x->stem_bits)
		grow_stem_slots(x);
	else
		*stem_slot(x, stem) = (uint32_t)x->n_stems;
	return (uint32_t)x->n_stems;
}

/* The number of the word's stem, + 1. */
static uint32_t number_stem(struct lexicon *x, struct str word)
{
	uint64_t stem = stemmer_hash(x->stemmer, word, x->language);
	uint32_t number = *stem_slot(x, stem);

	return number ? number : add_stem(x, stem);
}

static void count(struct lexicon *x, struct known *k, struct str word)
{
	struct counted *c;

	if (!k->stem)
		k->stem = number_stem(x, word);
	c = &x->stems[k->stem - 1];
	c->n_items += c->last_item != x->item;
	c->last_item = x->item;
}

static int by_stem(const void *a, const void *b)
{
	const struct learn_seen *x = a, *y = b;

	return (x->stem > y->stem) - (x->stem < y->stem);
}

size_t lexicon_counts(const struct lexicon *x, struct arena *a, struct learn_seen **out)
{
	*out = arena_alloc(a, x->n_stems, sizeof(**out));
	for (size_t i = 0; i < x->n_stems; i++)
		(*out)[i] = (struct learn_seen){x->stems[i].stem, x->stems[i].n_items};
	if (x->n_stems > 1)
		qsort(*out, x->n_stems, sizeof(**out), by_stem);
	return x->n_stems;
}

/* ---- Texts ----------------------------------------------------------------------- */

void lexicon_begin(struct lexicon *x, struct str language, bool is_counted)
{
	x->language = language;
	x->language_key = stemmer_language(language);
	x->is_counted = is_counted;
	x->item += is_counted;
}

static void reserve(struct lexicon_words *w, size_t n)
{
	if (w->cap - w->n >= n)
		return;
	w->cap = 2 * w->cap > w->n + n ? 2 * w->cap : w->n + n;
	w->v = mem_resize(w->v, w->cap, sizeof(*w->v));
}

static uint64_t key_of(const struct lexicon *x, const struct token *t)
{
	return (t->hash + x->language_key) * 0x9e3779b97f4a7c15u;
}

/* What stands for the token in a sketch. Numbers are known by themselves. */
static uint32_t look_up(struct lexicon *x, struct str text, const struct token *t)
{
	uint64_t key = key_of(x, t);
	struct str word = {text.p + t->start, t->end - t->start};
	struct known *k;

	if (t->flags & TOKEN_SINGLE)
		return LEXICON_SINGLE;
	if (t->flags & TOKEN_DIGIT)
		return as_word(t->hash) | WORD_NUMBER;
	k = known_slot(x->known, x->known_bits, key);
	if (!k->key)
		k = add_known(x, key, t->hash, word);
	if (x->is_counted && word.n >= STEM_BYTES_MIN)
		count(x, k, word);
	return k->sketched;
}

void lexicon_read(struct lexicon *x, struct str text, struct lexicon_words *out)
{
	x->tokens.n = 0;
	if (text.n)
		tokenizer_run(x->tokenizer, text, &x->tokens);
	reserve(out, x->tokens.n);
	for (size_t i = 0; i < x->tokens.n; i++) {
		const struct token *t = &x->tokens.v[i];

		if (i + AHEAD < x->tokens.n)
			__builtin_prefetch(
			    &x->known[key_of(x, t + AHEAD) >> (64 - x->known_bits)]);
		out->v[out->n++] =
		    (struct lexicon_word){t->hash, look_up(x, text, t), t->end};
	}
}

void lexicon_count(struct lexicon *x, const struct item *it)
{
	lexicon_begin(x, it->language, true);
	x->words.n = 0;
	lexicon_read(x, it->title, &x->words);
	lexicon_read(x, it->summary, &x->words);
}
