/*
 * ago.h - how long ago, in words.
 */
#ifndef BASE_AGO_H
#define BASE_AGO_H

#include <stdint.h>

enum { AGO_SIZE = 40 };

/* "3 hours ago", "yesterday", "in 5 days", "12 Mar 2024"; "never" for NO_TIME. Returns
 * text. */
char *ago_format(int64_t at_s, char text[AGO_SIZE]);

#endif
