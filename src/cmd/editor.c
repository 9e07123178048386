/*
 * editor.c - runs the user's editor and browser. Always: the command is the user's own
 * setting, run by the shell as git does; what comes from a feed is only ever an argument.
 */
#include "cmd/editor.h"

#include "base/file.h"
#include "base/log.h"
#include "base/url.h"
#include "cmd/term.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs `command ARGUMENT` by the shell and waits; the interrupt key is the child's. */
static int run(const char *command, const char *argument)
{
	char *script;
	struct buf b;
	int status = -1;
	pid_t pid;

	buf_init(&b, 1 << 16);
	buf_printf(&b, "%s \"$1\"", command);
	script = buf_take(&b);
	pid = fork();
	if (pid == 0) {
		execl("/bin/sh", "sh", "-c", script, "sh", argument, (char *)NULL);
		_exit(127);
	}
	if (pid > 0) {
		struct sigaction ignore = {.sa_handler = SIG_IGN}, before;

		sigaction(SIGINT, &ignore, &before);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
		sigaction(SIGINT, &before, NULL);
	}
	free(script);
	return status;
}

static const char *editor_command(void)
{
	const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");

	if (visual && visual[0])
		return visual;
	return editor && editor[0] ? editor : "vi";
}

enum err editor_edit(
    struct app *app, struct buf *text, const char *ending, bool *is_changed)
{
	char *path = arena_printf(
	    app->arena, "%s/edit-%ld%s", app->home->data_folder, (long)getpid(), ending);
	struct buf saved;
	enum err e;
	int status;

	if (!term_is_input() && !getenv("VISUAL") && !getenv("EDITOR"))
		return cmd_usage(app, "there is no terminal to edit in; set EDITOR");
	e = file_write(path, buf_borrow(text), app->ei);
	if (e != OK)
		return e;
	status = run(editor_command(), path);
	if (status != 0)
		return err_set(app->ei, ERR_TEMPFAIL, path,
		    "the editor '%s' failed; nothing was changed, your text is in this "
		    "file",
		    editor_command());
	buf_init(&saved, text->max);
	e = file_read(path, &saved, app->ei);
	if (e == OK) {
		(void)unlink(path);
		if (is_changed)
			*is_changed = !str_eq(buf_borrow(text), buf_borrow(&saved));
		buf_reset(text);
		buf_put_str(text, buf_borrow(&saved));
	}
	buf_clear(&saved);
	return e;
}

/* Keeps the text that was refused beside the database and names the file. */
static enum err keep(struct app *app, const struct editor_reading *r, struct str text)
{
	struct err_info why = *app->ei;
	char *path =
	    arena_printf(app->arena, "%s/%s", app->home->data_folder, r->kept_name);
	enum err e = file_write(path, text, app->ei);

	if (e != OK) {
		log_err_info(&why);
		return e;
	}
	return err_set(app->ei, ERR_DATA, why.source,
	    "%s; nothing was changed. Your text is in %s%s", why.text, path,
	    r->again
		? arena_printf(app->arena, ": correct it and say `%s %s`", r->again, path)
		: "");
}

static bool wants_again(struct app *app)
{
	char answer[16] = "";

	if (!term_is_input())
		return false;
	log_err_info(app->ei);
	fprintf(stderr, "Edit it again? [Y/n] ");
	return fgets(answer, sizeof(answer), stdin) && answer[0] != 'n' &&
	       answer[0] != 'N';
}

enum err editor_edit_until_read(
    struct app *app, struct buf *text, const struct editor_reading *r, bool *is_changed)
{
	bool is_new = false;
	enum err e;

	*is_changed = false;
	do {
		e = editor_edit(app, text, ".txt", &is_new);
		*is_changed |= is_new;
		if (e != OK || !*is_changed)
			return e;
		e = r->read(r->ctx, buf_borrow(text));
	} while (e == ERR_DATA && wants_again(app));
	return e == ERR_DATA ? keep(app, r, buf_borrow(text)) : e;
}

enum err editor_open_url(struct app *app, struct str url)
{
	const char *browser = getenv("BROWSER");

	if (!url_is_web(url))
		return err_set(
		    app->ei, ERR_DATA, NULL, "the item has no address to open");
	if (run(browser && browser[0] ? browser : "xdg-open",
		arena_dup_str(app->arena, url)) != 0)
		return err_set(app->ei, ERR_UNAVAIL, NULL,
		    "cannot open a browser; set BROWSER. The address: %.300s", url.p);
	return OK;
}
