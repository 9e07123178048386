/*
 * serve.c - `sawthis serve`: the page on this machine.
 */
#include "cmd/commands.h"

#include "cmd/out.h"
#include "mail/password.h"
#include "web/web.h"

#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t has_ended;

static void on_end(int number)
{
	(void)number;
	has_ended = 1;
}

static bool should_stop(void *ctx)
{
	(void)ctx;
	return has_ended;
}

static void on_ready(void *ctx, const char *url)
{
	(void)ctx;
	out_line("Open this link in your browser; Ctrl-C stops the page:");
	out_line("  %s", url);
	fflush(stdout);
}

enum err cmd_serve(struct app *app, int argc, char **argv)
{
	struct sigaction end = {.sa_handler = on_end};
	struct web_options o = {.listen = config_text(app->home->config, "web.listen"),
	    .on_ready = on_ready,
	    .should_stop = should_stop};
	const struct opt opts[] = {
	    {"--listen", OPT_TEXT, &o.listen}, {NULL, OPT_FLAG, NULL}};
	struct str command = config_text(app->home->config, "web.password_command");
	char *password = NULL;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 0);

	if (e != OK)
		return e;
	sigaction(SIGINT, &end, NULL);
	sigaction(SIGTERM, &end, NULL);
	o.program = "/proc/self/exe";
	o.home_folder = app->home->is_one_folder ? app->home->config_folder : NULL;
	if (command.n)
		e = mail_password_read(
		    "web.password_command", command.p, &password, app->ei);
	o.password = str_of(password);
	if (e == OK)
		e = web_serve(app->home, &o, app->ei);
	mail_password_free(password);
	return e;
}
