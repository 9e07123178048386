/*
 * test_learn.c - what decisions teach: which words, in which direction, and which never.
 */
#include "test.h"

#include "base/clock.h"
#include "rank/learn.h"

#include <math.h>

#define ITEM(words)                                                                      \
	{                                                                                \
		.title = {words, sizeof(words) - 1}, .published_at_s = NO_TIME,          \
		.updated_at_s = NO_TIME                                                  \
	}

static const struct item liked[] = {ITEM("A stellarator reaches new heat in Greifswald"),
    ITEM("Why the stellarator may outrun its rival"),
    ITEM("Stellarators: the twisted road to power")};
static const struct item disliked[] = {ITEM("Tokamak gossip from the lobby of a hotel"),
    ITEM("More gossip from the lobby"), ITEM("The lobby gossip of the week")};

static double weight_of(const struct learn_term *terms, size_t n, const char *term)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(terms[i].term, str_of(term)))
			return terms[i].weight;
	return NAN;
}

static size_t learn(struct arena *a, const struct contact *c, enum dismiss_reason reason,
    struct learn_term **out)
{
	const struct learn_background none = {0};
	struct learn_example examples[6];

	for (size_t i = 0; i < 3; i++) {
		examples[i] = (struct learn_example){.item = &liked[i], .is_good = true};
		examples[3 + i] =
		    (struct learn_example){.item = &disliked[i], .reason = reason};
	}
	return learn_terms(a, c, examples, 6, &none, out);
}

static void likes_what_was_forwarded_and_not_what_was_dismissed(void **state)
{
	struct arena *a = arena_new();
	const struct contact c = {.name = STR("Ada Quill")};
	struct learn_term *terms;
	size_t n = learn(a, &c, DISMISS_OFF_TOPIC, &terms);

	(void)state;
	assert_true(weight_of(terms, n, "stellarator") > 0.1);
	assert_true(weight_of(terms, n, "gossip") < 0);
	arena_free(a);
}

static void reasons_that_are_not_about_the_topic_teach_no_terms(void **state)
{
	static const enum dismiss_reason silent[] = {
	    DISMISS_KNOWN, DISMISS_STALE, DISMISS_BAD_NEWS, DISMISS_WRONG_PERSON};
	const struct contact c = {.name = STR("Ada Quill")};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct arena *a = arena_new();
		struct learn_term *terms;
		size_t n = learn(a, &c, silent[i], &terms);

		assert_true(isnan(weight_of(terms, n, "gossip")));
		arena_free(a);
	}
}

static void what_is_stated_is_not_learned_again(void **state)
{
	const struct interest stated = {
	    .term = STR("Stellarators"), .weight = 1, .kind = INTEREST_WORDS};
	const struct contact c = {
	    .name = STR("Ada Quill"), .interests = &stated, .n_interests = 1};
	struct arena *a = arena_new();
	struct learn_term *terms;
	size_t n = learn(a, &c, DISMISS_NONE, &terms);

	(void)state;
	assert_true(isnan(weight_of(terms, n, "stellarator")));
	arena_free(a);
}

static void words_that_are_everywhere_say_nothing(void **state)
{
	const struct contact c = {.name = STR("Ada Quill")};
	struct learn_example examples[3];
	struct lexicon *x = lexicon_new();
	struct learn_background news;
	struct arena *a = arena_new();
	struct learn_seen *seen;
	struct learn_term *terms;
	size_t n;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		examples[i] = (struct learn_example){.item = &liked[i], .is_good = true};
		lexicon_count(x, &liked[i]);
	}
	news.n_seen = lexicon_counts(x, a, &seen);
	news.seen = seen;
	news.n_items = 3;
	n = learn_terms(a, &c, examples, 3, &news, &terms);
	assert_int_equal(n, 0);
	news.n_items = 3000;
	n = learn_terms(a, &c, examples, 3, &news, &terms);
	assert_true(weight_of(terms, n, "stellarator") > 0);
	lexicon_free(x);
	arena_free(a);
}

static void one_decision_teaches_nothing_yet(void **state)
{
	const struct contact c = {.name = STR("Ada Quill")};
	const struct learn_background none = {0};
	const struct learn_example one = {.item = &liked[0], .is_good = true};
	struct arena *a = arena_new();
	struct learn_term *terms;

	(void)state;
	assert_int_equal(learn_terms(a, &c, &one, 1, &none, &terms), 0);
	arena_free(a);
}

static const struct item phrases[] = {ITEM("Coral reefs bleach again off Queensland"),
    ITEM("Why coral reefs recover in some years"), ITEM("Divers map the coral reefs"),
    ITEM("The coral reef that moved")};

static size_t learn_good(struct arena *a, const struct contact *c,
    const struct item *items, size_t n_good, size_t n_guessed, struct learn_term **out)
{
	const struct learn_background none = {0};
	struct learn_example examples[8];

	for (size_t i = 0; i < n_good + n_guessed; i++)
		examples[i] = (struct learn_example){
		    .item = &items[i], .is_good = true, .is_guess = i >= n_good};
	return learn_terms(a, c, examples, n_good + n_guessed, &none, out);
}

static void words_that_go_together_are_learned_as_a_phrase(void **state)
{
	const struct contact c = {.name = STR("Ada Quill")};
	struct arena *a = arena_new();
	struct learn_term *terms;
	size_t n = learn_good(a, &c, phrases, 4, 0, &terms);

	(void)state;
	assert_true(weight_of(terms, n, "coral reef") > 0);
	assert_true(isnan(weight_of(terms, n, "coral")));
	assert_true(isnan(weight_of(terms, n, "reefs")));
	arena_free(a);
}

static void a_stated_phrase_is_not_learned_and_covers_no_word(void **state)
{
	const struct interest stated = {
	    .term = STR("coral reefs"), .weight = 1, .kind = INTEREST_WORDS};
	const struct contact c = {
	    .name = STR("Ada Quill"), .interests = &stated, .n_interests = 1};
	struct arena *a = arena_new();
	struct learn_term *terms;
	size_t n = learn_good(a, &c, phrases, 4, 0, &terms);

	(void)state;
	assert_true(isnan(weight_of(terms, n, "coral reef")));
	assert_true(weight_of(terms, n, "coral") > 0);
	arena_free(a);
}

static void words_that_say_how_and_not_what_are_not_learned(void **state)
{
	const struct contact c = {.name = STR("Ada Quill")};
	struct arena *a = arena_new();
	struct learn_term *terms;
	size_t n = learn_good(a, &c, phrases, 4, 0, &terms);

	(void)state;
	assert_true(isnan(weight_of(terms, n, "again")));
	assert_true(isnan(weight_of(terms, n, "the")));
	arena_free(a);
}

static void guesses_teach_nothing_without_decisions(void **state)
{
	const struct contact c = {.name = STR("Ada Quill")};
	struct arena *a = arena_new();
	struct learn_term *terms;
	size_t n = learn_good(a, &c, phrases, 2, 2, &terms);

	(void)state;
	assert_true(isnan(weight_of(terms, n, "divers")));
	assert_int_equal(learn_good(a, &c, phrases, 0, 4, &terms), 0);
	assert_int_equal(learn_good(a, &c, phrases, 1, 3, &terms), 0);
	arena_free(a);
}

static void guesses_confirm_what_decisions_show(void **state)
{
	static const struct item seen[] = {ITEM("Tidal turbines off Orkney"),
	    ITEM("Orkney wool"), ITEM("Turbines spin at last"),
	    ITEM("Turbines by the sea")};
	const struct contact c = {.name = STR("Ada Quill")};
	struct arena *a = arena_new();
	struct learn_term *terms;
	size_t n = learn_good(a, &c, seen, 2, 2, &terms);

	(void)state;
	assert_true(weight_of(terms, n, "turbines") > weight_of(terms, n, "tidal"));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(likes_what_was_forwarded_and_not_what_was_dismissed),
	    cmocka_unit_test(reasons_that_are_not_about_the_topic_teach_no_terms),
	    cmocka_unit_test(what_is_stated_is_not_learned_again),
	    cmocka_unit_test(words_that_are_everywhere_say_nothing),
	    cmocka_unit_test(one_decision_teaches_nothing_yet),
	    cmocka_unit_test(words_that_go_together_are_learned_as_a_phrase),
	    cmocka_unit_test(a_stated_phrase_is_not_learned_and_covers_no_word),
	    cmocka_unit_test(words_that_say_how_and_not_what_are_not_learned),
	    cmocka_unit_test(guesses_teach_nothing_without_decisions),
	    cmocka_unit_test(guesses_confirm_what_decisions_show),
	};

	return cmocka_run_group_tests_name("learn", tests, NULL, NULL);
}
