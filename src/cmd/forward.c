/*
 * forward.c - `sawthis forward`: a ready note in the editor, then out as a mail. Always:
 * nothing goes out that the user did not see, unless they said --no-edit.
 */
#include "cmd/commands.h"

#include "app/forwarding.h"
#include "app/lookup.h"
#include "base/log.h"
#include "cmd/editor.h"
#include "cmd/out.h"

enum { NOTE_MAX_BYTES = 1 << 20 };

struct forward {
	struct app *app;
	enum mail_via via;
	bool has_no_edit;
	struct forward_wish wish;
	bool is_left; /* something waits, or its fate is unknown */
};

/* The note through the editor. ERR_TEMPFAIL where the user saved nothing. */
static enum err edit(struct app *app, struct forward_draft *d)
{
	struct buf text;
	enum err e;

	buf_init(&text, NOTE_MAX_BYTES);
	note_put_for_editor(&text, &d->note, d->to, d->why, d->warning);
	e = editor_edit(app, &text, ".txt", NULL);
	if (e == OK && !note_parse_edited(app->arena, buf_borrow(&text), &d->note))
		e = err_set(app->ei, ERR_TEMPFAIL, NULL,
		    "the note is empty: nothing was forwarded to %.*s",
		    STR_ARG(d->entry.contact.name));
	buf_clear(&text);
	return e;
}

/* The path, the URI, or the suggestion's new status. */
static void print_result(struct forward *f, const struct forward_result *r)
{
	if (r->handle.p)
		out_line("%.*s", STR_ARG(r->handle));
	else
		out_line("%s", suggestion_status_name(SUGGESTION_FORWARDED));
	if (r->said.p)
		log_warn("%.*s", STR_ARG(r->said));
	f->is_left = f->is_left || r->state != OUTBOX_SENT;
}

static enum err send(struct forward *f, struct forward_draft *d)
{
	struct app *app = f->app;
	struct forward_result result;
	enum err e = OK;

	if (d->warning.p)
		log_warn(
		    "%.*s: %.*s", STR_ARG(d->entry.contact.name), STR_ARG(d->warning));
	if (!f->has_no_edit)
		e = edit(app, d);
	if (e == OK)
		e = forwarding_send(app->arena, app->home, d, f->via, &result, app->ei);
	if (e == OK)
		print_result(f, &result);
	return e;
}

/* An article that the user found, to each of the contacts. */
static enum err forward_url(struct forward *f, struct str url, const struct opt_list *to)
{
	struct app *app = f->app;
	enum err e = OK;

	if (to->n > 1)
		log_warn("%zu people get a mail each", to->n);
	for (size_t i = 0; i < to->n && e == OK; i++) {
		struct forward_draft d;
		struct contact c;

		e = lookup_contact(app->arena, app->home, to->texts[i], &c, app->ei);
		if (e == OK)
			e = forwarding_prepare_url(
			    app->arena, app->home, url, c.id, &f->wish, &d, app->ei);
		if (e == OK)
			e = send(f, &d);
	}
	return e;
}

static enum err forward_ids(struct forward *f, int argc, char **argv)
{
	struct app *app = f->app;
	enum err e = OK;

	for (int i = 0; i < argc && e == OK; i++) {
		struct forward_draft d;
		int64_t id;

		e = opts_id(app, argv[i], &id);
		if (e == OK)
			e = forwarding_prepare(
			    app->arena, app->home, id, &f->wish, &d, app->ei);
		if (e == OK)
			e = send(f, &d);
	}
	return e;
}

enum err cmd_forward(struct app *app, int argc, char **argv)
{
	struct forward f = {.app = app, .via = forwarding_via(app->home)};
	struct str via = {0}, url = {0};
	struct opt_list to = {0};
	const struct opt opts[] = {
	    {"--via", OPT_TEXT, &via},
	    {"--no-edit", OPT_FLAG, &f.has_no_edit},
	    {"--note", OPT_TEXT, &f.wish.line},
	    {"--ask", OPT_TEXT, &f.wish.question},
	    {"--follow-up", OPT_FLAG, &f.wish.is_follow_up},
	    {"--url", OPT_TEXT, &url},
	    {"--title", OPT_TEXT, &f.wish.title},
	    {"--to", OPT_LIST, &to},
	    {NULL, OPT_FLAG, NULL},
	};
	enum err e = opts_parse(app, opts, &argc, argv, 0, 1000);

	if (e != OK)
		return e;
	if (via.p && !mail_via_parse(via, &f.via))
		return cmd_usage(app,
		    "'%.40s' is no way out: eml, mailto, imap, smtp, sendmail", via.p);
	if (url.p ? argc > 0 || to.n == 0 : argc == 0 || to.n > 0)
		return cmd_usage(app, "give IDs, or --url URL and --to CONTACT");
	e = url.p ? forward_url(&f, url, &to) : forward_ids(&f, argc, argv);
	if (e == OK && f.is_left)
		e = err_set(app->ei, ERR_UNAVAIL, NULL,
		    "not all mail could be delivered; `sawthis mail list` shows what is "
		    "left");
	return e;
}
