/*
 * cmd.c - help, usage errors and confirmation: what all commands share.
 */
#include "cmd/cmd.h"

#include "base/buf.h"
#include "cmd/out.h"
#include "cmd/term.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum err cmd_usage(struct app *app, const char *fmt, ...)
{
	char text[300];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(app->ei, ERR_USAGE, app->command->name,
	    "%s; usage: sawthis %s%s%s", text, app->command->name,
	    app->command->synopsis[0] ? " " : "", app->command->synopsis);
}

/* The usage is one line where no terminal is: other programs read it. */
static void put_command(struct buf *b, const struct command *c)
{
	struct buf usage;

	buf_init(&usage, 1 << 10);
	buf_printf(&usage, "usage: sawthis %s%s%s", c->name, c->synopsis[0] ? " " : "",
	    c->synopsis);
	term_put_wrapped(b, STYLE_PLAIN, buf_borrow(&usage),
	    term_is_output() ? term_columns() - 8 : SIZE_MAX, 8);
	buf_printf(b, "\n\n%s.\n", c->summary);
	buf_clear(&usage);
	if (c->help && c->help[0])
		buf_printf(b, "\n%s", c->help);
}

static void put_line(struct buf *b, const struct command *c)
{
	buf_puts(b, "  ");
	term_put(b, STYLE_BOLD, str_of(c->name));
	for (size_t n = strlen(c->name); n < 18; n++)
		buf_putc(b, ' ');
	buf_printf(b, " %s\n", c->summary);
}

static void put_list(struct buf *b)
{
	const char *group = "";

	buf_puts(b, "usage: sawthis [--home DIR] [-q | -v] COMMAND [ARGUMENTS]\n\n"
		    "Reads the news on your behalf and suggests, for each of your "
		    "contacts, what\n"
		    "they would care about: \"saw this and thought of you\".\n");
	for (const struct command *c = commands; c->name; c++) {
		if (strcmp(group, c->group) != 0) {
			buf_putc(b, '\n');
			term_put(b, STYLE_DIM, str_of(c->group));
			buf_putc(b, '\n');
		}
		group = c->group;
		put_line(b, c);
	}
	buf_puts(b, "\n`sawthis help COMMAND` tells more of one.\n");
}

enum err cmd_help(struct err_info *ei, const char *name)
{
	struct buf b;
	size_t n = name ? strlen(name) : 0;
	bool is_found = !name;

	buf_init(&b, 1 << 20);
	if (!name)
		put_list(&b);
	for (const struct command *c = commands; c->name && !is_found; c++)
		if (strcmp(c->name, name) == 0) {
			put_command(&b, c);
			is_found = true;
		}
	for (const struct command *c = commands; c->name && !is_found; c++)
		if (strncmp(c->name, name, n) == 0 && c->name[n] == ' ')
			put_line(&b, c);
	if (!is_found && !b.n)
		return err_set(ei, ERR_USAGE, NULL,
		    "there is no command '%.60s'; `sawthis help` lists them", name);
	if (!is_found)
		buf_printf(&b, "\n`sawthis help %s WORD` tells more of one.\n", name);
	out_print(&b);
	buf_clear(&b);
	return OK;
}

enum err cmd_confirm(struct app *app, bool is_yes, const char *question)
{
	char answer[16] = "";

	if (is_yes)
		return OK;
	if (!term_is_input())
		return cmd_usage(app, "%s This cannot be undone: say --yes", question);
	fprintf(stderr, "%s This cannot be undone. Go on? [y/N] ", question);
	if (fgets(answer, sizeof(answer), stdin) &&
	    (answer[0] == 'y' || answer[0] == 'Y'))
		return OK;
	return err_set(app->ei, ERR_TEMPFAIL, NULL, "nothing was changed");
}
