/*
 * stems.c - token.h's words through Snowball. Always: the same text gives the same stems,
 * whatever was stemmed before.
 */
#include "rank/stems.h"

#include "base/buf.h"
#include "base/fold.h"
#include "base/mem.h"
#include "base/token.h"

#include <libstemmer.h>

#include <stdlib.h>

enum {
	LANGUAGES = 10,
	WORD_MAX_BYTES = 64,
};
static const double title_weight = 3;

static const struct {
	const char *code, *name;
} languages[LANGUAGES] = {{"en", "english"}, {"de", "german"}, {"fr", "french"},
    {"es", "spanish"}, {"it", "italian"}, {"pt", "portuguese"}, {"nl", "dutch"},
    {"sv", "swedish"}, {"da", "danish"}, {"no", "norwegian"}};

struct stemmer {
	struct tokenizer *tokenizer;
	struct sb_stemmer *stemmers[LANGUAGES]; /* made when they are met */
	struct tokens tokens;
	struct buf folded;
};

struct stemmer *stemmer_new(void)
{
	struct stemmer *s = mem_new(1, sizeof(*s));

	s->tokenizer = tokenizer_new();
	buf_init(&s->folded, 1 << 16);
	return s;
}

void stemmer_free(struct stemmer *s)
{
	if (!s)
		return;
	tokenizer_free(s->tokenizer);
	tokens_clear(&s->tokens);
	buf_clear(&s->folded);
	for (size_t i = 0; i < LANGUAGES; i++)
		sb_stemmer_delete(s->stemmers[i]);
	free(s);
}

size_t stemmer_language(struct str language)
{
	size_t i = 0;

	for (size_t k = 0; k < LANGUAGES; k++)
		if (str_eq(str_sub(language, 0, 2), str_of(languages[k].code)))
			i = k;
	return i;
}

static struct sb_stemmer *stemmer_of(struct stemmer *s, size_t i)
{
	if (!s->stemmers[i])
		s->stemmers[i] = sb_stemmer_new(languages[i].name, NULL);
	return s->stemmers[i];
}

/* The folded word, a view of s->folded until the next call. */
static struct str fold_word(struct stemmer *s, struct str word)
{
	buf_reset(&s->folded);
	fold_put(&s->folded, word);
	return buf_borrow(&s->folded);
}

static uint64_t stem_hash(struct stemmer *s, struct str folded, size_t language)
{
	struct sb_stemmer *snowball = stemmer_of(s, language);
	const sb_symbol *stem;

	if (!snowball || folded.n > WORD_MAX_BYTES)
		return str_hash(folded);
	stem = sb_stemmer_stem(snowball, (const sb_symbol *)folded.p, (int)folded.n);
	return str_hash(
	    (struct str){(const char *)stem, (size_t)sb_stemmer_length(snowball)});
}

uint64_t stemmer_hash(struct stemmer *s, struct str word, struct str language)
{
	return stem_hash(s, fold_word(s, word), stemmer_language(language));
}

/* Numbers and words of one letter say nothing. */
static bool is_counted(const struct token *t)
{
	return !(t->flags & (TOKEN_DIGIT | TOKEN_SINGLE)) &&
	       t->end - t->start >= STEM_BYTES_MIN;
}

static void tokenize(struct stemmer *s, struct str text)
{
	s->tokens.n = 0;
	if (text.n)
		tokenizer_run(s->tokenizer, text, &s->tokens);
}

static int by_hash(const void *a, const void *b)
{
	const struct stem *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* The stem of a token, without those that say nothing. */
static bool stem_of(struct stemmer *s, struct arena *a, struct str text,
    const struct token *t, size_t language, struct stem *out)
{
	struct str word = str_sub(text, t->start, t->end - t->start);

	if (!is_counted(t))
		return false;
	word = fold_word(s, word);
	out->word = (struct str){arena_dup_str(a, word), word.n};
	out->hash = stem_hash(s, word, language);
	return true;
}

size_t stemmer_run(struct stemmer *s, struct arena *a, const struct item *it,
    struct stem **out, size_t *n_words)
{
	const struct str texts[] = {it->title, it->summary};
	struct stem *all = NULL;
	size_t n = 0, cap = 0, n_unique = 0, language = stemmer_language(it->language);

	*n_words = 0;
	for (size_t i = 0; i < 2; i++) {
		tokenize(s, texts[i]);
		*n_words += s->tokens.n;
		for (size_t k = 0; k < s->tokens.n; k++) {
			struct stem found = {.n = i == 0 ? title_weight : 1};

			if (!stem_of(s, a, texts[i], &s->tokens.v[k], language, &found))
				continue;
			arena_grow(a, &all, n, &cap, sizeof(*all));
			all[n++] = found;
		}
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), by_hash);
	for (size_t i = 0; i < n; i++) {
		if (n_unique && all[n_unique - 1].hash == all[i].hash)
			all[n_unique - 1].n += all[i].n;
		else
			all[n_unique++] = all[i];
	}
	*out = all;
	return n_unique;
}

/* ---- Pairs ----------------------------------------------------------------------- */

uint64_t stem_pair_hash(uint64_t first, uint64_t second)
{
	return (first * 31 + second) * 0x9e3779b97f4a7c15;
}

static int pair_by_hash(const void *a, const void *b)
{
	const struct stem_pair *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

static struct stem_pair pair_of(
    struct arena *a, const struct stem *first, const struct stem *second)
{
	const char *words =
	    arena_printf(a, "%.*s %.*s", STR_ARG(first->word), STR_ARG(second->word));

	return (struct stem_pair){
	    .hash = stem_pair_hash(first->hash, second->hash),
	    .first = first->hash,
	    .second = second->hash,
	    .words = str_of(words),
	    .n = second->n,
	};
}

size_t stemmer_run_pairs(struct stemmer *s, struct arena *a, const struct item *it,
    struct stem_pair **out, size_t *n_words)
{
	const struct str texts[] = {it->title, it->summary};
	struct stem_pair *all = NULL;
	size_t n = 0, cap = 0, n_unique = 0, language = stemmer_language(it->language);

	*n_words = 0;
	for (size_t i = 0; i < 2; i++) {
		struct stem last = {0}, found = {.n = i == 0 ? title_weight : 1};
		bool has_last = false;

		tokenize(s, texts[i]);
		*n_words += s->tokens.n;
		for (size_t k = 0; k < s->tokens.n; k++) {
			bool is_word =
			    stem_of(s, a, texts[i], &s->tokens.v[k], language, &found);

			if (is_word && has_last) {
				arena_grow(a, &all, n, &cap, sizeof(*all));
				all[n++] = pair_of(a, &last, &found);
			}
			last = found;
			has_last = is_word;
		}
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), pair_by_hash);
	for (size_t i = 0; i < n; i++) {
		if (n_unique && all[n_unique - 1].hash == all[i].hash)
			all[n_unique - 1].n += all[i].n;
		else
			all[n_unique++] = all[i];
	}
	*out = all;
	return n_unique;
}
