/*
 * outbox.c - the table outbox. Always: a message is `sending` on disk before the wire
 * sees it, and only one program can have brought it there; what failed for good gives its
 * suggestion back to the queue in the same transaction.
 */
#include "store/outbox.h"

#include "store/internal.h"

static void read_message(struct query *q, struct arena *a, struct outbox_message *m)
{
	*m = (struct outbox_message){.id = get_int(q)};
	m->suggestion_id = get_int(q);
	m->contact_id = get_int(q);
	(void)mail_via_parse(get_view(q), &m->via);
	(void)outbox_state_parse(get_view(q), &m->state);
	m->message_id = get_text(q, a);
	m->from = get_text(q, a);
	m->to = get_text(q, a);
	m->subject = get_text(q, a);
	m->n_tries = get_int(q);
	m->created_at_s = get_int(q);
	m->next_try_at_s = get_time(q);
	m->changed_at_s = get_int(q);
	m->error = get_text(q, a);
	m->bytes = get_blob(q, a);
}

static enum err read_messages(struct arena *a, struct query *q,
    struct outbox_message **out, size_t *n_out, struct err_info *ei)
{
	struct outbox_message *list = NULL;
	size_t n = 0, cap = 0;
	enum err e;

	while (query_next(q)) {
		arena_grow(a, &list, n, &cap, sizeof(*list));
		read_message(q, a, &list[n++]);
	}
	e = query_close(q, ei);
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

static enum err check_message_id(
    struct store *s, const struct outbox_message *m, struct err_info *ei)
{
	struct query q = query_open(s, SQL_OUTBOX_BY_MESSAGE_ID);
	int64_t known = 0;
	enum err e;

	put_text(&q, m->message_id);
	e = query_int(&q, 0, &known, ei);
	if (e == OK && known)
		e = err_set(ei, ERR_DATA, NULL,
		    "the message %.*s is in the outbox already", STR_ARG(m->message_id));
	return e;
}

enum err store_outbox_insert(
    struct store *s, const struct outbox_message *m, int64_t *id, struct err_info *ei)
{
	int64_t now_s = m->created_at_s ? m->created_at_s : clock_now_s();
	struct query q;
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	e = check_message_id(s, m, ei);
	if (e == OK) {
		q = query_open(s, SQL_OUTBOX_INSERT);
		put_id(&q, m->suggestion_id);
		put_id(&q, m->contact_id);
		put_name(&q, mail_via_name(m->via));
		put_text(&q, m->message_id);
		put_text(&q, m->from);
		put_text(&q, m->to);
		put_text(&q, m->subject);
		put_blob(&q, m->bytes);
		put_int(&q, m->n_tries);
		put_int(&q, now_s);
		put_time(&q, m->next_try_at_s);
		put_int(&q, m->changed_at_s ? m->changed_at_s : now_s);
		put_text(&q, m->error);
		e = query_run(&q, ei);
	}
	if (e == OK)
		*id = sqlite3_last_insert_rowid(s->db);
	return store_end(s, e, ei);
}

enum err store_outbox_get(struct arena *a, struct store *s, int64_t id,
    struct outbox_message *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_OUTBOX_GET);
	struct outbox_message *list;
	size_t n = 0;
	enum err e;

	put_int(&q, id);
	e = read_messages(a, &q, &list, &n, ei);
	if (e == OK && n == 0)
		e = store_no_such("message", id, ei);
	if (e == OK)
		*out = list[0];
	return e;
}

enum err store_outbox_list(struct arena *a, struct store *s, unsigned states,
    bool has_bytes, struct outbox_message **out, size_t *n, struct err_info *ei)
{
	struct query q = query_open(s, SQL_OUTBOX_LIST);

	for (int i = OUTBOX_QUEUED; i <= OUTBOX_CANCELLED; i++)
		put_name(&q, !states || states & 1u << i
				 ? outbox_state_name((enum outbox_state)i)
				 : NULL);
	put_int(&q, has_bytes);
	return read_messages(a, &q, out, n, ei);
}

enum err store_outbox_claim(
    struct store *s, int64_t id, int64_t at_s, struct err_info *ei)
{
	struct query q = query_open(s, SQL_OUTBOX_CLAIM);
	enum err e;

	put_int(&q, id);
	put_int(&q, at_s);
	e = query_run(&q, ei);
	if (e == OK && sqlite3_changes(s->db) == 0)
		e = err_set(ei, ERR_TEMPFAIL, NULL,
		    "message %lld is not waiting to be sent", (long long)id);
	return e;
}

static enum err return_suggestion(
    struct store *s, int64_t id, int64_t at_s, struct err_info *ei)
{
	const enum sql steps[] = {SQL_OUTBOX_RETURN_SUGGESTION, SQL_OUTBOX_RETURN_TOUCH,
	    SQL_OUTBOX_RETURN_NOTE, SQL_OUTBOX_RETURN_DECISION};
	enum err e = OK;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && e == OK; i++) {
		struct query q = query_open(s, steps[i]);

		put_int(&q, id);
		if (steps[i] == SQL_OUTBOX_RETURN_DECISION)
			put_int(&q, at_s);
		e = query_run(&q, ei);
	}
	return e;
}

enum err store_outbox_update(
    struct store *s, const struct outbox_message *m, struct err_info *ei)
{
	struct query q;
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	q = query_open(s, SQL_OUTBOX_UPDATE);
	put_int(&q, m->id);
	put_name(&q, outbox_state_name(m->state));
	put_int(&q, m->n_tries);
	put_time(&q, m->next_try_at_s);
	put_int(&q, m->changed_at_s);
	put_text(&q, m->error);
	e = query_run(&q, ei);
	if (e == OK)
		e = store_expect_change(s, "message", m->id, ei);
	if (e == OK && (m->state == OUTBOX_FAILED || m->state == OUTBOX_CANCELLED))
		e = return_suggestion(s, m->id, m->changed_at_s, ei);
	return store_end(s, e, ei);
}

enum err store_outbox_recover(
    struct store *s, int64_t at_s, int64_t *n, struct err_info *ei)
{
	struct query q = query_open(s, SQL_OUTBOX_RECOVER);
	enum err e;

	put_int(&q, at_s);
	e = query_run(&q, ei);
	if (e == OK)
		*n = sqlite3_changes(s->db);
	return e;
}
