/*
 * word_set.h - the words of an item as a set of hashes, how alike two sets are, and the
 * MinHash rows by which sets that are alike are found.
 */
#ifndef RANK_WORD_SET_H
#define RANK_WORD_SET_H

#include <stddef.h>
#include <stdint.h>

enum {
	WORD_SET_MAX = 64, /* words of a set */
	WORD_SET_ROWS = 16,
	WORD_MARKS_BITS = 448,
};

/* Of a word's hash, the two lowest bits say what it is. A number is also the name of a
 * day or a month: what tells one occasion from the next. */
enum { WORD_NUMBER = 1, WORD_TITLE = 2, WORD_FLAGS = 3 };

/* How many words have exactly these flags. */
struct word_counts {
	uint8_t with[WORD_FLAGS + 1];
};

/* A view of words, ascending by hash, none twice. */
struct word_set {
	const uint32_t *v;
	size_t n; /* WORD_SET_MAX at most */
	struct word_counts counts;
};

struct word_counts word_counts_of(const uint32_t *words, size_t n);

/* Word Jaccard, 0..1: what both have of what either has. Of the titles alone where one
 * of the two has no summary. Less where they name different numbers, far less where the
 * titles do and have none in common; 0 where they have one or two words in common. */
double word_set_similarity(struct word_set a, struct word_set b);

/* The same of the titles alone. */
double word_set_title_similarity(struct word_set a, struct word_set b);

/* A bit for each word of a set: how much of it another can have, told without a look at
 * the words. A line of the processor's cache. */
struct word_marks {
	uint64_t bits[WORD_MARKS_BITS / 64];
	uint32_t n_set;	   /* bits */
	uint16_t n_words;  /* of the set */
	uint16_t has_lead; /* whether it has words beside those of the title */
};

void word_marks_of(struct word_set set, struct word_marks *out);

/* At least the similarity of two sets, and mostly no more than a few hundredths above it;
 * a tenth of the cost. */
double word_marks_bound(const struct word_marks *a, const struct word_marks *b);

/* The smallest of the words' hashes under each of WORD_SET_ROWS functions: two sets agree
 * in a row as often as their Jaccard says. */
void word_set_rows(const uint32_t *words, size_t n, uint32_t rows[WORD_SET_ROWS]);

#endif
