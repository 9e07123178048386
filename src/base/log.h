/*
 * log.h - what the program says while it works, on standard error, one line a message,
 * control characters made harmless. The level is set once by main().
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO };

/* LOG_WARN until set; -q is LOG_ERROR, -v LOG_INFO. */
void log_set_level(enum log_level level);
enum log_level log_get_level(void);

/* Called before each message, to take a progress bar off the line. */
void log_set_hook(void (*clear_line)(void));

void log_error(const char *fmt, ...) PRINTF(1, 2);
void log_warn(const char *fmt, ...) PRINTF(1, 2);
void log_info(const char *fmt, ...) PRINTF(1, 2);

/* "sawthis: SOURCE: TEXT" as an error; "sawthis: TEXT" if there is no source. */
void log_err_info(const struct err_info *ei);

#endif
