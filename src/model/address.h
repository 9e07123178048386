/*
 * address.h - is this an e-mail address that can be written to? The one check for all
 * that comes in (contacts, configuration, command line) and for all that goes out.
 */
#ifndef MODEL_ADDRESS_H
#define MODEL_ADDRESS_H

#include "base/str.h"

enum { ADDRESS_MAX_BYTES = 254 }; /* RFC 5321 section 4.5.3.1.3, without the <> */

/* True for a bare address, local@domain (RFC 5321 Mailbox, RFC 6531 for UTF-8; no quoted
 * local part, no address literal): one @, no white space, control character or any of
 * <>()[],;:\", no empty label. Such text cannot leave an envelope or a header. */
bool address_is_valid(struct str s);

/* Takes the address out of what people paste: "mailto:ada@x.example?subject=hi",
 * "<ada@x.example>", "Ada <ada@x.example>", white space around it. False, *out untouched,
 * if what remains is no valid address. The result is a view of s. */
bool address_parse(struct str s, struct str *out);

/* What stands behind the @; the empty view if there is none. */
struct str address_domain(struct str address);

/* A domain where anyone has an address ("gmail.com"): it tells no employer. */
bool address_is_public_domain(struct str domain);

#endif
