/*
 * note.h - the one sentence of why: "Acme is in the headline; you noted fusion".
 */
#ifndef RANK_NOTE_H
#define RANK_NOTE_H

#include "base/arena.h"
#include "model/item.h"
#include "model/match.h"

/* In the arena, plain text, at most 200 bytes. occasion as in topics.h, p NULL if none.
 */
struct str note_reason(
    struct arena *a, const struct pair *pair, const struct item *it, struct str occasion);

/* What the contact may read: "Congratulations! Saw this and thought of you: TITLE URL",
 * without the reasons that are the user's own business. Names no interest or note. */
struct str note_to_contact(struct arena *a, const struct item *it, struct str occasion);

#endif
