/*
 * known.h - the items of one feed that are known already, and how a document's items are
 * recognised among them. A hash table of 64-bit keys in memory; no database here.
 */
#ifndef STORE_KNOWN_H
#define STORE_KNOWN_H

#include "store/item.h"

/* By what a stored item is known again. */
struct item_mark {
	int64_t item_id;
	struct item_keys keys;
};

struct known;

/* Borrows the marks, which must be sorted by item_id. */
struct known *known_new(const struct item_mark *marks, size_t n_marks);
void known_free(struct known *k);

/* Says for each of the n items of a document which mark it is, KNOWN_NOT, or KNOWN_TWICE
 * if the document has it above. keys is made sharper where a document uses a guid or link
 * for several items. No two items get the same mark. */
enum { KNOWN_NOT = -1, KNOWN_TWICE = -2 };
void known_recognise(struct known *k, struct item_keys *keys, size_t n, ptrdiff_t *out);

#endif
