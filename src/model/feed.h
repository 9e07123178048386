/*
 * feed.h - one address that items come from, with what is remembered between fetches.
 */
#ifndef MODEL_FEED_H
#define MODEL_FEED_H

#include "base/str.h"

enum feed_status {
	FEED_ACTIVE,
	FEED_PAUSED, /* by the user */
	FEED_GONE,   /* the server said 410, or 404 again and again */
};

struct feed {
	int64_t id;
	struct str url; /* http, https or file */
	struct str title;
	struct str home_url;	    /* the outlet's page */
	struct str folder;	    /* of the OPML, "News/Energy"; p NULL if none */
	struct str opml_attributes; /* unknown attributes of its outline, as XML text */
	struct str language;
	enum feed_status status;

	/* Revalidation: both validators as the server wrote them. */
	struct str etag;
	struct str last_modified;
	uint64_t body_hash;	/* of the last body; 0 if none */
	int64_t n_not_modified; /* 304s in a row */

	/* Health. */
	struct str error;	 /* the last one, in words; p NULL after a success */
	int64_t n_errors;	 /* in a row */
	int64_t failing_since_s; /* NO_TIME while it works */
	bool is_failure_told;	 /* the user has been told of this failure */
	struct str redirect_url; /* where it permanently redirects to */
	int64_t n_redirects;	 /* the same permanent redirect in a row */

	/* Schedule, seconds UTC; NO_TIME if never. */
	int64_t last_fetch_at_s;
	int64_t last_ok_at_s;
	int64_t next_fetch_at_s;
	int64_t last_change_at_s; /* when it last had a new item */
	int64_t change_every_s;	  /* smoothed seconds between changes; 0 if not known */

	int64_t n_items; /* stored */
};

#endif
