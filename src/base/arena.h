/*
 * arena.h - memory that is released all at once. What a parse or a match returns lives in
 * the arena passed first; nothing in it is freed by itself.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/err.h"
#include "base/str.h"

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);  /* NULL does nothing */
void arena_reset(struct arena *a); /* empties; keeps one block for the next use */

/* n * size zeroed bytes, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, size_t n, size_t size);

/* Copies, ended by NUL. arena_dup(a, NULL) is NULL. */
char *arena_dup(struct arena *a, const char *s);
char *arena_dup_str(struct arena *a, struct str s);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);

/* As mem_grow(), the array living in the arena (the old one stays until the arena goes).
 */
void arena_grow(struct arena *a, void *array, size_t n, size_t *cap, size_t size);

/* Bytes taken from the system. */
size_t arena_size_bytes(const struct arena *a);

#endif
