/*
 * learn.c - Rocchio over stems. In: examples and how common each stem is in the news.
 * Out: weighted terms. Always: a term needs more than one decision behind it, and nothing
 * that the user stated is learned again.
 */
#include "rank/learn.h"

#include "base/mem.h"
#include "rank/stems.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

static const double beta = 1.0, gamma_bad = 0.25;
static const double saturation = 1.2, length_weight = 0.5, words_usual = 60;
/* What a term that stands in everything liked and in nothing disliked is worth. */
static const double full_weight = 1.0;
static const double common_share = 0.2; /* of the news: such a word says nothing */

/* A stem over all examples. */
struct gathered {
	uint64_t hash;
	struct str word;
	double good, bad; /* saturated counts, added up */
	int64_t n_good, n_bad;
};

bool learn_is_about_topic(enum dismiss_reason reason)
{
	return reason == DISMISS_NONE || reason == DISMISS_OFF_TOPIC;
}

static int by_hash(const void *a, const void *b)
{
	const struct gathered *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

static size_t merge(struct gathered *v, size_t n)
{
	size_t n_unique = 0;

	if (n > 1)
		qsort(v, n, sizeof(*v), by_hash);
	for (size_t i = 0; i < n; i++) {
		struct gathered *last = n_unique ? &v[n_unique - 1] : NULL;

		if (!last || last->hash != v[i].hash) {
			v[n_unique++] = v[i];
			continue;
		}
		last->good += v[i].good;
		last->bad += v[i].bad;
		last->n_good += v[i].n_good;
		last->n_bad += v[i].n_bad;
		if (v[i].word.n < last->word.n ||
		    (v[i].word.n == last->word.n && str_cmp(v[i].word, last->word) < 0))
			last->word = v[i].word;
	}
	return n_unique;
}

static double saturated(double n, size_t n_words)
{
	n /= 1 - length_weight + length_weight * (double)n_words / words_usual;
	return n / (n + saturation);
}

/* All stems of all examples that teach terms. */
static size_t gather(struct arena *a, struct stemmer *s,
    const struct learn_example *examples, size_t n, struct gathered **out, double *n_good,
    double *n_bad)
{
	size_t n_all = 0, cap = 0;

	*out = NULL;
	*n_good = *n_bad = 0;
	for (size_t i = 0; i < n; i++) {
		struct stem *stems;
		size_t n_words, n_stems;

		if (!examples[i].is_good && !learn_is_about_topic(examples[i].reason))
			continue;
		*(examples[i].is_good ? n_good : n_bad) += 1;
		n_stems = stemmer_run(s, a, examples[i].item, &stems, &n_words);
		for (size_t k = 0; k < n_stems; k++) {
			double value = saturated(stems[k].n, n_words);
			struct gathered g = {
			    .hash = stems[k].hash, .word = stems[k].word};

			g.n_good = examples[i].is_good;
			g.n_bad = !examples[i].is_good;
			g.good = examples[i].is_good ? value : 0;
			g.bad = examples[i].is_good ? 0 : value;
			arena_grow(a, out, n_all, &cap, sizeof(**out));
			(*out)[n_all++] = g;
		}
	}
	return merge(*out, n_all);
}

static int64_t seen_in(const struct learn_background *news, uint64_t stem)
{
	size_t low = 0, high = news->n_seen;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (news->seen[middle].stem < stem)
			low = middle + 1;
		else
			high = middle;
	}
	return low < news->n_seen && news->seen[low].stem == stem
		   ? news->seen[low].n_items
		   : 0;
}

/* 0 for what is everywhere, 1 for what is as rare as it gets. */
static double rarity(const struct learn_background *news, uint64_t stem)
{
	double n = (double)seen_in(news, stem), all = (double)news->n_items;

	if (all < 1)
		return 1;
	if (n > all * common_share)
		return 0;
	return log((all + 1) / (n + 1)) / log(all + 1);
}

/* Whether the contact's own interests or names have the stem already. */
static bool is_stated(struct stemmer *s, const struct contact *c, uint64_t stem)
{
	const struct str names[] = {c->name, c->company};
	struct str rest, word;

	for (size_t i = 0; i < c->n_interests; i++)
		if (c->interests[i].kind == INTEREST_WORDS && !c->interests[i].is_never &&
		    stemmer_hash(s, c->interests[i].term, c->language) == stem)
			return true;
	for (size_t i = 0; i < 2; i++)
		for (rest = names[i]; str_split(&rest, ' ', &word);)
			if (word.n > 1 && stemmer_hash(s, word, c->language) == stem)
				return true;
	return false;
}

struct ranked {
	struct learn_term term;
	double value; /* weight times rarity: what it can do to a score */
};

static int by_value(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	double p = fabs(x->value), q = fabs(y->value);

	return p != q ? (p < q) - (p > q) : str_cmp(x->term.term, y->term.term);
}

size_t learn_terms(struct arena *a, const struct contact *c,
    const struct learn_example *examples, size_t n, const struct learn_background *news,
    struct learn_term **out)
{
	struct stemmer *s = stemmer_new();
	struct arena *own = arena_new();
	struct gathered *all;
	struct ranked *ranked;
	double n_good, n_bad;
	size_t n_all = gather(own, s, examples, n, &all, &n_good, &n_bad), n_ranked = 0;

	assert(all || !n_all);
	ranked = arena_alloc(own, n_all, sizeof(*ranked));
	for (size_t i = 0; i < n_all && n_good + n_bad >= LEARN_EXAMPLES_MIN; i++) {
		double good = n_good > 0 ? all[i].good / n_good : 0;
		double bad = n_bad > 0 ? all[i].bad / n_bad : 0;
		double rare = rarity(news, all[i].hash);
		double weight = full_weight * rare * (beta * good - gamma_bad * bad);

		if (all[i].n_good + all[i].n_bad < 2 || rare <= 0 ||
		    fabs(weight) < 0.02 || is_stated(s, c, all[i].hash))
			continue;
		ranked[n_ranked].value = weight * rare;
		ranked[n_ranked++].term =
		    (struct learn_term){all[i].word, weight, all[i].n_good, all[i].n_bad};
	}
	if (n_ranked > 1)
		qsort(ranked, n_ranked, sizeof(*ranked), by_value);
	if (n_ranked > LEARN_TERMS_MAX)
		n_ranked = LEARN_TERMS_MAX;
	*out = arena_alloc(a, n_ranked, sizeof(**out));
	for (size_t i = 0; i < n_ranked; i++) {
		(*out)[i] = ranked[i].term;
		(*out)[i].term.p = arena_dup_str(a, ranked[i].term.term);
	}
	arena_free(own);
	stemmer_free(s);
	return n_ranked;
}

/* ---- The background -------------------------------------------------------------- */

struct counted {
	uint64_t stem; /* 0: free */
	int64_t n_items;
	int64_t last_item; /* that had it */
};

struct learn_counter {
	struct stemmer *stemmer;
	struct counted *table; /* open addressing */
	size_t n, cap;
	int64_t n_items;
};

struct learn_counter *learn_counter_new(void)
{
	struct learn_counter *k = mem_new(1, sizeof(*k));

	k->stemmer = stemmer_new();
	k->cap = 1 << 14;
	k->table = mem_new(k->cap, sizeof(*k->table));
	return k;
}

void learn_counter_free(struct learn_counter *k)
{
	if (!k)
		return;
	stemmer_free(k->stemmer);
	free(k->table);
	free(k);
}

static struct counted *slot_of(struct counted *table, size_t cap, uint64_t stem)
{
	size_t at = (size_t)(stem & (cap - 1));

	while (table[at].stem && table[at].stem != stem)
		at = (at + 1) & (cap - 1);
	return &table[at];
}

static void grow(struct learn_counter *k)
{
	size_t cap = k->cap * 2;
	struct counted *table = mem_new(cap, sizeof(*table));

	for (size_t i = 0; i < k->cap; i++)
		if (k->table[i].stem)
			*slot_of(table, cap, k->table[i].stem) = k->table[i];
	free(k->table);
	k->table = table;
	k->cap = cap;
}

static void count_stem(void *ctx, uint64_t stem)
{
	struct learn_counter *k = ctx;
	struct counted *slot = slot_of(k->table, k->cap, stem);

	if (slot->stem && slot->last_item == k->n_items)
		return;
	k->n += !slot->stem;
	slot->stem = stem;
	slot->n_items++;
	slot->last_item = k->n_items;
	if (k->n * 2 > k->cap)
		grow(k);
}

void learn_counter_add(struct learn_counter *k, const struct item *it)
{
	k->n_items++;
	stemmer_each(k->stemmer, it, count_stem, k);
}

static int by_stem(const void *a, const void *b)
{
	const struct learn_seen *x = a, *y = b;

	return (x->stem > y->stem) - (x->stem < y->stem);
}

size_t learn_counter_get(
    const struct learn_counter *k, struct arena *a, struct learn_seen **out)
{
	size_t n = 0;

	*out = arena_alloc(a, k->n, sizeof(**out));
	for (size_t i = 0; i < k->cap; i++)
		if (k->table[i].stem)
			(*out)[n++] =
			    (struct learn_seen){k->table[i].stem, k->table[i].n_items};
	if (n > 1)
		qsort(*out, n, sizeof(**out), by_stem);
	return n;
}
