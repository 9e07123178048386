/*
 * feed.h - feed documents in, items out: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON
 * Feed. The document is pushed in pieces as it arrives; each item is handed out as soon
 *as it is complete, so memory does not grow with the document (JSON Feed excepted).
 *
 *	p = feed_parser_new(&options);
 *	while (there are bytes)
 *		if (feed_parser_push(p, bytes, &ei) != OK)
 *			break;
 *	err = feed_parser_finish(p, &doc, &ei);
 *	feed_parser_free(p);
 *
 * Broken documents are repaired where they can be. What cannot be used is ERR_DATA, and
 * the sentence begins with its kind: "not a feed: ", "malformed: ", "too large: ",
 * "truncated: ", "encoding: ", "decompress: ". Items handed out before an error are good.
 */
#ifndef FEED_FEED_H
#define FEED_FEED_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "model/item.h"

enum feed_format {
	FEED_UNKNOWN,
	FEED_RSS,  /* 0.9x and 2.0 */
	FEED_RDF,  /* RSS 0.90 and 1.0 */
	FEED_ATOM, /* 0.3 and 1.0 */
	FEED_JSON, /* JSON Feed 1.0 and 1.1 */
};

/* What the document says about the feed. Text is plain, as in struct item; p is NULL
 * where nothing was said. Complete after feed_parser_finish(); in the callback, what has
 * been read so far. */
struct feed_doc {
	enum feed_format format;
	struct str title;
	struct str home_url; /* the outlet's page */
	struct str self_url; /* where the feed says it lives */
	struct str hub_url;  /* WebSub */
	struct str language; /* BCP 47, lower case */
	int64_t ttl_s;	     /* <ttl>; 0 if not given */
	int64_t period_s;    /* sy:updatePeriod over sy:updateFrequency; 0 if not given */
	uint32_t skip_hours; /* bit h: nothing new from h to h + 1 o'clock UTC */
	uint32_t skip_days;  /* bit d: nothing new on that day; 0 is Sunday */
	size_t n_items;	     /* handed out */

	/* What is wrong with a document that could be read nevertheless: "malformed: ..."
	 * or "truncated: ..."; p NULL if nothing is. */
	struct str problem;
	bool is_truncated; /* it ends too early: the last items may be missing */
};

/* Takes an item, which lives until the call returns. False stops the parser, which then
 * reads no further and finishes with OK. */
typedef bool feed_item_fn(void *ctx, const struct feed_doc *doc, const struct item *it);

struct feed_options {
	struct str url;		 /* of the document, to resolve links; may be empty */
	struct str content_type; /* as HTTP gave it; may be empty */
	size_t max_bytes; /* of the document, unpacked; 0 is LIMIT_DOCUMENT_BYTES */
	feed_item_fn *on_item;
	void *ctx;
};

struct feed_parser;

/* Copies the options. */
struct feed_parser *feed_parser_new(const struct feed_options *options);
void feed_parser_free(struct feed_parser *p); /* NULL does nothing */

/* The next bytes, in pieces of any size; a gzip file is unpacked. After an error the same
 * error is given again. */
enum err feed_parser_push(
    struct feed_parser *p, struct str bytes, struct err_info *ei) MUST_USE;

/* The end of the bytes. *doc lives until feed_parser_free(). */
enum err feed_parser_finish(
    struct feed_parser *p, struct feed_doc *doc, struct err_info *ei) MUST_USE;

/* The whole document at once; what doc and items say lives in the arena. */
enum err feed_parse(struct arena *a, struct str bytes, const struct feed_options *options,
    struct feed_doc *doc, struct item **items, size_t *n_items,
    struct err_info *ei) MUST_USE;

#endif
