/*
 * text.h - what a person reads, from text with markup in it. In: valid UTF-8. Out: valid
 * UTF-8 without markup, white space collapsed to single spaces, without characters that
 * are invisible or reorder others. The maximum of the buffer cuts between characters.
 * Linear in the input, no recursion.
 */
#ifndef FEED_TEXT_H
#define FEED_TEXT_H

#include "base/buf.h"
#include "base/str.h"

/* Appends the text of HTML: tags, comments, scripts and styles dropped, entities decoded.
 */
void text_from_html(struct buf *out, struct str html);

/* Appends text that has no markup. */
void text_from_plain(struct buf *out, struct str plain);

/* Whether s is text as both would leave it. */
bool text_is_clean(struct str s);

/* Whether s has a tag or an entity. */
bool text_is_html(struct str s);

/* Whether s has an entity, as "AT&amp;T" has. */
bool text_has_entity(struct str s);

/* Appends s with its entities decoded as XML has them, and nothing else done to it. */
void text_decode_entities(struct buf *out, struct str s);

#endif
