/*
 * test_topics.c - what is held for a second look, and what is an occasion.
 */
#include "test.h"

#include "rank/topics.h"

struct fixture {
	struct topics *topics;
	struct arena *arena;
};

static int set_up(void **state)
{
	static struct fixture f;

	f.topics = topics_new();
	f.arena = arena_new();
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	topics_free(f->topics);
	arena_free(f->arena);
	return 0;
}

static struct topic_finding find(
    struct fixture *f, enum term_kind kind, const char *term, const char *title)
{
	const struct item it = {.title = str_of(title)};
	const struct match m = {.term = str_of(term), .kind = kind, .points = 1};
	const struct pair pair = {.matches = &m, .n_matches = 1};

	struct topic_finding found = topics_find(f->topics, f->arena, &it, &pair);

	if (topics_are_silent(f->topics, &it))
		assert_true(!found.held_for.p && !found.occasion.p);
	return found;
}

static void most_items_have_nothing_for_anybody(void **state)
{
	struct fixture *f = *state;
	const struct item plain = {
	    .title = STR("Acme opens a plant"), .summary = STR("The site makes pumps.")};
	const struct item late = {.title = STR("Acme opens a plant"),
	    .summary = STR("The site makes pumps. Its rival lays off hundreds.")};

	assert_true(topics_are_silent(f->topics, &plain));
	assert_false(topics_are_silent(f->topics, &late));
}

static void holds_bad_news_about_a_company_or_person(void **state)
{
	static const struct {
		const char *title, *held_for;
	} cases[] = {
	    {"Acme lays off 500 workers", "bad news: layoffs (\"lays off\")"},
	    {"Acme to cut 500 jobs", "bad news: layoffs (\"cut * jobs\")"},
	    {"Founder of Acme dies at 80", "bad news: death (\"dies\")"},
	    {"Acme sued over patents", "bad news: lawsuit (\"sued\")"},
	    {"Bribery claims at Acme", "bad news: scandal (\"brib…\")"},
	    {"Moody's downgrades Acme", "bad news: downgrade (\"downgrad…\")"},
	    {"Acme entlässt 500 Mitarbeiter: Stellenabbau in Köln",
		"bad news: layoffs (\"entlass…\")"},
	    {"Acme : un plan social à Lyon", "bad news: layoffs (\"plan social\")"},
	    {"Acme, condenada por fraude", "bad news: lawsuit (\"condenad…\")"},
	    {"Acme is studied on the diesel market", ""},
	    {"Acme has a crush on cutlery", ""},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_str_equal(
		    find(*state, TERM_COMPANY, "Acme", cases[i].title).held_for,
		    cases[i].held_for);
}

static void lets_bad_news_pass_where_only_an_interest_matched(void **state)
{
	assert_null(find(*state, TERM_INTEREST, "robots", "Robots firm sued").held_for.p);
}

static void holds_touchy_subjects_but_for_those_who_asked(void **state)
{
	const char *title = "What the election means for solar power";

	assert_str_equal(find(*state, TERM_INTEREST, "solar", title).held_for,
	    "touchy subject: politics (\"election…\")");
	assert_null(find(*state, TERM_INTEREST, "elections in Europe", title).held_for.p);
}

static void congratulates_unless_there_is_bad_news(void **state)
{
	assert_str_equal(
	    find(*state, TERM_PERSON, "Ada King", "Ada King appointed head of research")
		.occasion,
	    "congratulations: promotion");
	assert_str_equal(
	    find(*state, TERM_COMPANY, "Acme", "Acme raises $20 million").occasion,
	    "congratulations: funding");
	assert_str_equal(find(*state, TERM_PERSON, "Maria Lopez",
			     "Northwind Traders names Maria Lopez chief executive")
			     .occasion,
	    "congratulations: promotion");
	assert_str_equal(
	    find(*state, TERM_COMPANY, "Acme", "Acme taps Ada King to lead research")
		.occasion,
	    "congratulations: promotion");
	assert_null(
	    find(*state, TERM_COMPANY, "Acme", "Acme raises concerns").occasion.p);
	assert_null(find(*state, TERM_COMPANY, "Acme", "Acme launches phone, is sued")
			.occasion.p);
	assert_null(find(*state, TERM_INTEREST, "robots", "Robots award").occasion.p);
}

static void takes_words_from_the_users_file(void **state)
{
	struct fixture *f = *state;
	struct err_info ei;

	assert_int_equal(topics_read(f->topics,
			     STR("# mine\n"
				 "bad-news restructuring: restructur*\n"
				 "touchy sports: football\n"
				 "allow: dies, sued\n"),
			     "topics.txt", &ei),
	    OK);
	assert_str_equal(
	    find(*state, TERM_COMPANY, "Acme", "Acme is restructuring").held_for,
	    "bad news: restructuring (\"restructur…\")");
	assert_str_equal(
	    find(*state, TERM_INTEREST, "grass", "Football on grass").held_for,
	    "touchy subject: sports (\"football\")");
	assert_null(find(*state, TERM_COMPANY, "Acme", "Acme sued").held_for.p);
}

static void names_the_line_that_is_wrong(void **state)
{
	struct fixture *f = *state;
	struct err_info ei;

	assert_int_equal(
	    topics_read(f->topics, STR("touchy a: b\nnonsense\n"), "topics.txt", &ei),
	    ERR_DATA);
	assert_string_equal(ei.source, "topics.txt");
	assert_non_null(strstr(ei.text, "line 2"));
}

static void quiet_words_count_whatever_matched(void **state)
{
	struct fixture *f = *state;

	topics_add_quiet(f->topics, STR("moon landing, tariffs"));
	assert_str_equal(
	    find(*state, TERM_INTEREST, "steel", "Steel and the tariffs").held_for,
	    "bad news: your list (\"tariffs\")");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    CASE(holds_bad_news_about_a_company_or_person),
	    CASE(most_items_have_nothing_for_anybody),
	    CASE(lets_bad_news_pass_where_only_an_interest_matched),
	    CASE(holds_touchy_subjects_but_for_those_who_asked),
	    CASE(congratulates_unless_there_is_bad_news),
	    CASE(takes_words_from_the_users_file),
	    CASE(names_the_line_that_is_wrong),
	    CASE(quiet_words_count_whatever_matched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
