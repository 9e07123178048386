/*
 * vcard.h - contacts as vCards: 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350, RFC 6715) in,
 * 3.0 and 4.0 out. What sawthis does not read is kept in contact.extra, one unfolded line
 * a property, and comes out again.
 *
 * CATEGORIES hold stated interests beside the groups of address books: every category is
 * an interest (SOURCE_IMPORTED) but for "myContacts", "Friends", "Family", "Work" and
 * their like, which stay in extra. INTEREST, HOBBY and EXPERTISE are interests; LEVEL
 * high, medium, low (expert, average, beginner) gives the weights 2, 1, 0.5. Interests in
 * notes are only proposed (proposals.h).
 */
#ifndef PEOPLE_VCARD_H
#define PEOPLE_VCARD_H

#include "base/buf.h"
#include "people/import.h"

enum vcard_version { VCARD_3, VCARD_4 };

/* True if text begins, after white space, with a vCard. */
bool people_vcard_is(struct str text);

/* Reads all cards of text: valid UTF-8, or bytes in the character sets that CHARSET
 * parameters name. ERR_DATA if there is no card in it. */
enum err people_vcard_read(struct arena *a, struct str text, const char *file,
    struct people_import *out, struct err_info *ei) MUST_USE;

/* Appends one card with CRLF, folded at 75 bytes between characters. */
void people_vcard_write(struct buf *b, const struct contact *c, enum vcard_version v);

#endif
