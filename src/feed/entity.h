/*
 * entity.h - character references of XML and HTML.
 */
#ifndef FEED_ENTITY_H
#define FEED_ENTITY_H

#include "base/str.h"

/* The character that s, which begins with "&", refers to; *length gets the bytes of the
 * reference. 0 where there is none, *length untouched: the "&" stands for itself. A
 * number from 128 to 159 means what it means in windows-1252; one that is no character
 * gives U+FFFD. XML wants the semicolon; HTML lets old names and numbers lack it. */
enum entity_rules { ENTITY_XML, ENTITY_HTML };
uint32_t entity_at(struct str s, enum entity_rules rules, size_t *length);

/* What byte c (128 to 159) means in windows-1252. */
uint32_t entity_windows_1252(unsigned char c);

/* The byte of windows-1252 that means c; bytes that mean nothing there stand for the C1
 * control of their number. -1 if there is none. */
int entity_to_windows_1252(uint32_t c);

#endif
