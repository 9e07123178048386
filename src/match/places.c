/*
 * places.c - the words with which matches of an expression begin, less those from which
 * another word that it needs is too far away. Always: no place is left out where PCRE2
 * would find a match.
 */
#include "match/places.h"

#include "base/mem.h"
#include "model/match.h"

#include <stdlib.h>

/* In struct places: whether reach_holds() for title and summary. */
enum { HOLDS_UNKNOWN, HOLDS, HOLDS_NOT };

void places_clear(struct places *p)
{
	free(p->v);
	*p = (struct places){0};
}

void places_begin(struct places *p)
{
	p->holds[FIELD_TITLE] = p->holds[FIELD_SUMMARY] = HOLDS_UNKNOWN;
}

struct str places_text(const struct item *item, const struct sighting *at)
{
	switch ((enum field)at->field) {
	case FIELD_TITLE: return item->title;
	case FIELD_SUMMARY: return item->summary;
	case FIELD_CATEGORY: return item->categories[at->category];
	}
	return (struct str){0};
}

/* Whether reach_holds() for the text, whose answer is kept. */
static bool does_hold(int *known, struct str text)
{
	if (*known == HOLDS_UNKNOWN)
		*known = reach_holds(text) ? HOLDS : HOLDS_NOT;
	return *known == HOLDS;
}

/* Whether reach_holds() for the field of the sighting. */
static bool does_reach_hold(
    struct places *p, const struct item *item, const struct sighting *at)
{
	if (at->field == FIELD_CATEGORY)
		return reach_holds(places_text(item, at));
	return does_hold(&p->holds[at->field], places_text(item, at));
}

bool places_reach_holds(struct places *p, const struct item *item)
{
	bool does = does_hold(&p->holds[FIELD_TITLE], item->title) &&
		    does_hold(&p->holds[FIELD_SUMMARY], item->summary);

	for (size_t i = 0; does && i < item->n_categories; i++)
		does = reach_holds(item->categories[i]);
	return does;
}

/* Whether the target stands within reach of the lead, or may do so. */
static bool is_in_reach(struct places *p, const struct sightings *s,
    const struct leads *leads, const struct sighting *lead, const struct item *item)
{
	if (!leads->target || leads->reach.max == REACH_FAR)
		return true;
	if (!sightings_words(s, leads->target))
		return !does_reach_hold(p, item, lead);
	for (uint32_t k = sightings_last(s, leads->target); k; k = s->v[k].next) {
		const struct sighting *at = &s->v[k];

		if (at->field == lead->field && at->category == lead->category &&
		    at->word >= lead->word + leads->reach.min &&
		    at->word - lead->word <= leads->reach.max)
			return true;
	}
	return !does_reach_hold(p, item, lead);
}

/* Whether the word begins with an ASCII letter or digit. */
static bool begins_ascii(struct str text, const struct sighting *at)
{
	char c = text.p[at->start];

	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

bool places_find(struct places *p, const struct leads *leads, const struct sightings *s,
    const struct item *item, unsigned fields)
{
	p->n = 0;
	for (size_t i = 0; i < leads->n; i++) {
		if (!(sightings_fields(s, leads->fragments[i]) & fields))
			continue;
		for (uint32_t k = sightings_last(s, leads->fragments[i]); k;
		     k = s->v[k].next) {
			const struct sighting *at = &s->v[k];

			if (!begins_ascii(places_text(item, at), at))
				return false;
			if (!(fields & 1u << at->field) ||
			    !is_in_reach(p, s, leads, at, item))
				continue;
			mem_grow(&p->v, p->n, &p->cap, sizeof(*p->v));
			p->v[p->n++] = k;
		}
	}
	if (p->n > 1)
		qsort(p->v, p->n, sizeof(*p->v), compare_numbers);
	return leads->n > 0;
}
