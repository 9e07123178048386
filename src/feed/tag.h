/*
 * tag.h - start tags repaired, so that any XML parser can read them.
 */
#ifndef FEED_TAG_H
#define FEED_TAG_H

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

/* The name that tag ("item a='1' /") begins with. */
struct str tag_name(struct str tag);

/* Takes the next attribute off *rest, which begins with what stands behind the name of a
 * tag. *value has its entities; an attribute without value has its name for it. False
 * when there is none left. */
bool tag_next_attribute(struct str *rest, struct str *name, struct str *value);

/* Whether the attribute of an element, both without their prefixes, is of use. */
typedef bool tag_wants_fn(struct str element, struct str attribute);

/* Appends tag, which begins with name, as well-formed markup, "<item a="1"/>": names of
 * allowed characters, values quoted, entities of HTML decoded, control characters
 * dropped. Of its attributes only those that are wanted (NULL: all), those of "xml:", and
 * namespaces. *is_empty tells whether the tag closes itself. ERR_DATA with "too large:
 * ..." for more than LIMIT_TAG_ATTRIBUTES attributes. */
enum err tag_put_repaired(struct buf *out, struct str tag, struct str name,
    tag_wants_fn *wants, bool *is_empty, struct err_info *ei) MUST_USE;

/* The name without its prefix. */
struct str tag_local_name(struct str name);

/* Appends a name with what XML does not allow in it replaced. */
void tag_put_name(struct buf *out, struct str name);

#endif
