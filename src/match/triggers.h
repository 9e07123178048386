/*
 * triggers.h - which expressions to try where which fragments of words are seen, and
 * where their matches can begin.
 */
#ifndef MATCH_TRIGGERS_H
#define MATCH_TRIGGERS_H

#include "match/fragments.h"
#include "match/sightings.h"

/* An expression to try where a fragment was seen. */
struct trigger {
	uint32_t pattern;
	uint32_t second; /* another fragment that it needs; 0: none */
	/* Fragments, the target from min to max words behind the lead; 0: not known. */
	uint32_t lead, target;
	uint8_t min, max;
	bool is_one_of_many; /* other fragments of it may stand in other fields */
};

struct triggers;

struct triggers *triggers_new(void);
void triggers_free(struct triggers *t); /* NULL does nothing */

/* Files an expression; all of them, in ascending order, and then triggers_link(). */
void triggers_add(struct triggers *t, uint32_t pattern, struct str text);
void triggers_link(struct triggers *t);

const struct fragments *triggers_fragments(const struct triggers *t);

/* A trigger whose fragments stand in one field, and the fields in which it wants its
 * expression to be tried: a bit 1 << enum field for each. */
struct pulled {
	const struct trigger *trigger;
	unsigned fields;
};

size_t triggers_n(const struct triggers *t);

/* Puts those that the sightings pull, by place; returns how many. Room for
 * triggers_n(). */
size_t triggers_pulled(
    const struct triggers *t, const struct sightings *s, struct pulled *out);

/* False if the target stands nowhere within reach of the lead: where reach_holds(), the
 * expression need not be tried. */
static inline bool trigger_reaches(const struct trigger *t, const struct sightings *s)
{
	uint64_t words = sightings_words(s, t->lead);
	uint64_t targets = sightings_words(s, t->target);

	words = words << t->min | words >> 1 >> (63 - t->min);
	for (unsigned i = t->min; i < t->max && !(words & targets); i++)
		words = words << 1 | words >> 63;
	return words & targets;
}

/* Where matches of an expression can begin: at one of the fragments, n of them. None:
 * that cannot be told. Where there is a target (0: none), another fragment stands from
 * reach.min to reach.max words behind it. */
struct leads {
	const uint32_t *fragments;
	size_t n;
	uint32_t target;
	struct reach reach;
};

struct leads triggers_leads(const struct triggers *t, uint32_t pattern);

/* The expressions that need nothing that can be told, *n of them. */
const uint32_t *triggers_always(const struct triggers *t, size_t *n);

#endif
