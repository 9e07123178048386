/*
 * capture.h - the text of one element of a feed, gathered from its pieces, with the
 * markup that stands in it.
 */
#ifndef FEED_CAPTURE_H
#define FEED_CAPTURE_H

#include "base/buf.h"
#include "feed/xml.h"

struct capture {
	struct buf text;
	/* The text is literal and elements in it are markup (XHTML in Atom); otherwise
	 * the text, once decoded, may be markup itself. */
	bool is_xhtml;
	/* Only the text of children of this name counts, if there are any: "name" of an
	 * author, "title" of a source. NULL: the text of all. */
	const char *child;

	size_t depth; /* of the element within the capture; 0 is the captured one */
	bool is_silent;
};

void capture_init(struct capture *c);
void capture_clear(struct capture *c);

/* Begins anew; child and is_xhtml as above. */
void capture_begin(struct capture *c, bool is_xhtml, const char *child);

void capture_start(struct capture *c, const struct xml_element *e);
/* False when the captured element itself ends. */
bool capture_end(struct capture *c);
void capture_text(struct capture *c, struct str text, bool is_cdata);

#endif
