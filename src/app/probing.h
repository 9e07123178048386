/*
 * probing.h - one address looked at by itself: what is there, a feed, a page that has
 * feeds, or nothing that helps. Stores nothing.
 */
#ifndef APP_PROBING_H
#define APP_PROBING_H

#include "app/config.h"
#include "feed/discover.h"
#include "feed/feed.h"
#include "fetch/fetch.h"

/* What one fetch of an address brought. Everything lives in the arena. */
struct probe {
	struct fetch_response response;
	int64_t took_ms;
	bool is_feed; /* doc and items stand */
	struct feed_doc doc;
	struct item *items;
	size_t n_items;
	struct str why;	 /* why this is no feed: the failure of fetch or parse */
	struct str page; /* what came, where it is no feed */
};

/* Fetches url and looks at what comes. is_from_web: a server named it, so private
 * addresses are refused. A failed fetch is told in *out; an error is the program's. */
enum err probing_fetch(struct arena *a, const struct config *config, struct str url,
    bool is_from_web, struct probe *out, struct err_info *ei) MUST_USE;

/* The feeds behind an address that a person gave: itself if it is a feed, else those that
 * the page names, else the first of the usual places that holds one. The feeds of a page
 * are as the page says, unless there is but one: then it has been looked at.
 * ERR_UNAVAIL where the address cannot be fetched, ERR_DATA where no feed is found. */
enum err probing_find(struct arena *a, const struct config *config, struct str url,
    struct discovered **feeds, size_t *n, struct err_info *ei) MUST_USE;

#endif
