/*
 * server.h - how a mail server is reached with libcurl: by TLS from the start (smtps,
 * imaps) or STARTTLS (smtp, imap), certificates verified, and no password before the
 * connection is encrypted. Without TLS only where the user said so and the server is on
 * this machine: any other address is refused before a connection is opened.
 */
#ifndef MAIL_SERVER_H
#define MAIL_SERVER_H

#include "mail/outcome.h"

#include <stdbool.h>

struct mail_server {
	const char *url;      /* smtp[s]://host[:port] or imap[s]://host[:port] */
	const char *user;     /* NULL: no login */
	const char *password; /* or the OAuth2 token; NULL: no login */
	const char *ca_file;  /* certificates to trust instead of the system's, or NULL */
	bool is_oauth2;	      /* XOAUTH2 or OAUTHBEARER */
	bool is_tls_none;     /* loopback only */
	int timeout_s;	      /* for one message, everything included */
};

#endif
