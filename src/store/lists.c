/*
 * lists.c - texts that belong to a record. In: rows sorted by owner; out: for each owner,
 * asked in the same order, its texts as one array.
 */
#include "store/lists.h"

#include "base/mem.h"

enum err list_read(struct arena *a, struct store *s, enum sql sql, int64_t id,
    struct str_list *out, struct err_info *ei)
{
	struct str_list list = {0};
	size_t cap_owners = 0, cap_texts = 0;
	struct query q = query_open(s, sql);
	enum err e;

	put_range(&q, id);
	while (query_next(&q)) {
		mem_grow(&list.owners, list.n, &cap_owners, sizeof(*list.owners));
		mem_grow(&list.texts, list.n, &cap_texts, sizeof(*list.texts));
		list.owners[list.n] = get_int(&q);
		list.texts[list.n++] = get_text(&q, a);
	}
	e = query_close(&q, ei);
	list.owners = store_keep(a, list.owners, list.n, sizeof(*list.owners));
	list.texts = store_keep(a, list.texts, list.n, sizeof(*list.texts));
	if (e == OK)
		*out = list;
	return e;
}

const struct str *list_take(struct str_list *list, int64_t owner, size_t *n)
{
	size_t first;

	while (list->next < list->n && list->owners[list->next] < owner)
		list->next++;
	first = list->next;
	while (list->next < list->n && list->owners[list->next] == owner)
		list->next++;
	*n = list->next - first;
	return *n ? &list->texts[first] : NULL;
}

enum err list_clear(
    struct store *s, enum sql sql_delete, int64_t owner, struct err_info *ei)
{
	struct query q = query_open(s, sql_delete);

	put_int(&q, owner);
	return query_run(&q, ei);
}

enum err list_write(struct store *s, enum sql sql_insert, int64_t owner,
    const struct str *texts, size_t n, struct err_info *ei)
{
	int64_t position = 0;
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		struct query q;

		if (texts[i].n == 0)
			continue;
		q = query_open(s, sql_insert);
		put_int(&q, owner);
		put_int(&q, position++);
		put_text(&q, texts[i]);
		e = query_run(&q, ei);
	}
	return e;
}
