/*
 * mail.c - `sawthis mail check`, `list`, `flush` and `resolve`: the settings tried, and
 * the outbox seen to.
 */
#include "cmd/commands.h"

#include "app/forwarding.h"
#include "app/mailing.h"
#include "base/log.h"
#include "cmd/mail.h"
#include "cmd/out.h"
#include "cmd/term.h"
#include "store/outbox.h"

#include <stdio.h>

enum { SAID_MAX_BYTES = 4 << 10 };

enum err cmd_mail_check(struct app *app, int argc, char **argv)
{
	enum mail_via via = forwarding_via(app->home);
	struct str name = {0};
	const struct opt opts[] = {{"--via", OPT_TEXT, &name}, {NULL, OPT_FLAG, NULL}};
	struct mailing *m;
	struct buf said;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 0);

	if (e == OK && name.p && !mail_via_parse(name, &via))
		return cmd_usage(app,
		    "'%.40s' is no way out: eml, mailto, imap, smtp, sendmail", name.p);
	if (e != OK)
		return e;
	m = mailing_new(app->home);
	buf_init(&said, SAID_MAX_BYTES);
	e = mailing_check(m, via, &said, app->ei);
	if (e == OK)
		out_line("%s: %s", mail_via_name(via), said.p ? said.p : "");
	buf_clear(&said);
	mailing_free(m);
	return e;
}

/* ---- The outbox -------------------------------------------------------------- */

static json_t *json_of_message(const struct outbox_message *m)
{
	return json_pack("{s:I,s:s,s:s,s:o,s:o,s:o,s:o,s:I,s:o,s:o,s:o}", "id",
	    (json_int_t)m->id, "state", outbox_state_name(m->state), "via",
	    mail_via_name(m->via), "suggestion",
	    m->suggestion_id ? json_integer((json_int_t)m->suggestion_id) : json_null(),
	    "to", out_json_str(m->to), "subject", out_json_str(m->subject), "message_id",
	    out_json_str(m->message_id), "tries", (json_int_t)m->n_tries, "created",
	    out_json_time(m->created_at_s), "next_try", out_json_time(m->next_try_at_s),
	    "error", out_json_str(m->error));
}

static void print_messages(const struct outbox_message *messages, size_t n)
{
	static const struct table_column columns[] = {
	    {"ID", true, false, STYLE_PLAIN},
	    {"STATE", false, false, STYLE_BOLD},
	    {"TO", false, true, STYLE_PLAIN},
	    {"SUBJECT", false, true, STYLE_PLAIN},
	    {"NEXT TRY", false, false, STYLE_DIM},
	    {"LAST ERROR", false, true, STYLE_WARN},
	};
	struct table t;
	char at[CLOCK_ISO_SIZE];

	table_init(&t, columns, sizeof(columns) / sizeof(columns[0]));
	for (size_t i = 0; i < n; i++) {
		const struct outbox_message *m = &messages[i];

		table_addf(&t, "%lld", (long long)m->id);
		table_addf(&t, "%s", outbox_state_name(m->state));
		table_add(&t, m->to);
		table_add(&t, m->subject);
		table_add(&t, str_of(clock_format_iso(m->next_try_at_s, at)));
		table_add(&t, m->error);
	}
	table_print(&t);
}

enum err cmd_mail_list(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	bool is_all = false;
	const struct opt opts[] = {{"--all", OPT_FLAG, &is_all},
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	const unsigned open_states =
	    1U << OUTBOX_QUEUED | 1U << OUTBOX_SENDING | 1U << OUTBOX_UNKNOWN;
	struct outbox_message *messages;
	size_t n;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 0);

	if (e == OK)
		e = store_outbox_list(app->arena, app->home->store,
		    is_all ? 0 : open_states, false, &messages, &n, app->ei);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n && format == FORMAT_JSON; i++)
		out_json(json_of_message(&messages[i]));
	if (format == FORMAT_TEXT && n)
		print_messages(messages, n);
	else if (format == FORMAT_TEXT)
		out_line(is_all ? "No messages." : "Nothing waits.");
	return OK;
}

static void tell_message(void *ctx, const struct outbox_message *m)
{
	(void)ctx;
	if (m->state == OUTBOX_SENT)
		log_info("message %lld to %.*s: sent", (long long)m->id, STR_ARG(m->to));
	else
		log_warn("message %lld to %.*s: %s: %.*s", (long long)m->id,
		    STR_ARG(m->to), outbox_state_name(m->state), STR_ARG(m->error));
}

enum err mail_flush_due(struct app *app)
{
	struct mailing *m = mailing_new(app->home);
	struct mailing_counts n;
	enum err e = mailing_flush(app->arena, m, true, tell_message, NULL, &n, app->ei);

	mailing_free(m);
	if (e == OK && n.n_unknown)
		log_warn(
		    "%zu message%s may or may not have been sent: `sawthis mail list`",
		    n.n_unknown, n.n_unknown == 1 ? "" : "s");
	return e;
}

/* Asks about each message whose fate is unknown; what the user does not know stays. */
static enum err ask_unknown(struct app *app, struct mailing *m)
{
	struct outbox_message *unknown;
	size_t n;
	enum err e = store_outbox_list(app->arena, app->home->store, 1U << OUTBOX_UNKNOWN,
	    false, &unknown, &n, app->ei);

	for (size_t i = 0; e == OK && i < n; i++) {
		char answer[16] = "";
		enum mailing_word word;

		out_line("Message %lld to %.*s, \"%.*s\", may or may not have been sent.",
		    (long long)unknown[i].id, STR_ARG(unknown[i].to),
		    STR_ARG(unknown[i].subject));
		fputs("Was it sent (s), send it again (r), cancel it (c), or ask later "
		      "(Enter)? ",
		    stderr);
		if (!fgets(answer, sizeof(answer), stdin))
			break;
		if (answer[0] != 's' && answer[0] != 'r' && answer[0] != 'c')
			continue;
		word = answer[0] == 's'	  ? WORD_SENT
		       : answer[0] == 'r' ? WORD_RESEND
					  : WORD_CANCEL;
		e = mailing_resolve(
		    app->arena, m, unknown[i].id, word, &unknown[i], app->ei);
	}
	return e;
}

enum err cmd_mail_flush(struct app *app, int argc, char **argv)
{
	struct mailing_counts n;
	struct mailing *m;
	enum err e = opts_parse(app, NULL, &argc, argv, 0, 0);

	if (e != OK)
		return e;
	m = mailing_new(app->home);
	if (term_is_input())
		e = ask_unknown(app, m);
	if (e == OK)
		e = mailing_flush(app->arena, m, false, tell_message, NULL, &n, app->ei);
	mailing_free(m);
	if (e != OK)
		return e;
	out_line("%zu message%s sent, %zu waiting, %zu refused, %zu unknown", n.n_sent,
	    str_plural((int64_t)n.n_sent), n.n_waiting, n.n_failed, n.n_unknown);
	if (n.n_unknown)
		log_warn("unknown: `sawthis mail list`, then `mail resolve ID "
			 "sent|resend|cancel`");
	if (n.n_waiting || n.n_failed || n.n_unknown)
		return err_set(
		    app->ei, ERR_UNAVAIL, NULL, "not all mail could be delivered");
	return OK;
}

static bool parse_word(const char *text, enum mailing_word *out)
{
	static const char *const words[] = {"sent", "resend", "cancel"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_eq(str_of(text), str_of(words[i]))) {
			*out = (enum mailing_word)i;
			return true;
		}
	}
	return false;
}

enum err cmd_mail_resolve(struct app *app, int argc, char **argv)
{
	struct outbox_message message;
	enum mailing_word word;
	struct mailing *m;
	int64_t id;
	enum err e = opts_parse(app, NULL, &argc, argv, 2, 2);

	if (e == OK)
		e = opts_id(app, argv[0], &id);
	if (e == OK && !parse_word(argv[1], &word))
		return cmd_usage(app, "'%.40s' is none of sent, resend, cancel", argv[1]);
	if (e != OK)
		return e;
	m = mailing_new(app->home);
	e = mailing_resolve(app->arena, m, id, word, &message, app->ei);
	if (e == OK && word == WORD_RESEND)
		e = mailing_try(app->arena, m, id, &message, app->ei);
	mailing_free(m);
	if (e != OK)
		return e;
	out_line("%s", outbox_state_name(message.state));
	if (word == WORD_RESEND && message.state != OUTBOX_SENT)
		return err_set(
		    app->ei, ERR_UNAVAIL, NULL, "%.*s", STR_ARG(message.error));
	return OK;
}
