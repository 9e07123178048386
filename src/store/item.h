/*
 * item.h - items stored: known ones recognised by guid, then canonical link, then title
 * and date; listed and loaded for matching.
 */
#ifndef STORE_ITEM_H
#define STORE_ITEM_H

#include "model/item.h"
#include "store/store.h"

/* What became of an item that was put. */
enum item_fate {
	ITEM_NEW,
	ITEM_UPDATED, /* known, its text was changed in place */
	ITEM_KNOWN,   /* known and the same; or purged, or twice in the document */
};

struct item_put {
	enum item_fate fate;
	int64_t id; /* of the item; that of a purged one names no record */
};

/* Stores what the feed's document carries, in one transaction: new items are added with
 * first_seen_at_s as given, or now if 0, changed ones updated, which keeps their
 * first_seen. out, if not NULL, has room for n. Linear; what is stored of the feed is
 * read once in the life of the store. */
enum err store_items_put(struct store *s, int64_t feed_id, const struct item *items,
    size_t n, struct item_put *out, struct err_info *ei) MUST_USE;

enum err store_item_get(struct arena *a, struct store *s, int64_t id, struct item *out,
    struct err_info *ei) MUST_USE;

/* By guid, URL, or URL without what tracks readers; *id is 0 if there is none, the newest
 * if several. The first call reads all items once; the next ones cost nothing until the
 * database changes. */
enum err store_item_find(
    struct store *s, struct str text, int64_t *id, struct err_info *ei) MUST_USE;

/* Zero means no bound. */
struct item_query {
	int64_t since_s,
	    until_s;	  /* item_date_s() in [since_s, until_s); since NO_TIME ok */
	int64_t after_id; /* only larger ids */
	int64_t feed_id, story_id;
	bool is_without_story;	 /* only those after the last that has one */
	const struct str *words; /* all in title, summary, author or categories */
	size_t n_words;
	size_t limit;
	bool is_newest_first; /* by date; otherwise by id ascending */
	/* By id and date alone, and only what is matched: id, feed, title, summary,
	 * language, categories and dates; the rest is left empty. */
	bool is_text_only;
};

/* A page of items by id: pass the last id as after_id for the next. */
enum err store_item_list(struct arena *a, struct store *s, const struct item_query *query,
    struct item **out, size_t *n, struct err_info *ei) MUST_USE;

/* Stands for the items as they are: it differs once any was added, changed or removed. */
enum err store_item_state(struct store *s, uint64_t *out, struct err_info *ei) MUST_USE;

/* The largest id that was ever given to an item; 0 if there is none. Ids are given
 * without gaps. */
enum err store_item_last(struct store *s, int64_t *id, struct err_info *ei) MUST_USE;

/* The largest id of an item that is in a story; 0 if there is none. */
enum err store_item_last_with_story(
    struct store *s, int64_t *id, struct err_info *ei) MUST_USE;

enum err store_item_count(struct store *s, int64_t *n, struct err_info *ei) MUST_USE;
/* URL of the feed that the item came from, removed or not. */
enum err store_item_feed_url(struct arena *a, struct store *s, int64_t item_id,
    struct str *out, struct err_info *ei) MUST_USE;

#endif
