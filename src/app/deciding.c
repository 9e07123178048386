/*
 * deciding.c - decisions stored. Always: a decision that returned OK survives a crash,
 * and deciding_undo() brings back what was before.
 */
#include "app/deciding.h"

#include "app/learning.h"
#include "store/story.h"
#include "store/suggestion.h"

enum err deciding_dismiss(struct home *h, const int64_t *ids, size_t n,
    enum dismiss_reason reason, struct err_info *ei)
{
	enum err e = store_begin(h->store, ei);

	if (e != OK)
		return e;
	for (size_t i = 0; i < n && e == OK; i++) {
		int64_t decision_id;

		e = store_decision_dismiss(
		    h->store, ids[i], reason, clock_now_s(), &decision_id, ei);
		if (e == OK)
			e = learning_update_for(h, ids[i], ei);
	}
	if (e == OK)
		return store_commit(h->store, ei);
	store_rollback(h->store);
	return e;
}

enum err deciding_snooze(struct home *h, int64_t id, int64_t until_s, struct err_info *ei)
{
	int64_t decision_id;

	if (until_s <= clock_now_s())
		return err_set(ei, ERR_USAGE, NULL, "snooze until a day to come");
	return store_decision_snooze(
	    h->store, id, until_s, clock_now_s(), &decision_id, ei);
}

enum err deciding_release(struct home *h, int64_t id, struct err_info *ei)
{
	int64_t decision_id;

	return store_decision_release(h->store, id, clock_now_s(), &decision_id, ei);
}

enum err deciding_mute_story(struct home *h, int64_t story_id, struct err_info *ei)
{
	return store_story_mute(h->store, story_id, clock_now_s(), ei);
}

enum err deciding_undo(struct home *h, struct decision *out, struct err_info *ei)
{
	enum err e = store_begin(h->store, ei);

	if (e != OK)
		return e;
	e = store_decision_undo(h->store, clock_now_s(), out, ei);
	if (e == OK && out->suggestion_id)
		e = learning_update_for(h, out->suggestion_id, ei);
	if (e == OK)
		return store_commit(h->store, ei);
	store_rollback(h->store);
	return e;
}

static const char *past_tense(const struct decision *d)
{
	static const char *const words[] = {
	    "Forwarded", "Dismissed", "Snoozed", "Released", "Muted", "Learned"};

	return words[d->verb];
}

enum err deciding_describe(struct arena *a, struct home *h, const struct decision *d,
    struct str *out, struct err_info *ei)
{
	const char *reason =
	    d->verb == DECISION_DISMISS ? dismiss_reason_name(d->reason) : "";
	struct queue_entry q;
	struct story st;
	enum err e = OK;

	if (d->suggestion_id) {
		e = store_suggestion_get(a, h->store, d->suggestion_id, &q, ei);
		if (e == OK)
			*out = str_of(arena_printf(a, "%s%s%s: %.*s, for %.*s",
			    past_tense(d), reason[0] ? " as " : "", reason,
			    STR_ARG(q.story_title), STR_ARG(q.contact.name)));
	} else if (d->story_id) {
		e = store_story_get(a, h->store, d->story_id, &st, ei);
		if (e == OK)
			*out = str_of(arena_printf(
			    a, "%s: %.*s", past_tense(d), STR_ARG(st.title)));
	} else {
		*out = str_of(past_tense(d));
	}
	return e;
}
