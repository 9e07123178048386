/*
 * test_learn_start.c - the industry that a company's name speaks of, and its subjects.
 */
#include "test.h"

#include "rank/learn_start.h"

static void tells_the_industry_by_a_word_of_the_name(void **state)
{
	static const struct {
		const char *name, *industry, *word;
	} cases[] = {
	    {"Northwind Energy", "energy", "Energy"},
	    {"First National Bank", "finance", "Bank"},
	    {"Acme Pharmaceuticals, Inc.", "health", "Pharmaceuticals"},
	    {"BIG FILMS", "entertainment", "FILMS"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str word = {0};

		assert_str_equal(
		    learn_start_guess(str_of(cases[i].name), &word), cases[i].industry);
		assert_str_equal(word, cases[i].word);
	}
}

static void guesses_nothing_where_words_disagree_or_say_nothing(void **state)
{
	static const char *const names[] = {
	    "Energy Bank", "Northwind", "", "Oilers", "Lawson", "IT"};
	struct str word = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_null(learn_start_guess(str_of(names[i]), &word).p);
}

static void knows_subjects_of_every_list_of_feeds(void **state)
{
	static const char *const lists[] = {"business", "energy", "entertainment",
	    "finance", "health", "law", "media-advertising", "sports-fitness",
	    "technology"};

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		assert_true(learn_start_terms(str_of(lists[i])).n > 0);
	assert_true(learn_start_terms(STR("Energy")).n > 0);
	assert_null(learn_start_terms(STR("alchemy")).p);
	assert_null(learn_start_terms((struct str){NULL, 0}).p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_the_industry_by_a_word_of_the_name),
	    cmocka_unit_test(guesses_nothing_where_words_disagree_or_say_nothing),
	    cmocka_unit_test(knows_subjects_of_every_list_of_feeds),
	};

	return cmocka_run_group_tests_name("learn_start", tests, NULL, NULL);
}
