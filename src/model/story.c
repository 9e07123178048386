/*
 * story.c - names of the kinds of touches, as stored and as printed.
 */
#include "model/story.h"

static const char *const names[] = {"forward", "mail", "meeting", "call", "other"};

const char *touch_kind_name(enum touch_kind kind)
{
	return names[kind];
}

bool touch_kind_parse(struct str name, enum touch_kind *out)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq(name, str_of(names[i]))) {
			*out = (enum touch_kind)i;
			return true;
		}
	return false;
}
