/*
 * kind.h - the elements of a document, by name. What libxml2 says of the first element of
 * a name is true of all of that name, as long as the same namespaces are declared: for
 * these it need not be asked.
 */
#ifndef FEED_KIND_H
#define FEED_KIND_H

#include "feed/xml.h"

enum { KINDS_MAX = 128, KIND_NAME_MAX_BYTES = 32 };

struct kind {
	/* As libxml2 says; its pointers, which live as long as its parser. */
	struct str name;
	const char *prefix, *uri;
	/* What follows from the name. */
	uint64_t like;		  /* the same for names that are alike */
	const struct str *wanted; /* attributes; behind the last is one without text */
	bool never_nests;
	const void *notes[XML_NOTES]; /* of the sink */
};

/* Zeroed before the first use. When there are more than there is room for, the least
 * lucky are forgotten. */
struct kinds {
	struct kind_slot {
		uint64_t key, scope;
		size_t n; /* 0: nothing is here */
		char name[KIND_NAME_MAX_BYTES];
		struct kind kind;
	} slots[KINDS_MAX];
};

/* The element that a document calls name, where the namespaces of that scope are
 * declared; NULL if it is not known. Lives until the next kinds_put(). */
struct kind *kinds_find(struct kinds *k, struct str name, uint64_t scope);

/* Names that are too long are not remembered. */
void kinds_put(struct kinds *k, struct str name, uint64_t scope, const struct kind *kind);

#endif
