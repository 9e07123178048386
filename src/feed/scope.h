/*
 * scope.h - what xml:base and xml:lang say about the elements that are open. Memory is
 * bounded by the depth, however many elements say it.
 */
#ifndef FEED_SCOPE_H
#define FEED_SCOPE_H

#include "base/arena.h"
#include "feed/xml.h"

struct scopes;

/* url: of the document; may be empty. */
struct scopes *scopes_new(struct str url);
void scopes_free(struct scopes *s); /* NULL does nothing */

/* An element begins or ends. */
void scopes_push(struct scopes *s, const struct xml_element *e);
void scopes_pop(struct scopes *s);

/* Of the innermost element; views that live until it ends. */
struct str scopes_language(const struct scopes *s);

/* The address that raw means here, in the arena; absent (p NULL) where it is none of the
 * web. */
struct str scopes_resolve(struct scopes *s, struct arena *a, struct str raw);

#endif
