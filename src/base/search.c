/*
 * search.c - halves what is left. In: a key and sorted records. Out: a place among them.
 */
#include "base/search.h"

#include <stdint.h>

size_t search_first(const void *key, const void *records, size_t n, size_t size,
    int (*compare)(const void *key, const void *record))
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(key, (const char *)records + middle * size) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int search_by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}
