/*
 * learn_start.h - what somebody may care about before a decision says so: the usual
 * subjects of a field of work, and which field a company's name speaks of. The fields are
 * those of the lists in feeds/.
 */
#ifndef RANK_LEARN_START_H
#define RANK_LEARN_START_H

#include "base/str.h"

/* The usual subjects of a field of work ("energy"), parted by semicolons; p NULL for one
 * that is not known. */
struct str learn_start_terms(struct str industry);

/* The field that a word of the company's name speaks of, and that word; p NULL if none
 * does, or two speak of different ones. */
struct str learn_start_guess(struct str company_name, struct str *word);

#endif
