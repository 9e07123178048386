/*
 * suggestion.c - the tables suggestion, reason and adjustment, written. Always: what a
 * contact was given of a story stays in the table, whatever became of it, and keeps the
 * same story from being queued again; only what waits, shown to nobody, may go.
 */
#include "store/suggestion.h"

#include "store/internal.h"

static enum err write_reasons(
    struct store *s, int64_t id, const struct suggestion *sg, struct err_info *ei)
{
	enum err e = OK;

	for (size_t i = 0; i < sg->n_reasons && e == OK; i++) {
		const struct match *m = &sg->reasons[i];
		struct query q = query_open(s, SQL_SUGGESTION_REASON_INSERT);

		put_int(&q, id);
		put_int(&q, (int64_t)i);
		put_name(&q, term_kind_name(m->kind));
		put_text(&q, m->term);
		put_name(&q, field_name(m->field));
		put_int(&q, m->category);
		put_int(&q, m->start);
		put_int(&q, m->end);
		put_int(&q, m->points);
		put_int(&q, m->interest_id);
		put_text(&q, m->text);
		e = query_run(&q, ei);
	}
	return e;
}

static enum err write_adjustments(
    struct store *s, int64_t id, const struct suggestion *sg, struct err_info *ei)
{
	enum err e = OK;

	for (size_t i = 0; i < sg->n_adjustments && e == OK; i++) {
		struct query q = query_open(s, SQL_SUGGESTION_ADJUSTMENT_INSERT);

		put_int(&q, id);
		put_int(&q, (int64_t)i);
		put_name(&q, sg->adjustments[i].name);
		put_int(&q, sg->adjustments[i].points);
		e = query_run(&q, ei);
	}
	return e;
}

static enum err insert_one(
    struct store *s, const struct suggestion *sg, int64_t *id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_SUGGESTION_INSERT);
	enum err e;

	put_int(&q, sg->contact_id);
	put_int(&q, sg->story_id);
	put_id(&q, sg->item_id);
	put_name(&q, suggestion_status_name(sg->status));
	put_name(&q, sg->dismissed_for ? dismiss_reason_name(sg->dismissed_for) : NULL);
	put_int(&q, sg->score);
	put_int(&q, sg->created_at_s ? sg->created_at_s : clock_now_s());
	put_time(&q, sg->decided_at_s);
	put_time(&q, sg->snoozed_until_s);
	put_text(&q, sg->note);
	put_text(&q, sg->held_for);
	put_text(&q, sg->occasion);
	e = query_run(&q, ei);
	*id = 0;
	if (e != OK || sqlite3_changes(s->db) == 0)
		return e;
	*id = sqlite3_last_insert_rowid(s->db);
	e = write_reasons(s, *id, sg, ei);
	return e == OK ? write_adjustments(s, *id, sg, ei) : e;
}

enum err store_suggestion_insert(struct store *s, const struct suggestion *sg, size_t n,
    int64_t *ids, struct err_info *ei)
{
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	for (size_t i = 0; i < n && e == OK; i++) {
		int64_t id;

		e = insert_one(s, &sg[i], &id, ei);
		if (ids && e == OK)
			ids[i] = id;
	}
	return store_end(s, e, ei);
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
	struct query q;
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	q = query_open(s, SQL_SUGGESTION_UPDATE);
	put_id(&q, sg->item_id);
	put_name(&q, suggestion_status_name(sg->status));
	put_int(&q, sg->score);
	put_int(&q, sg->created_at_s ? sg->created_at_s : clock_now_s());
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
		e = write_reasons(s, sg->id, sg, ei);
	if (e == OK)
		e = write_adjustments(s, sg->id, sg, ei);
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
