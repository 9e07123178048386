/*
 * patterns.c - expressions in, hits out. PCRE2 is asked only where the fragments of words
 * that an expression needs stand as they must. Its own limits bound one call; between the
 * calls, each of which may begin to match in a window of the text only, the time is
 * looked at. Always: a pattern that is off is not run again until patterns_reset().
 */
#include "match/patterns.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "match/pattern_compile.h"
#include "match/places.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum {
	MATCH_LIMIT = 10000,
	DEPTH_LIMIT = 1000,
	HEAP_LIMIT_KB = 1024,
	WINDOW_BYTES = 256, /* of places where a match may begin, between two looks */
	JIT_STACK_BYTES = 32 << 10,
	JIT_STACK_MAX_BYTES = 512 << 10,
	JIT_PATTERNS_MAX = 4000, /* more are each run too rarely to earn it back */
	TRIES_BEFORE_JIT = 500,	 /* of one expression: its compilation takes as long */
	US_PER_S = 1000000,
	NS_PER_US = 1000,
};

enum off_reason { OFF_NOT, OFF_INVALID, OFF_LIMIT, OFF_ITEM_TIME, OFF_RUN_TIME };

struct pattern {
	pcre2_code *code;
	uint32_t spelling;
	atomic_uchar off;    /* enum off_reason */
	atomic_bool is_slow; /* passed a bound by the wall clock: measured by the CPU's */
	atomic_llong spent_us; /* since patterns_reset() */
};

struct patterns {
	const struct catalog *c;
	struct pattern *v;
	size_t n;
	struct pattern_limits limits;
	struct triggers *triggers;
};

/* What is known of an expression here. */
struct attempts {
	/* To match at one place: PCRE2's JIT knows no option for that. NULL: not made, or
	 * it cannot be had. */
	pcre2_code *anchored;
	uint32_t n;
	uint32_t round; /* the item that it was tried on last */
};

struct patterns_run {
	struct patterns *p;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	uint32_t round;		   /* one for each item */
	struct attempts *attempts; /* by pattern */
	size_t n_anchored;
	struct pulled *pulled;
	struct places places;
	bool is_watched; /* the watch is running */
	clockid_t clock;
	int64_t began_us;
};

static void add_pattern(struct patterns *p, uint32_t spelling, struct str text)
{
	struct pattern *pat = &p->v[p->n];

	pat->spelling = spelling;
	if (pattern_compile(text, &pat->code, NULL))
		atomic_store(&pat->off, OFF_INVALID);
	else
		triggers_add(p->triggers, (uint32_t)p->n, text);
	p->n++;
}

/* Those that are searched for in whole fields are made faster, if they are not too many.
 */
static void compile_jit(struct patterns *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n && n < JIT_PATTERNS_MAX; i++)
		if (p->v[i].code && triggers_leads(p->triggers, (uint32_t)i).n == 0) {
			pcre2_jit_compile(p->v[i].code, PCRE2_JIT_COMPLETE);
			n++;
		}
}

struct patterns *patterns_new(
    const struct catalog *c, const struct pattern_limits *limits)
{
	struct patterns *p = mem_new(1, sizeof(*p));

	p->c = c;
	p->limits = *limits;
	p->v = mem_new(c->n_patterns, sizeof(*p->v));
	p->triggers = triggers_new();
	for (size_t s = 0; p->n < c->n_patterns; s++)
		if (c->spellings[s].variant == VARIANT_PATTERN)
			add_pattern(p, (uint32_t)s, c->spellings[s].text);
	triggers_link(p->triggers);
	compile_jit(p);
	return p;
}

const struct fragments *patterns_fragments(const struct patterns *p)
{
	return triggers_fragments(p->triggers);
}

void patterns_free(struct patterns *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n; i++)
		pcre2_code_free(p->v[i].code);
	triggers_free(p->triggers);
	free(p->v);
	free(p);
}

void patterns_reset(struct patterns *p)
{
	for (size_t i = 0; i < p->n; i++) {
		atomic_store(&p->v[i].spent_us, 0);
		if (p->v[i].code)
			atomic_store(&p->v[i].off, OFF_NOT);
	}
}

static int by_spelling(const void *key, const void *record)
{
	uint32_t wanted = *(const uint32_t *)key,
		 spelling = ((const struct pattern *)record)->spelling;

	return (wanted > spelling) - (wanted < spelling);
}

static const char *why_invalid(struct str text, struct arena *a)
{
	struct err_info ei = {0};

	return patterns_check(text, &ei) ? arena_dup(a, ei.text) : NULL;
}

const char *patterns_problem(const struct patterns *p, uint32_t spelling, struct arena *a)
{
	const struct pattern *pat =
	    p->n ? bsearch(&spelling, p->v, p->n, sizeof(*p->v), by_spelling) : NULL;

	if (!pat)
		return NULL;
	switch ((enum off_reason)atomic_load(&pat->off)) {
	case OFF_NOT: break;
	case OFF_INVALID: return why_invalid(p->c->spellings[spelling].text, a);
	case OFF_LIMIT:
		return "needed more than the limit of match steps or memory on one item; "
		       "switched off for this run";
	case OFF_ITEM_TIME:
		return arena_printf(a,
		    "took more than %lld ms on one item; switched off for this run",
		    (long long)p->limits.item_us / 1000);
	case OFF_RUN_TIME:
		return arena_printf(a,
		    "took more than %lld ms in all; switched off for this run",
		    (long long)p->limits.run_us / 1000);
	}
	return NULL;
}

/* ---- Matching -------------------------------------------------------------------- */

struct patterns_run *patterns_run_new(struct patterns *p)
{
	struct patterns_run *r = mem_new(1, sizeof(*r));

	r->p = p;
	r->attempts = mem_new(p->n, sizeof(*r->attempts));
	r->pulled = mem_new(triggers_n(p->triggers), sizeof(*r->pulled));
	r->data = pcre2_match_data_create(1, NULL);
	r->context = pcre2_match_context_create(NULL);
	r->stack = pcre2_jit_stack_create(JIT_STACK_BYTES, JIT_STACK_MAX_BYTES, NULL);
	if (r->context) {
		pcre2_set_match_limit(r->context, MATCH_LIMIT);
		pcre2_set_depth_limit(r->context, DEPTH_LIMIT);
		pcre2_set_heap_limit(r->context, HEAP_LIMIT_KB);
		pcre2_jit_stack_assign(r->context, NULL, r->stack);
	}
	return r;
}

void patterns_run_free(struct patterns_run *r)
{
	if (!r)
		return;
	pcre2_match_data_free(r->data);
	pcre2_match_context_free(r->context);
	pcre2_jit_stack_free(r->stack);
	for (size_t i = 0; i < r->p->n; i++)
		pcre2_code_free(r->attempts[i].anchored);
	free(r->attempts);
	free(r->pulled);
	places_clear(&r->places);
	free(r);
}

static int64_t now_us(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * US_PER_S + t.tv_nsec / NS_PER_US;
}

/* Sets the watch for the next pattern. The wall clock is cheap, but counts what other
 * programs take: it only raises the suspicion, and the clock of the thread decides. */
static void watch_set(struct patterns_run *r, const struct pattern *pat)
{
	clockid_t clock = atomic_load_explicit(&pat->is_slow, memory_order_relaxed)
			      ? CLOCK_THREAD_CPUTIME_ID
			      : CLOCK_MONOTONIC;

	if (clock != r->clock || !r->is_watched)
		r->began_us = now_us(clock);
	r->clock = clock;
	r->is_watched = true;
}

/* Whether the pattern must stop, us after the watch was set. */
static bool is_over_after(struct patterns_run *r, struct pattern *pat, int64_t us)
{
	const struct pattern_limits *limits = &r->p->limits;
	int64_t run_us = us + atomic_load_explicit(&pat->spent_us, memory_order_relaxed);

	if (us <= limits->item_us && run_us <= limits->run_us)
		return false;
	if (r->clock == CLOCK_MONOTONIC && run_us <= 2 * limits->run_us) {
		atomic_store(&pat->is_slow, true);
		watch_set(r, pat);
		return false;
	}
	atomic_store(&pat->off, us > limits->item_us ? OFF_ITEM_TIME : OFF_RUN_TIME);
	return true;
}

/* Looks at the watch; true if the pattern must stop here. */
static bool is_over(struct patterns_run *r, struct pattern *pat)
{
	return is_over_after(r, pat, now_us(r->clock) - r->began_us);
}

/* Adds what the pattern took to its account, and sets the watch for the next. */
static void watch_stop(struct patterns_run *r, struct pattern *pat)
{
	int64_t now = now_us(r->clock), us = now - r->began_us;

	if (us > 0) {
		is_over_after(r, pat, us);
		atomic_fetch_add_explicit(&pat->spent_us, us, memory_order_relaxed);
	}
	r->began_us = now;
}

/* The first match in text; false if there is none or the pattern was switched off. */
static bool find_first(struct patterns_run *r, struct pattern *pat, struct str text,
    size_t *start, size_t *end)
{
	for (size_t from = 0, to; from <= text.n; from = to) {
		int rc;

		to = from + WINDOW_BYTES;
		while (to < text.n && ((unsigned char)text.p[to] & 0xc0) == 0x80)
			to++;
		pcre2_set_offset_limit(r->context, to - 1);
		rc = pcre2_match(pat->code, (PCRE2_SPTR)text.p, text.n, from,
		    PCRE2_NOTEMPTY | PCRE2_NO_UTF_CHECK, r->data, r->context);
		if (rc >= 0) {
			const PCRE2_SIZE *v = pcre2_get_ovector_pointer(r->data);

			*start = v[0];
			*end = v[1];
			return v[0] < v[1];
		}
		if (rc != PCRE2_ERROR_NOMATCH) {
			atomic_store(&pat->off, OFF_LIMIT);
			return false;
		}
		if (to < text.n && is_over(r, pat))
			return false;
	}
	return false;
}

/* The code to match the pattern with at one place, once it was tried often. */
static pcre2_code *anchored_code(
    struct patterns_run *r, const struct pattern *pat, struct attempts *a)
{
	if (a->anchored || ++a->n != TRIES_BEFORE_JIT ||
	    r->n_anchored == JIT_PATTERNS_MAX)
		return a->anchored;
	if (pattern_compile_anchored(
		r->p->c->spellings[pat->spelling].text, &a->anchored, NULL))
		return NULL;
	if (pcre2_jit_compile(a->anchored, PCRE2_JIT_COMPLETE) != 0) {
		pcre2_code_free(a->anchored);
		a->anchored = NULL;
		return NULL;
	}
	r->n_anchored++;
	return a->anchored;
}

/* Where the match at `at` ends; 0 if there is none or the pattern was switched off. */
static size_t match_at(struct patterns_run *r, uint32_t which, struct str text, size_t at)
{
	struct pattern *pat = &r->p->v[which];
	const pcre2_code *code = anchored_code(r, pat, &r->attempts[which]);
	int rc;

	pcre2_set_offset_limit(r->context, PCRE2_UNSET);
	if (code)
		rc = pcre2_jit_match(code, (PCRE2_SPTR)text.p, text.n, at, PCRE2_NOTEMPTY,
		    r->data, r->context);
	else
		rc = pcre2_match(pat->code, (PCRE2_SPTR)text.p, text.n, at,
		    PCRE2_ANCHORED | PCRE2_NOTEMPTY | PCRE2_NO_UTF_CHECK, r->data,
		    r->context);
	if (rc >= 0)
		return pcre2_get_ovector_pointer(r->data)[1];
	if (rc != PCRE2_ERROR_NOMATCH)
		atomic_store(&pat->off, OFF_LIMIT);
	return 0;
}

static void put_hit(struct hit h, size_t start, size_t end, struct hits *out)
{
	if (start >= end)
		return;
	h.start = (uint32_t)start;
	h.end = (uint32_t)end;
	mem_grow(&out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = h;
}

static void run_field(struct patterns_run *r, struct pattern *pat, struct str text,
    struct hit proto, struct hits *out)
{
	size_t start, end;

	text = utf8_cut(text, LIMIT_PATTERN_SUBJECT_BYTES);
	if (text.n == 0 || atomic_load_explicit(&pat->off, memory_order_relaxed) ||
	    !find_first(r, pat, text, &start, &end))
		return;
	put_hit(proto, start, end, out);
}

/* Tries the pattern at r->places: the first match in each field. */
static void run_at_places(struct patterns_run *r, uint32_t which,
    const struct sightings *s, const struct item *item, struct hit h, struct hits *out)
{
	struct pattern *pat = &r->p->v[which];
	unsigned found = 0;

	for (size_t i = 0; i < r->places.n; i++) {
		const struct sighting *at = &s->v[r->places.v[i]];
		struct str text =
		    utf8_cut(places_text(item, at), LIMIT_PATTERN_SUBJECT_BYTES);
		size_t end;

		if (at->start >= text.n || found & 1u << at->field)
			continue;
		if (i > 0 && is_over(r, pat))
			return;
		end = match_at(r, which, text, at->start);
		if (end > at->start) {
			found |= 1u << at->field;
			h.field = at->field;
			h.category = at->category;
			put_hit(h, at->start, end, out);
		}
		if (atomic_load_explicit(&pat->off, memory_order_relaxed))
			return;
	}
}

/* Tries the pattern on these fields: a bit 1 << enum field for each. */
static void run_on_fields(struct patterns_run *r, struct pattern *pat,
    const struct item *item, unsigned fields, struct hit h, struct hits *out)
{
	h.field = FIELD_TITLE;
	if (fields & 1u << FIELD_TITLE)
		run_field(r, pat, item->title, h, out);
	h.field = FIELD_SUMMARY;
	if (fields & 1u << FIELD_SUMMARY)
		run_field(r, pat, item->summary, h, out);
	h.field = FIELD_CATEGORY;
	for (size_t k = 0;
	     fields & 1u << FIELD_CATEGORY && k < item->n_categories && k < UINT8_MAX;
	     k++) {
		h.category = (uint8_t)k;
		run_field(r, pat, item->categories[k], h, out);
	}
}

/* Tries a pattern once an item. */
static void run_pattern(struct patterns_run *r, uint32_t which, const struct sightings *s,
    const struct item *item, unsigned fields, struct hit h, struct hits *out)
{
	struct pattern *pat = &r->p->v[which];
	struct leads leads;
	bool is_at_places;

	if (r->attempts[which].round == r->round ||
	    atomic_load_explicit(&pat->off, memory_order_relaxed))
		return;
	r->attempts[which].round = r->round;
	leads = triggers_leads(r->p->triggers, which);
	is_at_places = places_find(&r->places, &leads, s, item, fields);
	if (is_at_places && r->places.n == 0)
		return;
	watch_set(r, pat);
	h.spelling = pat->spelling;
	if (is_at_places)
		run_at_places(r, which, s, item, h, out);
	else
		run_on_fields(r, pat, item, fields, h, out);
	watch_stop(r, pat);
}

void patterns_run_item(struct patterns_run *r, const struct scanner *scanner,
    const struct item *item, uint32_t number, struct hits *out)
{
	const struct hit proto = {.item = number, .n_words = 1};
	const struct sightings *s = scanner_sightings(scanner);
	const uint32_t *always;
	size_t n, n_always;
	bool holds;

	if (!r->data || !r->context)
		return;
	r->round++;
	r->is_watched = false;
	places_begin(&r->places);
	n = triggers_pulled(r->p->triggers, s, r->pulled);
	holds = n > 0 && places_reach_holds(&r->places, item);
	for (size_t i = 0; i < n; i++) {
		const struct trigger *t = r->pulled[i].trigger;

		if (!holds || trigger_reaches(t, s))
			run_pattern(
			    r, t->pattern, s, item, r->pulled[i].fields, proto, out);
	}
	always = triggers_always(r->p->triggers, &n_always);
	for (size_t i = 0; i < n_always; i++)
		run_pattern(r, always[i], s, item, ~0u, proto, out);
}
