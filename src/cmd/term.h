/*
 * term.h - the terminal: its width, its colours, a progress bar. Data goes to standard
 * output, everything else to standard error.
 */
#ifndef CMD_TERM_H
#define CMD_TERM_H

#include "base/buf.h"

enum style {
	STYLE_PLAIN,
	STYLE_BOLD,
	STYLE_DIM,
	STYLE_GOOD,
	STYLE_WARN,
	STYLE_BAD,
	STYLE_MARK
};

/* Looks at the environment once: NO_COLOR, TERM, COLUMNS. */
void term_init(void);

bool term_is_output(void); /* standard output is a terminal */
bool term_is_input(void);  /* standard input and error are terminals: one may ask */
size_t term_columns(void); /* of standard output; where it is none COLUMNS, else 80 */

/* Appends s made visible (base/utf8.h) in a style, if there is colour. */
void term_put(struct buf *b, enum style style, struct str s);

/* The same, cut to so many columns with "…", and padded with spaces if is_padded. */
void term_put_fit(
    struct buf *b, enum style style, struct str s, size_t columns, bool is_padded);

/* Appends s broken into lines of at most `columns` at spaces, each begun by `indent`
 * spaces, the first one by none; ends without a line break. */
void term_put_wrapped(
    struct buf *b, enum style style, struct str s, size_t columns, size_t indent);

/* Text in which the bytes of a mark are shown in STYLE_MARK. */
struct mark {
	size_t start, end; /* sorted, not overlapping */
};
void term_put_marked(struct buf *b, struct str s, const struct mark *marks, size_t n);

/* A bar on standard error while long work lasts, at most ten times a second; nothing
 * where that is no terminal. is_done takes it away. total 0: a count alone. */
void term_progress(const char *what, size_t n, size_t total, bool is_done);

#endif
