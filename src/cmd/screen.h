/*
 * screen.h - one page of a terminal, and single keys from it. The page never scrolls:
 * what does not fit is cut.
 */
#ifndef CMD_SCREEN_H
#define CMD_SCREEN_H

#include "cmd/term.h"

struct screen {
	struct buf b;
	size_t columns, rows; /* of the terminal */
	size_t row;	      /* lines written */
};

/* Takes keys one by one, without echo, until screen_end(). False where standard input and
 * output are no terminals. A signal that ends the program gives the terminal back. */
bool screen_begin(void);
void screen_end(void); /* may be called at any time */

/* A key: a byte of ASCII, KEY_* below, or the first byte of anything else. */
enum { KEY_END = -1, KEY_RESIZE = -2, KEY_UP = -3, KEY_DOWN = -4, KEY_OTHER = -5 };

/* Waits for a key. KEY_END when the terminal is gone, on Ctrl-C, Ctrl-D and on signals.
 */
int screen_key(void);

/* Asks for a line in the last row, as the terminal edits lines. False if it was not given
 * after all: Ctrl-D, an Escape in it, the terminal gone. Enter alone is an empty line. */
bool screen_line(const char *prompt, struct buf *line);

/* Begins a page; sizes are those of now. */
void screen_clear(struct screen *s);

/* Text wrapped at spaces, the bytes of the marks marked; at most max_lines lines, the
 * last one ended by "…" where more would follow. */
void screen_text(struct screen *s, enum style style, struct str text,
    const struct mark *marks, size_t n_marks, size_t max_lines);

void screen_blank(struct screen *s);
size_t screen_rows_left(const struct screen *s);

/* Puts text on the last line but `up`, cut to the width, and shows the page. */
void screen_footer(struct screen *s, size_t up, enum style style, struct str text);
void screen_show(struct screen *s);

#endif
