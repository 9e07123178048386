/*
 * tag.h - start tags read, whatever their quality, and put as any XML parser reads them.
 */
#ifndef FEED_TAG_H
#define FEED_TAG_H

#include "base/buf.h"
#include "base/limits.h"
#include "base/str.h"

struct tag_attribute {
	struct str name;  /* without its prefix */
	struct str whole; /* with it */
	struct str value; /* has its entities; the name where there is no value */
};

/* A start tag. Views into the text that it was read from. */
struct tag {
	struct str name; /* with its prefix */
	struct tag_attribute attributes[LIMIT_TAG_ATTRIBUTES];
	size_t n_attributes; /* LIMIT_TAG_ATTRIBUTES + 1: there are more */
	bool is_empty;	     /* it closes itself */
};

/* Reads the tag that s begins with ("item a='1'>..."), if it is written as most are:
 * names of ASCII letters, values in quotes. The bytes of it, with the ">"; 0 if it is
 * not. */
size_t tag_read_plain(struct str s, struct tag *out);

/* Reads what stands between "<" and ">". */
void tag_read(struct str text, struct tag *out);

/* Whether an attribute declares a namespace or is one of those of "xml:". */
bool tag_is_xml(const struct tag_attribute *a);

/* Drops all attributes but those that are wanted, by their local names (behind the last
 * is one without text; NULL: none), and those of tag_is_xml(). Whether what is left means
 * what it seems to: no prefix, no namespace. */
bool tag_prune(struct tag *tag, const struct str *wanted);

/* Whether an element of this name needs no repair: tag_put() puts it as it is. */
bool tag_is_plain_name(struct str name);

/* The value of an attribute with its entities decoded, and without what XML does not
 * allow in it; a view of value, or of what is appended to b, which is never longer. */
struct str tag_value(struct buf *b, struct str value);

/* Appends the tag as well-formed markup, "<item a="1"/>": names of allowed characters,
 * values quoted, entities of HTML decoded, control characters dropped. */
void tag_put(struct buf *out, struct buf *scratch, const struct tag *tag);

/* The name without its prefix. */
struct str tag_local_name(struct str name);

/* Appends a name with what XML does not allow in it replaced. */
void tag_put_name(struct buf *out, struct str name);

#endif
