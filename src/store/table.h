/*
 * table.h - a hash table in memory from 64-bit keys, which are hashes already, to
 * numbers.
 */
#ifndef STORE_TABLE_H
#define STORE_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* Open addressing, half full at most. Key 0 is "none" and never put. */
struct slot {
	uint64_t key;
	size_t index;
};

struct table {
	struct slot *slots; /* NULL until it is made */
	size_t mask;
};

/* Room for n keys; more must not be put. */
void table_make(struct table *t, size_t n);
void table_clear(struct table *t);

/* The slot of the key; its key is 0 where it is not there. */
struct slot *table_find(const struct table *t, uint64_t key);

/* Replaces the index where the key is there. */
void table_put(struct table *t, uint64_t key, size_t index);

#endif
