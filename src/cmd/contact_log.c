/*
 * contact_log.c - `sawthis contact log`: a lunch, a call, a meeting. It resets the
 * cadence.
 */
#include "cmd/commands.h"

#include "app/lookup.h"
#include "cmd/out.h"
#include "rank/cadence.h"
#include "store/touch.h"

/* Says when the next touch is due. */
static enum err print_next(struct app *app, int64_t contact_id)
{
	char text[AGO_SIZE];
	struct contact c;
	int64_t due;
	enum err e =
	    store_contact_get(app->arena, app->home->store, contact_id, &c, app->ei);

	if (e != OK)
		return e;
	due = cadence_due_in_days(
	    &c, config_int(app->home->config, "queue.every_days"), clock_now_s());
	if (due == DUE_NEVER)
		out_line("Logged for %.*s.", STR_ARG(c.name));
	else
		out_line("Logged for %.*s; next due %s.", STR_ARG(c.name),
		    due <= 0 ? "now" : ago_format(clock_now_s() + due * DAY_S, text));
	return OK;
}

enum err cmd_contact_log(struct app *app, int argc, char **argv)
{
	struct touch touch = {.kind = TOUCH_OTHER, .at_s = clock_now_s()};
	struct str kind = {NULL, 0};
	const struct opt opts[] = {
	    {"--on", OPT_PAST, &touch.at_s},
	    {"--kind", OPT_TEXT, &kind},
	    {NULL, OPT_FLAG, NULL},
	};
	struct contact c;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 2);

	if (e == OK && kind.p &&
	    (!touch_kind_parse(kind, &touch.kind) || touch.kind == TOUCH_FORWARD))
		return cmd_usage(
		    app, "'%.40s' is no kind: meeting, call, mail, other", kind.p);
	if (e == OK && touch.at_s > clock_now_s())
		return cmd_usage(app, "--on lies in the future; log what has happened");
	if (e == OK)
		e = lookup_contact(app->arena, app->home, str_of(argv[0]), &c, app->ei);
	if (e != OK)
		return e;
	touch.contact_id = c.id;
	touch.text = argc > 1 ? str_of(argv[1]) : (struct str){NULL, 0};
	e = store_touch_insert(app->home->store, &touch, &touch.id, app->ei);
	return e == OK ? print_next(app, c.id) : e;
}
