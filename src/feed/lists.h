/*
 * lists.h - the lists of feeds by field of work that come with the program (feeds/ of the
 * source tree), as OPML.
 */
#ifndef FEED_LISTS_H
#define FEED_LISTS_H

#include "base/embedded.h"

/* Every list, sorted by name ("energy.opml"), ended by a NULL name. */
extern const struct embedded feed_lists[];

#endif
