/*
 * note.c - the tables note and asked: what was said to whom, and which questions came up.
 */
#include "store/note.h"

#include "store/internal.h"

enum err store_note_insert(
    struct store *s, const struct sent_note *n, int64_t *id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_NOTE_INSERT);
	enum err e;

	put_int(&q, n->contact_id);
	put_id(&q, n->suggestion_id);
	put_int(&q, n->at_s);
	put_text(&q, n->template);
	put_text(&q, n->line);
	put_text(&q, n->subject);
	put_text(&q, n->text);
	put_text(&q, n->message_id);
	e = query_run(&q, ei);
	if (e == OK)
		*id = sqlite3_last_insert_rowid(s->db);
	return e;
}

static enum err read_notes(struct arena *a, struct query *q, struct sent_note **out,
    size_t *n_out, struct err_info *ei)
{
	struct sent_note *list = NULL;
	size_t n = 0, cap = 0;
	enum err e;

	while (query_next(q)) {
		struct sent_note *note;

		arena_grow(a, &list, n, &cap, sizeof(*list));
		note = &list[n++];
		note->id = get_int(q);
		note->contact_id = get_int(q);
		note->suggestion_id = get_int(q);
		note->at_s = get_int(q);
		note->template = get_text(q, a);
		note->line = get_text(q, a);
		note->subject = get_text(q, a);
		note->text = get_text(q, a);
		note->message_id = get_text(q, a);
	}
	e = query_close(q, ei);
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

enum err store_note_list(struct arena *a, struct store *s, int64_t contact_id,
    size_t limit, struct sent_note **out, size_t *n, struct err_info *ei)
{
	struct query q = query_open(s, SQL_NOTE_LIST);

	put_int(&q, contact_id);
	put_int(&q, store_limit(limit));
	return read_notes(a, &q, out, n, ei);
}

enum err store_note_by_suggestion(struct arena *a, struct store *s, int64_t suggestion_id,
    struct sent_note *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_NOTE_BY_SUGGESTION);
	struct sent_note *list;
	size_t n = 0;
	enum err e;

	put_int(&q, suggestion_id);
	e = read_notes(a, &q, &list, &n, ei);
	if (e == OK && n == 0)
		e = err_set(ei, ERR_NOINPUT, NULL,
		    "nothing was sent with suggestion %lld", (long long)suggestion_id);
	if (e == OK)
		*out = list[0];
	return e;
}

enum err store_asked_put(
    struct store *s, const struct asked *question, struct err_info *ei)
{
	struct query q = query_open(s, SQL_ASKED_PUT);

	put_int(&q, question->contact_id);
	put_hash(&q, question->key);
	put_int(&q, question->at_s);
	put_text(&q, question->text);
	return query_run(&q, ei);
}

enum err store_asked_list(struct arena *a, struct store *s, int64_t contact_id,
    struct asked **out, size_t *n_out, struct err_info *ei)
{
	struct asked *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_ASKED_LIST);
	enum err e;

	put_int(&q, contact_id);
	while (query_next(&q)) {
		arena_grow(a, &list, n, &cap, sizeof(*list));
		list[n].contact_id = get_int(&q);
		list[n].key = get_hash(&q);
		list[n].at_s = get_int(&q);
		list[n].text = get_text(&q, a);
		n++;
	}
	e = query_close(&q, ei);
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}
