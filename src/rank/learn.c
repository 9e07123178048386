/*
 * learn.c - Rocchio over stems and pairs of them. In: examples and how common each stem
 * is in the news. Out: weighted terms. Always: each term has a decision behind it, and
 * nothing that the user stated is learned again.
 */
#include "rank/learn.h"

#include "rank/common_words.h"
#include "rank/stems.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

static const double beta = 1.0, gamma_bad = 0.1, gamma_disliked = 0.25;
static const double guess_worth = 0.3; /* of a decision */
/* What one example shows may be chance: a term in n of them is trusted n / (n + doubt).
 */
static const double doubt = 1.0;
static const double saturation = 1.2, length_weight = 0.5, words_usual = 60;
/* Of a term that stands in everything liked and in nothing disliked: a pair of words is
 * found through its words already. */
static const double word_weight = 1.0, pair_weight = 0.5;
static const double weight_min = 0.02;
enum { PAIR_EXAMPLES_MIN = 3 };
/* A word that hardly stands alone is told by its pair. */
static const double pair_covers = 0.9;

/* Words that say how, not what; beside those of common_words.h. */
static const char *const more_common_words =
    "can could may might must should shall do does did done just only also some any all "
    "each other others another such same own so too very much many most few less least "
    "if because while where why now here again once still even yet both either neither "
    "under between through during against until upon off down back well being having "
    "get got make made take taken let me him us himself herself itself themselves mr "
    "mrs ms";

/* A stem or a pair of them, over all examples. */
struct gathered {
	uint64_t hash;
	uint64_t first, second; /* of a pair; else 0 */
	struct str words;
	double good, bad; /* saturated counts, added up */
	int64_t n_good, n_bad, n_guessed;
};

/* What the examples are worth together. */
struct worth {
	double good, bad;
	int64_t n_decisions;
};

bool learn_is_about_topic(enum dismiss_reason reason)
{
	return reason == DISMISS_NONE || reason == DISMISS_OFF_TOPIC;
}

/* ---- Gathering ------------------------------------------------------------------- */

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
		last->n_guessed += v[i].n_guessed;
		if (v[i].words.n < last->words.n ||
		    (v[i].words.n == last->words.n &&
			str_cmp(v[i].words, last->words) < 0))
			last->words = v[i].words;
	}
	return n_unique;
}

static double saturated(double n, size_t n_words)
{
	n /= 1 - length_weight + length_weight * (double)n_words / words_usual;
	return n / (n + saturation);
}

static void count(struct gathered *g, const struct learn_example *e, double value)
{
	g->n_good = e->is_good && !e->is_guess;
	g->n_guessed = e->is_guess;
	g->n_bad = !e->is_good;
	g->good = e->is_good ? value * (e->is_guess ? guess_worth : 1) : 0;
	g->bad = e->is_good ? 0 : value;
}

static bool teaches(const struct learn_example *e)
{
	return e->is_good || learn_is_about_topic(e->reason);
}

static struct worth weigh(const struct learn_example *examples, size_t n)
{
	struct worth w = {0};

	for (size_t i = 0; i < n; i++) {
		if (!teaches(&examples[i]))
			continue;
		w.n_decisions += !examples[i].is_guess;
		w.good += !examples[i].is_good	 ? 0
			  : examples[i].is_guess ? guess_worth
						 : 1;
		w.bad += !examples[i].is_good;
	}
	return w;
}

/* All stems of all examples that teach terms. */
static size_t gather_words(struct arena *a, struct stemmer *s,
    const struct learn_example *examples, size_t n, struct gathered **out)
{
	size_t n_all = 0, cap = 0;

	*out = NULL;
	for (size_t i = 0; i < n; i++) {
		struct stem *stems;
		size_t n_words, n_stems;

		if (!teaches(&examples[i]))
			continue;
		n_stems = stemmer_run(s, a, examples[i].item, &stems, &n_words);
		for (size_t k = 0; k < n_stems; k++) {
			struct gathered g = {
			    .hash = stems[k].hash, .words = stems[k].word};

			count(&g, &examples[i], saturated(stems[k].n, n_words));
			arena_grow(a, out, n_all, &cap, sizeof(**out));
			(*out)[n_all++] = g;
		}
	}
	return merge(*out, n_all);
}

/* All pairs of all examples. */
static size_t gather_pairs(struct arena *a, struct stemmer *s,
    const struct learn_example *examples, size_t n, struct gathered **out)
{
	size_t n_all = 0, cap = 0;

	*out = NULL;
	for (size_t i = 0; i < n; i++) {
		struct stem_pair *pairs;
		size_t n_words, n_pairs;

		if (!teaches(&examples[i]))
			continue;
		n_pairs = stemmer_run_pairs(s, a, examples[i].item, &pairs, &n_words);
		for (size_t k = 0; k < n_pairs; k++) {
			struct gathered g = {
			    .hash = pairs[k].hash,
			    .first = pairs[k].first,
			    .second = pairs[k].second,
			    .words = pairs[k].words,
			};

			count(&g, &examples[i], saturated(pairs[k].n, n_words));
			arena_grow(a, out, n_all, &cap, sizeof(**out));
			(*out)[n_all++] = g;
		}
	}
	return merge(*out, n_all);
}

/* ---- What is not learned --------------------------------------------------------- */

/* Stems that are stated, belong to names, or say nothing. */
struct known {
	uint64_t *v; /* ascending */
	size_t n, cap;
};

static int compare_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void know(struct arena *a, struct known *k, uint64_t hash)
{
	arena_grow(a, &k->v, k->n, &k->cap, sizeof(*k->v));
	k->v[k->n++] = hash;
}

static void know_words(struct arena *a, struct known *k, struct stemmer *s,
    struct str words, struct str language)
{
	struct str word;

	while (str_split(&words, ' ', &word))
		if (word.n > 1)
			know(a, k, stemmer_hash(s, word, language));
}

/* An interest of one word, or the pair of one of two. */
static void know_interest(struct arena *a, struct known *k, struct stemmer *s,
    struct str term, struct str language)
{
	struct str rest = term, first, second = {0};

	if (!str_split(&rest, ' ', &first))
		return;
	if (!rest.n)
		know(a, k, stemmer_hash(s, first, language));
	else if (str_split(&rest, ' ', &second) && !rest.n)
		know(a, k,
		    stem_pair_hash(stemmer_hash(s, first, language),
			stemmer_hash(s, second, language)));
}

static struct known know_contact(
    struct arena *a, struct stemmer *s, const struct contact *c)
{
	struct known k = {0};

	for (size_t i = 0; i < c->n_interests; i++)
		if (c->interests[i].kind == INTEREST_WORDS && !c->interests[i].is_never)
			know_interest(a, &k, s, c->interests[i].term, c->language);
	know_words(a, &k, s, c->name, c->language);
	know_words(a, &k, s, c->company, c->language);
	for (const char *const *list = common_words; *list; list++)
		know_words(a, &k, s, str_of(*list), c->language);
	know_words(a, &k, s, str_of(more_common_words), c->language);
	assert(k.v);
	qsort(k.v, k.n, sizeof(*k.v), compare_hashes);
	return k;
}

static bool is_known(const struct known *k, uint64_t hash)
{
	return bsearch(&hash, k->v, k->n, sizeof(*k->v), compare_hashes) != NULL;
}

/* ---- Choosing -------------------------------------------------------------------- */

struct ranked {
	const struct gathered *from;
	double weight;
	double value; /* weight times rarity: what it can do to a score */
};

static int by_value(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	double p = fabs(x->value), q = fabs(y->value);

	return p != q ? (p < q) - (p > q) : str_cmp(x->from->words, y->from->words);
}

/* A pair is as rare as the rarer of its words, or rarer. */
static double rarity_of(const struct learn_background *news, const struct gathered *g)
{
	double first, second;

	if (!g->first)
		return learn_rarity(news, g->hash);
	first = learn_rarity(news, g->first);
	second = learn_rarity(news, g->second);
	return first > second ? first : second;
}

/* What the term is worth; 0 if it is none. A term that was only dismissed is disliked,
 * whatever is guessed. */
static double weight_of(const struct gathered *g, const struct worth *w, double rare)
{
	double good = w->good > 0 ? g->good / w->good : 0;
	double bad = w->bad > 0 ? g->bad / w->bad : 0;
	double n_liked = (double)(g->n_good + g->n_guessed), weight;

	if (!g->n_good)
		return g->n_bad > 1 ? -rare * gamma_disliked * bad : 0;
	weight = rare * (beta * good - gamma_bad * bad);
	return weight > 0 ? weight * n_liked / (n_liked + doubt) : weight;
}

static void put(struct ranked *ranked, size_t *n, const struct gathered *g,
    const struct worth *w, const struct learn_background *news)
{
	double rare = rarity_of(news, g);
	double weight = (g->first ? pair_weight : word_weight) * weight_of(g, w, rare);

	if (rare > 0 && fabs(weight) >= weight_min)
		ranked[(*n)++] = (struct ranked){g, weight, weight * rare};
}

/* Pairs that are liked, of words that each say something. */
static size_t choose_pairs(struct gathered *pairs, size_t n, const struct known *known)
{
	size_t n_kept = 0;

	for (size_t i = 0; i < n; i++)
		if (pairs[i].n_good + pairs[i].n_guessed >= PAIR_EXAMPLES_MIN &&
		    pairs[i].n_good > pairs[i].n_bad && !is_known(known, pairs[i].hash) &&
		    !is_known(known, pairs[i].first) && !is_known(known, pairs[i].second))
			pairs[n_kept++] = pairs[i];
	return n_kept;
}

/* Whether one of the pairs tells all that the word would. */
static bool is_covered(
    const struct gathered *word, const struct gathered *pairs, size_t n_pairs)
{
	double n_word = (double)(word->n_good + word->n_guessed);

	for (size_t i = 0; i < n_pairs; i++)
		if ((pairs[i].first == word->hash || pairs[i].second == word->hash) &&
		    (double)(pairs[i].n_good + pairs[i].n_guessed) >=
			pair_covers * n_word)
			return true;
	return false;
}

static size_t rank_terms(struct arena *own, struct stemmer *s, const struct contact *c,
    const struct learn_example *examples, size_t n, const struct learn_background *news,
    struct ranked **out)
{
	struct worth w = weigh(examples, n);
	struct known known = know_contact(own, s, c);
	struct gathered *words, *pairs;
	size_t n_words, n_pairs, n_ranked = 0;

	*out = NULL;
	if (w.n_decisions < LEARN_EXAMPLES_MIN)
		return 0;
	n_words = gather_words(own, s, examples, n, &words);
	n_pairs = gather_pairs(own, s, examples, n, &pairs);
	n_pairs = choose_pairs(pairs, n_pairs, &known);
	*out = arena_alloc(own, n_words + n_pairs, sizeof(**out));
	for (size_t i = 0; i < n_words; i++)
		if (words[i].n_good + words[i].n_bad > 0 &&
		    !is_known(&known, words[i].hash) &&
		    !is_covered(&words[i], pairs, n_pairs))
			put(*out, &n_ranked, &words[i], &w, news);
	for (size_t i = 0; i < n_pairs; i++)
		put(*out, &n_ranked, &pairs[i], &w, news);
	if (n_ranked > 1)
		qsort(*out, n_ranked, sizeof(**out), by_value);
	return n_ranked < LEARN_TERMS_MAX ? n_ranked : LEARN_TERMS_MAX;
}

size_t learn_terms(struct arena *a, const struct contact *c,
    const struct learn_example *examples, size_t n, const struct learn_background *news,
    struct learn_term **out)
{
	struct stemmer *s = stemmer_new();
	struct arena *own = arena_new();
	struct ranked *ranked;
	size_t n_ranked = rank_terms(own, s, c, examples, n, news, &ranked);

	assert(ranked || !n_ranked);
	*out = arena_alloc(a, n_ranked, sizeof(**out));
	for (size_t i = 0; i < n_ranked; i++) {
		const struct gathered *g = ranked[i].from;
		const char *words = arena_dup_str(a, g->words);

		(*out)[i] = (struct learn_term){
		    {words, g->words.n}, ranked[i].weight, g->n_good, g->n_bad};
	}
	arena_free(own);
	stemmer_free(s);
	return n_ranked;
}
