/*
 * union.h - values of two records as one: lists, and texts that are lists of lines. For
 * people/ alone.
 */
#ifndef PEOPLE_UNION_H
#define PEOPLE_UNION_H

#include "base/arena.h"

struct list {
	const struct str *v;
	size_t n;
};

/* Whether new has a value that old lacks, ASCII case apart. */
bool list_adds(struct list old, struct list new);

/* a and then what b has beside. */
struct list list_union(struct arena *arena, struct list a, struct list b);

/* "a; b; c" */
struct str list_text(struct arena *a, struct list l);

/* old and then the lines of new that it lacks, the last ended by \n if ends_nl; old
 * itself if it lacks none. */
struct str text_union(struct arena *a, struct str old, struct str new, bool ends_nl);

#endif
