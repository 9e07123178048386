/*
 * tag_table.h - from tags of 32 bits to entries: open addressing that grows. Tags may
 * collide, so what a tag leads to is to be checked against the entry itself. A part of
 * stories.c.
 */
#ifndef RANK_TAG_TABLE_H
#define RANK_TAG_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct tag_slot {
	uint32_t tag;
	uint32_t entry; /* + 1; 0: free */
};

struct tag_table {
	struct tag_slot *slots;
	unsigned bits; /* 2^bits slots */
	size_t n;
};

void tag_table_init(struct tag_table *t, size_t n_expected);
void tag_table_clear(struct tag_table *t);

uint32_t tag_of(uint64_t hash);

/* Makes room for n more tags: until they are put, slots that were found stay valid. */
void tag_table_reserve(struct tag_table *t, size_t n);

/* The first slot with the tag, or the free one where it would go; after one, the next. */
struct tag_slot *tag_table_find(const struct tag_table *t, uint32_t tag);
struct tag_slot *tag_table_next(const struct tag_table *t, const struct tag_slot *slot);

/* Fills a slot that was found for the tag; if another tag took it since then, the next
 * one. There must be room. */
void tag_table_put(
    struct tag_table *t, struct tag_slot *slot, uint32_t tag, uint32_t entry);

/* Begins to fetch the memory that finding the tag will read. */
static inline void tag_table_prefetch(const struct tag_table *t, uint32_t tag)
{
	__builtin_prefetch(&t->slots[tag >> (32 - t->bits)]);
}

#endif
