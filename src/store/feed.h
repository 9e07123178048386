/*
 * feed.h - feeds stored. A removed feed is in no list, but its items stay, and it takes
 * up its old history when it is added again.
 */
#ifndef STORE_FEED_H
#define STORE_FEED_H

#include "model/feed.h"
#include "store/store.h"

/* Adds the feed, or finds the one with that URL: *is_new tells which. A feed removed
 * before comes back active with its items known. */
enum err store_feed_add(struct store *s, const struct feed *f, int64_t *id, bool *is_new,
    struct err_info *ei) MUST_USE;

enum err store_feed_get(struct arena *a, struct store *s, int64_t id, struct feed *out,
    struct err_info *ei) MUST_USE;

/* By id or URL; *id is 0 if there is none. */
enum err store_feed_find(
    struct store *s, struct str text, int64_t *id, struct err_info *ei) MUST_USE;

/* All, by id. */
enum err store_feed_list(struct arena *a, struct store *s, struct feed **out, size_t *n,
    struct err_info *ei) MUST_USE;

/* The active ones whose next fetch is not after at_s (or more than a week after it: such
 * a time was written while the clock was wrong), by id. */
enum err store_feed_list_due(struct arena *a, struct store *s, int64_t at_s,
    struct feed **out, size_t *n, struct err_info *ei) MUST_USE;

/* Writes everything of f but n_items. A changed url is an address moved for good:
 * ERR_DATA if another feed has it. */
enum err store_feed_update(
    struct store *s, const struct feed *f, struct err_info *ei) MUST_USE;

enum err store_feed_set_status(
    struct store *s, int64_t id, enum feed_status status, struct err_info *ei) MUST_USE;

/* Takes the feed off all lists; items and history stay. */
enum err store_feed_remove(struct store *s, int64_t id, struct err_info *ei) MUST_USE;

#endif
