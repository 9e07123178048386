/*
 * scan.h - XML of any quality cut into tags and text, as a stream. What a feed does not
 * need is dropped: comments, processing instructions, the DOCTYPE. No entity that a
 * document declares is ever used.
 */
#ifndef FEED_SCAN_H
#define FEED_SCAN_H

#include "base/err.h"
#include "base/str.h"
#include "feed/tag.h"

/* What is found goes here; anything but OK ends the scan. Views live for the call. */
struct scan_sink {
	/* Its name begins with a letter. The sink may change the tag. */
	enum err (*start)(void *ctx, struct tag *tag, struct err_info *ei);
	enum err (*end)(void *ctx, struct str name, struct err_info *ei);
	/* A piece of text, never empty; is_cdata: without entities. No piece ends within
	 * an entity. */
	enum err (*text)(void *ctx, struct str text, bool is_cdata, struct err_info *ei);
	/* "html PUBLIC ...": what stands behind "<!DOCTYPE". */
	enum err (*doctype)(void *ctx, struct str doctype, struct err_info *ei);
	void *ctx;
};

enum scan_state {
	SCAN_TEXT,
	SCAN_CDATA,
	SCAN_COMMENT,
	SCAN_INSTRUCTION,
	SCAN_DECLARATION
};

/* Zeroed before the first call. */
struct scan {
	enum scan_state state;
	struct str
	    open; /* the sink may say which element is open: its end is found soon */
	struct tag tag; /* that was found last */
};

/* Scans text, which is valid UTF-8. *n_done gets how much of it is dealt with; the rest
 * comes again, with more behind it, in the next call. At the end (is_end) everything is
 * dealt with, and scan->state or the rest tell what was cut: *n_done < text.n. ERR_DATA
 * with "too large: ..." for a tag or DOCTYPE beyond LIMIT_TAG_BYTES, with "malformed:
 * ..." for entities declared in terms of others, or what the sink returned. */
enum err scan_put(struct scan *scan, struct str text, bool is_end,
    const struct scan_sink *sink, size_t *n_done, struct err_info *ei) MUST_USE;

#endif
