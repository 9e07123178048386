/*
 * patterns.c - expressions in, hits out. PCRE2's own limits bound one call; between the
 * calls, each of which may begin to match in a window of the text only, the time is
 * looked at. Always: a pattern that is off is not run again until patterns_reset().
 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "match/patterns.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <pcre2.h>
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

struct patterns {
	struct pattern *v;
	size_t n;
	struct pattern_limits limits;
	pcre2_compile_context *compile;
};

struct patterns_run {
	struct patterns *p;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
};

/* ---- Compiling ------------------------------------------------------------------- */

static enum err refuse(
    struct err_info *ei, struct str pattern, const char *why, size_t at)
{
	size_t column = utf8_columns(str_sub(pattern, 0, at)) + 1;

	return err_set(ei, ERR_DATA, NULL, "%s, at character %zu of /%.*s/", why, column,
	    STR_ARG(utf8_cut(pattern, 200)));
}

static enum err compile(struct str pattern, pcre2_code **out, struct err_info *ei)
{
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS |
				 PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
	pcre2_compile_context *context;
	PCRE2_UCHAR text[256];
	PCRE2_SIZE at = 0;
	int number = 0;

	if (pattern.n == 0)
		return err_set(ei, ERR_DATA, NULL, "the expression is empty");
	if (pattern.n > LIMIT_PATTERN_BYTES)
		return err_set(ei, ERR_DATA, NULL,
		    "the expression has %zu bytes; at most %d are allowed", pattern.n,
		    (int)LIMIT_PATTERN_BYTES);
	if (str_starts(pattern, STR("(*")))
		return refuse(ei, pattern, "an expression may not begin with \"(*\"", 0);
	if (!utf8_is_valid(pattern))
		return err_set(ei, ERR_DATA, NULL, "the expression is not UTF-8");
	context = pcre2_compile_context_create(NULL);
	if (!context)
		return err_set(ei, ERR_INTERNAL, NULL, "out of memory");
	pcre2_set_parens_nest_limit(context, 100);
	*out = pcre2_compile(
	    (PCRE2_SPTR)pattern.p, pattern.n, options, &number, &at, context);
	pcre2_compile_context_free(context);
	if (!*out) {
		pcre2_get_error_message(number, text, sizeof(text));
		return refuse(ei, pattern, (const char *)text, at);
	}
	pcre2_jit_compile(*out, PCRE2_JIT_COMPLETE);
	return OK;
}

/* Whether the expression matches where there is nothing: it would match everywhere. */
static bool matches_nothing(const pcre2_code *code)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	int rc = data ? pcre2_match(code, (PCRE2_SPTR) "", 0, 0, 0, data, NULL) : -1;

	pcre2_match_data_free(data);
	return rc >= 0;
}

static enum err compile_checked(struct str pattern, pcre2_code **out, struct err_info *ei)
{
	pcre2_code *code = NULL;
	enum err e = compile(pattern, &code, ei);

	if (e)
		return e;
	if (matches_nothing(code)) {
		pcre2_code_free(code);
		return err_set(ei, ERR_DATA, NULL,
		    "the expression matches the empty text, and so every item");
	}
	*out = code;
	return OK;
}

enum err patterns_check(struct str pattern, struct err_info *ei)
{
	pcre2_code *code = NULL;
	enum err e = compile_checked(pattern, &code, ei);

	pcre2_code_free(code);
	return e;
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
	for (size_t s = 0; s < c->n_spellings; s++) {
		struct pattern *pat = &p->v[p->n];

		if (c->spellings[s].variant != VARIANT_PATTERN)
			continue;
		pat->spelling = (uint32_t)s;
		if (compile_checked(c->spellings[s].text, &pat->code, &pat->invalid))
			atomic_store(&pat->off, OFF_INVALID);
		p->n++;
	}
	return p;
}

void patterns_free(struct patterns *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n; i++)
		pcre2_code_free(p->v[i].code);
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
	for (size_t i = 0; i < p->n; i++) {
		const struct pattern *pat = &p->v[i];

		if (pat->spelling != spelling)
			continue;
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
	free(r);
}

static int64_t now_us(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * US_PER_S + t.tv_nsec / NS_PER_US;
}

/* A stop watch for one pattern on one item. */
struct watch {
	clockid_t clock;
	int64_t began_us;
};

static struct watch watch_start(const struct pattern *pat)
{
	struct watch w = {CLOCK_MONOTONIC, 0};

	/* The wall clock is cheap but counts what other programs take: it only raises the
	 * suspicion. */
	if (atomic_load_explicit(&pat->is_slow, memory_order_relaxed))
		w.clock = CLOCK_THREAD_CPUTIME_ID;
	w.began_us = now_us(w.clock);
	return w;
}

/* Looks at the watch; true if the pattern must stop here. */
static bool is_over(struct patterns *p, struct pattern *pat, struct watch *w)
{
	int64_t us = now_us(w->clock) - w->began_us;
	int64_t run_us = us + atomic_load(&pat->spent_us);

	if (us <= p->limits.item_us && run_us <= p->limits.run_us)
		return false;
	if (w->clock == CLOCK_MONOTONIC) {
		atomic_store(&pat->is_slow, true);
		atomic_fetch_add(&pat->spent_us, us < p->limits.item_us ? us : 0);
		if (run_us <= 2 * p->limits.run_us) {
			*w = watch_start(pat);
			return false;
		}
	}
	atomic_store(&pat->off, us > p->limits.item_us ? OFF_ITEM_TIME : OFF_RUN_TIME);
	return true;
}

/* The first match in text; false if there is none or the pattern was switched off. */
static bool find_first(struct patterns_run *r, struct pattern *pat, struct str text,
    struct watch *w, size_t *start, size_t *end)
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
		if (is_over(r->p, pat, w))
			return false;
	}
	return false;
}

static void run_field(struct patterns_run *r, struct pattern *pat, struct str text,
    struct watch *w, struct hit proto, struct hits *out)
{
	size_t start, end;

	text = utf8_cut(text, LIMIT_PATTERN_SUBJECT_BYTES);
	if (text.n == 0 || atomic_load_explicit(&pat->off, memory_order_relaxed) ||
	    !find_first(r, pat, text, w, &start, &end))
		return;
	proto.start = (uint32_t)start;
	proto.end = (uint32_t)end;
	mem_grow(&out->v, out->n, &out->cap, sizeof(*out->v));
	out->v[out->n++] = proto;
}

void patterns_run_item(
    struct patterns_run *r, const struct item *item, uint32_t number, struct hits *out)
{
	if (!r->data || !r->context)
		return;
	for (size_t i = 0; i < r->p->n; i++) {
		struct pattern *pat = &r->p->v[i];
		struct hit h = {.item = number, .spelling = pat->spelling, .n_words = 1};
		struct watch w;

		if (atomic_load_explicit(&pat->off, memory_order_relaxed))
			continue;
		w = watch_start(pat);
		h.field = FIELD_TITLE;
		run_field(r, pat, item->title, &w, h, out);
		h.field = FIELD_SUMMARY;
		run_field(r, pat, item->summary, &w, h, out);
		h.field = FIELD_CATEGORY;
		for (size_t k = 0; k < item->n_categories && k < UINT8_MAX; k++) {
			h.category = (uint8_t)k;
			run_field(r, pat, item->categories[k], &w, h, out);
		}
		if (!is_over(r->p, pat, &w))
			atomic_fetch_add(&pat->spent_us, now_us(w.clock) - w.began_us);
	}
}
