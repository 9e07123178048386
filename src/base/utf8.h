/*
 * utf8.h - UTF-8 as text inside the program is: valid, and made visible before it goes to
 * a terminal.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"
#include "base/str.h"

/* The character at byte i < s.n; *len gets its bytes (1..4). Bytes that are not valid
 * UTF-8 give U+FFFD and length 1. */
uint32_t utf8_at(struct str s, size_t i, size_t *len);

bool utf8_is_valid(struct str s);

/* Appends c (U+0000 to U+10FFFF, no surrogate; others become U+FFFD) as 1 to 4 bytes. */
void utf8_put(struct buf *b, uint32_t c);

/* C0 and C1 controls, DEL, bidi overrides and isolates, line and paragraph separators. */
bool utf8_is_control(uint32_t c);

/* Appends s made safe for one line of a terminal: white space becomes a space, other
 * controls and invalid bytes U+FFFD. */
void utf8_put_visible(struct buf *b, struct str s);

/* Columns that s takes on a terminal: wide characters two, combining ones none. */
size_t utf8_columns(struct str s);

/* The longest start of s that fits into that many columns, on a character border. */
struct str utf8_fit(struct str s, size_t columns);

/* The longest start of s of at most n bytes, on a character border. */
struct str utf8_cut(struct str s, size_t n);

#endif
