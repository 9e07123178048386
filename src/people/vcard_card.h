/*
 * vcard_card.h - one card: its properties gathered into a record. For people/ alone.
 */
#ifndef PEOPLE_VCARD_CARD_H
#define PEOPLE_VCARD_CARD_H

#include "people/builder.h"
#include "people/vcard_line.h"

struct card {
	struct builder b;
	struct str middle; /* name */
	bool is_organisation, is_group, has_nul;
};

void card_init(struct card *c, struct report *r);
void card_clear(struct card *c);

void card_begin(struct card *c, size_t line);
void card_read(struct card *c, const struct vcard_property *p);

/* The record goes to the report, or a problem says why it does not. */
void card_end(struct card *c);

#endif
