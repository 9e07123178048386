/*
 * header.h - header fields of a message (RFC 5322 section 2.2, RFC 2047), folded at 78
 * columns. Text is made harmless here: no line break or control character survives.
 */
#ifndef MAIL_HEADER_H
#define MAIL_HEADER_H

#include "base/buf.h"

/* "NAME: value" of structured ASCII that is known to be valid, on one line. */
void header_put(struct buf *out, const char *name, struct str value);

/* Free text: words as they are, or encoded words where the text is not plain ASCII. */
void header_put_text(struct buf *out, const char *name, struct str text);

/* `Name <email>`; the address was checked by the caller. A name that has an @ is left
 * out: it could pass for another recipient. */
void header_put_mailbox(
    struct buf *out, const char *name, struct str display_name, struct str email);

/* "Sun, 22 Nov 2026 06:00:00 +0000" (RFC 5322 section 3.3). */
void header_put_date(struct buf *out, const char *name, int64_t at_s);

/* Appends text on one line: white space, line and paragraph separators become one space,
 * none at the ends; other controls are left out. */
void header_put_clean(struct buf *b, struct str text);

#endif
