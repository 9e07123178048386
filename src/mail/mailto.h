/*
 * mailto.h - a message as a mailto URI (RFC 6068): the address, Subject, body and
 * In-Reply-To, UTF-8 percent-encoded, lines of the body parted by %0D%0A.
 */
#ifndef MAIL_MAILTO_H
#define MAIL_MAILTO_H

#include "mail/message.h"

/* What the mail programs and shells at the other end are known to take. */
enum { MAILTO_MAX_BYTES = 1500 };

/* Appends the URI to out. ERR_DATA when the address is none; ERR_CANTCREAT, saying how
 * many bytes it would take, when it is over MAILTO_MAX_BYTES: make an .eml of it. */
enum err mailto_write(
    struct buf *out, const struct mail_message *m, struct err_info *ei) MUST_USE;

#endif
