/*
 * scan.h - one item in, hits out: which spelling stands where, and how it is written
 * there.
 */
#ifndef MATCH_SCAN_H
#define MATCH_SCAN_H

#include "match/phrases.h"
#include "match/sightings.h"
#include "model/item.h"
#include "model/match.h"

/* How a name stands in its text. */
enum context {
	CONTEXT_LOWER = 1 << 0, /* written without a capital */
	CONTEXT_UPPER = 1 << 1, /* all capitals */
	CONTEXT_TITLE_CASE =
	    1 << 2,		/* so is every word of the field: capitals say nothing */
	CONTEXT_START = 1 << 3, /* begins a sentence: its capital says nothing */
	CONTEXT_AFTER_NAME = 1 << 4,	/* a capitalised word stands before it */
	CONTEXT_BEFORE_NAME = 1 << 5,	/* … behind it */
	CONTEXT_LEGAL = 1 << 6,		/* "Inc." stands behind it */
	CONTEXT_EXCHANGE = 1 << 7,	/* "$AAPL", "(NASDAQ: AAPL)", "<AAPL.O>" */
	CONTEXT_BUSINESS = 1 << 8,	/* words of business in the same item */
	CONTEXT_NEAR_BUSINESS = 1 << 9, /* … right beside it */
	CONTEXT_POSSESSIVE = 1 << 10,
	CONTEXT_DATELINE = 1 << 11, /* "Hershey, Pa." */
	CONTEXT_OWN = 1 << 12,	    /* a longer spelling of the same begins here */
	CONTEXT_COVERED = 1 << 13,  /* part of a longer name of another */
	CONTEXT_EXACT_WORD =
	    1 << 14, /* an interest word for word, not by its stem alone */
	CONTEXT_AFTER_START = 1 << 15,	 /* the word before it begins the sentence */
	CONTEXT_ARTICLE = 1 << 16,	 /* "a", "the", "my" before it */
	CONTEXT_BEFORE_NUMBER = 1 << 17, /* "S&P 500" */
	CONTEXT_PLACE = 1 << 18,	 /* "in" before it or "-based" behind it */
	CONTEXT_LONGER =
	    1 << 19, /* the word before it belongs to the name: "Bruno Mars" */
	CONTEXT_REFERENCE = 1 << 21, /* the summary goes on of "the company" */
	CONTEXT_OFFICER = 1 << 22,   /* "Delta CEO", "Gap shares" */
	CONTEXT_SHOUTED = 1 << 20,   /* so is every word of the field: all capitals */
};

struct hit {
	uint32_t item; /* which of those given */
	uint32_t spelling;
	uint32_t start, end; /* bytes in the field's text */
	uint32_t word;	     /* which token of the field it begins at */
	uint32_t context;
	uint32_t neighbour; /* the hash of the capitalised word before it; 0 if none */
	uint16_t n_words;
	uint8_t field;	  /* enum field */
	uint8_t category; /* which */
};

struct hits {
	struct hit *v;
	size_t n, cap;
};

struct scanner;

/* Borrows the catalog and phrases; copies the vocabulary where is_shared. */
struct scanner *scanner_new(const struct catalog *c, const struct phrases *p,
    const struct words *w, size_t n_fragments, bool is_shared);
void scanner_free(struct scanner *s); /* NULL does nothing */

/* Appends the hits of the item, by field and place. */
void scanner_run(
    struct scanner *s, const struct item *item, uint32_t number, struct hits *out);

/* Adds, for each VARIANT_SURNAME, how often a given name stood before it so far. */
void scanner_count_named(const struct scanner *s, uint32_t *by_spelling);

/* Where fragments stand in the item scanned last. */
const struct sightings *scanner_sightings(const struct scanner *s);

/* How many words the item scanned last has. */
size_t scanner_n_words(const struct scanner *s);

#endif
