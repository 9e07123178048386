/*
 * mem.c - malloc() that does not fail, and arrays that grow. Always: a size that would
 * overflow ends the program as lack of memory does.
 */
#include "base/mem.h"

#include "base/err.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void out_of_memory(size_t n, size_t size)
{
	fprintf(stderr, "sawthis: out of memory (%zu x %zu bytes); nothing was lost\n", n,
	    size);
	_Exit(ERR_INTERNAL);
}

void *mem_new(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		out_of_memory(n, size);
	return p;
}

void *mem_resize(void *p, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		out_of_memory(n, size);
	p = realloc(p, n && size ? n * size : 1);
	if (!p)
		out_of_memory(n, size);
	return p;
}

char *mem_dup(const char *s)
{
	size_t size = s ? strlen(s) + 1 : 0;

	return s ? memcpy(mem_new(size, 1), s, size) : NULL;
}

void mem_grow(void *array, size_t n, size_t *cap, size_t size)
{
	void *p;

	if (n < *cap)
		return;
	if (*cap > SIZE_MAX / 2)
		out_of_memory(*cap, size);
	*cap = *cap ? *cap * 2 : 16;
	memcpy(&p, array, sizeof(p));
	p = mem_resize(p, *cap, size);
	memcpy(array, &p, sizeof(p));
}
