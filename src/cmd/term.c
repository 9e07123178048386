/*
 * term.c - writes for people. In: text from anywhere. Always: nothing from a feed or a
 * file reaches the terminal but through utf8_put_visible().
 */
#include "cmd/term.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static struct {
	bool is_output, is_input, is_error, has_colour;
	size_t columns;
	bool has_bar; /* a bar stands on the line */
	int64_t bar_at_ms;
} term = {.columns = 80};

static void clear_bar(void)
{
	if (term.has_bar)
		fputs("\r\033[K", stderr);
	term.has_bar = false;
}

void term_init(void)
{
	const char *columns = getenv("COLUMNS"), *no_color = getenv("NO_COLOR");
	const char *name = getenv("TERM");
	struct winsize size;
	int64_t n;

	term.is_output = isatty(STDOUT_FILENO);
	term.is_error = isatty(STDERR_FILENO);
	term.is_input = isatty(STDIN_FILENO) && term.is_error;
	term.has_colour = term.is_output && !(no_color && no_color[0]) && name &&
			  strcmp(name, "dumb") != 0;
	if (term.is_output && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		term.columns = size.ws_col;
	else if (columns && str_to_int(str_of(columns), 20, 1000, &n))
		term.columns = (size_t)n;
	if (term.columns < 20)
		term.columns = 20;
	log_set_hook(clear_bar);
}

bool term_is_output(void)
{
	return term.is_output;
}

bool term_is_input(void)
{
	return term.is_input;
}

size_t term_columns(void)
{
	return term.columns;
}

static const char *style_code(enum style style)
{
	static const char *const codes[] = {
	    "", "\033[1m", "\033[2m", "\033[32m", "\033[33m", "\033[31m", "\033[1;33m"};

	return term.has_colour ? codes[style] : "";
}

void term_put(struct buf *b, enum style style, struct str s)
{
	const char *code = style_code(style);

	buf_puts(b, code);
	utf8_put_visible(b, s);
	if (code[0])
		buf_puts(b, "\033[0m");
}

void term_put_fit(
    struct buf *b, enum style style, struct str s, size_t columns, bool is_padded)
{
	struct buf seen;
	struct str fit;

	buf_init(&seen, s.n * 3 + 8);
	utf8_put_visible(&seen, s);
	fit = buf_borrow(&seen);
	if (utf8_columns(fit) > columns) {
		struct str start = utf8_fit(fit, columns ? columns - 1 : 0);

		term_put(b, style, start);
		if (columns)
			buf_puts(b, "…");
		if (is_padded && columns)
			for (size_t i = utf8_columns(start) + 1; i < columns; i++)
				buf_putc(b, ' ');
	} else {
		term_put(b, style, fit);
		if (is_padded)
			for (size_t i = utf8_columns(fit); i < columns; i++)
				buf_putc(b, ' ');
	}
	buf_clear(&seen);
}

void term_put_wrapped(
    struct buf *b, enum style style, struct str s, size_t columns, size_t indent)
{
	size_t used = 0;
	struct str rest = s, word;

	while (str_split(&rest, ' ', &word)) {
		size_t width = utf8_columns(word);

		if (word.n == 0)
			continue;
		if (used && used + 1 + width > columns) {
			buf_printf(b, "\n%*s", (int)indent, "");
			used = 0;
		} else if (used) {
			buf_putc(b, ' ');
			used++;
		}
		term_put(b, style, word);
		used += width;
	}
}

void term_put_marked(struct buf *b, struct str s, const struct mark *marks, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		if (marks[i].start < at || marks[i].end > s.n)
			continue;
		term_put(b, STYLE_PLAIN, str_sub(s, at, marks[i].start - at));
		term_put(b, STYLE_MARK,
		    str_sub(s, marks[i].start, marks[i].end - marks[i].start));
		at = marks[i].end;
	}
	term_put(b, STYLE_PLAIN, str_sub(s, at, s.n));
}

void term_progress(const char *what, size_t n, size_t total, bool is_done)
{
	enum { WIDTH = 24 };
	int64_t now_ms = clock_mono_ms();
	char bar[WIDTH + 1];
	size_t full;

	if (!term.is_error || log_get_level() < LOG_WARN)
		return;
	if (is_done) {
		clear_bar();
		return;
	}
	if (term.has_bar && now_ms - term.bar_at_ms < 100)
		return;
	term.bar_at_ms = now_ms;
	term.has_bar = true;
	if (!total) {
		fprintf(stderr, "\r\033[K%s %zu", what, n);
		return;
	}
	full = n >= total ? WIDTH : n * WIDTH / total;
	memset(bar, '#', full);
	memset(bar + full, '.', WIDTH - full);
	bar[WIDTH] = '\0';
	fprintf(stderr, "\r\033[K%-8s [%s] %zu/%zu", what, bar, n, total);
}
