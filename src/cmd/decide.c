/*
 * decide.c - `sawthis dismiss`, `snooze`, `release` and `undo`.
 */
#include "cmd/commands.h"

#include "app/deciding.h"
#include "cmd/out.h"

static enum err parse_ids(struct app *app, int n, char **argv, int64_t **ids)
{
	enum err e = OK;

	*ids = arena_alloc(app->arena, (size_t)n, sizeof(**ids));
	for (int i = 0; i < n && e == OK; i++)
		e = opts_id(app, argv[i], &(*ids)[i]);
	return e;
}

/* Says what the last decision was, so that the user sees what `undo` would take back. */
static enum err print_last(struct app *app)
{
	struct decision last;
	struct str text;
	enum err e = store_decision_last(app->home->store, &last, app->ei);

	if (e == OK)
		e = deciding_describe(app->arena, app->home, &last, &text, app->ei);
	if (e == OK)
		out_line("%.*s", STR_ARG(text));
	return e;
}

enum err cmd_dismiss(struct app *app, int argc, char **argv)
{
	struct str text = {NULL, 0};
	const struct opt opts[] = {{"--reason", OPT_TEXT, &text}, {NULL, OPT_FLAG, NULL}};
	enum dismiss_reason reason = DISMISS_NONE;
	int64_t *ids;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 10000);

	if (e == OK && text.p && !dismiss_reason_parse(text, &reason))
		return cmd_usage(app,
		    "'%.40s' is no reason: wrong-person, off-topic, known, "
		    "bad-news, stale",
		    text.p);
	if (e == OK)
		e = parse_ids(app, argc, argv, &ids);
	if (e == OK)
		e = deciding_dismiss(app->home, ids, (size_t)argc, reason, app->ei);
	if (e == OK && argc > 1)
		out_line("%d dismissed. `sawthis undo` takes one back at a time.", argc);
	else if (e == OK)
		e = print_last(app);
	return e;
}

enum err cmd_snooze(struct app *app, int argc, char **argv)
{
	int64_t id, until_s;
	enum err e = opts_parse(app, NULL, &argc, argv, 2, 2);

	if (e == OK)
		e = opts_id(app, argv[0], &id);
	if (e == OK && !clock_parse_when(str_of(argv[1]), false, &until_s))
		return cmd_usage(app,
		    "'%.40s' is no day: write 2026-12-01, 7d, 2w, tomorrow", argv[1]);
	if (e == OK)
		e = deciding_snooze(app->home, id, until_s, app->ei);
	return e == OK ? print_last(app) : e;
}

enum err cmd_release(struct app *app, int argc, char **argv)
{
	int64_t *ids;
	enum err e = opts_parse(app, NULL, &argc, argv, 1, 10000);

	if (e == OK)
		e = parse_ids(app, argc, argv, &ids);
	for (int i = 0; i < argc && e == OK; i++) {
		e = deciding_release(app->home, ids[i], app->ei);
		if (e == OK)
			e = print_last(app);
	}
	return e;
}

enum err cmd_undo(struct app *app, int argc, char **argv)
{
	struct decision undone;
	struct str text;
	enum err e = opts_parse(app, NULL, &argc, argv, 0, 0);

	if (e == OK)
		e = deciding_undo(app->home, &undone, app->ei);
	if (e == OK)
		e = deciding_describe(app->arena, app->home, &undone, &text, app->ei);
	if (e == OK)
		out_line("Taken back: %.*s%s", STR_ARG(text),
		    undone.is_mail_sent ? " (the mail itself has left)" : "");
	return e;
}
