/*
 * contact_mute.c - `sawthis contact mute` and `unmute`.
 */
#include "cmd/commands.h"

#include "app/lookup.h"
#include "cmd/out.h"

static enum err mute(struct app *app, int argc, char **argv, bool is_muted)
{
	struct contact c;
	enum err e = opts_parse(app, NULL, &argc, argv, 1, 1000);

	for (int i = 0; i < argc && e == OK; i++) {
		e = lookup_contact(app->arena, app->home, str_of(argv[i]), &c, app->ei);
		if (e == OK)
			e = store_contact_mute(app->home->store, c.id, is_muted, app->ei);
		if (e == OK)
			out_line("%.*s: %s", STR_ARG(c.name),
			    is_muted ? "muted, nothing is suggested" : "no longer muted");
	}
	return e;
}

enum err cmd_contact_mute(struct app *app, int argc, char **argv)
{
	return mute(app, argc, argv, true);
}

enum err cmd_contact_unmute(struct app *app, int argc, char **argv)
{
	return mute(app, argc, argv, false);
}
