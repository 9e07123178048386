/*
 * vcard_line.h - the lines of vCards: unfolded, taken apart, decoded. For people/ alone.
 */
#ifndef PEOPLE_VCARD_LINE_H
#define PEOPLE_VCARD_LINE_H

#include "base/arena.h"
#include "base/buf.h"

enum { VCARD_LINE_MAX_BYTES = 1 << 20 }; /* of a folded line; the rest is dropped */

/* One property, as views that the next read ends. */
struct vcard_property {
	size_t line;	   /* where it begins, from 1 */
	struct str group;  /* "item1" of item1.EMAIL */
	struct str name;   /* as written; empty if the line has no colon */
	struct str params; /* ";TYPE=home;PREF=1", with its first semicolon */
	struct str value;  /* encoded and escaped as it stands in the file */
	bool has_nul;
};

struct vcard_lines {
	struct str rest;
	size_t line;
	bool keeps_fold; /* vCard 2.1: white space that folds belongs to the text */
	struct buf scratch;
};

void vcard_lines_init(struct vcard_lines *l, struct str text);
void vcard_lines_clear(struct vcard_lines *l);

/* The next property that is not blank; false at the end. */
bool vcard_lines_next(struct vcard_lines *l, struct vcard_property *out);

/* Takes the next parameter off *params; a bare one (";HOME") has no name. Quotes around
 * the whole value are taken off. */
bool vcard_param_next(struct str *params, struct str *name, struct str *value);

/* The value of the first parameter of that name, or the empty view. */
struct str vcard_param(const struct vcard_property *p, struct str name);

/* Whether the property has that type: ";TYPE=home,pref", ";PREF". */
bool vcard_has_type(const struct vcard_property *p, struct str type);

/* The value without transfer encoding (quoted-printable) and in UTF-8; escapes stay. A
 * view of p's value or in the arena. */
struct str vcard_value(struct arena *a, const struct vcard_property *p);

/* Takes what stands before the next sep that is not escaped off *rest; escapes of the
 * part are resolved, in the arena. False when *rest was used up (p is NULL). */
bool vcard_split(struct arena *a, struct str *rest, char sep, struct str *part);

/* The whole value, escapes resolved; in the arena if there are any. */
struct str vcard_unescape(struct arena *a, struct str value);

#endif
