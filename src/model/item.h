/*
 * item.h - one entry of a feed, as plain text. Every str is valid UTF-8 without markup,
 * ended by NUL, and owned by the arena that the item was made in; p is NULL where the
 * feed did not say.
 */
#ifndef MODEL_ITEM_H
#define MODEL_ITEM_H

#include "base/arena.h"
#include "base/str.h"

struct item {
	int64_t id;	  /* 0 until stored */
	int64_t feed_id;  /* 0 until stored */
	int64_t story_id; /* 0 until a story was found or made */
	struct str guid;  /* as given, never resolved; else the URL; else a digest */
	struct str url;	  /* absolute, http or https */
	struct str title;
	struct str summary; /* or the content where there is no summary */
	struct str author;
	struct str outlet;   /* who published it: the source, else the feed's title */
	struct str language; /* BCP 47, lower case: "en", "pt-br" */
	const struct str *categories;
	size_t n_categories;
	int64_t published_at_s; /* NO_TIME if absent or impossible */
	int64_t updated_at_s;	/* NO_TIME if absent or impossible */
	int64_t first_seen_at_s;
	struct str date_as_given; /* the text that published or updated was read from */
};

/* When the item is from: published, else updated, else first seen; never later than
 * first seen, where that is known. */
int64_t item_date_s(const struct item *it);

/* The item with its text copied into the arena. */
struct item item_copy(struct arena *a, const struct item *it);

#endif
