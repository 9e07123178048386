/*
 * table.c - a hash table from 64-bit keys to numbers. Always: half of the slots are empty
 * at least, so that a search ends soon.
 */
#include "store/table.h"

#include "base/mem.h"

#include <stdlib.h>

void table_make(struct table *t, size_t n)
{
	size_t cap = 8;

	while (cap < n * 2)
		cap *= 2;
	t->slots = mem_new(cap, sizeof(*t->slots));
	t->mask = cap - 1;
}

void table_clear(struct table *t)
{
	free(t->slots);
	*t = (struct table){NULL, 0};
}

struct slot *table_find(const struct table *t, uint64_t key)
{
	size_t i = (size_t)key & t->mask;

	while (t->slots[i].key && t->slots[i].key != key)
		i = (i + 1) & t->mask;
	return &t->slots[i];
}

void table_put(struct table *t, uint64_t key, size_t index)
{
	if (key)
		*table_find(t, key) = (struct slot){key, index};
}
