/*
 * json.h - the records as JSON objects, with the keys of the contract. Other programs
 * rely on these keys: add, never rename. Each returns a new reference.
 */
#ifndef CMD_JSON_H
#define CMD_JSON_H

#include "cmd/out.h"
#include "model/contact.h"
#include "model/feed.h"
#include "model/item.h"
#include "model/story.h"
#include "model/suggestion.h"

/* {"id","feed","guid","url","title","summary","author","outlet","published","updated",
 * "story","language"}; feed is the feed's URL. */
json_t *json_of_item(const struct item *it, struct str feed_url);

/* The short form inside other objects: {"id","guid","url","title","outlet","published"}.
 */
json_t *json_of_item_short(const struct item *it);

/* due_in_days is DUE_NEVER for none. */
json_t *json_of_contact(const struct contact *c, int64_t due_in_days);

json_t *json_of_interest(const struct interest *in);
json_t *json_of_feed(const struct feed *f);
json_t *json_of_run(const struct run *r);

/* What the objects of `queue`, `why` and `match` share. */
struct json_queue_entry {
	const struct suggestion *suggestion;
	const struct contact *contact;
	const struct item *item;
	int64_t due_in_days;
};
json_t *json_of_queue_entry(const struct json_queue_entry *q);

/* The same without id, status, created and note. */
json_t *json_of_pair(const struct json_queue_entry *q);

/* The queue object with "adjustments", and with "text" in each reason. */
json_t *json_of_why(const struct json_queue_entry *q);

/* The field of the item that a match lies in. */
struct str match_field_text(const struct match *m, const struct item *it);

#endif
