/*
 * known.h - the items of one feed that are known already, and how a document's items are
 * recognised among them. Hash tables of 64-bit keys in memory; no database here.
 */
#ifndef STORE_KNOWN_H
#define STORE_KNOWN_H

#include "store/item.h"

/* How an item is known again; 0 stands for "has none". */
struct item_keys {
	uint64_t guid;	  /* without scheme */
	uint64_t url;	  /* of a single article, without what tracks readers */
	uint64_t title;	  /* with the date, or with the summary where there is none */
	uint64_t content; /* of all that is shown of it */
};

uint64_t item_key_guid(const struct item *it);
uint64_t item_key_url(struct arena *scratch, const struct item *it); /* empties it */
uint64_t item_key_title(const struct item *it);
uint64_t item_key_content(const struct item *it);

/* Of text as it is written: not stored. */
uint64_t item_key_text(struct str text);

/* By what a stored item is known again. */
struct item_mark {
	int64_t item_id;
	struct item_keys keys;
};

enum known_how {
	KNOWN_NOT,     /* a new item */
	KNOWN_TWICE,   /* the document has it above */
	KNOWN_SAME,    /* nothing has changed */
	KNOWN_CHANGED, /* its text, or one of its keys */
};

struct recognised {
	enum known_how how;
	size_t mark;	       /* which one, where it is the same or changed */
	struct item_keys keys; /* all four, where it is new or changed */
};

/* Says of each of the n items of a document what it is; no two items get the same mark.
 * What costs much is worked out only for items that are new or have changed. */
void known_recognise(const struct item_mark *marks, size_t n_marks,
    const struct item *items, size_t n, struct recognised *out);

#endif
