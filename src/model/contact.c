/*
 * contact.c - names of a contact's fields, and of what an interest is and comes from.
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

const char *contact_field_name(enum contact_field field)
{
	static const char *const names[CONTACT_FIELDS] = {"name", "emails", "company",
	    "title", "place", "language", "url", "aliases", "interests", "every_days",
	    "last_touch", "notes", "extra"};

	return names[field];
}
