/*
 * mem.h - memory that is always there. Out of memory logs and ends the program with
 * ERR_INTERNAL; the database rolls back, so this is safe.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* n * size bytes, zeroed; the product is checked. free() releases. Never NULL. */
void *mem_new(size_t n, size_t size) __attribute__((malloc, returns_nonnull));

/* p resized to n * size bytes; what is new is not zeroed. Never NULL. */
void *mem_resize(void *p, size_t n, size_t size) __attribute__((returns_nonnull));

/* A copy of s that free() releases; NULL for NULL. */
char *mem_dup(const char *s);

/* Makes room for one more element in an array that grows by doubling:
 *	mem_grow(&items, n_items, &cap_items, sizeof(*items));
 *	items[n_items++] = item;
 * array is the address of the pointer to the array. */
void mem_grow(void *array, size_t n, size_t *cap, size_t size);

#endif
