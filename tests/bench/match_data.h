/*
 * match_data.h - items of real news and contacts made of their words, for the benchmarks
 * of matching. The same numbers give the same data on every machine.
 */
#ifndef BENCH_MATCH_DATA_H
#define BENCH_MATCH_DATA_H

#include "base/arena.h"
#include "model/contact.h"
#include "model/item.h"

struct match_data {
	struct arena *arena;
	struct item *items;
	size_t n_items;
	struct contact *contacts;
	size_t n_contacts;
	const uint32_t *counts; /* of words; match_data.c's */
};

/* n items of about 300 bytes cut from the news in ../shared/corpus/match; false if they
 * are not there. */
bool match_data_items(struct match_data *d, size_t n);

/* n contacts with ten terms each: words and pairs of words of the items, taken at random
 * places, so that they are as popular as in the news; per_cent of them expressions.
 * Replaces the contacts that were there. */
void match_data_contacts(struct match_data *d, size_t n, unsigned per_cent);

/* n contacts with ten terms each, nearly all of them different: pairs of words that stand
 * somewhere in the items, but seldom together. Replaces the contacts that were there. */
void match_data_distinct(struct match_data *d, size_t n);

void match_data_free(struct match_data *d);

#endif
