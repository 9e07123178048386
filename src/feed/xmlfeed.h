/*
 * xmlfeed.h - RSS, RDF and Atom: elements in, items out.
 */
#ifndef FEED_XMLFEED_H
#define FEED_XMLFEED_H

#include "feed/feed.h"

struct xmlfeed;

/* Strings of doc are put into the arena. Items are handed to options->on_item. */
struct xmlfeed *xmlfeed_new(
    struct arena *a, const struct feed_options *options, struct feed_doc *doc);
void xmlfeed_free(struct xmlfeed *f); /* NULL does nothing */

/* As feed_parser_push() and feed_parser_finish(), on valid UTF-8. */
enum err xmlfeed_put(struct xmlfeed *f, struct str text, struct err_info *ei) MUST_USE;
enum err xmlfeed_finish(struct xmlfeed *f, struct err_info *ei) MUST_USE;

/* The callback said that it wants no more. */
bool xmlfeed_is_stopped(const struct xmlfeed *f);

#endif
