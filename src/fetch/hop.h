/*
 * hop.h - where one hop of a transfer goes: the URL taken apart. Inside fetch/ only.
 */
#ifndef FETCH_HOP_H
#define FETCH_HOP_H

#include "base/limits.h"
#include "base/str.h"

#include <curl/curl.h>

struct hop {
	CURLU *url;			/* as it is asked for; owned */
	char *host;			/* as in the URL, IPv6 in brackets; owned */
	char text[LIMIT_URL_BYTES + 1]; /* the URL without user, password and fragment */
	const char *proxy;		/* its URL, or "" */
	int port;
	bool is_https;
	bool is_restricted; /* chosen by a server: no private address */
	int64_t started_ms;
};

/* Sets hop, cleared or never used, to an address that a person or a server gave. NULL if
 * all is well, else why it cannot be fetched; hop is then to be cleared. */
const char *fetch_hop_begin(struct hop *hop, struct str url, bool is_restricted);

/* Moves hop to where its answer redirects. User and password stay with the scheme, host
 * and port that they were given for; those that a server writes into the address are
 * dropped. NULL if all is well, else why not; hop is then as it was. */
const char *fetch_hop_redirect(struct hop *hop, const char *location);

void fetch_hop_clear(struct hop *hop);

#endif
