/*
 * learn_news.h - how common each word is in the news: what learning weighs decisions
 * against. Counted once an item, kept by the caller.
 */
#ifndef RANK_LEARN_NEWS_H
#define RANK_LEARN_NEWS_H

#include "base/arena.h"
#include "model/item.h"

/* In how many of the news a stem was seen. */
struct learn_seen {
	uint64_t stem;
	int64_t n_items;
};

struct learn_background {
	const struct learn_seen *seen; /* by stem, ascending */
	size_t n_seen;
	int64_t n_items;
};

/* The share of the news that have the stem, 0..1. */
double learn_share(const struct learn_background *news, uint64_t stem);

/* 0 for what is everywhere, 1 for what is as rare as it gets. */
double learn_rarity(const struct learn_background *news, uint64_t stem);

/* Counts stems over items. */
struct learn_counter;
struct learn_counter *learn_counter_new(void);
void learn_counter_free(struct learn_counter *k); /* NULL does nothing */
void learn_counter_add(struct learn_counter *k, const struct item *it);

/* What was counted, by stem ascending, in the arena. */
size_t learn_counter_get(
    const struct learn_counter *k, struct arena *a, struct learn_seen **out);

#endif
