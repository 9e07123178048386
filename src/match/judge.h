/*
 * judge.h - how sure it is that a name in the news is the company or person meant, from
 * how it stands there and from how the same words stand in all the items at hand.
 */
#ifndef MATCH_JUDGE_H
#define MATCH_JUDGE_H

#include "match/evidence.h"

/* 0..1; 0 for what is no mention at all. */
double judge_company(
    const struct catalog *c, const struct evidence *e, const struct hit *h);
double judge_person(
    const struct catalog *c, const struct evidence *e, const struct hit *h);

#endif
