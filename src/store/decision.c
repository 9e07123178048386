/*
 * decision.c - the table decision: what the user decided and what was there before.
 * Always: the change and its way back are written in one transaction, and undoing the
 * last decision again and again arrives at the first state.
 */
#include "store/decision.h"

#include "store/internal.h"
#include "store/touch.h"

static const char *const verb_names[] = {
    "forward", "dismiss", "snooze", "release", "mute", "learn"};

static enum decision_verb parse_verb(struct str name)
{
	int verb = DECISION_FORWARD;

	while (verb < DECISION_LEARN && !str_eq(name, str_of(verb_names[verb])))
		verb++;
	return (enum decision_verb)verb;
}

/* What a decision makes of a suggestion. */
struct change {
	enum decision_verb verb;
	enum suggestion_status status;
	enum dismiss_reason reason;
	int64_t until_s; /* NO_TIME unless snoozed */
	struct str text; /* of the touch */
};

static enum err read_status(struct store *s, int64_t suggestion_id,
    enum suggestion_status *status, int64_t *contact_id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_DECISION_STATUS);
	bool is_there;
	enum err e;

	put_int(&q, suggestion_id);
	is_there = query_next(&q) && suggestion_status_parse(get_view(&q), status);
	*contact_id = is_there ? get_int(&q) : 0;
	e = query_close(&q, ei);
	if (e == OK && !is_there)
		e = store_no_such("suggestion", suggestion_id, ei);
	return e;
}

static enum err log_decision(struct store *s, int64_t suggestion_id,
    const struct change *c, int64_t touch_id, int64_t at_s, int64_t *id,
    struct err_info *ei)
{
	struct query q = query_open(s, SQL_DECISION_INSERT);
	enum err e;

	put_name(&q, verb_names[c->verb]);
	put_int(&q, at_s);
	put_int(&q, suggestion_id);
	put_id(&q, touch_id);
	e = query_run(&q, ei);
	if (e == OK)
		*id = sqlite3_last_insert_rowid(s->db);
	return e;
}

static enum err apply(struct store *s, int64_t suggestion_id, const struct change *c,
    int64_t at_s, struct err_info *ei)
{
	struct query q = query_open(s, SQL_DECISION_APPLY);

	put_int(&q, suggestion_id);
	put_name(&q, suggestion_status_name(c->status));
	put_name(&q, c->reason ? dismiss_reason_name(c->reason) : NULL);
	put_time(&q, c->verb == DECISION_RELEASE ? NO_TIME : at_s);
	put_time(&q, c->until_s);
	return query_run(&q, ei);
}

static enum err decide_within(struct store *s, int64_t suggestion_id,
    const struct change *c, int64_t at_s, int64_t *id, struct err_info *ei)
{
	enum suggestion_status status = SUGGESTION_NEW;
	int64_t contact_id = 0, touch_id = 0;
	enum err e = read_status(s, suggestion_id, &status, &contact_id, ei);

	if (e == OK && status == SUGGESTION_FORWARDED)
		e = err_set(ei, ERR_DATA, NULL,
		    "suggestion %lld was forwarded already; `sawthis undo` takes that "
		    "back",
		    (long long)suggestion_id);
	if (e == OK && status == c->status && c->verb == DECISION_RELEASE)
		e = err_set(ei, ERR_DATA, NULL, "suggestion %lld is in the queue already",
		    (long long)suggestion_id);
	if (e == OK && c->verb == DECISION_FORWARD)
		e = store_touch_insert(s,
		    &(struct touch){.contact_id = contact_id,
			.suggestion_id = suggestion_id,
			.kind = TOUCH_FORWARD,
			.at_s = at_s,
			.text = c->text},
		    &touch_id, ei);
	if (e == OK)
		e = log_decision(s, suggestion_id, c, touch_id, at_s, id, ei);
	return e == OK ? apply(s, suggestion_id, c, at_s, ei) : e;
}

static enum err decide(struct store *s, int64_t suggestion_id, const struct change *c,
    int64_t at_s, int64_t *id, struct err_info *ei)
{
	int64_t new_id = 0;
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	e = decide_within(s, suggestion_id, c, at_s, &new_id, ei);
	e = store_end(s, e, ei);
	if (e == OK)
		*id = new_id;
	return e;
}

enum err store_decision_forward(struct store *s, int64_t suggestion_id, int64_t at_s,
    struct str text, int64_t *id, struct err_info *ei)
{
	const struct change c = {
	    DECISION_FORWARD, SUGGESTION_FORWARDED, DISMISS_NONE, NO_TIME, text};

	return decide(s, suggestion_id, &c, at_s, id, ei);
}

enum err store_decision_dismiss(struct store *s, int64_t suggestion_id,
    enum dismiss_reason reason, int64_t at_s, int64_t *id, struct err_info *ei)
{
	const struct change c = {
	    DECISION_DISMISS, SUGGESTION_DISMISSED, reason, NO_TIME, {NULL, 0}};

	return decide(s, suggestion_id, &c, at_s, id, ei);
}

enum err store_decision_snooze(struct store *s, int64_t suggestion_id, int64_t until_s,
    int64_t at_s, int64_t *id, struct err_info *ei)
{
	const struct change c = {
	    DECISION_SNOOZE, SUGGESTION_SNOOZED, DISMISS_NONE, until_s, {NULL, 0}};

	return decide(s, suggestion_id, &c, at_s, id, ei);
}

enum err store_decision_release(struct store *s, int64_t suggestion_id, int64_t at_s,
    int64_t *id, struct err_info *ei)
{
	const struct change c = {
	    DECISION_RELEASE, SUGGESTION_NEW, DISMISS_NONE, NO_TIME, {NULL, 0}};

	return decide(s, suggestion_id, &c, at_s, id, ei);
}

static void read_decision(struct query *q, struct decision *d)
{
	*d = (struct decision){.id = get_int(q)};
	d->verb = parse_verb(get_view(q));
	d->at_s = get_int(q);
	d->undone_at_s = get_time(q);
	d->suggestion_id = get_int(q);
	d->story_id = get_int(q);
	d->contact_id = get_int(q);
	d->item_id = get_int(q);
	(void)dismiss_reason_parse(get_view(q), &d->reason);
	d->is_mail_sent = get_int(q);
}

enum err store_decision_last(struct store *s, struct decision *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_DECISION_LAST);
	struct decision found = {.undone_at_s = NO_TIME};
	int64_t id = 0;
	enum err e = query_int(&q, 0, &id, ei);

	if (e != OK)
		return e;
	q = query_open(s, SQL_DECISION_GET);
	put_int(&q, id);
	if (query_next(&q))
		read_decision(&q, &found);
	e = query_close(&q, ei);
	if (e == OK)
		*out = found;
	return e;
}

static enum err run_all(
    struct store *s, const enum sql *sql, size_t n, int64_t id, struct err_info *ei)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		struct query q = query_open(s, sql[i]);

		put_int(&q, id);
		e = query_run(&q, ei);
	}
	return e;
}

/* Where mail has left, the touch and what was said are true and stay. */
static enum err take_back(struct store *s, const struct decision *d, struct err_info *ei)
{
	const enum sql suggestion[] = {SQL_DECISION_UNDO_SUGGESTION,
	    SQL_DECISION_UNDO_OUTBOX, SQL_DECISION_UNDO_TOUCH, SQL_DECISION_UNDO_NOTE};
	const enum sql mute[] = {SQL_DECISION_UNDO_MUTE};
	const enum sql learn[] = {SQL_DECISION_UNDO_ACCEPT, SQL_DECISION_UNDO_LEARN,
	    SQL_DECISION_UNDO_LEARN_BACK};

	switch (d->verb) {
	case DECISION_MUTE: return run_all(s, mute, 1, d->id, ei);
	case DECISION_LEARN: return run_all(s, learn, 3, d->id, ei);
	case DECISION_FORWARD:
	case DECISION_DISMISS:
	case DECISION_SNOOZE:
	case DECISION_RELEASE: break;
	}
	return run_all(s, suggestion, d->is_mail_sent ? 1 : 4, d->id, ei);
}

enum err store_decision_undo(
    struct store *s, int64_t at_s, struct decision *out, struct err_info *ei)
{
	struct decision d = {0};
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	e = store_decision_last(s, &d, ei);
	if (e == OK && !d.id)
		e = err_set(ei, ERR_NOINPUT, NULL, "there is no decision to take back");
	if (e == OK)
		e = take_back(s, &d, ei);
	if (e == OK) {
		struct query q = query_open(s, SQL_DECISION_SET_UNDONE);

		put_int(&q, d.id);
		put_int(&q, at_s);
		e = query_run(&q, ei);
	}
	e = store_end(s, e, ei);
	if (e == OK) {
		d.undone_at_s = at_s;
		*out = d;
	}
	return e;
}
