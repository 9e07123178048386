/*
 * learn_news.c - in how many of the news a stem stood. In: counts by stem. Out: shares.
 * Always: a stem that was never counted is the rarest.
 */
#include "rank/learn_news.h"

#include <math.h>

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
