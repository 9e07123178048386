/*
 * union.c - lists and texts joined. Always: what the first has stays as it is and where
 * it is.
 */
#include "people/union.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>

static bool list_has(struct list l, struct str s)
{
	for (size_t i = 0; i < l.n; i++)
		if (str_eq_nocase(l.v[i], s))
			return true;
	return false;
}

struct list list_union(struct arena *arena, struct list a, struct list b)
{
	struct str *v = arena_alloc(arena, a.n + b.n, sizeof(*v));
	struct list both = {v, 0};

	for (size_t i = 0; i < a.n + b.n; i++) {
		struct str s = i < a.n ? a.v[i] : b.v[i - a.n];

		if (!list_has(both, s))
			v[both.n++] = s;
	}
	return both;
}

bool list_adds(struct list old, struct list new)
{
	for (size_t i = 0; i < new.n; i++)
		if (!list_has(old, new.v[i]))
			return true;
	return false;
}

struct str list_text(struct arena *a, struct list l)
{
	struct buf b;
	struct str text;

	buf_init(&b, 1 << 20);
	for (size_t i = 0; i < l.n; i++) {
		buf_puts(&b, i ? "; " : "");
		buf_put_str(&b, l.v[i]);
	}
	text = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return text;
}

/* ---- Lines ----------------------------------------------------------------------- */

static int compare_strs(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The lines of a text, sorted; on the heap. */
struct lines {
	struct str *v;
	size_t n, cap;
};

static struct lines sorted_lines(struct str text)
{
	struct str rest = text, line;
	struct lines l = {0};

	while (rest.n && str_split(&rest, '\n', &line)) {
		mem_grow(&l.v, l.n, &l.cap, sizeof(*l.v));
		l.v[l.n++] = line;
	}
	if (l.n)
		qsort(l.v, l.n, sizeof(*l.v), compare_strs);
	return l;
}

static bool is_among(const struct lines *l, struct str line)
{
	return l->n && bsearch(&line, l->v, l->n, sizeof(*l->v), compare_strs);
}

struct str text_union(struct arena *a, struct str old, struct str new, bool ends_nl)
{
	struct lines known;
	struct buf b;
	struct str rest = new, line, text = old;

	if (!new.n || str_eq(old, new))
		return old;
	known = sorted_lines(old);
	buf_init(&b, old.n + new.n + 2);
	buf_put_str(&b, old);
	while (rest.n && str_split(&rest, '\n', &line)) {
		if (!str_trim(line).n || is_among(&known, line))
			continue;
		if (b.n && b.p[b.n - 1] != '\n')
			buf_putc(&b, '\n');
		buf_put_str(&b, line);
		if (ends_nl)
			buf_putc(&b, '\n');
	}
	if (b.n != old.n)
		text = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	free(known.v);
	return text;
}
