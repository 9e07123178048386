/*
 * test_match_regex.c - expressions: what is refused, what they need, what bounds them.
 */
#include "matching.h"

#include "match/fragments.h"

#include <stdio.h>
#include <string.h>

static void refuses_with_the_place_of_the_mistake(void **state)
{
	static const char *const cases[][2] = {
	    {"fusion(", "at character 8"},
	    {"a\\Cb", "at character"},
	    {"(*UTF)x", "may not begin"},
	    {"x*", "empty text"},
	    {"", "empty"},
	    {"[z-a]", "at character"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err_info ei = {"", ""};

		assert_int_equal(match_check_regex(str_of(cases[i][0]), &ei), ERR_DATA);
		if (!strstr(ei.text, cases[i][1]))
			fail_msg("%s: %s", cases[i][0], ei.text);
	}
	assert_int_equal(match_check_regex(STR("\\bfusion\\b"), NULL), OK);
}

static void refuses_expression_that_is_too_long(void **state)
{
	static char text[9000];

	(void)state;
	memset(text, 'a', sizeof(text));
	assert_int_equal(
	    match_check_regex((struct str){text, sizeof(text)}, NULL), ERR_DATA);
	assert_int_equal(match_check_regex((struct str){text, 8000}, NULL), OK);
}

static void finds_by_expression(void **state)
{
	struct world *w = *state;
	static const char *const cases[][2] = {
	    {"fusion|fission", "Nuclear FISSION is old"},
	    {"\\bGPT-\\d", "The new GPT-5 is here"},
	    {"(?i)colou?r", "All the colors"},
	    {"\\d+ percent", "Up 30 percent"},
	    {"étoile", "Une ÉTOILE est née"},
	    {"(?:new|big) deal", "It is a big deal"},
	    {"wind\\s+power", "Of wind  power"},
	    {"x{2}", "The xx"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct contact *c = add_contact(w, "");
		struct item *it = add_item(w, "", cases[i][1]);

		add_interest(w, c, cases[i][0])->kind = INTEREST_REGEX;
		world_match(w);
		if (score_of(w, c, it) == 0)
			fail_msg("%s not found in: %s", cases[i][0], cases[i][1]);
	}
}

static void term_find_tells_where_one_term_stands(void **state)
{
	struct world *w = *state;
	struct interest in = {.term = STR("fu.ion"), .kind = INTEREST_REGEX, .weight = 1};
	struct item *it = add_item(w, "Ein „Fusion“-Reaktor", "");
	struct err_info ei = {"", ""};

	assert_int_equal(match_term_find(&in, w->items, w->n_items, NULL, w->arena,
			     &w->pairs, &w->n_pairs, &ei),
	    OK);
	assert_int_equal(w->n_pairs, 1);
	assert_str_equal(matched_text(&w->pairs[0], it), "Fusion");
	in.term = STR("(");
	assert_int_equal(match_term_find(&in, w->items, w->n_items, NULL, w->arena,
			     &w->pairs, &w->n_pairs, &ei),
	    ERR_DATA);
}

static void hostile_expression_is_switched_off_and_harms_nothing(void **state)
{
	struct world *w = *state;
	static char text[16001];
	struct contact *evil = add_contact(w, ""), *good = add_contact(w, "");
	const struct match_problem *problems;
	struct match_index *x;
	size_t n;

	for (size_t i = 0; i + 5 < sizeof(text); i += 5)
		memcpy(text + i, "abcd ", 5);
	memcpy(text + 8000, "zebra", 5);
	add_interest(w, evil, "(?:\\w+\\W+)*?zebra\\d")->kind = INTEREST_REGEX;
	add_interest(w, evil, "(")->kind = INTEREST_REGEX;
	add_interest(w, good, "abcd\\s+abcd")->kind = INTEREST_REGEX;
	for (int i = 0; i < 20; i++)
		add_item(w, "zebra", text);
	x = match_index_new(w->contacts, w->n_contacts, NULL, 0, NULL);
	match_problems(x, &n);
	assert_int_equal(n, 1);
	assert_int_equal(
	    match_items(x, w->items, w->n_items, NULL, w->arena, &w->pairs, &w->n_pairs),
	    OK);
	problems = match_problems(x, &n);
	assert_int_equal(n, 2);
	assert_int_equal(problems[0].contact_id, evil->id);
	assert_non_null(strstr(problems[0].text.p, "switched off"));
	for (size_t i = 0; i < w->n_items; i++)
		assert_true(score_of(w, good, &w->items[i]) > 0);
	match_index_free(x);
}

static void put_piece(char *text, size_t size, const char *before, const struct piece *p)
{
	size_t at = strlen(text);

	snprintf(text + at, size - at, "%s%s%.*s%s", before, p->begins ? "^" : "",
	    STR_ARG(p->text), p->ends ? "$" : "");
}

/* What an expression needs, as "piece/piece|piece"; "^" and "$" for word borders. Behind
 * it, as ":lead,lead", what a match begins with. */
static void assert_needs(const char *pattern, const char *expected)
{
	struct needs needs;
	char text[256] = "";

	fragments_needed(str_of(pattern), &needs);
	for (size_t i = 0; i < needs.n; i++) {
		put_piece(text, sizeof(text), i ? "|" : "", &needs.v[i].piece[0]);
		if (needs.v[i].piece[1].text.n)
			put_piece(text, sizeof(text), "/", &needs.v[i].piece[1]);
	}
	for (size_t i = 0; i < needs.n_leads; i++)
		put_piece(text, sizeof(text), i ? "," : ":", &needs.leads[i]);
	if (strcmp(text, expected) != 0)
		fail_msg("%s needs %s, not %s", pattern, expected, text);
}

static void expression_is_tried_only_where_its_letters_are(void **state)
{
	(void)state;
	assert_needs("\\bfusion\\b", "^fusion$:^fusion$");
	assert_needs("\\bfusion|\\bfission", "^fusion|^fission:^fusion,^fission");
	assert_needs("\\bfusion|fission", "^fusion|fission");
	assert_needs("fusion|fission", "fusion|fission");
	assert_needs("colou?rs", "colo");
	assert_needs("wind\\w*\\s+power", "^power/wind");
	assert_needs("(?:new|big)\\s+deals?", "^deal");
	assert_needs("\\b(?:new|big)\\s+deals?", "^deal:^new,^big");
	assert_needs("\\b(?:new|big)?\\s+deals?", "^deal");
	assert_needs("\\bbrand(?:new|big)", "^brand:^brand");
	assert_needs(
	    "\\b(?:merger|takeover)s?\\b", "^merger|^takeover:^merger,^takeover");
	assert_needs("(?i)fusion", "fusion");
	assert_needs("(fusion)", "fusion");
	assert_needs("interest[- ]rates?", "interest/rate");
	assert_needs("reactors{0,1}", "reactor");
	assert_needs("reactor{2}", "reactor");
	/* Nothing can be told of these. */
	assert_needs("fusion|.+", "");
	assert_needs("(?x) fus ion", "");
	assert_needs("\\Qa.b\\E", "");
	assert_needs("\\x66usion", "");
	assert_needs("(fusion)?", "");
	assert_needs("(fu|fusion)", "");
	assert_needs("a(*ACCEPT)fusion", "");
}

int main(void)
{
#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refuses_with_the_place_of_the_mistake),
	    cmocka_unit_test(refuses_expression_that_is_too_long),
	    WORLD_TEST(finds_by_expression),
	    WORLD_TEST(term_find_tells_where_one_term_stands),
	    WORLD_TEST(hostile_expression_is_switched_off_and_harms_nothing),
	    cmocka_unit_test(expression_is_tried_only_where_its_letters_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
