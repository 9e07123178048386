/*
 * arena.c - a chain of blocks from which memory is cut. Blocks double up to 1 MB; a
 * request larger than that gets a block of its own. Always: memory handed out is zeroed.
 */
#include "base/arena.h"

#include "base/mem.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_MIN_BYTES = 4096, BLOCK_MAX_BYTES = 1 << 20 };

struct block {
	struct block *next;
	size_t cap, used;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct block *head; /* the block being cut */
	size_t next_cap;
	size_t size_bytes;
};

static struct block *block_new(struct arena *a, size_t cap)
{
	struct block *b = mem_resize(NULL, 1, sizeof(*b) + cap);

	*b = (struct block){.cap = cap};
	a->size_bytes += sizeof(*b) + cap;
	return b;
}

struct arena *arena_new(void)
{
	struct arena *a = mem_new(1, sizeof(*a));

	a->next_cap = BLOCK_MIN_BYTES;
	return a;
}

void arena_reset(struct arena *a)
{
	while (a->head && a->head->next) {
		struct block *b = a->head->next;

		a->head->next = b->next;
		a->size_bytes -= sizeof(*b) + b->cap;
		free(b);
	}
	if (a->head)
		a->head->used = 0;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	arena_reset(a);
	free(a->head);
	free(a);
}

/* Memory of any content. */
static void *cut(struct arena *a, size_t bytes)
{
	const size_t align = alignof(max_align_t);
	void *p;

	bytes = (bytes + align - 1) / align * align;
	if (!a->head || bytes > a->head->cap - a->head->used) {
		struct block *b;

		if (bytes > a->next_cap / 4 && a->head) {
			/* A large one goes behind the head, which is cut on. */
			b = block_new(a, bytes);
			b->used = bytes;
			b->next = a->head->next;
			a->head->next = b;
			return b->bytes;
		}
		b = block_new(a, bytes > a->next_cap ? bytes : a->next_cap);
		b->next = a->head;
		a->head = b;
		if (a->next_cap < BLOCK_MAX_BYTES)
			a->next_cap *= 2;
	}
	p = a->head->bytes + a->head->used;
	a->head->used += bytes;
	return p;
}

void *arena_alloc(struct arena *a, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes) || bytes > SIZE_MAX / 4)
		bytes = SIZE_MAX / 4; /* mem_resize() ends the program */
	return memset(cut(a, bytes), 0, bytes);
}

char *arena_dup_str(struct arena *a, struct str s)
{
	char *p = cut(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

char *arena_dup(struct arena *a, const char *s)
{
	return s ? arena_dup_str(a, str_of(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	int n;
	char *p;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	assert(n >= 0);
	p = arena_alloc(a, (size_t)n + 1, 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	va_end(ap);
	return p;
}

void arena_grow(struct arena *a, void *array, size_t n, size_t *cap, size_t size)
{
	size_t new_cap = *cap ? *cap * 2 : 8;
	void *old, *p;

	if (n < *cap)
		return;
	memcpy(&old, array, sizeof(old));
	p = arena_alloc(a, new_cap, size);
	if (n)
		memcpy(p, old, n * size);
	*cap = new_cap;
	memcpy(array, &p, sizeof(p));
}

size_t arena_size_bytes(const struct arena *a)
{
	return a->size_bytes;
}
