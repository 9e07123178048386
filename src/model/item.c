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
