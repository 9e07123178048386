/*
 * multistatus.h - answers of WebDAV servers (RFC 4918 section 13) as far as reading an
 * address book needs them (RFC 6352, RFC 6578).
 */
#ifndef FEED_MULTISTATUS_H
#define FEED_MULTISTATUS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* One response; p is NULL where the answer did not say. */
struct dav_entry {
	struct str href; /* as it stands there, often without a host */
	struct str name;
	struct str etag;
	struct str card; /* address-data: a vCard */
	struct str sync_token;
	struct str principal, home; /* hrefs */
	bool is_addressbook;
	bool is_gone; /* its status is 404 */
};

struct multistatus {
	struct dav_entry *entries;
	size_t n_entries;
	struct str sync_token; /* of the whole answer */
};

/* Everything lives in the arena. ERR_DATA if it is no multistatus, or is cut off. */
enum err multistatus_read(struct arena *a, struct str bytes, struct multistatus *out,
    struct err_info *ei) MUST_USE;

#endif
