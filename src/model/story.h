/*
 * story.h - items that report the same thing, from any outlet; a touch, an interaction
 * with a contact; a run, one batch.
 */
#ifndef MODEL_STORY_H
#define MODEL_STORY_H

#include "base/str.h"

struct story {
	int64_t id;
	struct str title; /* of its best item */
	int64_t first_seen_s;
	int64_t n_items;
	bool is_muted;
};

enum touch_kind { TOUCH_FORWARD, TOUCH_MAIL, TOUCH_MEETING, TOUCH_CALL, TOUCH_OTHER };

struct touch {
	int64_t id;
	int64_t contact_id;
	int64_t suggestion_id; /* 0 if it came from no suggestion */
	enum touch_kind kind;
	int64_t at_s;
	struct str text; /* "lunch", or what was said */
};

struct run {
	int64_t id;
	int64_t started_at_s, ended_at_s; /* NO_TIME while it runs */
	int64_t n_feeds, n_fetched, n_not_modified, n_failed;
	int64_t n_items_new, n_stories_new, n_pairs_scored, n_suggestions_new;
	int64_t duration_ms;
};

const char *touch_kind_name(enum touch_kind kind); /* "forward", "mail", … */
bool touch_kind_parse(struct str name, enum touch_kind *out);

#endif
