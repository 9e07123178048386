/*
 * smtp.h - submission of one message to one recipient (RFC 6409) with libcurl.
 */
#ifndef MAIL_SMTP_H
#define MAIL_SMTP_H

#include "base/str.h"
#include "mail/server.h"

/* Sends the bytes that message_write() made. Both addresses are bare. The outcome is
 * MAIL_UNKNOWN only where the end of the message was on its way and no reply came. */
struct mail_result smtp_send(
    const struct mail_server *s, const char *from, const char *to, struct str bytes);

#endif
