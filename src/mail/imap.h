/*
 * imap.h - a message put into the mailbox for drafts (RFC 9051 APPEND).
 */
#ifndef MAIL_IMAP_H
#define MAIL_IMAP_H

#include "base/buf.h"
#include "mail/server.h"

/* Appends the bytes with \Draft and \Seen. The mailbox is `drafts`; where that is NULL,
 * the one marked \Drafts (RFC 6154 SPECIAL-USE), else one called Drafts, which is made
 * where it is not there. */
struct mail_result imap_append_draft(
    const struct mail_server *s, const char *drafts, struct str bytes);

/* Connects, logs in, finds the mailbox and leaves; its name, as the server writes it, is
 * appended to mailbox. ERR_CONFIG for an URL that is none or a refused login,
 * ERR_UNAVAIL for what may pass. */
enum err imap_check(const struct mail_server *s, const char *drafts, struct buf *mailbox,
    struct err_info *ei) MUST_USE;

#endif
