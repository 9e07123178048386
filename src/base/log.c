/*
 * log.c - messages to standard error. Always: one write a message, one line, and no byte
 * below 0x20 nor a C1 control in it, whatever a feed put there.
 */
#include "base/log.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_MAX_BYTES = 4096 };

static enum log_level current_level = LOG_WARN;
static void (*clear_line_hook)(void);

void log_set_level(enum log_level level)
{
	current_level = level;
}

enum log_level log_get_level(void)
{
	return current_level;
}

void log_set_hook(void (*clear_line)(void))
{
	clear_line_hook = clear_line;
}

static void PRINTF(2, 0) write_message(enum log_level level, const char *fmt, va_list ap)
{
	static const char *const mark[] = {"", "warning: ", ""};
	struct buf raw, line;

	if (level > current_level)
		return;
	buf_init(&raw, (size_t)MESSAGE_MAX_BYTES * 2);
	buf_init(&line, (size_t)MESSAGE_MAX_BYTES * 8);
	buf_vprintf(&raw, fmt, ap);
	buf_printf(&line, "sawthis: %s", mark[level]);
	utf8_put_visible(&line, str_sub(buf_borrow(&raw), 0, MESSAGE_MAX_BYTES));
	buf_putc(&line, '\n');
	if (clear_line_hook)
		clear_line_hook();
	fwrite(line.p, 1, line.n, stderr);
	buf_clear(&raw);
	buf_clear(&line);
}

#define LOG_FUNCTION(name, level)                                                        \
	void name(const char *fmt, ...)                                                  \
	{                                                                                \
		va_list ap;                                                              \
                                                                                         \
		va_start(ap, fmt);                                                       \
		write_message(level, fmt, ap);                                           \
		va_end(ap);                                                              \
	}

LOG_FUNCTION(log_error, LOG_ERROR)
LOG_FUNCTION(log_warn, LOG_WARN)
LOG_FUNCTION(log_info, LOG_INFO)

void log_err_info(const struct err_info *ei)
{
	if (ei->source[0])
		log_error("%s: %s", ei->source, ei->text);
	else
		log_error("%s", ei->text);
}
