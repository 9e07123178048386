/*
 * touch.h - interactions with contacts, logged. The last one resets the cadence.
 */
#ifndef STORE_TOUCH_H
#define STORE_TOUCH_H

#include "model/story.h"
#include "store/store.h"

enum err store_touch_insert(
    struct store *s, const struct touch *t, int64_t *id, struct err_info *ei) MUST_USE;
/* Newest first; contact_id 0: of all; since_s 0: ever; limit 0: all. */
enum err store_touch_list(struct arena *a, struct store *s, int64_t contact_id,
    int64_t since_s, size_t limit, struct touch **out, size_t *n,
    struct err_info *ei) MUST_USE;

#endif
