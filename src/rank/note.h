/*
 * note.h - the one sentence of why: "Acme is in the headline; you noted fusion".
 */
#ifndef RANK_NOTE_H
#define RANK_NOTE_H

#include "base/arena.h"
#include "model/match.h"

/* In the arena, plain text, at most 200 bytes. occasion as in topics.h, p NULL if none.
 */
struct str note_reason(struct arena *a, const struct pair *pair, struct str occasion);

#endif
