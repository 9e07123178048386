/*
 * names.h - which element of which vocabulary. Namespaces are known by their URI in all
 * the spellings that are seen; by their usual prefix only where a document forgot to
 * declare it.
 */
#ifndef FEED_NAMES_H
#define FEED_NAMES_H

#include "feed/xml.h"

/* Bits, so that a rule can name several. */
enum ns {
	NS_CORE = 1 << 0, /* none, RSS in all its namespaces, Atom 0.3 and 1.0 */
	NS_ATOM = 1 << 1, /* Atom; these elements have NS_CORE too */
	NS_RDF = 1 << 2,
	NS_DC = 1 << 3,
	NS_DCTERMS = 1 << 4,
	NS_CONTENT = 1 << 5,
	NS_MEDIA = 1 << 6,
	NS_ITUNES = 1 << 7,
	NS_SY = 1 << 8,
	NS_FEEDBURNER = 1 << 9,
	NS_XHTML = 1 << 10,
	NS_OTHER = 1 << 11,
};

/* Which vocabulary element e is of. */
unsigned names_space(const struct xml_element *e);

/* What an element means where it stands. */
enum meaning {
	MEANS_NOTHING,
	/* Structure. */
	MEANS_FEED,
	MEANS_ITEM,
	MEANS_GROUP, /* holds more of the same item: media:group */
	/* Of an item; some of a feed as well. */
	MEANS_TITLE,
	MEANS_LINK,
	MEANS_ORIGINAL_LINK,
	MEANS_ID,
	MEANS_SUMMARY,
	MEANS_AUTHOR,
	MEANS_PUBLISHED,
	MEANS_UPDATED,
	MEANS_CREATED,
	MEANS_CATEGORY,
	MEANS_SOURCE,
	MEANS_LANGUAGE,
	MEANS_ENCLOSURE,
	/* Of a feed. */
	MEANS_TTL,
	MEANS_UPDATE_PERIOD,
	MEANS_UPDATE_FREQUENCY,
	MEANS_SKIP_HOURS,
	MEANS_SKIP_DAYS,
};

struct name {
	unsigned spaces; /* any of these */
	const char *name;
	enum meaning meaning;
	int rank; /* among the elements of one meaning, the lowest is believed */
};

/* What an element of that local name and vocabulary means within an item, or within a
 * feed; NULL if nothing. */
const struct name *names_in_item(struct str name, unsigned space);
const struct name *names_in_feed(struct str name, unsigned space);

/* Whether the local name of an element means something in any namespace. */
bool names_is_known(struct str element);

/* The attributes that may be asked of an element, both by their local names; behind the
 * last is one without text. NULL if there are none. */
const struct str *names_wanted_attributes(struct str element);

#endif
