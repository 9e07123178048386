/*
 * test_questions.c - questions worth asking, and the queue replayed.
 */
#include "test.h"

#include "base/clock.h"
#include "rank/question_texts.h"
#include "rank/questions.h"
#include "rank/replay.h"

static const int64_t now_s = 1488758400;

/* A view of a literal where the initializer must be constant. */
#define VIEW(literal)                                                                    \
	{                                                                                \
		(literal), sizeof(literal) - 1                                           \
	}

static const struct interest interests[] = {
    {.term = VIEW("fusion"), .kind = INTEREST_WORDS},
    {.term = VIEW("sailing"), .kind = INTEREST_WORDS},
};
static const struct match company_match = {
    .term = VIEW("Acme"), .kind = TERM_COMPANY, .points = 500000};
static const struct match interest_match = {
    .term = VIEW("fusion"), .kind = TERM_INTEREST, .points = 500000};
static const struct pair company_pair = {.matches = &company_match, .n_matches = 1};
static const struct pair interest_pair = {.matches = &interest_match, .n_matches = 1};
static const struct item acme_item = {
    .id = 1, .story_id = 1, .title = VIEW("Acme opens a plant")};
static const struct item fusion_item = {
    .id = 2, .story_id = 2, .title = VIEW("Fusion and robots")};
static const struct contact ada = {.id = 1,
    .name = VIEW("Ada King"),
    .company = VIEW("Acme"),
    .interests = interests,
    .n_interests = 2,
    .notes = VIEW("daughter plays the cello; allergic\nmet in Basel")};

static struct question_source make_source(void)
{
	static const struct question_news news[] = {
	    {&acme_item, &company_pair}, {&fusion_item, &interest_pair}};
	static const struct str own[] = {VIEW("robots")};

	return (struct question_source){.contact = &ada,
	    .industry = STR("machines"),
	    .news = news,
	    .n_news = 2,
	    .own_interests = own,
	    .n_own_interests = 1};
}

static void brings_articles_and_different_kinds_first(void **state)
{
	struct question_source source = make_source();
	struct question q[QUESTIONS_MAX];
	struct arena *a = arena_new();

	(void)state;
	assert_int_equal(questions_make(a, &source, q), 3);
	assert_int_equal(q[0].kind, QUESTION_BUSINESS);
	assert_ptr_equal(q[0].item, &acme_item);
	assert_str_equal(
	    q[0].text, "What does “Acme opens a plant” mean for your work at Acme?");
	assert_ptr_equal(q[1].item, &fusion_item);
	assert_int_not_equal(q[1].kind, QUESTION_BUSINESS);
	assert_int_not_equal(q[2].kind, q[1].kind);
	arena_free(a);
}

static void never_asks_the_same_twice(void **state)
{
	struct question_source source = make_source();
	struct question q[QUESTIONS_MAX];
	struct arena *a = arena_new();
	uint64_t asked[64];
	size_t n;

	(void)state;
	source.asked = asked;
	while ((n = questions_make(a, &source, q)) > 0)
		for (size_t i = 0; i < n; i++) {
			for (size_t j = 0; j < source.n_asked; j++)
				assert_true(asked[j] != q[i].hash);
			asked[source.n_asked++] = q[i].hash;
			assert_true(source.n_asked < 64);
		}
	assert_true(source.n_asked >= 9);
	arena_free(a);
}

static void asks_those_of_whom_nothing_is_known(void **state)
{
	const struct contact nobody = {.id = 1, .name = STR("X")};
	const struct question_source source = {.contact = &nobody};
	struct question q[QUESTIONS_MAX];
	struct arena *a = arena_new();

	(void)state;
	assert_int_equal(questions_make(a, &source, q), 3);
	arena_free(a);
}

static void asks_in_the_language_of_the_contact(void **state)
{
	struct question_source source = make_source();
	struct question q[QUESTIONS_MAX];
	struct arena *a = arena_new();

	(void)state;
	source.language = STR("de-at");
	assert_int_equal(questions_make(a, &source, q), 3);
	assert_str_equal(
	    q[0].text, "Was bedeutet „Acme opens a plant“ für deine Arbeit bei Acme?");
	source.language = STR("xx");
	assert_int_equal(questions_make(a, &source, q), 3);
	assert_str_equal(
	    q[0].text, "What does “Acme opens a plant” mean for your work at Acme?");
	arena_free(a);
}

static void every_language_has_every_wording(void **state)
{
	static const char *const languages[] = {"en", "de", "fr", "es"};
	const struct question_words words = {.title = STR("TITLE"), .term = STR("TERM")};
	struct arena *a = arena_new();

	(void)state;
	for (size_t l = 0; l < 4; l++)
		for (int i = 0; i < N_QUESTION_TEXTS; i++) {
			struct str text = question_text_say(
			    a, (enum question_text)i, str_of(languages[l]), &words);

			assert_true(text.n > 20 && text.p[text.n - 1] == '?');
			assert_true(str_find_char(text, '{') == text.n);
		}
	arena_free(a);
}

static void replays_days_with_the_same_rules(void **state)
{
	const struct contact c = {
	    .id = 1, .last_touch_at_s = now_s - 30 * DAY_S, .every_days = 60};
	struct item items[3];
	struct pair pairs[3];
	struct match matches[3];
	struct replay_pair in[3];
	const struct replay_options options = {
	    .caps = {.per_day = 1, .max_age_days = 3},
	    .from_s = now_s,
	    .to_s = now_s + 9 * DAY_S,
	};
	struct replay_result out;
	struct arena *a = arena_new();

	(void)state;
	for (int i = 0; i < 3; i++) {
		items[i] = (struct item){.id = i + 1,
		    .story_id = i == 2 ? 1 : i + 1,
		    .title = STR("Fusion"),
		    .published_at_s = now_s - HOUR_S,
		    .updated_at_s = NO_TIME};
		matches[i] = interest_match;
		pairs[i] = (struct pair){.contact_id = 1,
		    .item_id = i + 1,
		    .score = 500000,
		    .matches = &matches[i],
		    .n_matches = 1};
		in[i] = (struct replay_pair){&pairs[i], &items[i], &c, 1};
	}
	replay_run(a, in, 3, &options, &out);
	assert_int_equal(out.n_suggestions, 2); /* the third is of the first's story */
	assert_true(out.suggestions[0].story_id != out.suggestions[1].story_id);
	assert_true(out.suggestions[1].created_at_s == now_s + DAY_S);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(brings_articles_and_different_kinds_first),
	    cmocka_unit_test(never_asks_the_same_twice),
	    cmocka_unit_test(asks_those_of_whom_nothing_is_known),
	    cmocka_unit_test(asks_in_the_language_of_the_contact),
	    cmocka_unit_test(every_language_has_every_wording),
	    cmocka_unit_test(replays_days_with_the_same_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
