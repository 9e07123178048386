/*
 * nesting.h - the elements that are open, for end tags of any quality.
 */
#ifndef FEED_NESTING_H
#define FEED_NESTING_H

#include "base/buf.h"
#include "base/limits.h"
#include "feed/bytes.h"

/* An element that is open. */
struct open {
	size_t name_at;	 /* in the names */
	uint64_t like;	 /* nesting_like() of its name */
	uint64_t scope;	 /* the namespaces that are declared in it */
	struct str name; /* as the sink knows it; p NULL: libxml2 has it open */
};

struct nesting {
	struct buf names; /* one behind the other */
	struct open open[LIMIT_XML_DEPTH];
	size_t depth;
};

void nesting_init(struct nesting *n);
void nesting_clear(struct nesting *n);

/* Opens an element of that name, prefix and all; the caller fills in all but name_at.
 * There must be room: less than LIMIT_XML_DEPTH. */
static inline struct open *nesting_push(struct nesting *n, struct str name)
{
	struct open *top = &n->open[n->depth++];
	char *to = buf_reserve(&n->names, name.n);

	top->name_at = n->names.n;
	if (to) {
		bytes_copy(to, name.p, name.n);
		n->names.n += name.n;
	}
	return top;
}

static inline void nesting_pop(struct nesting *n)
{
	n->names.n = n->open[--n->depth].name_at;
}

/* The element at a depth, counted from 1: its name as it was pushed, a view that lives
 * until the next push. */
static inline struct str nesting_name(const struct nesting *n, size_t depth)
{
	size_t at = n->open[depth - 1].name_at;
	size_t end = depth < n->depth ? n->open[depth].name_at : n->names.n;

	return (struct str){n->names.p + at, end - at};
}

/* The same for names that differ in case and prefix alone. */
uint64_t nesting_like(struct str name);

/* The depth at which the innermost element of this name stands; else that of one whose
 * name is like it ("<rss:title>...</TITLE>"); 0 if there is none. */
size_t nesting_find(const struct nesting *n, struct str name);

#endif
