/*
 * init.c - `sawthis init`: makes the home.
 */
#include "cmd/commands.h"

#include "app/templates.h"
#include "app/topics.h"
#include "cmd/out.h"

enum err cmd_init(struct app *app, int argc, char **argv)
{
	struct str feeds = {NULL, 0};
	const struct opt opts[] = {{"--feeds", OPT_TEXT, &feeds}, {NULL, OPT_FLAG, NULL}};
	enum err e = opts_parse(app, opts, &argc, argv, 0, 0);

	if (e == OK)
		e = home_open_store(app->home, app->ei);
	if (e == OK)
		e = app_templates_write(app->home, app->ei);
	if (e == OK)
		e = app_topics_write(app->home, app->ei);
	if (e == OK && feeds.p)
		e = cmd_feed_import_file(app, feeds.p);
	if (e != OK)
		return e;
	out_line("Settings  %s", app->home->config_path);
	out_line("Database  %s", app->home->database_path);
	out_line("Wordings  %s", app->home->templates_folder);
	out_line("Topics    %s/topics.txt", app->home->config_folder);
	out_line("Next: sawthis contact import FILE, sawthis feed add URL, sawthis run");
	return OK;
}
