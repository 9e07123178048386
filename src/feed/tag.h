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

/* Appends tag as well-formed markup, "<item a="1"/>": names of allowed characters, values
 * quoted, entities of HTML decoded, control characters dropped. *is_empty tells whether
 * the tag closes itself. ERR_DATA with "too large: ..." for more than
 * LIMIT_TAG_ATTRIBUTES attributes. */
enum err tag_put_repaired(
    struct buf *out, struct str tag, bool *is_empty, struct err_info *ei) MUST_USE;

/* Appends a name with what XML does not allow in it replaced. */
void tag_put_name(struct buf *out, struct str name);

#endif
