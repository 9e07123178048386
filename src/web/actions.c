/*
 * actions.c - decisions made on the page. Always: a POST with the token, answered by a
 * redirect back, or by {"text": …} for the script; each can be undone.
 */
#include "web/pages.h"

#include "app/deciding.h"
#include "web/parts.h"

/* Leads back; the notice on the page says what was done. */
static enum err done(struct web_request *r, struct web_response *out, enum err e)
{
	struct decision last;
	struct str text;

	if (e == OK)
		e = store_decision_last(r->home->store, &last, r->ei);
	if (e == OK)
		e = deciding_describe(r->arena, r->home, &last, &text, r->ei);
	if (e == OK)
		part_answer(r, out, text, (struct str){NULL, 0});
	return e;
}

enum err post_dismiss(struct web_request *r, struct web_response *out)
{
	int64_t id = web_form_id(r, "id");
	enum dismiss_reason reason = DISMISS_NONE;
	struct str name = web_form(r, "reason");

	if (name.n && !dismiss_reason_parse(name, &reason))
		return err_set(r->ei, ERR_USAGE, NULL, "That is no reason.");
	return done(r, out, deciding_dismiss(r->home, &id, 1, reason, r->ei));
}

enum err post_snooze(struct web_request *r, struct web_response *out)
{
	int64_t until_s;

	if (!clock_parse_when(web_form(r, "until"), false, &until_s))
		return err_set(r->ei, ERR_USAGE, NULL, "That is no day.");
	return done(
	    r, out, deciding_snooze(r->home, web_form_id(r, "id"), until_s, r->ei));
}

enum err post_release(struct web_request *r, struct web_response *out)
{
	return done(r, out, deciding_release(r->home, web_form_id(r, "id"), r->ei));
}

enum err post_mute(struct web_request *r, struct web_response *out)
{
	return done(r, out, deciding_mute_story(r->home, web_form_id(r, "story"), r->ei));
}

enum err post_undo(struct web_request *r, struct web_response *out)
{
	struct decision undone;
	struct str text;
	enum err e = deciding_undo(r->home, &undone, r->ei);

	if (e == OK)
		e = deciding_describe(r->arena, r->home, &undone, &text, r->ei);
	if (e == OK)
		part_answer(r, out,
		    str_of(arena_printf(r->arena, "Taken back: %.*s%s", STR_ARG(text),
			undone.is_mail_sent ? " (the mail itself has left)" : "")),
		    (struct str){NULL, 0});
	return e;
}
