/*
 * sketch.h - what is remembered of an item to know its story again: some 150 bytes that
 * stand for its address, its guid and its words.
 */
#ifndef RANK_SKETCH_H
#define RANK_SKETCH_H

#include "base/buf.h"
#include "model/item.h"
#include "rank/word_set.h"

struct lexicon;

enum { SKETCH_BYTES_MAX = 36 + 4 * WORD_SET_MAX };

struct sketch {
	uint64_t url_key;  /* of the canonical address; 0 if it names no single article */
	uint64_t guid_key; /* 0 unless the guid is unique beyond its feed */
	int64_t at_s;	   /* item_date_s() */
	bool is_undated;   /* at_s is when it was first seen, for want of better */
	uint32_t feed_id;
	uint32_t outlet; /* hash of the host; 0 if there is none */
	uint32_t n_words;
	uint32_t words[WORD_SET_MAX]; /* ascending by hash, none twice */

	/* What follows from the words. */
	struct word_counts counts;
	uint64_t text_key;  /* of all; 0 if they are too few */
	uint64_t title_key; /* of those of the title; 0 if they are too few */
	uint32_t rows[WORD_SET_ROWS];
};

/* Makes sketches; holds what that needs. One for each thread. */
struct sketcher;

struct sketcher *sketcher_new(void);
void sketcher_free(struct sketcher *k); /* NULL does nothing */

/* Words are those of the title (without " - Publisher" at its end) and of the beginning
 * of the summary, folded, cut to their first letters so that endings do not count,
 * without those that every text has. */
void sketcher_run(struct sketcher *k, const struct item *it, struct sketch *out);

/* The same; on the way the stems of the whole item are counted. */
void sketcher_run_counting(struct sketcher *k, struct lexicon *counts,
    const struct item *it, struct sketch *out);

struct word_set sketch_words(const struct sketch *s); /* a view */

/* Sorts the words and fills in what follows from them. */
void sketch_complete(struct sketch *s);

/* As bytes, the same on every machine. Appends at most SKETCH_BYTES_MAX. */
void sketch_write(const struct sketch *s, struct buf *b);
bool sketch_read(struct str bytes, struct sketch *out); /* false: not a sketch */

#endif
