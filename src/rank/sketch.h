/*
 * sketch.h - what is remembered of an item to know its story again: some 150 bytes that
 * stand for its address, its guid and its words.
 */
#ifndef RANK_SKETCH_H
#define RANK_SKETCH_H

#include "base/buf.h"
#include "model/item.h"

enum {
	SKETCH_WORDS_MAX = 64,
	SKETCH_BYTES_MAX = 44 + 4 * SKETCH_WORDS_MAX,
};

/* Of a word's hash, the two lowest bits say what it is. */
enum { WORD_NUMBER = 1, WORD_TITLE = 2, WORD_FLAGS = 3 };

struct sketch {
	uint64_t url_key;  /* of the canonical address; 0 if it names no single article */
	uint64_t guid_key; /* 0 unless the guid is unique beyond its feed */
	uint64_t text_key; /* of all words; 0 if they are too few */
	int64_t at_s;	   /* item_date_s() */
	uint32_t feed_id;
	uint32_t outlet; /* hash of the host; 0 if there is none */
	uint32_t n_words;
	uint32_t words[SKETCH_WORDS_MAX]; /* ascending by hash, none twice */
};

/* Makes sketches; holds what that needs. One for each thread. */
struct sketcher;

struct sketcher *sketcher_new(void);
void sketcher_free(struct sketcher *k); /* NULL does nothing */

/* Words are those of the title (without " - Publisher" at its end) and of the beginning
 * of the summary, folded, cut to their first letters so that endings do not count,
 * without those that every text has. */
void sketcher_run(struct sketcher *k, const struct item *it, struct sketch *out);

/* A view of the words of a sketch. */
struct words {
	const uint32_t *v; /* ascending by hash */
	size_t n;
};

struct words sketch_words(const struct sketch *s);

/* Word Jaccard, 0..1: what both have of what either has. Of the titles alone where one
 * of the two has no summary. Less where they name different numbers; 0 where they have
 * one or two words in common. */
double words_similarity(struct words a, struct words b);

/* The hash of the words of the title; 0 if they are too few to tell it from others. */
uint64_t sketch_title_key(const struct sketch *s);

/* As bytes, the same on every machine. Appends at most SKETCH_BYTES_MAX. */
void sketch_write(const struct sketch *s, struct buf *b);
bool sketch_read(struct str bytes, struct sketch *out); /* false: not a sketch */

#endif
