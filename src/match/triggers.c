/*
 * triggers.c - what expressions need in, rows of triggers by fragment out. Always: an
 * expression that needs two fragments is filed under the one that fewer others need, and
 * once for each of its leads if it is known how far behind them the target is.
 */
#include "match/triggers.h"

#include "base/mem.h"

#include <stdlib.h>

enum { NEAR_WORDS = 16 }; /* farther targets are not told from the ones next to them */

struct want { /* of one alternative, before it is known where to file it */
	uint32_t pattern;
	uint32_t fragments[2]; /* the second may be 0 */
	uint32_t lead, target; /* as in struct trigger */
	uint8_t min, max;
	bool is_one_of_many;
};

struct row { /* of an expression's leads */
	uint32_t first, n;
	uint32_t target;
	struct reach reach;
};

struct triggers {
	struct fragments *fragments;
	struct want *wants;
	size_t n_wants, cap_wants;
	uint32_t *leads; /* fragments, by expression */
	size_t n_leads, cap_leads;
	struct row *rows; /* by expression */
	size_t n_rows, cap_rows;
	uint32_t *always;
	size_t n_always, cap_always;

	/* By triggers_link(): by fragment, and where those of each begin. */
	struct trigger *v;
	uint32_t *begins;
};

struct triggers *triggers_new(void)
{
	struct triggers *t = mem_new(1, sizeof(*t));

	t->fragments = fragments_new();
	return t;
}

void triggers_free(struct triggers *t)
{
	if (!t)
		return;
	fragments_free(t->fragments);
	free(t->wants);
	free(t->leads);
	free(t->rows);
	free(t->always);
	free(t->v);
	free(t->begins);
	free(t);
}

static void add_leads(struct triggers *t, const struct needs *needs)
{
	struct row row = {.first = (uint32_t)t->n_leads, .n = (uint32_t)needs->n_leads};

	for (size_t i = 0; i < needs->n_leads; i++) {
		mem_grow(&t->leads, t->n_leads, &t->cap_leads, sizeof(*t->leads));
		t->leads[t->n_leads++] = fragments_add(t->fragments, &needs->leads[i]);
	}
	if (needs->n_leads > 0 && needs->target >= 0) {
		row.target =
		    fragments_add(t->fragments, &needs->v[0].piece[needs->target]);
		row.reach = needs->reach;
	}
	mem_grow(&t->rows, t->n_rows, &t->cap_rows, sizeof(*t->rows));
	t->rows[t->n_rows++] = row;
}

static void add_want(struct triggers *t, const struct want *w)
{
	mem_grow(&t->wants, t->n_wants, &t->cap_wants, sizeof(*t->wants));
	t->wants[t->n_wants++] = *w;
}

/* One want for each lead of the row, if the target is near; else one. */
static void add_wants(struct triggers *t, const struct want *want, const struct row *row)
{
	struct want w = *want;

	if (!row->target || row->reach.max > NEAR_WORDS) {
		add_want(t, &w);
		return;
	}
	w.target = row->target;
	w.min = (uint8_t)row->reach.min;
	w.max = (uint8_t)row->reach.max;
	w.is_one_of_many = w.is_one_of_many || row->n > 1;
	for (uint32_t i = 0; i < row->n; i++) {
		w.lead = t->leads[row->first + i];
		add_want(t, &w);
	}
}

void triggers_add(struct triggers *t, uint32_t pattern, struct str text)
{
	struct needs needs;

	fragments_needed(text, &needs);
	if (needs.n == 0) {
		mem_grow(&t->always, t->n_always, &t->cap_always, sizeof(*t->always));
		t->always[t->n_always++] = pattern;
	}
	for (; t->n_rows < pattern; t->n_rows++) { /* those that do not compile */
		mem_grow(&t->rows, t->n_rows, &t->cap_rows, sizeof(*t->rows));
		t->rows[t->n_rows] = (struct row){0};
	}
	add_leads(t, &needs);
	for (size_t i = 0; i < needs.n; i++) {
		struct want w = {.pattern = pattern, .is_one_of_many = needs.n > 1};

		for (size_t k = 0; k < 2; k++)
			if (needs.v[i].piece[k].text.n)
				w.fragments[k] =
				    fragments_add(t->fragments, &needs.v[i].piece[k]);
		add_wants(t, &w, &t->rows[pattern]);
	}
}

/* ---- Linking --------------------------------------------------------------------- */

/* Whether it is the want before with another lead. */
static bool is_again(const struct triggers *t, size_t want)
{
	const struct want *w = &t->wants[want];

	return want > 0 && w->lead && w[-1].pattern == w->pattern;
}

/* Puts the rarer fragment first; equally rare ones stay as they are. */
static void choose_rarest(struct triggers *t)
{
	uint32_t *n_wanted = mem_new(fragments_n(t->fragments), sizeof(*n_wanted));

	for (size_t i = 0; i < t->n_wants; i++)
		for (size_t k = 0; k < 2 && !is_again(t, i); k++)
			n_wanted[t->wants[i].fragments[k]]++;
	for (size_t i = 0; i < t->n_wants; i++) {
		uint32_t *f = t->wants[i].fragments, first = f[0];

		if (f[1] && n_wanted[f[1]] < n_wanted[f[0]]) {
			f[0] = f[1];
			f[1] = first;
		}
	}
	free(n_wanted);
}

/* Counts were put one place too far: makes of them where the rows begin. */
static void add_up(uint32_t *begins, size_t n)
{
	for (size_t i = 1; i <= n; i++)
		begins[i] += begins[i - 1];
}

static void place_triggers(struct triggers *t)
{
	size_t n = fragments_n(t->fragments);
	uint32_t *at;

	t->begins = mem_new(n + 1, sizeof(*t->begins));
	t->v = mem_new(t->n_wants, sizeof(*t->v));
	for (size_t i = 0; i < t->n_wants; i++)
		t->begins[t->wants[i].fragments[0] + 1]++;
	add_up(t->begins, n);
	at = mem_new(n, sizeof(*at));
	for (size_t i = 0; i < t->n_wants; i++) {
		const struct want *w = &t->wants[i];
		uint32_t f = w->fragments[0];

		fragments_file(t->fragments, f);
		t->v[t->begins[f] + at[f]++] =
		    (struct trigger){w->pattern, w->fragments[1], w->lead, w->target,
			w->min, w->max, w->is_one_of_many};
	}
	free(at);
}

void triggers_link(struct triggers *t)
{
	choose_rarest(t);
	place_triggers(t);
	free(t->wants);
	t->wants = NULL;
}

/* ---- Asking ---------------------------------------------------------------------- */

const struct fragments *triggers_fragments(const struct triggers *t)
{
	return t->fragments;
}

size_t triggers_n(const struct triggers *t)
{
	return t->begins[fragments_n(t->fragments)];
}

size_t triggers_pulled(
    const struct triggers *t, const struct sightings *s, struct pulled *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_seen; i++)
		__builtin_prefetch(&t->v[t->begins[s->seen[i]]]);
	for (size_t i = 0; i < s->n_seen; i++) {
		uint32_t fragment = s->seen[i], end = t->begins[fragment + 1];
		unsigned fields = sightings_fields(s, fragment);

		for (uint32_t k = t->begins[fragment]; k < end; k++) {
			const struct trigger *v = &t->v[k];
			unsigned in = fields & sightings_fields(s, v->second);

			out[n] = (struct pulled){v, v->is_one_of_many ? ~0u : in};
			n += in != 0;
		}
	}
	return n;
}

struct leads triggers_leads(const struct triggers *t, uint32_t pattern)
{
	const struct row *row = &t->rows[pattern];

	return (struct leads){t->leads + row->first, row->n, row->target, row->reach};
}

const uint32_t *triggers_always(const struct triggers *t, size_t *n)
{
	*n = t->n_always;
	return t->always;
}
