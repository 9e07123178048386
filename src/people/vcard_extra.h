/*
 * vcard_extra.h - what of a vCard sawthis keeps without reading it: unfolded lines in
 * contact.extra, ended by \n, in the form of version 3.0 and 4.0 (UTF-8, no
 * quoted-printable). A property that is read is kept there as well if it says more than
 * the record can (TYPE, LABEL, a group, units of an ORG): it is written instead of the
 * plain one as long as its value is still the contact's.
 */
#ifndef PEOPLE_VCARD_EXTRA_H
#define PEOPLE_VCARD_EXTRA_H

#include "people/vcard_line.h"

enum {
	EXTRA_LINE_MAX_BYTES = 16 << 10, /* longer ones are pictures, sounds and keys */
	EXTRA_MAX_BYTES = 64 << 10,
};

/* Appends the property to extra; value is its value in UTF-8, still escaped. False, and
 * nothing is appended, if it is too long. */
bool vcard_extra_put(struct buf *extra, const struct vcard_property *p, struct str value);

/* Whether more than name and value is there: a group, or parameters other than the
 * encoding, the character set and TYPE=INTERNET. */
bool vcard_says_more(const struct vcard_property *p);

/* extra without the lines of that name whose value, or first component, is `value`: those
 * that said more about a value which is being changed. extra itself if there are none. */
struct str vcard_extra_without(
    struct arena *a, struct str extra, struct str name, struct str value);

/* A category that is a group of an address book or a colour and no interest. */
bool vcard_is_group_category(struct str category);

/* The weight that RFC 6715's LEVEL stands for; 1 without one. */
double vcard_level_weight(struct str level);

#endif
