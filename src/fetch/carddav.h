/*
 * carddav.h - one request to a CardDAV server (RFC 6352): read-only methods alone, so
 * that nothing can be written there.
 *
 * What always holds: http and https only, TLS verified, a password only over TLS or to
 * this machine, redirects only within the host that the user named, the answer bounded in
 * bytes and time.
 */
#ifndef FETCH_CARDDAV_H
#define FETCH_CARDDAV_H

#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"

enum carddav_method { CARDDAV_PROPFIND, CARDDAV_REPORT };

struct carddav_server {
	const char *user, *password; /* NULL: no login */
	const char *ca_file;	     /* NULL: the system's */
	int timeout_s;		     /* for one request */
};

/* Sends the XML to url and appends the answer to out (bounded by its maximum); *to gets
 * the URL that answered in the end, and may be NULL. ERR_NOPERM: the login was refused,
 * or would go out in clear; ERR_NOINPUT: nothing is there; ERR_UNAVAIL: no answer, or
 * none that helps; ERR_DATA: the answer is too large, *out then holds a part of it. */
enum err carddav_ask(const struct carddav_server *server, enum carddav_method method,
    struct str url, int depth, struct str xml, struct buf *out,
    char to[LIMIT_URL_BYTES + 1], struct err_info *ei) MUST_USE;

#endif
