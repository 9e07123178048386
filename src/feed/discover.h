/*
 * discover.h - which feeds a web page has, for users who give the address of the page.
 * Nothing is fetched here: the caller does that.
 */
#ifndef FEED_DISCOVER_H
#define FEED_DISCOVER_H

#include "base/arena.h"
#include "base/str.h"

struct discovered {
	struct str url; /* absolute, http or https */
	struct str title;
};

/* The feeds that the page names: <link rel="alternate"> of a feed's type, else links
 * whose addresses look like feeds. In the page's order, each once, comment feeds last. */
size_t discover_feeds(
    struct arena *a, struct str page, struct str page_url, struct discovered **out);

/* Where feeds often are on a site that names none ("/feed", "/rss.xml", ...). */
size_t discover_guesses(struct arena *a, struct str page_url, struct str **out);

#endif
