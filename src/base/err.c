/*
 * err.c - fills in struct err_info. In: an error, its source, a format. Out: the same
 * error. Always: both strings end with NUL and hold no half of a UTF-8 sequence.
 */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Cuts a UTF-8 sequence that snprintf() left incomplete at the end of s. */
static void cut_to_character(char *s, size_t size)
{
	size_t n = strlen(s);
	size_t back = 0;

	if (n + 1 < size)
		return;
	while (back < n && back < 4 && ((unsigned char)s[n - 1 - back] & 0xC0) == 0x80)
		back++;
	if (back < n && ((unsigned char)s[n - 1 - back] & 0x80))
		s[n - 1 - back] = '\0';
}

enum err err_set(
    struct err_info *ei, enum err e, const char *source, const char *fmt, ...)
{
	va_list ap;

	if (!ei)
		return e;
	snprintf(ei->source, sizeof(ei->source), "%s", source ? source : "");
	va_start(ap, fmt);
	vsnprintf(ei->text, sizeof(ei->text), fmt, ap);
	va_end(ap);
	cut_to_character(ei->source, sizeof(ei->source));
	cut_to_character(ei->text, sizeof(ei->text));
	return e;
}

enum err err_set_errno(struct err_info *ei, const char *source, const char *what)
{
	int cause = errno;
	enum err e = ERR_IO;

	if (cause == EACCES || cause == EPERM)
		e = ERR_NOPERM;
	else if (cause == ENOENT)
		e = ERR_NOINPUT;
	else if (cause == EISDIR)
		e = ERR_DATA;
	return err_set(ei, e, source, "%s: %s", what, strerror(cause));
}

enum err err_set_errno_making(struct err_info *ei, const char *source, const char *what)
{
	bool is_disk = errno == ENOSPC || errno == EDQUOT || errno == EIO;
	enum err e = err_set_errno(ei, source, what);

	return e == ERR_NOPERM || is_disk ? e : ERR_CANTCREAT;
}
