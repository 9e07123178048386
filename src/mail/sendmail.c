/*
 * sendmail.c - hands a message to a command. In goes the command line as configured, out
 * comes what the command's exit code says; no shell sees any of it.
 */
#include "mail/sendmail.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "mail/process.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 64, SAID_MAX_BYTES = 4 << 10, SHOWN_MAX_BYTES = 300 };

/* Exit codes of sysexits(3) that tell more than "refused". */
enum {
	EXIT_NO_HOST = 68,
	EXIT_UNAVAILABLE = 69,
	EXIT_SOFTWARE = 70,
	EXIT_OS_ERROR = 71,
	EXIT_OS_FILE = 72,
	EXIT_CANNOT_CREATE = 73,
	EXIT_IO_ERROR = 74,
	EXIT_TRY_LATER = 75,
	EXIT_PROTOCOL = 76,
};

/* The words of a command line; false for an open quote or too many. */
static bool split(struct arena *a, const char *command, char **argv, size_t *argc)
{
	const char *p = command;

	for (*argc = 0; *p;) {
		char *word, *to, quote = 0;

		if (*p == ' ' || *p == '\t') {
			p++;
			continue;
		}
		if (*argc == ARGUMENTS_MAX)
			return false;
		word = to = arena_alloc(a, strlen(p) + 1, 1);
		for (; *p && (quote || (*p != ' ' && *p != '\t')); p++) {
			if (quote ? *p == quote : *p == '"' || *p == '\'')
				quote = quote ? 0 : *p;
			else
				*to++ = *p;
		}
		if (quote)
			return false;
		argv[(*argc)++] = word;
	}
	return *argc > 0;
}

/* The command with what sendmail programs take: the envelope, and no end at a dot. */
static bool command_line(struct arena *a, const char *command, const char *from,
    const char *to, char *argv[ARGUMENTS_MAX + 6])
{
	size_t argc;
	bool is_by_header = false;

	if (!split(a, command, argv, &argc))
		return false;
	for (size_t i = 1; i < argc; i++)
		is_by_header = is_by_header || strcmp(argv[i], "-t") == 0;
	argv[argc++] = arena_dup(a, "-i");
	if (!is_by_header) {
		argv[argc++] = arena_dup(a, "-f");
		argv[argc++] = arena_dup(a, from);
		argv[argc++] = arena_dup(a, "--");
		argv[argc++] = arena_dup(a, to);
	}
	argv[argc] = NULL;
	return true;
}

/* msmtp quotes the server's reply, whatever its exit code: '4', '5', or 0 for none. A
 * refused login (53x) says nothing of the message. */
static char reply_class(struct str said)
{
	struct str mark = STR("server message: ");
	size_t at = str_find(said, mark);
	struct str reply = str_sub(said, at + mark.n, said.n);

	if (at == said.n || !reply.n || (reply.p[0] != '4' && reply.p[0] != '5'))
		return 0;
	return str_starts(reply, STR("53")) ? '4' : reply.p[0];
}

static enum mail_outcome judge(const struct process_end *end, struct str said)
{
	char reply = reply_class(said);

	if (end->exit_code == 0)
		return MAIL_ACCEPTED;
	if (!end->is_startable)
		return MAIL_TEMPORARY;
	if (end->exit_code < 0)
		return end->is_all_read ? MAIL_UNKNOWN : MAIL_TEMPORARY;
	if (reply)
		return reply == '5' ? MAIL_PERMANENT : MAIL_TEMPORARY;
	switch (end->exit_code) {
	case EXIT_NO_HOST:
	case EXIT_UNAVAILABLE:
	case EXIT_OS_ERROR:
	case EXIT_OS_FILE:
	case EXIT_CANNOT_CREATE:
	case EXIT_TRY_LATER: return MAIL_TEMPORARY;
	case EXIT_SOFTWARE:
	case EXIT_IO_ERROR:
	case EXIT_PROTOCOL: return end->is_all_read ? MAIL_UNKNOWN : MAIL_TEMPORARY;
	default: return MAIL_PERMANENT;
	}
}

static void tell(const struct process_end *end, const char *program, struct str said,
    struct err_info *ei)
{
	struct buf b;

	buf_init(&b, SHOWN_MAX_BYTES);
	utf8_put_visible(&b, utf8_cut(str_trim(said), SHOWN_MAX_BYTES / 3));
	if (!end->is_startable)
		err_set(ei, ERR_CONFIG, program,
		    "there is no such program; see mail.sendmail");
	else if (end->is_timed_out)
		err_set(ei, ERR_UNAVAIL, program, "did not end in time");
	else if (end->exit_code < 0)
		err_set(ei, ERR_UNAVAIL, program, "was killed by a signal");
	else
		err_set(ei, ERR_UNAVAIL, program, "exit code %d%s%s", end->exit_code,
		    b.n ? ": " : "", b.n ? b.p : "");
	buf_clear(&b);
}

struct mail_result sendmail_send(const char *command, const char *from, const char *to,
    struct str bytes, int timeout_s)
{
	struct mail_result result = {.outcome = MAIL_TEMPORARY};
	struct arena *a = arena_new();
	char *argv[ARGUMENTS_MAX + 6];
	struct process_end end;
	struct buf said;

	buf_init(&said, SAID_MAX_BYTES);
	if (!command_line(a, command, from, to, argv)) {
		err_set(&result.info, ERR_CONFIG, "mail.sendmail",
		    "is no command: empty, a quote left open, or too many words");
	} else if (process_run(argv, bytes, PROCESS_KEEP_STDERR, timeout_s, &said, &end,
		       &result.info) == OK) {
		result.code = end.exit_code;
		result.outcome = judge(&end, buf_borrow(&said));
		if (result.outcome != MAIL_ACCEPTED)
			tell(&end, argv[0], buf_borrow(&said), &result.info);
	}
	buf_clear(&said);
	arena_free(a);
	return result;
}

enum err sendmail_check(const char *command, struct err_info *ei)
{
	struct arena *a = arena_new();
	char *argv[ARGUMENTS_MAX + 6];
	struct str path = str_of(getenv("PATH")), folder;
	size_t argc;
	bool is_found = false;

	if (split(a, command, argv, &argc)) {
		if (strchr(argv[0], '/')) {
			is_found = access(argv[0], X_OK) == 0;
			path = (struct str){0};
		}
		while (!is_found && str_split(&path, ':', &folder))
			is_found =
			    access(arena_printf(a, "%.*s/%s", STR_ARG(folder), argv[0]),
				X_OK) == 0;
	}
	arena_free(a);
	return is_found ? OK
			: err_set(ei, ERR_CONFIG, "mail.sendmail",
			      "'%.200s' is no program that can be run", command);
}
