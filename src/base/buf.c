/*
 * buf.c - a growing string with a maximum. Always: n <= max, and p[n] is NUL where p is
 * not NULL.
 */
#include "base/buf.h"

#include "base/mem.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *b, size_t max)
{
	assert(max < SIZE_MAX / 4);
	*b = (struct buf){.max = max};
}

void buf_clear(struct buf *b)
{
	free(b->p);
	*b = (struct buf){.max = b->max};
}

void buf_reset(struct buf *b)
{
	b->n = 0;
	b->is_full = false;
	if (b->p)
		b->p[0] = '\0';
}

char *buf_grow(struct buf *b, size_t n)
{
	if (n > b->max - b->n) {
		b->is_full = true;
		return NULL;
	}
	if (b->n + n + 1 > b->cap) {
		size_t cap = b->cap ? b->cap : 64;

		while (cap < b->n + n + 1)
			cap *= 2;
		b->p = mem_resize(b->p, cap, 1);
		b->cap = cap;
		b->p[b->n] = '\0';
	}
	return b->p + b->n;
}

void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;
	char *to;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	assert(n >= 0);
	to = buf_reserve(b, (size_t)n);
	if (to) {
		vsnprintf(to, (size_t)n + 1, fmt, again);
		b->n += (size_t)n;
	}
	va_end(again);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

char *buf_take(struct buf *b)
{
	char *p = b->p ? b->p : mem_new(1, 1);

	*b = (struct buf){.max = b->max};
	return p;
}
