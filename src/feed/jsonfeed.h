/*
 * jsonfeed.h - JSON Feed 1.0 and 1.1.
 */
#ifndef FEED_JSONFEED_H
#define FEED_JSONFEED_H

#include "feed/feed.h"

/* Reads the whole document; its items go to options->on_item. Strings of doc are put into
 * the arena. ERR_DATA with "malformed: ..." or "not a feed: ...". */
enum err jsonfeed_read(struct arena *a, struct str text,
    const struct feed_options *options, struct feed_doc *doc,
    struct err_info *ei) MUST_USE;

#endif
