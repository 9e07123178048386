/*
 * vocabulary.c - two open-addressing tables: words by hash, stems by hash. A word that is
 * met for the first time is stemmed once and put into the table, whatever is known about
 * it. Always: less than half of the slots are taken.
 */
#include "match/vocabulary.h"

#include "base/fold.h"
#include "base/mem.h"
#include "match/stems.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

struct word {
	uint64_t hash; /* of the folded word; 0: the slot is free */
	struct known known;
};

struct stem {
	uint64_t hash;
	uint32_t id;
};

struct vocabulary {
	struct word *words;
	size_t words_mask;
	struct vocabulary_rest *rest;
};

struct vocabulary_rest {
	size_t n_words;
	struct stem *stems;
	size_t stems_mask, n_stems;
	uint32_t n_ids;
	uint8_t *roles; /* by number */
	const char *stemmer_name;
	bool is_english;
	struct sb_stemmer *stemmer;	/* NULL: words are their own stems */
	const struct stem_rules *rules; /* beside the stemmer; NULL: none */
	struct buf folded;
	const struct fragments *fragments;
	uint32_t *pool; /* fragments of words, one after the other */
	size_t n_pool, cap_pool;
};

enum {
	SLOTS_AT_FIRST = 1024,
	WORD_MAX = 4096, /* bytes */
	FRAGMENTS_OF_WORD_MAX = (1 << 24) - 1,
	PREFETCH_AHEAD = 12,
};

/* In word_role: the word of a term was not looked at yet. */
#define ROLE_NOT_LOOKED_AT (1u << 7)

const char *vocabulary_stemmer(struct str language)
{
	static const char *const stemmers[][2] = {
	    {"ar", "arabic"},
	    {"ca", "catalan"},
	    {"da", "danish"},
	    {"de", "german"},
	    {"en", "english"},
	    {"es", "spanish"},
	    {"fi", "finnish"},
	    {"fr", "french"},
	    {"hu", "hungarian"},
	    {"it", "italian"},
	    {"nb", "norwegian"},
	    {"nl", "dutch"},
	    {"nn", "norwegian"},
	    {"no", "norwegian"},
	    {"pt", "portuguese"},
	    {"ro", "romanian"},
	    {"ru", "russian"},
	    {"sv", "swedish"},
	    {"tr", "turkish"},
	};
	struct str tag = str_sub(language, 0, str_find_char(language, '-'));

	if (tag.n == 0)
		return "english";
	for (size_t i = 0; i < sizeof(stemmers) / sizeof(*stemmers); i++)
		if (str_eq_nocase(tag, str_of(stemmers[i][0])))
			return stemmers[i][1];
	return "";
}

struct vocabulary *vocabulary_new(
    struct str language, size_t n_words, const struct fragments *f)
{
	struct vocabulary *v = mem_new(1, sizeof(*v));
	size_t n_slots = SLOTS_AT_FIRST;

	while (n_slots <= 2 * n_words)
		n_slots *= 2;
	v->rest = mem_new(1, sizeof(*v->rest));
	v->words = mem_new(n_slots, sizeof(*v->words));
	v->words_mask = n_slots - 1;
	/* Two words in three have a stem of their own. */
	v->rest->stems = mem_new(n_slots / 2, sizeof(*v->rest->stems));
	v->rest->stems_mask = n_slots / 2 - 1;
	v->rest->n_ids = 1;
	v->rest->fragments = f;
	v->rest->stemmer_name = vocabulary_stemmer(language);
	v->rest->is_english = strcmp(v->rest->stemmer_name, "english") == 0;
	v->rest->rules = stem_rules_of(v->rest->stemmer_name);
	if (*v->rest->stemmer_name)
		v->rest->stemmer = sb_stemmer_new(v->rest->stemmer_name, NULL);
	buf_init(&v->rest->folded, WORD_MAX);
	return v;
}

static void *copy_of(const void *p, size_t n, size_t size)
{
	return memcpy(mem_resize(NULL, n, size), p, n * size);
}

struct vocabulary *vocabulary_copy(const struct vocabulary *v)
{
	struct vocabulary *copy = mem_new(1, sizeof(*copy));

	*copy = *v;
	copy->rest = mem_new(1, sizeof(*copy->rest));
	*copy->rest = *v->rest;
	copy->words = copy_of(v->words, v->words_mask + 1, sizeof(*v->words));
	copy->rest->stems =
	    copy_of(v->rest->stems, v->rest->stems_mask + 1, sizeof(*v->rest->stems));
	copy->rest->roles = copy_of(v->rest->roles, v->rest->n_ids, 1);
	copy->rest->pool = NULL;
	copy->rest->cap_pool = 0;
	if (v->rest->pool) {
		copy->rest->cap_pool = v->rest->n_pool;
		copy->rest->pool =
		    copy_of(v->rest->pool, v->rest->n_pool, sizeof(*v->rest->pool));
	}
	copy->rest->stemmer =
	    v->rest->stemmer ? sb_stemmer_new(v->rest->stemmer_name, NULL) : NULL;
	buf_init(&copy->rest->folded, WORD_MAX);
	return copy;
}

void vocabulary_free(struct vocabulary *v)
{
	if (!v)
		return;
	sb_stemmer_delete(v->rest->stemmer);
	buf_clear(&v->rest->folded);
	free(v->words);
	free(v->rest->stems);
	free(v->rest->roles);
	free(v->rest->pool);
	free(v->rest);
	free(v);
}

/* ---- Stems ----------------------------------------------------------------------- */

/* Whether the English stemmer may change the word: no suffix that it takes off or
 * replaces ends like the others, a third of all words, which need not be asked for. */
static bool is_inflected(struct str word)
{
	char last, before;

	if (word.n < 3)
		return false;
	for (size_t i = word.n - 3; i < word.n; i++)
		if ((unsigned char)word.p[i] >= 0x80)
			return true;
	last = word.p[word.n - 1] | 0x20;
	before = word.p[word.n - 2] | 0x20;
	switch (last) {
	case 'e':
	case 'i':
	case 's':
	case 'y': return true;
	case 'c': return before == 'i';
	case 'd': return before == 'e';
	case 'g':
	case 't': return before == 'n';
	case 'l': return before == 'a' || before == 'l' || before == 'u';
	case 'm': return before == 's';
	case 'n': return before == 'o';
	case 'r': return before == 'e' || before == 'o';
	default: return false;
	}
}

uint64_t vocabulary_stem_hash(
    struct vocabulary *v, const struct token *t, struct str text)
{
	const struct str word = str_sub(text, t->start, t->end - t->start);
	const char *known;
	const sb_symbol *stem;

	if (!v->rest->stemmer || (t->flags & (TOKEN_SINGLE | TOKEN_DIGIT)) ||
	    (v->rest->is_english && !is_inflected(word)))
		return t->hash;
	buf_reset(&v->rest->folded);
	fold_put(&v->rest->folded, word);
	/* "&" has the hash of "and", and no stem. */
	if (v->rest->folded.is_full ||
	    token_hash(buf_borrow(&v->rest->folded)) != t->hash)
		return t->hash;
	known = stem_rules_word(v->rest->rules, buf_borrow(&v->rest->folded));
	if (known)
		return token_hash(str_of(known));
	stem_rules_before(v->rest->rules, &v->rest->folded);
	stem = sb_stemmer_stem(v->rest->stemmer, (const sb_symbol *)v->rest->folded.p,
	    (int)v->rest->folded.n);
	if (!stem || sb_stemmer_length(v->rest->stemmer) <= 0)
		return t->hash;
	if (!v->rest->rules)
		return token_hash((struct str){
		    (const char *)stem, (size_t)sb_stemmer_length(v->rest->stemmer)});
	buf_reset(&v->rest->folded);
	buf_put_str(&v->rest->folded, (struct str){(const char *)stem,
					  (size_t)sb_stemmer_length(v->rest->stemmer)});
	stem_rules_after(v->rest->rules, &v->rest->folded);
	return token_hash(buf_borrow(&v->rest->folded));
}

static struct stem *stem_slot(const struct vocabulary *v, uint64_t hash)
{
	size_t i = hash & v->rest->stems_mask;

	while (v->rest->stems[i].hash && v->rest->stems[i].hash != hash)
		i = (i + 1) & v->rest->stems_mask;
	return &v->rest->stems[i];
}

static void stems_grow(struct vocabulary *v)
{
	struct stem *old = v->rest->stems;
	size_t n = v->rest->stems_mask + 1;

	v->rest->stems = mem_new(2 * n, sizeof(*v->rest->stems));
	v->rest->stems_mask = 2 * n - 1;
	for (size_t i = 0; i < n; i++)
		if (old[i].hash)
			*stem_slot(v, old[i].hash) = old[i];
	free(old);
}

/* ---- Words ----------------------------------------------------------------------- */

static struct word *word_slot(const struct vocabulary *v, uint64_t hash)
{
	size_t i = hash & v->words_mask;

	while (v->words[i].hash && v->words[i].hash != hash)
		i = (i + 1) & v->words_mask;
	return &v->words[i];
}

static void words_grow(struct vocabulary *v)
{
	struct word *old = v->words;
	size_t n = v->words_mask + 1;

	v->words = mem_new(2 * n, sizeof(*v->words));
	v->words_mask = 2 * n - 1;
	for (size_t i = 0; i < n; i++)
		if (old[i].hash)
			*word_slot(v, old[i].hash) = old[i];
	free(old);
}

static struct word *word_get(struct vocabulary *v, uint64_t hash)
{
	struct word *w = word_slot(v, hash);

	if (w->hash)
		return w;
	if (2 * ++v->rest->n_words > v->words_mask) {
		words_grow(v);
		w = word_slot(v, hash);
	}
	*w = (struct word){.hash = hash, .known.roles = ROLE_NOT_LOOKED_AT};
	return w;
}

uint32_t vocabulary_add_exact(
    struct vocabulary *v, const struct token *t, struct str text)
{
	struct word *w = word_get(v, t->hash);

	(void)text;
	if (!w->known.exact)
		w->known.exact = v->rest->n_ids++;
	return w->known.exact;
}

uint32_t vocabulary_add_stem(struct vocabulary *v, const struct token *t, struct str text)
{
	struct word *w = word_get(v, t->hash);
	struct stem *s;
	uint64_t hash;

	if (w->known.stem) /* of a term before */
		return w->known.stem;
	hash = vocabulary_stem_hash(v, t, text);
	s = stem_slot(v, hash);
	if (!s->hash) {
		if (2 * ++v->rest->n_stems > v->rest->stems_mask) {
			stems_grow(v);
			s = stem_slot(v, hash);
		}
		*s = (struct stem){hash, v->rest->n_ids++};
	}
	w->known.stem = s->id;
	return s->id;
}

/* Looks for fragments in the word. */
static void learn_fragments(
    struct vocabulary *v, struct known *k, const struct token *t, struct str text)
{
	struct vocabulary_rest *r = v->rest;
	size_t n;

	k->n_fragments = 0;
	if (fragments_n(r->fragments) == 1 || t->flags & TOKEN_SINGLE)
		return;
	buf_reset(&r->folded);
	fold_put(&r->folded, str_sub(text, t->start, t->end - t->start));
	if (r->cap_pool < r->n_pool + r->folded.n * FRAGMENTS_PER_BYTE) {
		r->cap_pool = 2 * r->n_pool + r->folded.n * FRAGMENTS_PER_BYTE;
		r->pool = mem_resize(r->pool, r->cap_pool, sizeof(*r->pool));
	}
	k->fragments = (uint32_t)r->n_pool;
	n = fragments_in(r->fragments, buf_borrow(&r->folded), r->pool + r->n_pool);
	k->n_fragments = n & FRAGMENTS_OF_WORD_MAX;
	r->n_pool += n;
}

void vocabulary_set_roles(struct vocabulary *v, uint8_t *roles)
{
	free(v->rest->roles);
	v->rest->roles = roles;
}

/* Makes the word known, and its stem. */
static const struct word *learn(
    struct vocabulary *v, const struct token *t, struct str text)
{
	struct word *w = word_get(v, t->hash);
	struct known *k = &w->known;

	if (!k->stem)
		k->stem = stem_slot(v, vocabulary_stem_hash(v, t, text))->id;
	learn_fragments(v, k, t, text);
	k->roles = (v->rest->roles[k->exact] | v->rest->roles[k->stem] |
		       (k->n_fragments ? ROLE_FRAGMENTS : 0u)) &
		   0x7fu;
	return w;
}

static inline const struct word *find(
    struct vocabulary *v, const struct token *t, struct str text)
{
	for (size_t i = t->hash & v->words_mask;; i = (i + 1) & v->words_mask) {
		const struct word *w = &v->words[i];

		if (w->hash == t->hash && !(w->known.roles & ROLE_NOT_LOOKED_AT))
			return w;
		if (w->hash == 0 || w->hash == t->hash)
			return learn(v, t, text);
	}
}

size_t vocabulary_look_up(struct vocabulary *v, const struct token *t, size_t n,
    struct str text, struct known *out, uint32_t *places)
{
	uint32_t before = 0, two_before = 0;
	size_t n_places = 0;

	for (size_t i = 0; i < n && i < PREFETCH_AHEAD; i++)
		__builtin_prefetch(&v->words[t[i].hash & v->words_mask]);
	for (size_t i = 0; i < n; i++) {
		uint32_t roles, allowed;

		if (i + PREFETCH_AHEAD < n)
			__builtin_prefetch(
			    &v->words[t[i + PREFETCH_AHEAD].hash & v->words_mask]);
		out[i] = find(v, &t[i], text)->known;
		roles = out[i].roles;
		allowed = ROLE_SINGLE | ROLE_FRAGMENTS |
			  (before & ROLE_FIRST) / ROLE_FIRST * ROLE_SECOND |
			  (two_before & ROLE_MIDDLE) / ROLE_MIDDLE * ROLE_SECOND;
		places[n_places] = (uint32_t)i;
		n_places += (roles & allowed) != 0;
		two_before = before;
		before = roles;
	}
	return n_places;
}

const uint32_t *vocabulary_fragments(const struct vocabulary *v)
{
	return v->rest->pool;
}

uint32_t vocabulary_n_ids(const struct vocabulary *v)
{
	return v->rest->n_ids;
}
