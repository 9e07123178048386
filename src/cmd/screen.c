/*
 * screen.c - pages and keys of a terminal by termios and a dozen control sequences.
 * Always: the terminal is given back as it was, whatever ends the program.
 */
#include "cmd/screen.h"

#include "base/utf8.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { PAGE_MAX_BYTES = 1 << 20 };

static struct termios before;
static volatile sig_atomic_t is_raw, has_ended, has_resized;

void screen_end(void)
{
	if (!is_raw)
		return;
	is_raw = 0;
	(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

static void on_end(int number)
{
	(void)number;
	has_ended = 1;
}

static void on_resize(int number)
{
	(void)number;
	has_resized = 1;
}

static bool make_raw(void)
{
	struct termios raw = before;

	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	is_raw = tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
	return is_raw;
}

bool screen_begin(void)
{
	static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction end = {.sa_handler = on_end}, resize = {.sa_handler = on_resize};

	if (!term_is_output() || tcgetattr(STDIN_FILENO, &before) != 0)
		return false;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		sigaction(ends[i], &end, NULL);
	sigaction(SIGWINCH, &resize, NULL);
	has_ended = 0;
	atexit(screen_end);
	return make_raw();
}

/* One byte; -1 when none comes within timeout_ms (below 0: ever) or the input ends. */
static int read_byte(int timeout_ms)
{
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
	unsigned char c;

	if (poll(&in, 1, timeout_ms) <= 0)
		return -1;
	return read(STDIN_FILENO, &c, 1) == 1 ? c : -1;
}

/* What follows ESC: an arrow, or something that is dropped whole. */
static int read_sequence(void)
{
	int c = read_byte(30);

	if (c != '[' && c != 'O')
		return c < 0 ? 27 : KEY_OTHER;
	for (c = read_byte(30); c >= 0 && (c < 0x40 || c > 0x7E); c = read_byte(30))
		;
	return c == 'A' ? KEY_UP : c == 'B' ? KEY_DOWN : KEY_OTHER;
}

int screen_key(void)
{
	for (;;) {
		int c = read_byte(-1);

		if (has_resized) {
			has_resized = 0;
			return KEY_RESIZE;
		}
		if (c < 0 && errno == EINTR && !has_ended)
			continue;
		if (c < 0 || has_ended || c == 3 || c == 4)
			return KEY_END;
		if (c == 27)
			return read_sequence();
		if (c >= 0x80) { /* the rest of a character that is no key here */
			while (read_byte(5) >= 0x80)
				;
			return KEY_OTHER;
		}
		return c;
	}
}

bool screen_line(const char *prompt, struct buf *line)
{
	char *text = NULL;
	size_t size = 0;
	ssize_t n;

	screen_end();
	fprintf(stdout, "\r\033[K%s", prompt);
	fflush(stdout);
	errno = 0;
	n = getline(&text, &size, stdin);
	clearerr(stdin);
	if (n > 0 && text[n - 1] == '\n')
		n--;
	buf_reset(line);
	if (n > 0)
		buf_put(line, text, (size_t)n);
	free(text);
	return make_raw() && n >= 0 && utf8_is_valid(buf_borrow(line)) &&
	       str_find_char(buf_borrow(line), '\033') == line->n;
}

void screen_clear(struct screen *s)
{
	struct winsize size;

	if (!s->b.max)
		buf_init(&s->b, PAGE_MAX_BYTES);
	buf_reset(&s->b);
	s->columns = term_columns();
	s->rows = 24;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col && size.ws_row) {
		s->columns = size.ws_col;
		s->rows = size.ws_row;
	}
	s->row = 0;
	buf_puts(&s->b, "\033[H\033[2J");
}

size_t screen_rows_left(const struct screen *s)
{
	return s->row + 3 < s->rows ? s->rows - s->row - 3 : 0;
}

void screen_blank(struct screen *s)
{
	if (!screen_rows_left(s))
		return;
	buf_puts(&s->b, "\r\n");
	s->row++;
}

/* The end of the line that begins at `from`: the last space that fits, else what fits. */
static size_t line_end(struct str text, size_t from, size_t columns)
{
	struct str rest = str_sub(text, from, text.n), fit = utf8_fit(rest, columns);
	size_t end = fit.n;

	if (end == rest.n)
		return text.n;
	while (end > 0 && rest.p[end] != ' ')
		end--;
	if (!end)
		end = fit.n ? fit.n : rest.n;
	return from + end;
}

/* Bytes from..to of the text, in its style, marks marked. */
static void put_line(struct screen *s, enum style style, struct str text, size_t from,
    size_t to, const struct mark *marks, size_t n_marks)
{
	for (size_t i = 0; i < n_marks && from < to; i++) {
		size_t start = marks[i].start > from ? marks[i].start : from;
		size_t end = marks[i].end < to ? marks[i].end : to;

		if (start >= end)
			continue;
		term_put(&s->b, style, str_sub(text, from, start - from));
		term_put(&s->b, STYLE_MARK, str_sub(text, start, end - start));
		from = end;
	}
	term_put(&s->b, style, str_sub(text, from, to - from));
}

void screen_text(struct screen *s, enum style style, struct str text,
    const struct mark *marks, size_t n_marks, size_t max_lines)
{
	size_t at = 0;

	if (max_lines > screen_rows_left(s))
		max_lines = screen_rows_left(s);
	for (size_t n = 1; n <= max_lines && (at < text.n || n == 1); n++) {
		bool is_last = n == max_lines;
		size_t end = line_end(text, at, s->columns);

		if (is_last && end < text.n)
			end =
			    at + utf8_fit(str_sub(text, at, end - at), s->columns - 1).n;
		put_line(s, style, text, at, end, marks, n_marks);
		buf_puts(&s->b, is_last && end < text.n ? "…\r\n" : "\r\n");
		s->row++;
		at = end;
		while (at < text.n && text.p[at] == ' ')
			at++;
	}
}

void screen_footer(struct screen *s, size_t up, enum style style, struct str text)
{
	buf_printf(&s->b, "\033[%zu;1H\033[K", s->rows > up ? s->rows - up : 1);
	term_put_fit(&s->b, style, text, s->columns - 1, false);
}

void screen_show(struct screen *s)
{
	fwrite(s->b.p, 1, s->b.n, stdout);
	fflush(stdout);
}
