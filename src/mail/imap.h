/*
 * imap.h - a message put into the mailbox for drafts (RFC 9051 APPEND).
 */
#ifndef MAIL_IMAP_H
#define MAIL_IMAP_H

#include "base/str.h"
#include "mail/server.h"

/* Appends the bytes with \Draft and \Seen. The mailbox is `drafts`, as the server writes
 * it; where that is NULL, the one marked \Drafts (RFC 6154 SPECIAL-USE), else one called
 * Drafts. */
struct mail_result imap_append_draft(
    const struct mail_server *s, const char *drafts, struct str bytes);

#endif
