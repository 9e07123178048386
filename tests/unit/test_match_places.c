/*
 * test_match_places.c - expressions are tried at few places, and yet find what PCRE2
 * finds by itself: random expressions of the shapes that people write, on texts made of
 * their words and of what parts or joins words in odd ways.
 */
#include "test.h"

#include "base/arena.h"
#include "match/index.h"
#include "match/pattern_compile.h"
#include "match/reach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_PATTERNS = 400, N_ITEMS = 300, ATOMS_MAX = 3, WORDS_MAX = 14, SIZE = 1024 };

static uint32_t random_below(uint64_t *state, uint32_t n)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33) % n;
}

#define ONE_OF(state, v) (v)[random_below(state, sizeof(v) / sizeof(*(v)))]

static struct str random_pattern(uint64_t *state, struct arena *a)
{
	static const char *const atoms[] = {"new", "bank", "fusion", "rates?", "cut",
	    "kelvins?", "bank\\w*", "fusion\\w+", "(?:new|big)", "(new|bank)s?", "of",
	    "\\w+", "col+ou?r", "f.sion", "(?:rate|cut)?", "[bt]ank", "news?"};
	static const char *const joins[] = {" ", "\\W+", "\\s+", "-", "[- ]?",
	    "\\W+(?:\\w+\\W+){0,2}", ".{0,9}", ".*", "\\S*", ", ?", "\\s+(?:of )?", "",
	    "\\W*", "(?:\\W+\\w+)*\\W+", "'s ", "\\W+of\\W+", "_", "\\b|\\b", "|"};
	struct buf b;
	struct str out;
	uint32_t n = 1 + random_below(state, ATOMS_MAX);

	buf_init(&b, SIZE);
	for (uint32_t i = 0; i < n; i++) {
		if (i == 0 && random_below(state, 3))
			buf_puts(&b, "\\b");
		if (i > 0)
			buf_puts(&b, ONE_OF(state, joins));
		buf_puts(&b, ONE_OF(state, atoms));
	}
	if (random_below(state, 3) == 0)
		buf_puts(&b, "\\b");
	out = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return out;
}

static struct str random_text(uint64_t *state, struct arena *a)
{
	static const char *const words[] = {"new", "New", "big", "bank", "Banks",
	    "banking", "fusion", "FUSIONS", "rate", "rates", "cut", "cuts", "of",
	    "\u212aelvin", "kelvinſ", "colour", "color", "café", "tank", "日", "x²",
	    "news", "a"};
	static const char *const joins[] = {" ", " ", " ", " ", "  ", ", ", "-", "’s ",
	    "'s ", " & ", "_", " — ", ". ", "", "é", "/", "\u00a0"};
	struct buf b;
	struct str out;
	uint32_t n = random_below(state, WORDS_MAX);

	buf_init(&b, SIZE);
	for (uint32_t i = 0; i < n; i++) {
		buf_puts(&b, ONE_OF(state, words));
		buf_puts(&b, ONE_OF(state, joins));
	}
	out = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return out;
}

/* What PCRE2 finds first in the text, put behind *found. */
static void put_found(const pcre2_code *code, pcre2_match_data *data, struct str text,
    char field, size_t item, struct buf *found)
{
	const PCRE2_SIZE *v = pcre2_get_ovector_pointer(data);

	if (text.n && pcre2_match(code, (PCRE2_SPTR)text.p, text.n, 0, PCRE2_NOTEMPTY,
			  data, NULL) >= 0)
		buf_printf(found, "%zu%c %zu-%zu\n", item, field, v[0], v[1]);
}

static void find_by_pcre2(
    struct str pattern, const struct item *items, size_t n, struct buf *found)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	pcre2_code *code = NULL;
	struct err_info ei = {"", ""};

	assert_int_equal(pattern_compile(pattern, &code, &ei), OK);
	for (size_t i = 0; i < n; i++) {
		put_found(code, data, items[i].title, 't', i, found);
		put_found(code, data, items[i].summary, 's', i, found);
	}
	pcre2_code_free(code);
	pcre2_match_data_free(data);
}

static int compare_hits(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	return (x->field > y->field) - (x->field < y->field);
}

/* What the pattern finds here, in the same words. */
static void find_here(
    struct str pattern, const struct item *items, size_t n, struct buf *found)
{
	struct interest in = {.term = pattern, .kind = INTEREST_REGEX, .weight = 1};
	const struct contact who = {.id = 1, .interests = &in, .n_interests = 1};
	struct match_index *x = match_index_new(&who, 1, NULL, 0, NULL);
	size_t language = index_language(x, STR("en"));
	struct scanner *s = scanner_new(x->catalog, x->languages[language].phrases,
	    x->words, fragments_n(patterns_fragments(x->patterns)), false);
	struct patterns_run *r = patterns_run_new(x->patterns);
	struct hits hits = {0};

	for (size_t i = 0; i < n; i++) {
		hits.n = 0;
		scanner_run(s, &items[i], (uint32_t)i, &hits);
		patterns_run_item(r, s, &items[i], (uint32_t)i, &hits);
		if (hits.n > 1)
			qsort(hits.v, hits.n, sizeof(*hits.v), compare_hits);
		for (size_t k = 0; k < hits.n; k++)
			buf_printf(found, "%zu%c %u-%u\n", i,
			    hits.v[k].field == FIELD_TITLE ? 't' : 's', hits.v[k].start,
			    hits.v[k].end);
	}
	match_problems(x, &n);
	assert_int_equal(n, 0);
	free(hits.v);
	patterns_run_free(r);
	scanner_free(s);
	match_index_free(x);
}

static void finds_what_pcre2_finds_by_itself(void **state)
{
	struct arena *a = arena_new();
	uint64_t seed = 1;
	struct item items[N_ITEMS];
	size_t n_found = 0;

	(void)state;
	for (size_t i = 0; i < N_ITEMS; i++)
		items[i] = (struct item){.id = (int64_t)i,
		    .title = random_text(&seed, a),
		    .summary = random_text(&seed, a)};
	for (int i = 0; i < N_PATTERNS; i++) {
		struct str pattern = random_pattern(&seed, a);
		struct buf expected, found;

		if (match_check_regex(pattern, NULL))
			continue; /* it may match nothing */
		buf_init(&expected, 1 << 20);
		buf_init(&found, 1 << 20);
		find_by_pcre2(pattern, items, N_ITEMS, &expected);
		find_here(pattern, items, N_ITEMS, &found);
		if (!str_eq(buf_borrow(&expected), buf_borrow(&found)))
			fail_msg("/%.*s/: expected\n%s\nfound\n%s", STR_ARG(pattern),
			    expected.n ? expected.p : "", found.n ? found.p : "");
		n_found += expected.n > 0;
		buf_clear(&expected);
		buf_clear(&found);
	}
	/* Most stand somewhere, or the test would say nothing. */
	assert_true(n_found > N_PATTERNS / 2);
	arena_free(a);
}

/* How many words on "bbb" can stand from "aaa"; the most is -1 for any number. */
static void assert_reach(const char *pattern, int min, int max)
{
	struct str p = str_of(pattern);
	struct reach r =
	    reach_between(p, str_find(p, STR("aaa")) + 3, str_find(p, STR("bbb")));

	if ((int)r.min != min || (int)r.max != max)
		fail_msg("%s: %d to %d", pattern, (int)r.min, (int)r.max);
}

static void tells_how_far_the_next_word_is(void **state)
{
	(void)state;
	assert_reach("aaa bbb", 1, 1);
	assert_reach("aaa\\w*bbb", 0, 0);
	assert_reach("aaa\\w*\\W+bbb", 1, 1);
	assert_reach("aaa,\\s+bbb", 1, 2);
	assert_reach("aaa[- ]?bbb", 0, 1);
	assert_reach("aaa\\W+(?:\\w+\\W+){0,3}bbb", 1, 4);
	assert_reach("aaa\\s+(?:of|in the)\\s+bbb", 1, 3);
	assert_reach("aaa.{0,20}bbb", 0, 20);
	assert_reach("aaa.*bbb", 0, -1);
	assert_reach("aaa(?:\\W+\\w+)*bbb", 0, -1);
	assert_reach("aaa(?=c)bbb", 0, -1);
	assert_reach("aaa\\p{L}bbb", 0, -1);
	assert_reach("aaaébbb", 0, -1);
}

static void tells_where_words_are_not_what_they_seem(void **state)
{
	(void)state;
	assert_true(reach_holds(STR("The bank’s new rate — up 3%.")));
	assert_false(reach_holds(STR("snake_case")));
	assert_false(reach_holds(STR("this & that")));
	assert_false(reach_holds(STR("café")));
	assert_false(reach_holds(STR("\xe2\x80")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_what_pcre2_finds_by_itself),
	    cmocka_unit_test(tells_how_far_the_next_word_is),
	    cmocka_unit_test(tells_where_words_are_not_what_they_seem),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
