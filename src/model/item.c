/*
 * item.c - what follows from an item's own fields.
 */
#include "model/item.h"

#include "base/clock.h"

int64_t item_date_s(const struct item *it)
{
	int64_t at_s = it->published_at_s;

	if (at_s == NO_TIME)
		at_s = it->updated_at_s;
	if (at_s == NO_TIME || (it->first_seen_at_s > 0 && at_s > it->first_seen_at_s))
		at_s = it->first_seen_at_s;
	return at_s;
}

static struct str copy(struct arena *a, struct str s)
{
	return (struct str){s.p ? arena_dup_str(a, s) : NULL, s.n};
}

struct item item_copy(struct arena *a, const struct item *it)
{
	struct item c = *it;
	struct str *categories = arena_alloc(a, it->n_categories, sizeof(*categories));

	c.guid = copy(a, it->guid);
	c.url = copy(a, it->url);
	c.title = copy(a, it->title);
	c.summary = copy(a, it->summary);
	c.author = copy(a, it->author);
	c.outlet = copy(a, it->outlet);
	c.language = copy(a, it->language);
	c.date_as_given = copy(a, it->date_as_given);
	for (size_t i = 0; i < it->n_categories; i++)
		categories[i] = copy(a, it->categories[i]);
	c.categories = categories;
	return c;
}
