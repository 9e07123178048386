/*
 * suggestion.c - the tables suggestion, reason and adjustment, written. Always: what a
 * contact was given of a story stays in the table, whatever became of it, and keeps the
 * same story from being queued again; only what waits, shown to nobody, may go.
 */
#include "store/suggestion.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/rows.h"

#include <stdlib.h>

static int64_t when_created_s(const struct suggestion *sg)
{
	return sg->created_at_s ? sg->created_at_s : clock_now_s();
}

/* ---- Rows -------------------------------------------------------------------------- */

/* A suggestion under the id that it is given; 0 where it is left out. */
struct numbered {
	int64_t id;
	const struct suggestion *sg;
};

static void put_suggestion(struct row *r, const void *records, size_t i)
{
	const struct numbered *n = (const struct numbered *)records + i;
	const struct suggestion *sg = n->sg;

	row_put_int(r, n->id);
	row_put_int(r, sg->contact_id);
	row_put_int(r, sg->story_id);
	row_put_id(r, sg->item_id);
	row_put_name(r, suggestion_status_name(sg->status));
	row_put_name(
	    r, sg->dismissed_for ? dismiss_reason_name(sg->dismissed_for) : NULL);
	row_put_int(r, sg->score);
	row_put_int(r, when_created_s(sg));
	row_put_time(r, sg->decided_at_s);
	row_put_time(r, sg->snoozed_until_s);
	row_put_text(r, sg->note);
	row_put_text(r, sg->held_for);
	row_put_text(r, sg->occasion);
}

/* The one at this position of a suggestion. */
struct part {
	int64_t id; /* of the suggestion */
	int64_t position;
	union {
		const struct match *reason;
		const struct adjustment *adjustment;
	};
};

static void put_reason(struct row *r, const void *records, size_t i)
{
	const struct part *p = (const struct part *)records + i;
	const struct match *m = p->reason;

	row_put_int(r, p->id);
	row_put_int(r, p->position);
	row_put_name(r, term_kind_name(m->kind));
	row_put_text(r, m->term);
	row_put_name(r, field_name(m->field));
	row_put_int(r, m->category);
	row_put_int(r, m->start);
	row_put_int(r, m->end);
	row_put_int(r, m->points);
	row_put_int(r, m->interest_id);
	row_put_text(r, m->text);
}

static void put_adjustment(struct row *r, const void *records, size_t i)
{
	const struct part *p = (const struct part *)records + i;

	row_put_int(r, p->id);
	row_put_int(r, p->position);
	row_put_name(r, p->adjustment->name);
	row_put_int(r, p->adjustment->points);
}

static enum err write_reasons(
    struct store *s, const struct numbered *list, size_t n, struct err_info *ei)
{
	struct part *parts = NULL;
	struct rows rows = {.put = put_reason};
	size_t cap = 0;
	enum err e;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; list[i].id && k < list[i].sg->n_reasons; k++) {
			mem_grow(&parts, rows.n, &cap, sizeof(*parts));
			parts[rows.n++] = (struct part){
			    list[i].id, (int64_t)k, {.reason = &list[i].sg->reasons[k]}};
		}
	rows.records = parts;
	e = rows_write(s, SQL_SUGGESTION_REASON_INSERT, &rows, ei);
	free(parts);
	return e;
}

static enum err write_adjustments(
    struct store *s, const struct numbered *list, size_t n, struct err_info *ei)
{
	struct part *parts = NULL;
	struct rows rows = {.put = put_adjustment};
	size_t cap = 0;
	enum err e;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; list[i].id && k < list[i].sg->n_adjustments; k++) {
			mem_grow(&parts, rows.n, &cap, sizeof(*parts));
			parts[rows.n++] = (struct part){list[i].id, (int64_t)k,
			    {.adjustment = &list[i].sg->adjustments[k]}};
		}
	rows.records = parts;
	e = rows_write(s, SQL_SUGGESTION_ADJUSTMENT_INSERT, &rows, ei);
	free(parts);
	return e;
}

static enum err write_parts(
    struct store *s, const struct numbered *list, size_t n, struct err_info *ei)
{
	enum err e = write_reasons(s, list, n, ei);

	return e == OK ? write_adjustments(s, list, n, ei) : e;
}

/* ---- Queued and changed ------------------------------------------------------------ */

/* Those whose contact was given the story before are not there. */
static enum err leave_out(
    struct store *s, struct numbered *list, size_t n, struct err_info *ei)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		struct query q = query_open(s, SQL_SUGGESTION_IS_THERE);

		put_int(&q, list[i].id);
		e = query_int(&q, 0, &list[i].id, ei);
	}
	return e;
}

/* Ids go on from the last that was ever given. */
static enum err insert(
    struct store *s, struct numbered *list, size_t n, struct err_info *ei)
{
	const struct rows rows = {list, n, put_suggestion};
	struct query q = query_open(s, SQL_SUGGESTION_LAST_ID);
	int64_t last_id = 0;
	enum err e = query_int(&q, 0, &last_id, ei);

	for (size_t i = 0; i < n; i++)
		list[i].id = ++last_id;
	if (e == OK)
		e = rows_write(s, SQL_SUGGESTION_INSERT, &rows, ei);
	if (e == OK && sqlite3_changes64(s->db) < (sqlite3_int64)n)
		e = leave_out(s, list, n, ei);
	return e == OK ? write_parts(s, list, n, ei) : e;
}

enum err store_suggestion_insert(struct store *s, const struct suggestion *sg, size_t n,
    int64_t *ids, struct err_info *ei)
{
	struct numbered *list;
	enum err e;

	if (!n)
		return OK;
	if ((e = store_begin(s, ei)) != OK)
		return e;
	list = mem_new(n, sizeof(*list));
	for (size_t i = 0; i < n; i++)
		list[i].sg = &sg[i];
	e = store_end(s, insert(s, list, n, ei), ei);
	for (size_t i = 0; ids && e == OK && i < n; i++)
		ids[i] = list[i].id;
	free(list);
	return e;
}

static enum err delete_parts(
    struct store *s, enum sql sql, int64_t id, struct err_info *ei)
{
	struct query q = query_open(s, sql);

	put_int(&q, id);
	return query_run(&q, ei);
}

enum err store_suggestion_update(
    struct store *s, const struct suggestion *sg, struct err_info *ei)
{
	const struct numbered one = {sg->id, sg};
	struct query q;
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	q = query_open(s, SQL_SUGGESTION_UPDATE);
	put_id(&q, sg->item_id);
	put_name(&q, suggestion_status_name(sg->status));
	put_int(&q, sg->score);
	put_int(&q, when_created_s(sg));
	put_text(&q, sg->note);
	put_text(&q, sg->held_for);
	put_text(&q, sg->occasion);
	put_int(&q, sg->id);
	e = query_run(&q, ei);
	if (e == OK)
		e = store_expect_change(s, "undecided suggestion", sg->id, ei);
	if (e == OK)
		e = delete_parts(s, SQL_SUGGESTION_REASON_DELETE, sg->id, ei);
	if (e == OK)
		e = delete_parts(s, SQL_SUGGESTION_ADJUSTMENT_DELETE, sg->id, ei);
	if (e == OK)
		e = write_parts(s, &one, 1, ei);
	return store_end(s, e, ei);
}

enum err store_suggestion_expire(
    struct store *s, int64_t before_s, int64_t now_s, int64_t *n, struct err_info *ei)
{
	struct query q = query_open(s, SQL_SUGGESTION_EXPIRE);
	enum err e;

	put_int(&q, before_s);
	put_int(&q, now_s);
	e = query_run(&q, ei);
	if (e == OK)
		*n = sqlite3_changes(s->db);
	return e;
}

static enum err drop_waiting(
    struct store *s, int64_t id, int64_t now_s, struct err_info *ei)
{
	struct query q = query_open(s, SQL_SUGGESTION_DROP_WAITING);
	enum err e;

	put_int(&q, id);
	e = query_run(&q, ei);
	if (e != OK || sqlite3_changes(s->db) > 0)
		return e;
	q = query_open(s, SQL_SUGGESTION_EXPIRE_WAITING);
	put_int(&q, id);
	put_int(&q, now_s);
	return query_run(&q, ei);
}

enum err store_suggestion_drop_waiting(
    struct store *s, const int64_t *ids, size_t n, int64_t now_s, struct err_info *ei)
{
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	for (size_t i = 0; i < n && e == OK; i++)
		e = drop_waiting(s, ids[i], now_s, ei);
	return store_end(s, e, ei);
}

enum err store_suggestion_wake(
    struct store *s, int64_t now_s, int64_t *n, struct err_info *ei)
{
	struct query q = query_open(s, SQL_SUGGESTION_WAKE);
	enum err e;

	put_int(&q, now_s);
	e = query_run(&q, ei);
	if (e == OK)
		*n = sqlite3_changes(s->db);
	return e;
}
