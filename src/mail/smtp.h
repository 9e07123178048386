/*
 * smtp.h - submission of one message to one recipient (RFC 6409) with libcurl.
 */
#ifndef MAIL_SMTP_H
#define MAIL_SMTP_H

#include "base/str.h"
#include "mail/server.h"

/* Sends the bytes that message_write() made. Both addresses are bare. The outcome is
 * MAIL_UNKNOWN only where the end of the message was on its way and no reply came,
 * MAIL_PERMANENT only where the server refused an address or the message for good: a
 * refused login or a certificate that is not trusted says nothing of the message. */
struct mail_result smtp_send(
    const struct mail_server *s, const char *from, const char *to, struct str bytes);

/* Connects, encrypts, logs in, and leaves. OK when the settings work; ERR_CONFIG for an
 * URL that is none or a refused login, ERR_UNAVAIL for what may pass. */
enum err smtp_check(const struct mail_server *s, struct err_info *ei) MUST_USE;

#endif
