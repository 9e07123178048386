/*
 * nesting.c - a stack of elements. In: names of start and end tags. Always: no deeper
 * than LIMIT_XML_DEPTH, and a look through it costs a comparison of numbers a level.
 */
#include "feed/nesting.h"

#include "feed/tag.h"

enum { NAMES_MAX_BYTES = 1 << 20 };

void nesting_init(struct nesting *n)
{
	buf_init(&n->names, NAMES_MAX_BYTES);
	n->depth = 0;
}

void nesting_clear(struct nesting *n)
{
	buf_clear(&n->names);
}

uint64_t nesting_like(struct str name)
{
	uint64_t hash = 0xcbf29ce484222325u;

	name = tag_local_name(name);
	for (size_t i = 0; i < name.n; i++)
		hash = (hash ^ (unsigned char)(name.p[i] | 0x20)) * 0x100000001b3u;
	return hash;
}

static bool is_like(struct str a, struct str b)
{
	return str_eq_nocase(tag_local_name(a), tag_local_name(b));
}

size_t nesting_find(const struct nesting *n, struct str name)
{
	uint64_t wanted = nesting_like(name);
	size_t like = 0;

	for (size_t depth = n->depth; depth > 0; depth--) {
		if (n->open[depth - 1].like != wanted)
			continue;
		if (str_eq(nesting_name(n, depth), name))
			return depth;
		if (!like && is_like(nesting_name(n, depth), name))
			like = depth;
	}
	return like;
}
