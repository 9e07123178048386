/*
 * capture.h - the text of one element of a feed, gathered from its pieces, with the
 * markup that stands in it.
 */
#ifndef FEED_CAPTURE_H
#define FEED_CAPTURE_H

#include "base/buf.h"
#include "feed/xml.h"

enum capture_markup {
	CAPTURE_NO_MARKUP, /* elements in it count for nothing, their text does */
	CAPTURE_MARKUP, /* elements become tags; the text may have tags in it as well */
	CAPTURE_XHTML,	/* elements become tags; the text is literal */
};

struct capture {
	struct buf text;
	enum capture_markup markup;
	/* Only the text of children of this name counts, if there are any: "name" of an
	 * author, "title" of a source. NULL: the text of all. */
	const char *child;

	size_t depth; /* of the element within the capture; 0 is the captured one */
	bool is_silent;
};

void capture_init(struct capture *c);
void capture_clear(struct capture *c);

void capture_begin(struct capture *c, enum capture_markup markup, const char *child);

void capture_start(struct capture *c, const struct xml_element *e);
/* False when the captured element itself ends. */
bool capture_end(struct capture *c, struct str name);
void capture_text(struct capture *c, struct str text, bool is_cdata);

/* Puts in place of the text what it means as base64; nothing where that is no text. What
 * cannot be base64 stays as it is. */
void capture_decode_base64(struct capture *c);

#endif
