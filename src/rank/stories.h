/*
 * stories.h - which items report the same thing, from whatever outlet and address.
 *
 * Two items are of one story when
 *   - their canonical addresses, their global guids or all their words are the same,
 *     however long ago, or
 *   - they share at least STORY_SAME of their words and are at most STORY_WINDOW_S apart,
 *     or their long titles are the same within STORY_SOON_S; an outlet's texts that are
 *     further apart must share STORY_SAME_OUTLET, for columns come every week.
 * Candidates come from MinHash, 8 bands of 2 rows: an item costs the same however many
 * are known. The index is made of sketches alone, so that what was purged is still
 * recognised.
 *
 *	for each batch of new items
 *		sketcher_run() on each
 *		story_index_group()
 *		store a story for each group that has none
 *		story_index_add() each item with its story
 */
#ifndef RANK_STORIES_H
#define RANK_STORIES_H

#include "base/clock.h"
#include "rank/sketch.h"

#define STORY_SAME	  0.4 /* similarity that merges */
#define STORY_SAME_OUTLET 0.8
#define STORY_RELATED	  0.2 /* from here on "related to what you sent" */

enum {
	STORY_WINDOW_S = 30 * DAY_S,
	STORY_SOON_S = 3 * DAY_S,
};

enum story_relation {
	STORY_NEW,	  /* nothing like it is known */
	STORY_NEAR,	  /* related: another story about the same */
	STORY_SAME_WORDS, /* the same, by its words */
	STORY_SAME_KEY,	  /* the same, by address, guid or text */
};

struct story_match {
	enum story_relation relation;
	int64_t story_id;  /* of the best; 0 where relation is STORY_NEW */
	double similarity; /* 0..1; 1 where relation is STORY_SAME_KEY */
};

struct story_index;

/* n_expected: items that will be added, a hint; 0 if not known. Of items from before
 * words_since_s only the keys are kept: give the oldest new item's date less
 * STORY_WINDOW_S, or INT64_MIN. */
struct story_index *story_index_new(size_t n_expected, int64_t words_since_s);
void story_index_free(struct story_index *x); /* NULL does nothing */

/* story_id is not 0. */
void story_index_add(struct story_index *x, const struct sketch *s, int64_t story_id);

/* The best match, by relation, then similarity, then the item added last. True if the
 * item belongs to out->story_id (STORY_SAME_WORDS, STORY_SAME_KEY). */
bool story_index_find(
    const struct story_index *x, const struct sketch *s, struct story_match *out);

/* Where an item of a batch belongs. */
struct story_place {
	int64_t story_id; /* one that the index has; 0: a new story */
	size_t first; /* the first item of the batch in the same story, maybe itself */
	int64_t related_id; /* a story that is near; 0 if none */
};

/* Finds places for n items at once. What the batch says together decides: groups grow
 * from the most similar pairs, and two groups become one only if at least half of the
 * smaller one's items are linked to the other. Adds nothing to the index. The order of
 * the batch decides nothing but `first`. */
void story_index_group(const struct story_index *x, const struct sketch *batch, size_t n,
    struct story_place *out);

size_t story_index_size_bytes(const struct story_index *x);

#endif
