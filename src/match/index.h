/*
 * index.h - the index behind match.h, shared by index.c (what is kept) and run.c (what
 * happens to the items given).
 */
#ifndef MATCH_INDEX_H
#define MATCH_INDEX_H

#include "match/match.h"
#include "match/patterns.h"
#include "match/phrases.h"

enum { LANGUAGES_MAX = 32 };

struct match_index {
	struct words *words;
	struct catalog *catalog;
	struct patterns *patterns;
	struct {
		const char *stemmer;
		struct phrases *phrases;
	} languages[LANGUAGES_MAX];
	size_t n_languages;
	unsigned n_threads; /* 0: one for each core */

	int64_t n_items; /* background and items matched so far */
	int64_t *n_seen; /* by entity: in how many of them */

	struct arena *problems_arena;
	struct match_problem *problems;
	size_t n_problems;
};

/* The spellings for the item's language; made if there are none yet. */
size_t index_language(struct match_index *x, struct str language);

/* Reports the patterns that are off. */
void index_collect_problems(struct match_index *x);

#endif
