/*
 * mojibake.h - text that was UTF-8, was read as windows-1252 and written as UTF-8 again:
 * "cafÃ©" for "café".
 */
#ifndef FEED_MOJIBAKE_H
#define FEED_MOJIBAKE_H

#include "base/buf.h"
#include "base/str.h"

/* Appends what s was meant to be. False, and out as it was, where s may stay as it is:
 * text without C1 controls, which nobody writes but this mistake does, is believed. Cheap
 * for good text. */
bool mojibake_repair(struct buf *out, struct str s);

#endif
