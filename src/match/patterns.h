/*
 * patterns.h - the regular expressions of users: compiled with PCRE2, bounded in match
 * steps, depth, heap and time. One that passes its bounds is switched off and harms
 * nothing else.
 */
#ifndef MATCH_PATTERNS_H
#define MATCH_PATTERNS_H

#include "base/err.h"
#include "match/scan.h"

struct patterns;
struct patterns_run; /* what one thread needs to match */

struct pattern_limits {
	int64_t item_us; /* on one item */
	int64_t run_us;	 /* on all */
};

/* Borrows the catalog. Compiles every VARIANT_PATTERN of the catalog; those that fail are
 * problems. */
struct patterns *patterns_new(
    const struct catalog *c, const struct pattern_limits *limits);
void patterns_free(struct patterns *p); /* NULL does nothing */

/* Switches on again what was switched off, with no time used. */
void patterns_reset(struct patterns *p);

struct patterns_run *patterns_run_new(struct patterns *p);
void patterns_run_free(struct patterns_run *r); /* NULL does nothing */

/* What the patterns need to be tried at all; lives as long as p. */
const struct fragments *patterns_fragments(const struct patterns *p);

/* Appends what the patterns find in the item, which the scanner has just scanned: the
 * first place in each field. */
void patterns_run_item(struct patterns_run *r, const struct scanner *s,
    const struct item *item, uint32_t number, struct hits *out);

/* Why the pattern of this spelling is off; NULL if it is on or no pattern. In the arena.
 */
const char *patterns_problem(
    const struct patterns *p, uint32_t spelling, struct arena *a);

/* As match_check_regex(). */
MUST_USE enum err patterns_check(struct str pattern, struct err_info *ei);

#endif
