/*
 * learn_news.h - how common each word is in the news: what learning weighs decisions
 * against. Counted by lexicon.h once an item, kept by the caller.
 */
#ifndef RANK_LEARN_NEWS_H
#define RANK_LEARN_NEWS_H

#include "rank/lexicon.h"

struct learn_background {
	const struct learn_seen *seen; /* by stem, ascending */
	size_t n_seen;
	int64_t n_items;
};

/* The share of the news that have the stem, 0..1. */
double learn_share(const struct learn_background *news, uint64_t stem);

/* 0 for what is everywhere, 1 for what is as rare as it gets. */
double learn_rarity(const struct learn_background *news, uint64_t stem);

#endif
