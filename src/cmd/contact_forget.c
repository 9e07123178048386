/*
 * contact_forget.c - `sawthis contact forget`: a person goes wholly, from the database
 * and from the files that sawthis wrote about them.
 */
#include "cmd/commands.h"

#include "app/forgetting.h"
#include "app/lookup.h"
#include "cmd/out.h"

enum err cmd_contact_forget(struct app *app, int argc, char **argv)
{
	bool is_yes = false;
	const struct opt opts[] = {{"--yes", OPT_FLAG, &is_yes}, {NULL, OPT_FLAG, NULL}};
	struct contact c;
	size_t n_files;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 20);

	if (e == OK)
		e = lookup_contact(
		    app->arena, app->home, opts_join(app, argc, argv), &c, app->ei);
	if (e == OK)
		e = cmd_confirm(app, is_yes,
		    arena_printf(app->arena,
			"%.*s (%lld) will be forgotten: record, suggestions, notes, "
			"touches, "
			"drafts, and the copies of the database beside it.",
			STR_ARG(c.name), (long long)c.id));
	if (e == OK)
		e = forgetting_run(app->arena, app->home, &c, &n_files, app->ei);
	if (e == OK)
		out_line(
		    "Forgotten%s; a salted hash keeps imports from bringing them back",
		    n_files
			? arena_printf(app->arena, ", with %zu drafts and files", n_files)
			: "");
	return e;
}
