/*
 * learn_news.c - a table of counts. In: items. Out: in how many of them each stem stood.
 * Always: the same items give the same counts, in whatever order.
 */
#include "rank/learn_news.h"

#include "base/mem.h"
#include "rank/stems.h"

#include <math.h>
#include <stdlib.h>

static const double common_share = 0.2; /* of the news: such a word says nothing */

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

double learn_share(const struct learn_background *news, uint64_t stem)
{
	return news->n_items > 0 ? (double)seen_in(news, stem) / (double)news->n_items
				 : 0;
}

double learn_rarity(const struct learn_background *news, uint64_t stem)
{
	double n = (double)seen_in(news, stem), all = (double)news->n_items;

	if (all < 1)
		return 1;
	if (n > all * common_share)
		return 0;
	return log((all + 1) / (n + 1)) / log(all + 1);
}

/* ---- Counting -------------------------------------------------------------------- */

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
