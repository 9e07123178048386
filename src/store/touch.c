/*
 * touch.c - the table touch. Always: the last touch of a contact is read from here and
 * from what was stated (contact_row of the schema), never kept twice.
 */
#include "store/touch.h"

#include "store/internal.h"

enum err store_touch_insert(
    struct store *s, const struct touch *t, int64_t *id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_TOUCH_INSERT);
	enum err e;

	put_int(&q, t->contact_id);
	put_id(&q, t->suggestion_id);
	put_name(&q, touch_kind_name(t->kind));
	put_int(&q, t->at_s);
	put_text(&q, t->text);
	e = query_run(&q, ei);
	if (e == OK)
		*id = sqlite3_last_insert_rowid(s->db);
	return e;
}

enum err store_touch_list(struct arena *a, struct store *s, int64_t contact_id,
    int64_t since_s, size_t limit, struct touch **out, size_t *n_out, struct err_info *ei)
{
	struct touch *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_TOUCH_LIST);
	enum err e;

	put_range(&q, contact_id);
	put_int(&q, since_s);
	put_int(&q, store_limit(limit));
	while (query_next(&q)) {
		struct touch *t;

		arena_grow(a, &list, n, &cap, sizeof(*list));
		t = &list[n++];
		t->id = get_int(&q);
		t->contact_id = get_int(&q);
		t->suggestion_id = get_int(&q);
		if (!touch_kind_parse(get_view(&q), &t->kind))
			t->kind = TOUCH_OTHER;
		t->at_s = get_int(&q);
		t->text = get_text(&q, a);
	}
	e = query_close(&q, ei);
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}
