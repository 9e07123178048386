/*
 * label.h - the names of encodings that documents and servers give.
 */
#ifndef FEED_LABEL_H
#define FEED_LABEL_H

#include "base/str.h"

enum { LABEL_MAX_BYTES = 40 };

/* The label in "text/xml; charset=...", and that of an XML declaration near the start of
 * bytes; empty where there is none. */
void label_of_content_type(struct str type, char out[LABEL_MAX_BYTES]);
void label_of_declaration(struct str bytes, char out[LABEL_MAX_BYTES]);

/* The name for iconv_open() of what a label means in practice: the superset that
 * publishers' software writes. */
const char *label_name(const char *label);

bool label_is_utf8(const char *label);	 /* or no label */
bool label_is_latin1(const char *label); /* or windows-1252, or ASCII */

#endif
