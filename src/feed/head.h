/*
 * head.h - what a document says about the feed itself, gathered from its elements.
 */
#ifndef FEED_HEAD_H
#define FEED_HEAD_H

#include "feed/atom.h"
#include "feed/draft.h"
#include "feed/names.h"
#include "feed/schedule.h"
#include "feed/scope.h"

struct head {
	struct arena *arena; /* of doc's strings */
	struct feed_doc *doc;
	int title_rank, link_rank, language_rank; /* of what doc has; the lowest wins */
	struct schedule schedule;
};

/* The text of the element that n names. */
void head_put(struct head *h, struct draft_maker *m, struct scopes *s,
    const struct name *n, const struct draft_text *text);

/* A link of Atom. */
void head_put_link(
    struct head *h, struct scopes *s, const struct xml_element *e, struct str href);

#endif
