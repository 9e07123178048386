/*
 * bench_stories.c - what it costs to know a story again: a million items of 30 days, made
 * of words drawn as in news, are grouped and added in batches, as `run` does. Prints
 * microseconds an item (3 at most), megabytes of the index (500 at most), and what the
 * last tenth cost beside the second: it stays flat.
 */
#include "base/mem.h"
#include "rank/stories.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
	N_ITEMS = 1000000,
	N_WORDS = 200000,
	COMMON_WORDS = 100,
	WORDS_IN_ITEM = 24,
	SAME_EVERY = 8,
	BATCH_ITEMS = 20000,
};

static uint64_t state = 88172645463325252u;

static uint64_t next_random(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static int compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Words as frequent as one over their rank; the most frequent are left out of sketches.
 */
static uint32_t draw_word(void)
{
	double u = (double)(next_random() >> 11) / 9007199254740992.0;
	uint32_t rank = (uint32_t)(COMMON_WORDS * pow((double)N_WORDS / COMMON_WORDS, u));

	return (uint32_t)((rank * 0x9e3779b97f4a7c15u) >> 32) & ~(uint32_t)WORD_FLAGS;
}

static struct sketch make_sketch(int64_t at_s)
{
	struct sketch s = {
	    .url_key = next_random() | 1, .guid_key = next_random() | 1, .at_s = at_s};
	uint32_t n = 0;

	for (; n < WORDS_IN_ITEM; n++)
		s.words[n] = draw_word() | (n < 8 ? WORD_TITLE : 0);
	qsort(s.words, n, sizeof(s.words[0]), compare);
	for (uint32_t i = 0; i < n; i++)
		if (i == 0 || s.words[i] >> 2 != s.words[i - 1] >> 2)
			s.words[s.n_words++] = s.words[i];
	return s;
}

/* One in SAME_EVERY is an item from before at another address. */
static struct sketch *make_news(void)
{
	struct sketch *sketches = mem_new(N_ITEMS, sizeof(*sketches));

	for (size_t i = 0; i < N_ITEMS; i++) {
		sketches[i] = make_sketch((int64_t)i * 30 * DAY_S / N_ITEMS);
		if (i % SAME_EVERY == SAME_EVERY - 1) {
			const struct sketch *old = &sketches[next_random() % i];
			uint64_t url_key = sketches[i].url_key;

			sketches[i] = *old;
			sketches[i].url_key = url_key;
			sketches[i].guid_key = 0;
		}
	}
	return sketches;
}

/* How many of the batch are in stories that were there before. */
static size_t put_batch(struct story_index *index, struct sketch *batch, size_t from)
{
	static struct story_place places[BATCH_ITEMS];
	static int64_t story_ids[BATCH_ITEMS];
	size_t n_same = 0;

	for (size_t i = 0; i < BATCH_ITEMS; i++)
		sketch_complete(&batch[i]);
	story_index_group(index, batch, BATCH_ITEMS, places);
	for (size_t i = 0; i < BATCH_ITEMS; i++) {
		n_same += places[i].story_id != 0 || places[i].first != i;
		story_ids[i] = places[i].story_id;
		if (!story_ids[i])
			story_ids[i] = (int64_t)(from + places[i].first) + 1;
	}
	story_index_settle(index, story_ids);
	return n_same;
}

int main(void)
{
	struct sketch *sketches = make_news();
	struct story_index *index = story_index_new(N_ITEMS, INT64_MIN);
	clock_t start = clock(), tenth[11];
	size_t n_same = 0;
	double us, mb;

	for (size_t i = 0; i < N_ITEMS; i += BATCH_ITEMS) {
		if (i % (N_ITEMS / 10) == 0)
			tenth[i / (N_ITEMS / 10)] = clock();
		n_same += put_batch(index, sketches + i, i);
	}
	tenth[10] = clock();
	us = (double)(tenth[10] - start) / CLOCKS_PER_SEC * 1e6 / N_ITEMS;
	mb = (double)story_index_size_bytes(index) / 1e6;
	printf("%.2f us an item, %.0f MB for %d items, %.1f %% recognised\n", us, mb,
	    N_ITEMS, 100.0 * (double)n_same / N_ITEMS);
	printf("ratio stories-us-an-item %.2f 3\n", us);
	printf("ratio stories-mb-a-million-items %.0f 500\n", mb);
	printf("ratio stories-last-tenth-to-second %.2f 4\n",
	    (double)(tenth[10] - tenth[9]) / (double)(tenth[2] - tenth[1]));
	story_index_free(index);
	free(sketches);
	return 0;
}
