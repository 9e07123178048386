/*
 * url.h - addresses of the web: taken apart, resolved, cleaned of tracking, compared.
 * Nothing here asks the network. Results that are new text live in the arena.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/arena.h"
#include "base/str.h"

/* The components of RFC 3986; views into the URL. A component that is absent has p NULL,
 * one that is present and empty has not. */
struct url_parts {
	struct str scheme; /* without ":" */
	struct str user;   /* "name:password", without "@" */
	struct str host;   /* "example.org", "[::1]" */
	struct str port;
	struct str path; /* never absent */
	struct str query;
	struct str fragment;
};

/* Any text has parts; what is not there is absent. */
struct url_parts url_split(struct str url);

/* The URL that ref stands for on the page base (RFC 3986, 5.2). Control characters and
 * white space at the ends of ref are dropped, line breaks and tabs within it too;
 * everything else stays as it was written, even a space. base may be empty. Absent (p
 * NULL) where ref is relative and base gives nothing to hold on to, or where ref is
 * longer than LIMIT_URL_BYTES. The scheme may be any: ask url_is_web(). */
struct str url_resolve(struct arena *a, struct str base, struct str ref);

/* http or https with a host, without controls, quotes and angle brackets: may be asked
 * for and may stand in a page. Publishers leave spaces in paths: url_clean() encodes
 * them. */
bool url_is_web(struct str url);

/* The host as a person calls it: "www." and the port dropped; a view into url. Empty
 * where there is no host. */
struct str url_outlet(struct str url);

/* The same place without what only tracks readers (utm_source, fbclid, ...), and with %20
 * for spaces: what is sent to people. */
struct str url_clean(struct arena *a, struct str url);

/* The same text for all addresses of one article: no scheme, host in lower case without
 * "www.", "m." and the like, AMP pages and AMP caches unified with their article,
 * tracking dropped, the query sorted, no trailing slash. For comparing only, not to be
 * opened. */
struct str url_key(struct arena *a, struct str url);

#endif
