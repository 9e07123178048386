/*
 * run.c - items in, pairs out, in three passes over chunks of items that threads take in
 * turn: scan (hits), weigh (scores), explain (the pairs that are left). Between the
 * passes the counts of the whole are made. Always: chunks are put together in their
 * order, so that the number of threads changes nothing.
 */
#include "match/index.h"

#include "base/mem.h"
#include "match/score.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	CHUNK_ITEMS = 256,
	ITEMS_PER_THREAD = 1000, /* fewer are not worth a thread */
	THREADS_MAX = 64,
};

/* Items that are taken to have come before all others, and how many of them held a term
 * that nothing is known of: with few items at hand, rarity is not left to chance. */
static const double prior_items = 300, prior_share = 0.01;

struct chunk {
	struct hits hits;
	uint32_t hits_end[CHUNK_ITEMS];
	uint32_t n_words[CHUNK_ITEMS];
	struct light_pairs light;
	struct arena *arena; /* of the explained pairs */
	struct pair *pairs;
	size_t n_pairs;
};

struct run {
	struct match_index *x;
	const struct item *items;
	size_t n_items;
	struct match_limits limits;
	uint8_t *languages; /* by item */
	struct chunk *chunks;
	size_t n_chunks;
	struct score_base base;
	unsigned n_threads;
	atomic_size_t next_chunk;
	void (*pass)(struct run *, void *state, size_t chunk);
};

struct worker {
	struct run *run;
	struct scanner *scanners[LANGUAGES_MAX];
	struct patterns_run *patterns;
	struct scorer *scorer;
	struct best best; /* where limits.per_contact is set */
};

/* ---- Threads --------------------------------------------------------------------- */

static void *work(void *p)
{
	struct worker *w = p;
	size_t i;

	while ((i = atomic_fetch_add(&w->run->next_chunk, 1)) < w->run->n_chunks)
		w->run->pass(w->run, w, i);
	return NULL;
}

/* Runs the pass over all chunks; a thread that cannot be had is done without. */
static void run_pass(struct run *r, struct worker *workers,
    void (*pass)(struct run *, void *state, size_t chunk))
{
	pthread_t threads[THREADS_MAX];
	unsigned n = 0;

	r->pass = pass;
	atomic_store(&r->next_chunk, 0);
	while (n + 1 < r->n_threads &&
	       pthread_create(&threads[n], NULL, work, &workers[n + 1]) == 0)
		n++;
	work(&workers[0]);
	while (n-- > 0)
		pthread_join(threads[n], NULL);
}

static unsigned thread_count(const struct match_index *x, size_t n_items)
{
	long n_cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t n = x->n_threads ? x->n_threads : n_cores > 0 ? (size_t)n_cores : 1;
	size_t most = n_items / ITEMS_PER_THREAD + 1;

	n = n < most ? n : most;
	return (unsigned)(n < THREADS_MAX ? n : THREADS_MAX);
}

static size_t chunk_items(const struct run *r, size_t chunk)
{
	size_t left = r->n_items - chunk * CHUNK_ITEMS;

	return left < CHUNK_ITEMS ? left : CHUNK_ITEMS;
}

/* ---- Scan ------------------------------------------------------------------------ */

static void scan_chunk(struct run *r, void *state, size_t number)
{
	struct worker *w = state;
	struct chunk *c = &r->chunks[number];

	for (size_t i = 0; i < chunk_items(r, number); i++) {
		size_t item = number * CHUNK_ITEMS + i;
		size_t language = r->languages[item];
		struct scanner **s = &w->scanners[language];

		if (!*s)
			*s = scanner_new(r->x->catalog, r->x->languages[language].phrases,
			    r->x->words, fragments_n(patterns_fragments(r->x->patterns)),
			    r->n_threads > 1);
		scanner_run(*s, &r->items[item], (uint32_t)item, &c->hits);
		patterns_run_item(
		    w->patterns, *s, &r->items[item], (uint32_t)item, &c->hits);
		c->hits_end[i] = (uint32_t)c->hits.n;
		c->n_words[i] = (uint32_t)scanner_n_words(*s);
	}
}

/* ---- Weigh ----------------------------------------------------------------------- */

static void begin_item(struct run *r, struct worker *w, size_t number, size_t i)
{
	struct chunk *c = &r->chunks[number];
	uint32_t from = i ? c->hits_end[i - 1] : 0;

	scorer_begin(w->scorer, &r->items[number * CHUNK_ITEMS + i],
	    c->hits.n ? c->hits.v + from : NULL, c->hits_end[i] - from, c->n_words[i]);
}

static void weigh_chunk(struct run *r, void *state, size_t number)
{
	struct worker *w = state;
	struct chunk *c = &r->chunks[number];
	float floor = score_floor(r->limits.min_score);

	for (size_t i = 0; i < chunk_items(r, number); i++) {
		size_t before = c->light.n, n;

		begin_item(r, w, number, i);
		scorer_pairs(w->scorer, (uint32_t)(number * CHUNK_ITEMS + i), floor,
		    r->limits.per_item ? NULL : w->best.floor, &c->light);
		n = c->light.n - before;
		if (n)
			light_pairs_sort(c->light.v + before, n);
		if (r->limits.per_item && n > r->limits.per_item)
			c->light.n = before + r->limits.per_item;
		if (!r->limits.per_contact)
			continue;
		for (size_t k = before; k < c->light.n; k++)
			best_put(&w->best, &c->light.v[k]);
		c->light.n = before;
	}
}

/* Puts the best pairs of every contact, that each thread has found, into their chunks. */
static void limit_contacts(struct run *r, struct worker *workers)
{
	struct light_pairs all = {0};

	for (unsigned i = 1; i < r->n_threads; i++)
		best_put_all(&workers[0].best, &workers[i].best);
	best_list(&workers[0].best, &all);
	light_pairs_sort(all.v, all.n);
	for (size_t i = 0; i < all.n; i++) {
		struct light_pairs *l = &r->chunks[all.v[i].item / CHUNK_ITEMS].light;

		mem_grow(&l->v, l->n, &l->cap, sizeof(*l->v));
		l->v[l->n++] = all.v[i];
	}
	free(all.v);
}

/* ---- Explain --------------------------------------------------------------------- */

static void explain_chunk(struct run *r, void *state, size_t number)
{
	struct worker *w = state;
	struct chunk *c = &r->chunks[number];

	if (c->light.n == 0)
		return;
	c->arena = arena_new();
	c->pairs = arena_alloc(c->arena, c->light.n, sizeof(*c->pairs));
	c->n_pairs = c->light.n;
	for (size_t k = 0, end; k < c->light.n; k = end) {
		for (end = k + 1;
		     end < c->light.n && c->light.v[end].item == c->light.v[k].item;)
			end++;
		begin_item(r, w, number, c->light.v[k].item - number * CHUNK_ITEMS);
		scorer_explain(
		    w->scorer, &c->light.v[k], end - k, c->arena, &c->pairs[k]);
	}
}

/* All pairs in the caller's arena, in the order of the chunks. */
static struct pair *gather(struct run *r, struct arena *a, size_t *n_out)
{
	struct pair *out;
	size_t n = 0;

	for (size_t i = 0; i < r->n_chunks; i++)
		n += r->chunks[i].n_pairs;
	out = arena_alloc(a, n, sizeof(*out));
	n = 0;
	for (size_t i = 0; i < r->n_chunks; i++)
		for (size_t k = 0; k < r->chunks[i].n_pairs; k++) {
			struct pair *p = &r->chunks[i].pairs[k];
			struct match *m = arena_alloc(a, p->n_matches, sizeof(*m));

			if (p->n_matches)
				memcpy(m, p->matches, p->n_matches * sizeof(*m));
			out[n] = *p;
			out[n++].matches = m;
		}
	*n_out = n;
	return out;
}

/* ---- Counts of the whole --------------------------------------------------------- */

/* Counts in how many items each entity stands, then how rare that is: 1 for a term in
 * one of e items, growing with the logarithm. */
static double *count_rarity(struct run *r)
{
	const struct catalog *c = r->x->catalog;
	uint32_t *last = mem_new(c->n_entities, sizeof(*last)); /* item + 1 */
	double *rarity = mem_new(c->n_entities, sizeof(*rarity));
	double n_items;

	for (size_t i = 0; i < r->n_chunks; i++)
		for (size_t k = 0; k < r->chunks[i].hits.n; k++) {
			const struct hit *h = &r->chunks[i].hits.v[k];
			uint32_t e = c->spellings[h->spelling].entity;

			if (last[e] != h->item + 1)
				r->x->n_seen[e]++;
			last[e] = h->item + 1;
		}
	r->x->n_items += (int64_t)r->n_items;
	n_items = (double)r->x->n_items + prior_items;
	for (size_t e = 0; e < c->n_entities; e++) {
		double n = (double)r->x->n_seen[e] + prior_items * prior_share;

		rarity[e] = log(1 + (n_items - n + 0.5) / (n + 0.5));
	}
	free(last);
	return rarity;
}

static struct evidence *gather_evidence(struct run *r, const struct worker *workers)
{
	struct evidence *e = evidence_new(r->x->catalog);

	for (size_t i = 0; i < r->n_chunks; i++)
		evidence_add(e, r->chunks[i].hits.v, r->chunks[i].hits.n);
	for (unsigned i = 0; i < r->n_threads; i++)
		for (size_t k = 0; k < LANGUAGES_MAX; k++)
			if (workers[i].scanners[k])
				evidence_add_named(e, workers[i].scanners[k]);
	return e;
}

/* ---- The whole ------------------------------------------------------------------- */

static void run_init(struct run *r, struct worker *workers)
{
	r->n_chunks = (r->n_items + CHUNK_ITEMS - 1) / CHUNK_ITEMS;
	r->chunks = mem_new(r->n_chunks, sizeof(*r->chunks));
	r->languages = mem_new(r->n_items, 1);
	for (size_t i = 0; i < r->n_items; i++)
		r->languages[i] = (uint8_t)index_language(r->x, r->items[i].language);
	r->n_threads = thread_count(r->x, r->n_items);
	for (unsigned i = 0; i < r->n_threads; i++) {
		workers[i] = (struct worker){.run = r};
		workers[i].patterns = patterns_run_new(r->x->patterns);
	}
}

static void run_clear(struct run *r, struct worker *workers)
{
	for (unsigned i = 0; i < r->n_threads; i++) {
		for (size_t k = 0; k < LANGUAGES_MAX; k++)
			scanner_free(workers[i].scanners[k]);
		patterns_run_free(workers[i].patterns);
		scorer_free(workers[i].scorer);
		best_clear(&workers[i].best);
	}
	for (size_t i = 0; i < r->n_chunks; i++) {
		free(r->chunks[i].hits.v);
		free(r->chunks[i].light.v);
		arena_free(r->chunks[i].arena);
	}
	free(r->chunks);
	free(r->languages);
}

enum err match_items(struct match_index *x, const struct item *items, size_t n_items,
    const struct match_limits *limits, struct arena *a, struct pair **out, size_t *n_out)
{
	struct run r = {.x = x, .items = items, .n_items = n_items};
	struct worker workers[THREADS_MAX];
	struct evidence *evidence;
	double *rarity;

	if (n_items >= UINT32_MAX)
		return ERR_DATA;
	if (limits)
		r.limits = *limits;
	patterns_reset(x->patterns);
	run_init(&r, workers);
	run_pass(&r, workers, scan_chunk);
	rarity = count_rarity(&r);
	evidence = gather_evidence(&r, workers);
	r.base = (struct score_base){x->catalog, evidence, rarity};
	for (unsigned i = 0; i < r.n_threads; i++) {
		workers[i].scorer = scorer_new(&r.base);
		if (r.limits.per_contact)
			best_init(&workers[i].best, x->catalog->n_contacts,
			    r.limits.per_contact, 0);
	}
	run_pass(&r, workers, weigh_chunk);
	if (r.limits.per_contact)
		limit_contacts(&r, workers);
	run_pass(&r, workers, explain_chunk);
	*out = gather(&r, a, n_out);
	run_clear(&r, workers);
	evidence_free(evidence);
	free(rarity);
	index_collect_problems(x);
	return OK;
}

enum err match_term_find(const struct interest *interest, const struct item *items,
    size_t n_items, const struct match_options *options, struct arena *a,
    struct pair **out, size_t *n_out, struct err_info *ei)
{
	struct interest *in = arena_alloc(a, 1, sizeof(*in));
	struct contact who = {
	    .id = interest->contact_id, .interests = in, .n_interests = 1};
	struct match_index *x;
	enum err e;

	if (interest->kind == INTEREST_REGEX && (e = patterns_check(interest->term, ei)))
		return e;
	*in = *interest;
	in->is_never = false;
	if (in->weight <= 0)
		in->weight = 1;
	x = match_index_new(&who, 1, NULL, 0, options);
	e = match_items(x, items, n_items, NULL, a, out, n_out);
	match_index_free(x);
	return e;
}
