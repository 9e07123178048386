/*
 * opml.h - lists of feeds, OPML 1.0 and 2.0, in and out. Folders become paths
 * ("News/Energy"); attributes that sawthis does not know are kept and written back.
 */
#ifndef FEED_OPML_H
#define FEED_OPML_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "model/feed.h"

struct opml {
	struct str title;
	struct feed *feeds; /* url, title, home_url, folder, opml_attributes, language */
	size_t n_feeds;
	/* Addresses that are no http or https, as they stood there: to be told to the
	 * user, never to be followed. */
	struct str *refused;
	size_t n_refused;
};

/* Reads the whole document; everything lives in the arena. ERR_DATA, and *out untouched,
 * when it is no OPML, is cut off, nests deeper than LIMIT_XML_DEPTH, or declares entities
 * that expand to others. source names the file in messages. */
enum err opml_read(struct arena *a, struct str bytes, const char *source,
    struct opml *out, struct err_info *ei) MUST_USE;

/* Appends an OPML 2.0 document. Feeds of one folder are kept together. */
void opml_write(
    struct buf *out, const struct feed *feeds, size_t n_feeds, struct str title);

#endif
