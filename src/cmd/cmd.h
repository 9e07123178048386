/*
 * cmd.h - what a command is, and what every command is given. main.c holds the table; a
 * file of this folder holds one command, or a command with its words ("feed add").
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "app/home.h"
#include "base/arena.h"
#include "base/err.h"

struct command;

/* What main() gives to a command. The database is open if the command asked for it. */
struct app {
	struct home *home;
	const struct command *command;
	struct arena *arena; /* for what lives as long as the command */
	struct err_info *ei; /* filled in where a command fails; main() prints it */
};

enum command_needs {
	NEEDS_NOTHING, /* not even a configuration */
	NEEDS_HOME,    /* folders found, configuration read */
	NEEDS_STORE,   /* the database open */
	NEEDS_LOCK,    /* and the batch lock held */
};

struct command {
	const char *name; /* "queue", "feed add" */
	enum err (*run)(
	    struct app *app, int argc, char **argv); /* argv[0] is the first argument */
	enum command_needs needs;
	const char *group;    /* heading in the list of commands */
	const char *synopsis; /* arguments, "ID… [--note TEXT]" */
	const char *summary;  /* one line, no full stop */
	const char *help;     /* remarks, and options indented by two */
};

/* Every command, in the order of the list; ended by a NULL name. In main.c. Lines of help
 * have at most 80 columns. */
extern const struct command commands[];

/* ERR_USAGE with the sentence and the command's synopsis. */
enum err cmd_usage(struct app *app, const char *fmt, ...) PRINTF(2, 3);

/* Prints one command's help, the words of a group ("feed"), or the whole list for NULL.
 * ERR_USAGE if there is no such command. */
enum err cmd_help(struct err_info *ei, const char *name);

/* Asks a yes-or-no question on the terminal; where there is none, --yes is required:
 * ERR_USAGE says so. ERR_TEMPFAIL where the answer was no. */
enum err cmd_confirm(struct app *app, bool is_yes, const char *question) MUST_USE;

#endif
