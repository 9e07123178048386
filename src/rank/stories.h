/*
 * stories.h - which items report the same thing, from whatever outlet and address.
 *
 * Two items are of one story when
 *   - their canonical addresses, their global guids or all their words are the same,
 *     however long ago, or
 *   - they share enough words and are at most STORY_WINDOW_S apart. Of reports that come
 *     out together, each in its outlet's own words, STORY_SAME_AT_ONCE is enough; what
 *     comes later is a copy or a development, and half a day later it must be STORY_SAME.
 *     What has no date counts as late.
 *   - Long titles that are the same are enough within STORY_SOON_S. Texts of one outlet
 *     must share STORY_SAME, in their titles too; further apart STORY_SAME_OUTLET, for
 *     columns come every week.
 * Candidates come from MinHash, 8 bands of 2 rows: an item costs the same however many
 * are known. The index is made of sketches alone, so that what was purged is still
 * recognised.
 *
 *	for each batch of new items
 *		sketcher_run() on each
 *		story_index_group()
 *		store a story for each group that has none
 *		story_index_settle() with the story of each
 */
#ifndef RANK_STORIES_H
#define RANK_STORIES_H

#include "base/clock.h"
#include "rank/sketch.h"

/* Similarities: those that merge, and that from which on an item is "related to what you
 * sent". */
#define STORY_SAME_AT_ONCE 0.33
#define STORY_SAME	   0.5
#define STORY_SAME_OUTLET  0.8
#define STORY_RELATED	   0.2

enum {
	STORY_WINDOW_S = 30 * DAY_S,
	STORY_SOON_S = 3 * DAY_S,
	STORY_LATE_S = DAY_S / 2,
};

struct story_index;

/* n_expected: items that will be added, a hint; 0 if not known. Of items from before
 * words_since_s that are added one by one only the keys are kept: give the oldest new
 * item's date less STORY_WINDOW_S, or INT64_MIN. */
struct story_index *story_index_new(size_t n_expected, int64_t words_since_s);
void story_index_free(struct story_index *x); /* NULL does nothing */

/* story_id is not 0. */
void story_index_add(struct story_index *x, const struct sketch *s, int64_t story_id);

/* Where an item of a batch belongs. */
struct story_place {
	int64_t story_id; /* one that the index has; 0: a new story */
	size_t first; /* the first item of the batch in the same story, maybe itself */
};

/* Adds n items at once and finds places for them. What the batch says together decides:
 * groups grow from the most similar pairs, and two groups become one only if three in
 * four of the smaller one's items are linked to the other. The order of the batch decides
 * nothing but `first`. story_index_settle() must follow, with a story for each. */
void story_index_group(
    struct story_index *x, const struct sketch *batch, size_t n, struct story_place *out);
void story_index_settle(struct story_index *x, const int64_t *story_ids);

size_t story_index_size_bytes(const struct story_index *x);

#endif
