/*
 * story.h - stories stored, and by what their next item is recognised.
 */
#ifndef STORE_STORY_H
#define STORE_STORY_H

#include "model/item.h"
#include "model/story.h"
#include "store/store.h"

/* One item's part in a story. */
struct story_item {
	int64_t item_id, story_id;
	uint64_t url_key;  /* of the canonical URL; 0 if none */
	int64_t at_s;	   /* when the item was first seen */
	struct str sketch; /* bytes by which rank/ knows the text again; may be empty */
};

/* Inserts the stories and fills in their ids, which ascend. */
enum err store_story_insert(
    struct store *s, struct story *list, size_t n, struct err_info *ei) MUST_USE;

/* Puts the items into their stories, replacing where they were; pass many at once, in the
 * order of item_id. A story that lost its last item stays. */
enum err store_story_put_items(struct store *s, const struct story_item *items, size_t n,
    struct err_info *ei) MUST_USE;

/* What rank/ needs to rebuild its index: all since since_s, by item_id. Holds items that
 * were purged, where somebody was given the story. */
enum err store_story_list_items(struct arena *a, struct store *s, int64_t since_s,
    struct story_item **out, size_t *n, struct err_info *ei) MUST_USE;

enum err store_story_get(struct arena *a, struct store *s, int64_t id, struct story *out,
    struct err_info *ei) MUST_USE;

struct story_query {
	int64_t since_s; /* first seen; 0: any */
	const struct str *words;
	size_t n_words;
	bool is_muted_only;
	int64_t min_items; /* 2: those that several items tell; 0: any */
	size_t limit;	   /* 0: all */
};

/* Newest first. */
enum err store_story_list(struct arena *a, struct store *s,
    const struct story_query *query, struct story **out, size_t *n,
    struct err_info *ei) MUST_USE;

/* Ids of all muted stories, ascending. */
enum err store_story_list_muted(struct arena *a, struct store *s, int64_t **ids,
    size_t *n, struct err_info *ei) MUST_USE;

/* What is open of a muted story is in no list and no count; store_decision_undo() takes
 * the muting back. */
enum err store_story_mute(
    struct store *s, int64_t id, int64_t at_s, struct err_info *ei) MUST_USE;
#endif
