/*
 * digest.c - `sawthis digest`: the morning mail shown, or sent to the user.
 */
#include "cmd/commands.h"

#include "app/digesting.h"
#include "cmd/mail.h"
#include "cmd/out.h"

/* Line by line, so that nothing that a feed wrote reaches the terminal raw. */
static void print_text(struct str text)
{
	struct str line;

	while (str_split(&text, '\n', &line)) {
		if (line.n || text.p)
			out_line("%.*s", STR_ARG(line));
	}
}

static enum err send(struct app *app, const struct digest_text *text)
{
	struct outbox_message message;
	enum err e = digesting_send(app->arena, app->home, text, &message, app->ei);

	if (e == OK && message.state != OUTBOX_SENT)
		e = err_set(app->ei, ERR_UNAVAIL, NULL, "the digest is %s: %.*s",
		    outbox_state_name(message.state), STR_ARG(message.error));
	return e;
}

enum err digest_send_daily(struct app *app)
{
	struct digest_text text;
	bool is_sent = true, has_news = false;
	enum err e = OK;

	if (!config_bool(app->home->config, "mail.digest"))
		return OK;
	e = digesting_is_sent_today(app->home, &is_sent, app->ei);
	if (e == OK && !is_sent)
		e = digesting_make(app->arena, app->home, &text, &has_news, app->ei);
	return e == OK && has_news ? send(app, &text) : e;
}

enum err cmd_digest(struct app *app, int argc, char **argv)
{
	bool is_sending = false, has_news = false;
	const struct opt opts[] = {
	    {"--send", OPT_FLAG, &is_sending}, {NULL, OPT_FLAG, NULL}};
	struct digest_text text;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 0);

	if (e == OK)
		e = digesting_make(app->arena, app->home, &text, &has_news, app->ei);
	if (e != OK)
		return e;
	if (!has_news) {
		if (term_is_output())
			out_line(
			    "Nothing to say: no suggestion waits, nobody is due, no feed "
			    "fails.");
		return OK;
	}
	if (!is_sending) {
		print_text(text.text);
		return OK;
	}
	e = send(app, &text);
	if (e == OK)
		out_line("%s", outbox_state_name(OUTBOX_SENT));
	return e;
}
