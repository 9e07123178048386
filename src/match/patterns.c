/*
 * patterns.c - expressions in, hits out. PCRE2's own limits bound one call; between the
 * calls, each of which may begin to match in a window of the text only, the time is
 * looked at. Always: a pattern that is off is not run again until patterns_reset().
 */
#include "match/patterns.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "match/pattern_compile.h"

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
	US_PER_S = 1000000,
	NS_PER_US = 1000,
};

enum off_reason { OFF_NOT, OFF_INVALID, OFF_LIMIT, OFF_ITEM_TIME, OFF_RUN_TIME };

struct pattern {
	uint32_t spelling;
	pcre2_code *code;
	struct err_info invalid;
	atomic_int off;	       /* enum off_reason */
	atomic_llong spent_us; /* since patterns_reset() */
	atomic_bool is_slow; /* passed a bound by the wall clock: measured by the CPU's */
};

/* A pattern to try where a fragment was seen, and the second one that it needs (0: none).
 */
struct trigger {
	uint32_t pattern, second;
	uint32_t lead; /* the fragment that every match begins with; 0: none is known */
	uint32_t next; /* of the same fragment; 0: none */
	bool is_one_of_many; /* other fragments of it may stand in other fields */
};

struct patterns {
	struct pattern *v;
	size_t n;
	struct pattern_limits limits;
	struct fragments *fragments;
	struct trigger *triggers; /* triggers[0] is none */
	size_t n_triggers, cap_triggers;
	uint32_t *by_fragment; /* the first trigger */
	uint32_t *always;      /* patterns that need nothing that can be told */
	size_t n_always;
};

struct patterns_run {
	struct patterns *p;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	uint32_t *tried, round; /* by pattern: the item that it was tried on last */
	clockid_t clock;	/* of the watch that is running */
	int64_t began_us;
};

/* ---- Filing ---------------------------------------------------------------------- */

/* Files the pattern under the fragments that it needs. */
static void file_pattern(struct patterns *p, uint32_t pattern, struct str text)
{
	struct need needs[ALTERNATIVES_MAX];
	size_t n = fragments_needed(text, needs);

	if (n == 0)
		p->always[p->n_always++] = pattern;
	for (size_t i = 0; i < n; i++) {
		struct trigger t = {.pattern = pattern, .is_one_of_many = n > 1};

		t.next = fragments_add(p->fragments, &needs[i].piece[0]);
		if (needs[i].piece[1].text.n)
			t.second = fragments_add(p->fragments, &needs[i].piece[1]);
		if (n == 1 && needs[i].piece[0].is_lead)
			t.lead = t.next;
		else if (n == 1 && needs[i].piece[1].is_lead)
			t.lead = t.second;
		mem_grow(
		    &p->triggers, p->n_triggers, &p->cap_triggers, sizeof(*p->triggers));
		p->triggers[p->n_triggers++] = t;
	}
}

/* Links the triggers of each fragment, whose number stands in `next` until then. */
static void link_triggers(struct patterns *p)
{
	p->by_fragment = mem_new(fragments_n(p->fragments), sizeof(*p->by_fragment));
	for (size_t i = p->n_triggers; i-- > 1;) {
		uint32_t *head = &p->by_fragment[p->triggers[i].next];

		p->triggers[i].next = *head;
		*head = (uint32_t)i;
	}
}

struct patterns *patterns_new(
    const struct catalog *c, const struct pattern_limits *limits)
{
	struct patterns *p = mem_new(1, sizeof(*p));
	size_t n = 0;

	p->limits = *limits;
	for (size_t s = 0; s < c->n_spellings; s++)
		n += c->spellings[s].variant == VARIANT_PATTERN;
	p->v = mem_new(n, sizeof(*p->v));
	p->always = mem_new(n, sizeof(*p->always));
	p->fragments = fragments_new();
	mem_grow(&p->triggers, 0, &p->cap_triggers, sizeof(*p->triggers));
	p->n_triggers = 1;
	for (size_t s = 0; s < c->n_spellings; s++) {
		struct pattern *pat = &p->v[p->n];

		if (c->spellings[s].variant != VARIANT_PATTERN)
			continue;
		pat->spelling = (uint32_t)s;
		if (pattern_compile(c->spellings[s].text, &pat->code, &pat->invalid))
			atomic_store(&pat->off, OFF_INVALID);
		else
			file_pattern(p, (uint32_t)p->n, c->spellings[s].text);
		if (pat->code && n <= JIT_PATTERNS_MAX)
			pcre2_jit_compile(pat->code, PCRE2_JIT_COMPLETE);
		p->n++;
	}
	link_triggers(p);
	return p;
}

const struct fragments *patterns_fragments(const struct patterns *p)
{
	return p->fragments;
}

void patterns_free(struct patterns *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n; i++)
		pcre2_code_free(p->v[i].code);
	fragments_free(p->fragments);
	free(p->triggers);
	free(p->by_fragment);
	free(p->always);
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

const char *patterns_problem(const struct patterns *p, uint32_t spelling, struct arena *a)
{
	size_t low = 0, high = p->n;

	/* Patterns are by spelling. */
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p->v[mid].spelling < spelling)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < p->n && p->v[low].spelling == spelling) {
		const struct pattern *pat = &p->v[low];

		switch ((enum off_reason)atomic_load(&pat->off)) {
		case OFF_NOT: return NULL;
		case OFF_INVALID: return arena_dup(a, pat->invalid.text);
		case OFF_LIMIT:
			return "needed more than the limit of match steps or memory on "
			       "one item; "
			       "switched off for this run";
		case OFF_ITEM_TIME:
			return arena_printf(a,
			    "took more than %lld ms on one item; switched off for this "
			    "run",
			    (long long)p->limits.item_us / 1000);
		case OFF_RUN_TIME:
			return arena_printf(a,
			    "took more than %lld ms in all; switched off for this run",
			    (long long)p->limits.run_us / 1000);
		}
	}
	return NULL;
}

/* ---- Matching -------------------------------------------------------------------- */

struct patterns_run *patterns_run_new(struct patterns *p)
{
	struct patterns_run *r = mem_new(1, sizeof(*r));

	r->p = p;
	r->tried = mem_new(p->n, sizeof(*r->tried));
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
	free(r->tried);
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

	if (clock != r->clock || r->began_us == 0)
		r->began_us = now_us(clock);
	r->clock = clock;
}

/* Looks at the watch; true if the pattern must stop here. */
static bool is_over(struct patterns_run *r, struct pattern *pat)
{
	const struct pattern_limits *limits = &r->p->limits;
	int64_t us = now_us(r->clock) - r->began_us;
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

/* Adds what the pattern took to its account, and sets the watch for the next. */
static void watch_stop(struct patterns_run *r, struct pattern *pat)
{
	int64_t now = now_us(r->clock);

	atomic_fetch_add_explicit(
	    &pat->spent_us, now - r->began_us, memory_order_relaxed);
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

static struct str field_of(const struct item *item, const struct sighting *at)
{
	switch ((enum field)at->field) {
	case FIELD_TITLE: return item->title;
	case FIELD_SUMMARY: return item->summary;
	case FIELD_CATEGORY: return item->categories[at->category];
	}
	return (struct str){0};
}

/* Tries the pattern where its first word stands, and there alone: the first match in each
 * of these fields. False if that is not told by the sightings. */
static bool run_at_sightings(struct patterns_run *r, struct pattern *pat,
    const struct scanner *s, uint32_t lead, const struct item *item, struct hit h,
    struct hits *out)
{
	uint32_t first = scanner_first_sighting(s, lead);
	unsigned found = 0;

	for (uint32_t i = first; i; i = scanner_sighting(s, i)->next)
		if (!scanner_sighting(s, i)->is_ascii)
			return false;
	for (uint32_t i = first; i; i = scanner_sighting(s, i)->next) {
		const struct sighting *at = scanner_sighting(s, i);
		struct str text =
		    utf8_cut(field_of(item, at), LIMIT_PATTERN_SUBJECT_BYTES);
		int rc;

		if (at->start >= text.n || found & 1u << at->field)
			continue;
		pcre2_set_offset_limit(r->context, PCRE2_UNSET);
		rc = pcre2_match(pat->code, (PCRE2_SPTR)text.p, text.n, at->start,
		    PCRE2_ANCHORED | PCRE2_NOTEMPTY | PCRE2_NO_UTF_CHECK, r->data,
		    r->context);
		if (rc >= 0) {
			const PCRE2_SIZE *v = pcre2_get_ovector_pointer(r->data);

			found |= 1u << at->field;
			h.field = at->field;
			h.category = at->category;
			put_hit(h, v[0], v[1], out);
		} else if (rc != PCRE2_ERROR_NOMATCH) {
			atomic_store(&pat->off, OFF_LIMIT);
			break;
		}
		if (is_over(r, pat))
			break;
	}
	return true;
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
static void run_pattern(struct patterns_run *r, uint32_t which, const struct scanner *s,
    uint32_t lead, const struct item *item, unsigned fields, struct hit h,
    struct hits *out)
{
	struct pattern *pat = &r->p->v[which];

	if (r->tried[which] == r->round ||
	    atomic_load_explicit(&pat->off, memory_order_relaxed))
		return;
	r->tried[which] = r->round;
	watch_set(r, pat);
	h.spelling = pat->spelling;
	if (!lead || !run_at_sightings(r, pat, s, lead, item, h, out))
		run_on_fields(r, pat, item, fields, h, out);
	if (!is_over(r, pat))
		watch_stop(r, pat);
	else
		r->began_us = 0;
}

/* The fields that the trigger wants its pattern to be tried on; 0 if its second fragment
 * is not there. */
static unsigned trigger_fields(
    const struct scanner *s, const struct trigger *t, uint32_t fragment)
{
	unsigned fields = scanner_fragment_fields(s, fragment);

	if (t->second)
		fields &= scanner_fragment_fields(s, t->second);
	return fields && t->is_one_of_many ? ~0u : fields;
}

void patterns_run_item(struct patterns_run *r, const struct scanner *s,
    const struct item *item, uint32_t number, struct hits *out)
{
	const struct patterns *p = r->p;
	const struct hit proto = {.item = number, .n_words = 1};
	size_t n;
	const uint32_t *seen = scanner_fragments(s, &n);

	if (!r->data || !r->context)
		return;
	r->round++;
	r->began_us = 0;
	for (size_t i = 0; i < n; i++)
		for (uint32_t t = p->by_fragment[seen[i]]; t; t = p->triggers[t].next) {
			unsigned fields = trigger_fields(s, &p->triggers[t], seen[i]);

			if (fields)
				run_pattern(r, p->triggers[t].pattern, s,
				    p->triggers[t].lead, item, fields, proto, out);
		}
	for (size_t i = 0; i < p->n_always; i++)
		run_pattern(r, p->always[i], s, 0, item, ~0u, proto, out);
}
