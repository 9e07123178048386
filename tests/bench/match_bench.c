/*
 * match_bench.c - CPU an item of matching: literals, expressions, whole runs, against the
 * pass that folds, cuts and hashes the text.
 *
 *	match_bench STAGE CONTACTS PER_CENT [ITEMS]
 *
 * STAGE is tokens, index, scan, run or large; prints "STAGE CONTACTS µs-an-item n-found";
 * for index the whole in µs. For large, whose terms are nearly all different, and which
 * prints how many there are, the µs and the MB that the index took follow. "data FILE
 *TERMS" instead writes the items, one a line, and the literals of CONTACTS contacts, for
 *peers.
 */
#include "match_data.h"

#include "match/index.h"
#include "match/match.h"
#include "match/scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static double cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static __attribute__((noinline)) double bench_tokens(
    const struct match_data *d, size_t *n)
{
	struct tokenizer *tk = tokenizer_new();
	struct tokens t = {0};
	double began = cpu_us();

	*n = 0;
	for (size_t i = 0; i < d->n_items; i++) {
		t.n = 0;
		tokenizer_run(tk, d->items[i].title, &t);
		tokenizer_run(tk, d->items[i].summary, &t);
		*n += t.n;
	}
	began = cpu_us() - began;
	tokens_clear(&t);
	tokenizer_free(tk);
	return began / (double)d->n_items;
}

static double bench_index(const struct match_data *d, size_t *n)
{
	double began = cpu_us();
	struct match_index *x =
	    match_index_new(d->contacts, d->n_contacts, NULL, 0, NULL);

	index_language(x, STR("en"));
	*n = x->catalog->n_spellings;
	match_index_free(x);
	return cpu_us() - began;
}

/* The part that callgrind counts. */
static __attribute__((noinline)) size_t bench_scan_items(const struct match_data *d,
    struct scanner *s, struct patterns_run *p, struct hits *hits)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_items; i++) {
		hits->n = 0;
		scanner_run(s, &d->items[i], (uint32_t)i, hits);
		patterns_run_item(p, s, &d->items[i], (uint32_t)i, hits);
		n += hits->n;
	}
	return n;
}

/* The time that the scan takes, and how many hits it finds. */
static double time_scan(const struct match_data *d, struct match_index *x, size_t *n)
{
	size_t language = index_language(x, STR("en"));
	struct scanner *s = scanner_new(x->catalog, x->languages[language].phrases,
	    x->words, fragments_n(patterns_fragments(x->patterns)), false);
	struct patterns_run *p = patterns_run_new(x->patterns);
	struct hits hits = {0};
	double began = cpu_us();

	*n = bench_scan_items(d, s, p, &hits);
	began = cpu_us() - began;
	free(hits.v);
	patterns_run_free(p);
	scanner_free(s);
	return began / (double)d->n_items;
}

static double bench_scan(const struct match_data *d, size_t *n)
{
	const struct match_options o = {.n_threads = 1};
	struct match_index *x = match_index_new(d->contacts, d->n_contacts, NULL, 0, &o);
	double us = time_scan(d, x, n);

	match_index_free(x);
	return us;
}

static double bench_run(const struct match_data *d, size_t *n)
{
	const struct match_options o = {.n_threads = 1};
	const struct match_limits limits = {MATCH_LIKELY, 0, 20};
	struct match_index *x = match_index_new(d->contacts, d->n_contacts, NULL, 0, &o);
	struct arena *a = arena_new();
	struct pair *pairs;
	double began;

	index_language(x, STR("en"));
	began = cpu_us();
	if (match_items(x, d->items, d->n_items, &limits, a, &pairs, n) != OK)
		exit(1);
	began = cpu_us() - began;
	arena_free(a);
	match_index_free(x);
	return began / (double)d->n_items;
}

static double peak_mb(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_maxrss / 1024;
}

static double bench_large(const struct match_data *d, size_t *n, double *us, double *mb)
{
	const struct match_options o = {.n_threads = 1};
	double before_mb = peak_mb(), began = cpu_us(), scanned;
	struct match_index *x = match_index_new(d->contacts, d->n_contacts, NULL, 0, &o);
	size_t n_hits;

	index_language(x, STR("en"));
	*us = cpu_us() - began;
	*mb = peak_mb() - before_mb;
	*n = x->catalog->n_spellings;
	scanned = time_scan(d, x, &n_hits);
	match_index_free(x);
	return scanned;
}

static void put_line(FILE *file, struct str text)
{
	fwrite(text.p, 1, text.n, file);
}

static void write_data(const struct match_data *d, const char *items, const char *terms)
{
	FILE *file = fopen(items, "w");

	if (!file)
		exit(1);
	for (size_t i = 0; i < d->n_items; i++) {
		put_line(file, d->items[i].title);
		fputc(' ', file);
		put_line(file, d->items[i].summary);
		fputc('\n', file);
	}
	fclose(file);
	file = fopen(terms, "w");
	if (!file)
		exit(1);
	for (size_t i = 0; i < d->n_contacts; i++)
		for (size_t k = 0; k < d->contacts[i].n_interests; k++)
			if (d->contacts[i].interests[k].kind == INTEREST_WORDS) {
				put_line(file, d->contacts[i].interests[k].term);
				fputc('\n', file);
			}
	fclose(file);
}

int main(int argc, char **argv)
{
	struct match_data d;
	size_t n_contacts = argc > 2 ? strtoul(argv[2], NULL, 10) : 1000;
	size_t n = 0;
	double us;

	if (argc < 4) {
		fprintf(stderr, "match_bench STAGE CONTACTS PER_CENT [ITEMS]\n");
		return 64;
	}
	if (!match_data_items(&d, argc > 4 && strcmp(argv[1], "data") != 0
				      ? strtoul(argv[4], NULL, 10)
				      : 100000)) {
		fprintf(stderr, "match_bench: there is no ../shared/corpus/match\n");
		return 66;
	}
	if (strcmp(argv[1], "large") == 0) {
		double build_us, mb;

		match_data_distinct(&d, n_contacts);
		us = bench_large(&d, &n, &build_us, &mb);
		printf("large %zu %.3f %zu %.0f %.1f\n", n_contacts, us, n, build_us, mb);
		match_data_free(&d);
		return 0;
	}
	match_data_contacts(&d, n_contacts, (unsigned)strtoul(argv[3], NULL, 10));
	if (strcmp(argv[1], "data") == 0 && argc > 5) {
		write_data(&d, argv[4], argv[5]);
		match_data_free(&d);
		return 0;
	}
	us = strcmp(argv[1], "tokens") == 0  ? bench_tokens(&d, &n)
	     : strcmp(argv[1], "index") == 0 ? bench_index(&d, &n)
	     : strcmp(argv[1], "scan") == 0  ? bench_scan(&d, &n)
					     : bench_run(&d, &n);
	printf("%s %zu %.3f %zu\n", argv[1], n_contacts, us, n);
	match_data_free(&d);
	return 0;
}
