/*
 * handle.h - the curl handle for a mail server, set up as server.h promises, and what its
 * failures mean. For smtp.c, imap.c and server.c alone.
 */
#ifndef MAIL_HANDLE_H
#define MAIL_HANDLE_H

#include "mail/server.h"

#include <curl/curl.h>

enum { MAIL_REPLY_SIZE = 256 };

struct mail_handle {
	CURL *curl;
	bool is_loopback_only;
	bool is_address_refused;       /* another one was asked for */
	char message[CURL_ERROR_SIZE]; /* what curl says of a failure */
	char reply[MAIL_REPLY_SIZE];   /* the server's last refusal */
};

/* Sets up h for the server. ERR_CONFIG, with the URL as its source, for an URL that is
 * none; ERR_INTERNAL. mail_handle_clear() always. */
enum err mail_handle_init(
    struct mail_handle *h, const struct mail_server *s, struct err_info *ei) MUST_USE;
void mail_handle_clear(struct mail_handle *h);

/* The failure in words, with what to do about it: ERR_CONFIG for a refused login or a
 * file of certificates that is none, ERR_UNAVAIL else. */
enum err mail_handle_tell(const struct mail_handle *h, const struct mail_server *s,
    CURLcode code, struct err_info *ei);

#endif
