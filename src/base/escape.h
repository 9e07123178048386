/*
 * escape.h - text made safe for where it goes. Terminals: utf8_put_visible(); SQL: bound
 * values; mail headers: mail/.
 */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include "base/buf.h"

/* Text or a quoted attribute of HTML and XML: & < > " ' become entities; what is
 * below 0x20 is left out but for \t \n \r. */
void escape_html(struct buf *b, struct str s);

/* A string of JSON (RFC 8259) with its quotes; s is valid UTF-8. */
void escape_json(struct buf *b, struct str s);

/* A cell of CSV (RFC 4180), quoted where needed; a cell that a spreadsheet would take for
 * a formula (= + - @ or a control at its start) gets a leading apostrophe. */
void escape_csv(struct buf *b, struct str s);

/* A word for a POSIX shell, in single quotes where it holds more than
 * [A-Za-z0-9_./:=@%+-]. */
void escape_shell(struct buf *b, struct str s);

/* Percent-encodes all but RFC 3986's unreserved characters. */
void escape_url(struct buf *b, struct str s);

#endif
