/*
 * search.h - places in sorted arrays.
 */
#ifndef BASE_SEARCH_H
#define BASE_SEARCH_H

#include <stddef.h>

/* The index of the first of n sorted records that does not come before the key; n if all
 * do. compare() is asked as by bsearch(): (key, record). */
size_t search_first(const void *key, const void *records, size_t n, size_t size,
    int (*compare)(const void *key, const void *record));

/* Orders records that begin with their id, an int64_t, by it: for qsort(), bsearch() and
 * search_first(). */
int search_by_id(const void *a, const void *b);

#endif
