/*
 * index.c - contacts in, an index out: catalog, patterns, and the spellings for each
 * language as items need it; the background of rarity; what went wrong.
 */
#include "match/index.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { PATTERN_ITEM_US = 50000, PATTERN_RUN_US = 1000000 };

static int64_t seen_before(const struct match_background *b, uint64_t term)
{
	size_t low = 0, high = b->n_seen;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (b->seen[mid].term < term)
			low = mid + 1;
		else
			high = mid;
	}
	return low < b->n_seen && b->seen[low].term == term ? b->seen[low].n_items : 0;
}

static void take_background(struct match_index *x, const struct match_background *b)
{
	x->n_items = b ? b->n_items : 0;
	x->n_seen = mem_new(x->catalog->n_entities, sizeof(*x->n_seen));
	if (!b || b->n_seen == 0)
		return;
	for (size_t e = 0; e < x->catalog->n_entities; e++)
		x->n_seen[e] = seen_before(b, x->catalog->entities[e].key);
}

struct match_index *match_index_new(const struct contact *contacts, size_t n_contacts,
    const struct company *companies, size_t n_companies,
    const struct match_options *options)
{
	static const struct match_options defaults = {0};
	struct match_index *x = mem_new(1, sizeof(*x));
	struct pattern_limits limits;

	if (!options)
		options = &defaults;
	limits.item_us =
	    options->pattern_item_us ? options->pattern_item_us : PATTERN_ITEM_US;
	limits.run_us =
	    options->pattern_run_us ? options->pattern_run_us : PATTERN_RUN_US;
	x->words = words_new();
	x->catalog = catalog_new(contacts, n_contacts, companies, n_companies, x->words);
	x->patterns = patterns_new(x->catalog, &limits);
	x->n_threads = options->n_threads;
	x->problems_arena = arena_new();
	take_background(x, options->background);
	index_collect_problems(x);
	return x;
}

void match_index_free(struct match_index *x)
{
	if (!x)
		return;
	for (size_t i = 0; i < x->n_languages; i++)
		phrases_free(x->languages[i].phrases);
	patterns_free(x->patterns);
	catalog_free(x->catalog);
	words_free(x->words);
	arena_free(x->problems_arena);
	free(x->n_seen);
	free(x);
}

size_t index_language(struct match_index *x, struct str language)
{
	const char *stemmer = vocabulary_stemmer(language);
	size_t i;

	for (i = 0; i < x->n_languages; i++)
		if (strcmp(x->languages[i].stemmer, stemmer) == 0)
			return i;
	x->languages[i].stemmer = stemmer;
	x->languages[i].phrases =
	    phrases_new(x->catalog, language, patterns_fragments(x->patterns));
	return x->n_languages++;
}

/* ---- Background ------------------------------------------------------------------ */

void match_forget(struct match_index *x)
{
	x->n_items = 0;
	for (size_t e = 0; e < x->catalog->n_entities; e++)
		x->n_seen[e] = 0;
}

static int compare_seen(const void *a, const void *b)
{
	const struct match_seen *x = a, *y = b;

	return (x->term > y->term) - (x->term < y->term);
}

void match_background_get(
    const struct match_index *x, struct arena *a, struct match_background *out)
{
	const struct catalog *c = x->catalog;
	struct match_seen *seen = arena_alloc(a, c->n_entities, sizeof(*seen));
	size_t n = 0;

	for (size_t e = 0; e < c->n_entities; e++)
		if (c->entities[e].kind == ENTITY_INTEREST ||
		    c->entities[e].kind == ENTITY_REGEX)
			seen[n++] = (struct match_seen){c->entities[e].key, x->n_seen[e]};
	if (n > 1)
		qsort(seen, n, sizeof(*seen), compare_seen);
	*out = (struct match_background){x->n_items, seen, n};
}

/* ---- Problems -------------------------------------------------------------------- */

static void add_problem(
    struct match_index *x, const struct spelling *s, const char *text, size_t *cap)
{
	const struct catalog *c = x->catalog;
	const struct entity *e = &c->entities[s->entity];

	for (uint32_t i = 0; i < entity_n_postings(e); i++) {
		const struct posting *p = &c->postings[e->first_posting + i];
		const struct contact *who = &c->contacts[p->contact];

		arena_grow(x->problems_arena, &x->problems, x->n_problems, cap,
		    sizeof(*x->problems));
		x->problems[x->n_problems++] = (struct match_problem){
		    who->id, who->interests[p->interest].id, s->text, str_of(text)};
	}
}

void index_collect_problems(struct match_index *x)
{
	size_t cap = 0, left = x->catalog->n_patterns;

	arena_reset(x->problems_arena);
	x->problems = NULL;
	x->n_problems = 0;
	for (size_t s = 0; left > 0; s++) {
		const struct spelling *sp = &x->catalog->spellings[s];
		const char *text;

		if (sp->variant != VARIANT_PATTERN)
			continue;
		left--;
		text = patterns_problem(x->patterns, (uint32_t)s, x->problems_arena);
		if (text)
			add_problem(x, sp, text, &cap);
	}
}

const struct match_problem *match_problems(const struct match_index *x, size_t *n)
{
	*n = x->n_problems;
	return x->problems;
}

enum err match_check_regex(struct str pattern, struct err_info *ei)
{
	return patterns_check(pattern, ei);
}
