/*
 * stories.h - which items report the same thing, from whatever outlet and address.
 *
 * An item is reduced to a sketch of some 150 bytes, which the store keeps: the index is
 * rebuilt from sketches alone, and what was purged is still recognised. Two items are of
 * one story when
 *   - their canonical addresses, their global guids or all their words are the same,
 *     however long ago, or
 *   - at least STORY_SAME of their words (title and the beginning of the summary) are
 *     shared, by Jaccard, and they are at most STORY_WINDOW_S apart.
 * Candidates come from MinHash: 8 bands of 2 rows; an item costs the same whatever the
 * number of items known.
 */
#ifndef RANK_STORIES_H
#define RANK_STORIES_H

#include "base/buf.h"
#include "base/clock.h"
#include "model/item.h"

#define STORY_SAME    0.4 /* word Jaccard that merges */
#define STORY_RELATED 0.2 /* from here on "related to what you sent" */

enum {
	STORY_WINDOW_S = 30 * DAY_S,
	SKETCH_WORDS_MAX = 64,
	SKETCH_BYTES_MAX = 40 + 4 * SKETCH_WORDS_MAX,
};

struct sketch {
	uint64_t url_key;  /* of the canonical address; 0 if it names no single article */
	uint64_t guid_key; /* 0 unless the guid is unique beyond its feed */
	uint64_t text_key; /* of all words; 0 if they are too few */
	int64_t at_s;	   /* item_date_s() */
	uint32_t feed_id;
	uint32_t n_words;
	uint32_t words[SKETCH_WORDS_MAX]; /* hashes, ascending, no repeat */
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
	double similarity; /* word Jaccard, 0..1; 1 where relation is STORY_SAME_KEY */
};

/* The item's title is read without " - Publisher" at its end. */
void sketch_of_item(const struct item *it, struct sketch *out);

/* Word Jaccard of two sketches, 0..1. */
double sketch_similarity(const struct sketch *a, const struct sketch *b);

/* As bytes, the same on every machine. Appends at most SKETCH_BYTES_MAX. */
void sketch_write(const struct sketch *s, struct buf *b);
bool sketch_read(struct str bytes, struct sketch *out); /* false: not a sketch */

struct story_index;

/* n_expected: items that will be added, a hint; 0 if not known. */
struct story_index *story_index_new(size_t n_expected);
void story_index_free(struct story_index *x);

void story_index_add(struct story_index *x, const struct sketch *s, int64_t story_id);

/* The best match, by relation, then similarity, then the story added first. True if the
 * item belongs to out->story_id (STORY_SAME_WORDS, STORY_SAME_KEY). */
bool story_index_find(
    const struct story_index *x, const struct sketch *s, struct story_match *out);

size_t story_index_size_bytes(const struct story_index *x);

#endif
