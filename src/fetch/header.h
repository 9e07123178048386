/*
 * header.h - what the headers of one answer say that fetching needs. Inside fetch/ only.
 */
#ifndef FETCH_HEADER_H
#define FETCH_HEADER_H

#include "base/str.h"

/* Values verbatim, ended by NUL, "" if not there. One that does not fit or holds a
 * control character is left out: half a validator is worse than none. */
struct headers {
	char etag[1024];
	char last_modified[128];
	char content_type[256];
	char location[4097];
	char cache_control[512];
	char expires[128];
	char date[128];
	char retry_after[128];
	char age[32];
	bool is_encoded; /* Content-Encoding other than identity */
	int status;	 /* of the status line */
	size_t n_bytes;	 /* of all lines */
};

/* Takes one line, as it came. A status line begins anew, but for n_bytes. */
void fetch_headers_add(struct headers *h, struct str line);

/* Seconds that the answer stays fresh: Cache-Control's max-age less Age, 0 for no-cache
 * and no-store, else Expires less Date; -1 if none says so. now_s stands in for Date. */
int64_t fetch_headers_max_age_s(const struct headers *h, int64_t now_s);

/* Seconds to wait by Retry-After, as a number or a date (RFC 9110, 10.2.3); -1 if there
 * is none that makes sense. A date in the past is 0. */
int64_t fetch_headers_retry_after_s(const struct headers *h, int64_t now_s);

#endif
