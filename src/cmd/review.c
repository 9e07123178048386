/*
 * review.c - `sawthis review`: the queue in the terminal, one suggestion at a time, one
 * key a decision. Always: every decision is stored before the next page is drawn, so that
 * a lost terminal loses nothing.
 */
#include "cmd/commands.h"

#include "app/deciding.h"
#include "app/forwarding.h"
#include "app/lookup.h"
#include "base/limits.h"
#include "cmd/editor.h"
#include "cmd/json.h"
#include "cmd/review.h"
#include "match/match.h"
#include "people/interest.h"
#include "rank/cadence.h"
#include "store/interest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(struct review *r, const char *fmt, ...) PRINTF(2, 3);

static void say(struct review *r, const char *fmt, ...)
{
	va_list ap;

	buf_reset(&r->message);
	va_start(ap, fmt);
	buf_vprintf(&r->message, fmt, ap);
	va_end(ap);
}

/* Says how a decision went; a failure is shown and the suggestion stays where it is. */
static bool went_well(struct review *r, enum err e, const char *done)
{
	if (e == OK)
		say(r, "%s. z takes it back", done);
	else
		say(r, "%s", r->app->ei->text);
	return e == OK;
}

/* Moves to the next one that is undecided, else to the previous one. */
static void move(struct review *r, int by)
{
	size_t at = r->at;

	for (size_t i = 0; i < r->n; i++) {
		at = (at + r->n + (size_t)(by + (int)r->n)) % r->n;
		if (!r->is_done[at]) {
			r->at = at;
			return;
		}
	}
	r->is_finished = true;
}

static void settle(struct review *r, bool is_decided)
{
	if (!is_decided)
		return;
	r->is_done[r->at] = true;
	r->n_decided++;
	move(r, 1);
}

static void dismiss(struct review *r, enum dismiss_reason reason, const char *done)
{
	enum err e = deciding_dismiss(
	    r->app->home, &r->entries[r->at].suggestion.id, 1, reason, r->app->ei);

	settle(r, went_well(r, e, done));
}

static void snooze(struct review *r)
{
	int64_t until_s;
	struct buf when;
	enum err e;

	buf_init(&when, 100);
	if (!screen_line("Snooze until (7d, 2w, tomorrow, 2026-12-01) [7d]: ", &when)) {
		say(r, "Not snoozed");
		buf_clear(&when);
		return;
	}
	if (!when.n)
		buf_puts(&when, "7d");
	if (!clock_parse_when(buf_borrow(&when), false, &until_s)) {
		say(r, "'%s' is no day", when.p);
	} else {
		e = deciding_snooze(
		    r->app->home, r->entries[r->at].suggestion.id, until_s, r->app->ei);
		settle(r, went_well(r, e, "Snoozed"));
	}
	buf_clear(&when);
}

/* A muted story is gone for everybody in the list. */
static void mute(struct review *r)
{
	int64_t story_id = r->entries[r->at].suggestion.story_id;
	enum err e = deciding_mute_story(r->app->home, story_id, r->app->ei);

	if (!went_well(r, e, "Story muted for everybody"))
		return;
	for (size_t i = 0; i < r->n; i++)
		if (r->entries[i].suggestion.story_id == story_id)
			r->is_done[i] = true;
	r->n_decided++;
	move(r, 1);
}

static void undo(struct review *r)
{
	struct decision d;
	struct str text;
	enum err e = deciding_undo(r->app->home, &d, r->app->ei);

	if (e == OK)
		e = deciding_describe(r->app->arena, r->app->home, &d, &text, r->app->ei);
	if (e != OK) {
		say(r, "%s", r->app->ei->text);
		return;
	}
	say(r, "Taken back: %.*s%s", STR_ARG(text),
	    d.is_mail_sent ? " (the mail itself has left)" : "");
	for (size_t i = r->n; i-- > 0;)
		if (r->entries[i].suggestion.id == d.suggestion_id ||
		    (!d.suggestion_id &&
			r->entries[i].suggestion.story_id == d.story_id)) {
			r->is_done[i] = false;
			r->at = i;
			r->is_finished = false;
		}
	r->n_decided -= r->n_decided > 0;
}

/* The note in the editor, then out by mail.via. */
static void forward(struct review *r)
{
	struct app *app = r->app;
	struct forward_result sent;
	struct forward_draft d;
	struct buf text;
	enum err e;

	e = forwarding_prepare(
	    app->arena, app->home, r->entries[r->at].suggestion.id, NULL, &d, app->ei);
	if (e != OK) {
		say(r, "%s", app->ei->text);
		return;
	}
	buf_init(&text, 1 << 20);
	note_put_for_editor(&text, &d.note, d.to, d.why, d.warning);
	screen_end();
	e = editor_edit(app, &text, ".txt", NULL);
	if (!screen_begin())
		e = ERR_UNAVAIL;
	if (e == OK && !note_parse_edited(app->arena, buf_borrow(&text), &d.note))
		e = err_set(
		    app->ei, ERR_TEMPFAIL, NULL, "Not forwarded: the note was empty");
	if (e == OK)
		e = forwarding_send(
		    app->arena, app->home, &d, forwarding_via(app->home), &sent, app->ei);
	buf_clear(&text);
	if (!went_well(r, e, "Forwarded"))
		return;
	if (sent.handle.p)
		say(r, "Forwarded: %.*s", STR_ARG(sent.handle));
	else if (sent.said.p)
		say(r, "%.*s", STR_ARG(sent.said));
	settle(r, true);
}

/* One more interest, or "!term" for never, for the contact on the page. */
static void tune(struct review *r)
{
	const struct contact *c = &r->entries[r->at].contact;
	struct interest in = {.source = SOURCE_STATED, .contact_id = c->id};
	struct buf line;
	enum err e;

	buf_init(&line, LIMIT_PATTERN_BYTES);
	if (!screen_line("Add an interest (/expression, !never, term=2): ", &line) ||
	    !line.n) {
		say(r, "Nothing added");
	} else {
		e = people_interest_parse(
		    r->app->arena, buf_borrow(&line), &in, r->app->ei);
		if (e == OK && in.kind == INTEREST_REGEX)
			e = match_check_regex(in.term, r->app->ei);
		if (e == OK)
			e = store_interest_put(
			    r->app->home->store, &in, &in.id, NULL, r->app->ei);
		if (e == OK)
			say(r, "Added for %.*s: %s", STR_ARG(c->name), line.p);
		else
			say(r, "%s", r->app->ei->text);
	}
	buf_clear(&line);
}

static bool has_text(struct str text, struct str needle)
{
	return str_find_nocase(text, needle) < text.n;
}

/* Moves to the next one whose headline or contact has the words. */
static void search(struct review *r)
{
	struct buf line;

	buf_init(&line, 1000);
	if (screen_line("/", &line) && line.n) {
		size_t i;

		for (i = 1; i <= r->n; i++) {
			const struct queue_entry *q = &r->entries[(r->at + i) % r->n];

			if (!r->is_done[(r->at + i) % r->n] &&
			    (has_text(q->item.title, buf_borrow(&line)) ||
				has_text(q->contact.name, buf_borrow(&line))))
				break;
		}
		if (i <= r->n)
			r->at = (r->at + i) % r->n;
		else
			say(r, "'%s' is in no headline or name here", line.p);
	}
	buf_clear(&line);
}

static void open_original(struct review *r)
{
	enum err e;

	screen_end();
	e = editor_open_url(r->app, r->entries[r->at].item.url);
	(void)screen_begin();
	if (e != OK)
		say(r, "%s", r->app->ei->text);
}

/* Does what a key says. False ends the review. */
static bool take_key(struct review *r, int key)
{
	enum review_page page = r->page;

	r->page = PAGE_SUGGESTION;
	if (key != KEY_RESIZE)
		buf_reset(&r->message);
	switch (key) {
	case 'j':
	case ' ':
	case KEY_DOWN: move(r, 1); break;
	case 'k':
	case KEY_UP: move(r, -1); break;
	case 'o':
	case '\r':
	case '\n': r->page = page == PAGE_TEXT ? PAGE_SUGGESTION : PAGE_TEXT; break;
	case 'w': r->page = page == PAGE_WHY ? PAGE_SUGGESTION : PAGE_WHY; break;
	case '?': r->page = page == PAGE_KEYS ? PAGE_SUGGESTION : PAGE_KEYS; break;
	case 'v': open_original(r); break;
	case 'f': forward(r); break;
	case 'e': dismiss(r, DISMISS_NONE, "Dismissed"); break;
	case '#': dismiss(r, DISMISS_WRONG_PERSON, "Dismissed: wrong person"); break;
	case 'x': dismiss(r, DISMISS_OFF_TOPIC, "Dismissed: off topic"); break;
	case 'n': dismiss(r, DISMISS_KNOWN, "Dismissed: known"); break;
	case '!': dismiss(r, DISMISS_BAD_NEWS, "Dismissed: bad news"); break;
	case 's': dismiss(r, DISMISS_STALE, "Dismissed: stale"); break;
	case 'b': snooze(r); break;
	case 'm': mute(r); break;
	case 't': tune(r); break;
	case 'z': undo(r); break;
	case '/': search(r); break;
	case 'q':
	case KEY_END: return false;
	case KEY_RESIZE: r->page = page; break;
	default: say(r, "That is no key here; ? shows them");
	}
	return true;
}

/* With everything decided, z and q alone mean anything. */
static bool take_last_key(struct review *r, int key)
{
	if (key == 'z')
		undo(r);
	return key == 'z' || key == KEY_RESIZE;
}

static void run_review(struct review *r)
{
	bool goes_on = true;

	while (goes_on) {
		int key;

		review_draw(r);
		key = screen_key();
		goes_on = r->is_finished ? take_last_key(r, key) : take_key(r, key);
	}
}

enum err cmd_review(struct app *app, int argc, char **argv)
{
	struct review r = {.app = app};
	struct suggestion_query query;
	enum err e = opts_parse(app, NULL, &argc, argv, 0, 1000);

	if (e == OK)
		e = lookup_query(
		    app->arena, app->home, opts_join(app, argc, argv), &query, app->ei);
	if (e == OK)
		e = store_suggestion_list(
		    app->arena, app->home->store, &query, &r.entries, &r.n, app->ei);
	if (e != OK)
		return e;
	if (!r.n) {
		out_line("Nothing to review. `sawthis run` reads the news.");
		return OK;
	}
	if (!screen_begin())
		return cmd_usage(app, "review needs a terminal; `sawthis queue` lists");
	r.is_done = arena_alloc(app->arena, r.n, sizeof(*r.is_done));
	buf_init(&r.message, 4096);
	review_sort(&r);
	run_review(&r);
	screen_end();
	printf("\n%zu decided, %zu left.\n", r.n_decided, review_count_left(&r));
	buf_clear(&r.message);
	buf_clear(&r.screen.b);
	return OK;
}
