/*
 * corroborate.h - what else in an item says that a name belongs to the contact meant: the
 * company, a colleague, the job's title, the place.
 */
#ifndef MATCH_CORROBORATE_H
#define MATCH_CORROBORATE_H

#include "match/score.h"

/* The strength added to the contact's name; 0 if nothing corroborates it. */
double corroborate(const struct catalog *c, const struct found *found, size_t n_found,
    const struct item *item, uint32_t contact);

#endif
