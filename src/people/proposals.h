/*
 * proposals.h - interests that notes speak of ("likes sailing, asked about fusion"), to
 * be proposed to the user and never assumed.
 */
#ifndef PEOPLE_PROPOSALS_H
#define PEOPLE_PROPOSALS_H

#include "base/arena.h"
#include "model/contact.h"

enum { PEOPLE_PROPOSALS_MAX = 20 };

/* The topics behind "likes", "asked about", "interested in", "fan of", … in c->notes
 * that are no interests of c yet, in order. They live in the arena. */
void people_propose_interests(
    struct arena *a, const struct contact *c, struct str **terms, size_t *n_terms);

#endif
