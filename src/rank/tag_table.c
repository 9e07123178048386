/*
 * tag_table.c - linear probing over slots of eight bytes. Always: at most seven in ten
 * slots are taken, so that a walk ends soon.
 */
#include "rank/tag_table.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>

enum { BITS_MIN = 10 };

uint32_t tag_of(uint64_t hash)
{
	hash *= 0x9e3779b97f4a7c15u;
	return (uint32_t)(hash >> 32 ^ hash >> 13);
}

void tag_table_init(struct tag_table *t, size_t n_expected)
{
	t->bits = BITS_MIN;
	while ((size_t)1 << t->bits < n_expected + n_expected / 2)
		t->bits++;
	t->slots = mem_new((size_t)1 << t->bits, sizeof(*t->slots));
	t->n = 0;
}

void tag_table_clear(struct tag_table *t)
{
	free(t->slots);
	*t = (struct tag_table){NULL, 0, 0};
}

static size_t start_of(const struct tag_table *t, uint32_t tag)
{
	return tag >> (32 - t->bits);
}

static void grow(struct tag_table *t)
{
	struct tag_table bigger = {NULL, t->bits + 1, t->n};
	size_t mask = ((size_t)1 << bigger.bits) - 1;

	bigger.slots = mem_new(mask + 1, sizeof(*bigger.slots));
	for (size_t i = 0; i < (size_t)1 << t->bits; i++) {
		size_t at = start_of(&bigger, t->slots[i].tag);

		if (!t->slots[i].entry)
			continue;
		while (bigger.slots[at].entry)
			at = (at + 1) & mask;
		bigger.slots[at] = t->slots[i];
	}
	free(t->slots);
	*t = bigger;
}

void tag_table_reserve(struct tag_table *t, size_t n)
{
	while ((t->n + n) * 10 > (size_t)7 << t->bits)
		grow(t);
}

static struct tag_slot *find_from(const struct tag_table *t, uint32_t tag, size_t at)
{
	size_t mask = ((size_t)1 << t->bits) - 1;

	while (t->slots[at].entry && t->slots[at].tag != tag)
		at = (at + 1) & mask;
	return &t->slots[at];
}

struct tag_slot *tag_table_find(const struct tag_table *t, uint32_t tag)
{
	return find_from(t, tag, start_of(t, tag));
}

struct tag_slot *tag_table_next(const struct tag_table *t, const struct tag_slot *slot)
{
	size_t mask = ((size_t)1 << t->bits) - 1;

	return find_from(t, slot->tag, ((size_t)(slot - t->slots) + 1) & mask);
}

void tag_table_put(
    struct tag_table *t, struct tag_slot *slot, uint32_t tag, uint32_t entry)
{
	if (slot->entry && slot->tag != tag)
		slot = find_from(t, tag, (size_t)(slot - t->slots));
	t->n += !slot->entry;
	*slot = (struct tag_slot){tag, entry};
}
