/*
 * text.h - bytes of address books made into the text that sawthis keeps: valid UTF-8
 * without control characters.
 */
#ifndef PEOPLE_TEXT_H
#define PEOPLE_TEXT_H

#include "base/arena.h"
#include "base/buf.h"

/* The bytes without a byte order mark, UTF-16 (by its mark, or by its zero bytes) made
 * UTF-8 in the arena; all else as it is. */
struct str people_text_unmark(struct arena *a, struct str bytes);

/* bytes in the named character set as UTF-8: bytes themselves if they are valid UTF-8
 * already and charset says nothing else, else a copy in the arena. An empty, unknown or
 * wrong charset is windows-1252; bytes that mean nothing become U+FFFD. */
struct str people_text_convert(struct arena *a, struct str bytes, struct str charset);

/* One line: runs of white space become one space, controls are left out. A copy, ended by
 * NUL; p is NULL if nothing remains. */
struct str people_text_line(struct arena *a, struct str s);

/* Several lines, ended by \n, without empty ones at both ends and controls. */
struct str people_text_block(struct arena *a, struct str s);

/* Whether s has a letter or a digit (anything that is not ASCII counts as one). */
bool people_text_has_word(struct str s);

/* "12 Mar 2024", "7-Feb-22", "March 3, 2024", "3/14/2024" (the month first unless it
 * cannot be one), "2024-03-14" as seconds of that day. False if it is none. */
bool people_text_date(struct str s, int64_t *at_s);

#endif
