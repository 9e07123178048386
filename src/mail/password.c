/*
 * password.c - runs the user's command and takes its first line. The buffers that held
 * the password are wiped.
 */
#include "mail/password.h"
#include "base/mem.h"
#include "mail/process.h"

#include <stdlib.h>
#include <string.h>

enum { PASSWORD_MAX_BYTES = 16 << 10, TIMEOUT_S = 300 };

/* memset() that the compiler keeps. */
static void wipe(void *p, size_t n)
{
	volatile unsigned char *bytes = p;

	while (n-- > 0)
		*bytes++ = 0;
}

/* The first line of what was printed, or why there is none. */
static enum err take_line(const char *key, const struct process_end *end,
    struct str printed, char **out, struct err_info *ei)
{
	struct str line = str_sub(printed, 0, str_find_char(printed, '\n'));
	struct str password;

	if (end->is_timed_out)
		return err_set(
		    ei, ERR_CONFIG, key, "did not end within %d seconds", TIMEOUT_S);
	if (end->exit_code != 0)
		return err_set(ei, ERR_CONFIG, key,
		    "failed with exit code %d; run it by hand to see why",
		    end->exit_code);
	password = str_ends(line, STR("\r")) ? str_sub(line, 0, line.n - 1) : line;
	if (!password.n || str_find_char(password, '\0') < password.n)
		return err_set(
		    ei, ERR_CONFIG, key, "printed no password on its first line");
	*out = mem_new(password.n + 1, 1);
	memcpy(*out, password.p, password.n);
	return OK;
}

enum err mail_password_read(
    const char *key, const char *command, char **out, struct err_info *ei)
{
	char sh[] = "/bin/sh", c[] = "-c";
	char *copy = mem_dup(command);
	char *argv[] = {sh, c, copy, NULL};
	struct process_end end;
	struct buf printed;
	enum err e;

	buf_init(&printed, PASSWORD_MAX_BYTES);
	buf_reserve(&printed, PASSWORD_MAX_BYTES - 1); /* so that it never moves */
	e = process_run(
	    argv, (struct str){0}, PROCESS_KEEP_STDOUT, TIMEOUT_S, &printed, &end, ei);
	if (!e)
		e = take_line(key, &end, buf_borrow(&printed), out, ei);
	if (printed.p)
		wipe(printed.p, printed.n);
	buf_clear(&printed);
	free(copy);
	return e;
}

void mail_password_free(char *password)
{
	if (password)
		wipe(password, strlen(password));
	free(password);
}
