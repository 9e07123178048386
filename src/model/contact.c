/*
 * contact.c - names of what an interest is and where it came from.
 */
#include "model/contact.h"

const char *interest_source_name(enum interest_source source)
{
	static const char *const names[] = {"stated", "imported", "learned", "accepted"};

	return names[source];
}

const char *interest_kind_name(enum interest_kind kind)
{
	static const char *const names[] = {"interest", "regex", "learned"};

	return names[kind];
}
