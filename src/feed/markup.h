/*
 * markup.h - what of HTML is no text: tags, comments, scripts and styles.
 */
#ifndef FEED_MARKUP_H
#define FEED_MARKUP_H

#include "base/str.h"

/* Zeroed before the first "<" of a text. */
struct markup {
	bool is_past_comments; /* no comment that begins from here on is closed */
};

/* Where text goes on behind the markup that the "<" at s[i] begins; i where it begins
 * none. *parts_words is set where the words before and behind it are two. */
size_t markup_end(struct markup *m, struct str s, size_t i, bool *parts_words);

#endif
