/*
 * test_match_interests.c - keywords and phrases: stems, weights, rarity, never; limits.
 */
#include "matching.h"

static void finds_other_forms_of_the_word_in_each_language(void **state)
{
	static const char *const cases[][3] = {
	    {"en", "tariff", "New tariffs were announced"},
	    {"de", "Windrad", "Das Windrad steht still"},
	    {"de", "Haus", "Viele Häuser brennen"},
	    {"fr", "éolienne", "Les eoliennes tournent"},
	    {"es", "nación", "Las naciones se reúnen"},
	    {"it", "banca", "Le banche chiudono"},
	    {"pt", "eleição", "As eleições começam"},
	    {"nl", "bank", "Alle banken zijn dicht"},
	    {"sv", "bil", "Många bilar säljs"},
	    {"de", "Künstliche Intelligenz", "Mit künstlicher Intelligenz"},
	    {"de", "Elektroauto", "Viele Elektroautos stehen still"},
	    {"de", "Wärmepumpe", "Viele Waermepumpen stehen still"},
	    {"es", "energía solar", "Las energías solares crecen"},
	    {"pt", "pão", "Os pães franceses"},
	    {"nl", "windmolen", "De windmolens staan stil"},
	    {"nl", "huis", "Alle huizen zijn duur"},
	    {"sv", "val", "Det svenska valet närmar sig"},
	    {"sv", "räntan", "Alla räntor stiger"},
	    {"zh", "核聚变", "科学家讨论核聚变技术"},
	    {"ar", "السلام", "مؤتمر السلام اليوم"},
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct contact *c = add_contact(w, "");
		struct item *it = add_item(w, cases[i][2], "");

		add_interest(w, c, cases[i][1]);
		it->language = str_of(cases[i][0]);
		world_match(w);
		if (score_of(w, c, it) == 0)
			fail_msg("%s not found in: %s", cases[i][1], cases[i][2]);
	}
}

static void finds_whole_words_and_phrases_only(void **state)
{
	static const char *const cases[][2] = {
	    {"C++", "Why C is simple"},
	    {"C", "Why C++ is hard"},
	    {".NET", "The net was empty"},
	    {"oil price", "Oil is cheap. Price of gas rises"},
	    {"oil price", "The price of oil"},
	    {"art", "Start of a party"},
	    {"IT", "It is late"},
	    {"Mets", "He met her there"},
	    {"university", "A perverse universe"},
	    {"organ donation", "Donation to an organization"},
	    {"imports", "An important day"},
	    {"marketing", "Stock markets fall"},
	};

	EXPECT_SCORES(*state, add_interested, cases, 0, 0);
}

static void gap_is_allowed_where_the_user_asks_for_it(void **state)
{
	struct world *w = *state;
	struct contact *strict = add_contact(w, ""), *loose = add_contact(w, "");
	struct item *near = add_item(w, "Fusion power for a startup", "");
	struct item *far =
	    add_item(w, "Fusion is what the people of this town call their startup", "");

	add_interest(w, strict, "fusion startup");
	add_interest(w, loose, "fusion ... startup");
	world_match(w);
	assert_int_equal(score_of(w, strict, near), 0);
	assert_true(score_of(w, loose, near) > 0);
	assert_int_equal(score_of(w, loose, far), 0);
}

static void an_index_that_forgets_scores_like_a_new_one(void **state)
{
	struct world *w = *state;
	struct contact *c = add_contact(w, "");
	struct match_index *index;
	struct pair *first, *later, *again;
	size_t n;

	add_interest(w, c, "fusion");
	for (int i = 0; i < 20; i++)
		add_item(w, "Fusion again", "");
	index = match_index_new(w->contacts, w->n_contacts, NULL, 0, &w->options);
	assert_int_equal(match_items(index, w->items, 1, NULL, w->arena, &first, &n), OK);
	assert_int_equal(
	    match_items(index, w->items, 20, NULL, w->arena, &later, &n), OK);
	assert_int_equal(match_items(index, w->items, 1, NULL, w->arena, &later, &n), OK);
	match_forget(index);
	assert_int_equal(match_items(index, w->items, 1, NULL, w->arena, &again, &n), OK);
	assert_int_not_equal(later[0].score, first[0].score);
	assert_int_equal(again[0].score, first[0].score);
	match_index_free(index);
}

static void title_rarity_weight_and_number_raise_the_score(void **state)
{
	struct world *w = *state;
	struct contact *c = add_contact(w, ""), *heavy = add_contact(w, "");
	struct item *title, *summary, *both;

	add_interest(w, c, "tritium");
	add_interest(w, c, "economy");
	add_interest(w, heavy, "tritium")->weight = 2;
	title = add_item(w, "Tritium is found", "Nobody knows.");
	summary = add_item(w, "Something is found", "It is tritium.");
	both = add_item(w, "Tritium is found", "The economy is happy.");
	for (int i = 0; i < 20; i++)
		add_item(w, "Who knows", "The economy goes on.");
	world_match(w);
	assert_true(score_of(w, c, title) > score_of(w, c, summary));
	assert_true(score_of(w, c, both) > score_of(w, c, title));
	assert_true(score_of(w, heavy, title) > score_of(w, c, title));
	assert_true(score_of(w, c, summary) > score_of(w, c, &w->items[10]));
}

static void initials_are_found_with_and_without_dots(void **state)
{
	static const char *const cases[][2] = {
	    {"N.F.L.", "The NFL season begins"},
	    {"NFL", "The N.F.L. season begins"},
	    {"N.F.L.", "The N.F.L. season begins"},
	    {"E.P.A.", "EPA rules"},
	    {"U.S. economy", "Why the US economy grows"},
	    {"US economy", "Why the U.S. economy grows"},
	};

	EXPECT_SCORES(*state, add_interested, cases, 1, POINTS_ONE);
}

static void compounds_are_found_in_one_word_and_in_two(void **state)
{
	static const char *const cases[][2] = {
	    {"e-commerce", "Why ecommerce booms"},
	    {"ecommerce", "Why e-commerce booms"},
	    {"health care", "What healthcare costs"},
	    {"healthcare", "What health care costs"},
	    {"start-up", "Why startups fail"},
	    {"startup", "Why start-ups fail"},
	    {"self-driving cars", "A self driving car crashes"},
	};

	EXPECT_SCORES(*state, add_interested, cases, 1, POINTS_ONE);
}

static void interests_of_one_stem_count_once(void **state)
{
	struct world *w = *state;
	struct contact *once = add_contact(w, "");
	struct item *it = add_item(w, "A guide for parents", "");
	struct contact *twice;

	add_interest(w, once, "parents");
	twice = add_contact(w, "");
	add_interest(w, twice, "parents");
	add_interest(w, twice, "parenting")->weight = 0.5;
	world_match(w);
	assert_true(score_of(w, once, it) > 0);
	assert_int_equal(score_of(w, once, it), score_of(w, twice, it));
	assert_int_equal(pair_of(w, twice, it)->n_matches, 2);
}

static void phrase_says_more_than_a_word_as_rare(void **state)
{
	struct world *w = *state;
	struct contact *word = add_contact(w, ""), *phrase;
	struct item *it = add_item(w, "Tariffs on heat pumps", "");

	add_interest(w, word, "tariffs");
	phrase = add_contact(w, "");
	add_interest(w, phrase, "heat pumps");
	world_match(w);
	assert_true(score_of(w, phrase, it) > score_of(w, word, it));
}

static void never_vetoes_and_negative_terms_lower(void **state)
{
	struct world *w = *state;
	struct contact *c = add_contact(w, ""), *learned = add_contact(w, "");
	struct interest *in;
	struct item *good = add_item(w, "Fusion reactor works", "");
	struct item *bad = add_item(w, "Fusion cooking in the reactor hall", "");

	add_interest(w, c, "fusion");
	add_interest(w, c, "cooking")->is_never = true;
	add_interest(w, learned, "fusion");
	in = add_interest(w, learned, "cooking");
	in->kind = INTEREST_LEARNED;
	in->weight = -0.5;
	world_match(w);
	assert_true(score_of(w, c, good) > 0);
	assert_null(pair_of(w, c, bad));
	assert_true(score_of(w, learned, good) > score_of(w, learned, bad));
	assert_true(score_of(w, learned, bad) > 0);
}

static void points_add_up_to_the_score(void **state)
{
	struct world *w = *state;
	struct contact *c = add_worker(w, "Vandermolen Turbines");

	c->name = STR("Grete Hermannsson");
	add_interest(w, c, "fusion");
	add_interest(w, c, "wind power");
	add_interest(w, c, "tax")->weight = -0.3;
	add_item(w, "Grete Hermannsson on fusion",
	    "Vandermolen Turbines sells wind power and fusion, and pays tax.");
	world_match(w);
	assert_int_equal(w->n_pairs, 1);
	for (size_t i = 0; i < w->n_pairs; i++) {
		points sum = 0;

		for (size_t k = 0; k < w->pairs[i].n_matches; k++)
			sum += w->pairs[i].matches[k].points;
		assert_int_equal(sum, w->pairs[i].score);
		assert_in_range(w->pairs[i].score, 1, POINTS_ONE);
		assert_true(w->pairs[i].n_matches >= 5);
	}
}

static void limits_keep_the_best(void **state)
{
	struct world *w = *state;
	struct contact *a = add_contact(w, ""), *b = add_contact(w, "");
	struct item *best;

	add_interest(w, a, "fusion");
	add_interest(w, b, "fusion")->weight = 0.5;
	add_item(w, "Nothing much", "fusion");
	best = add_item(w, "Fusion and fusion", "fusion");
	add_item(w, "Nothing else", "fusion");
	w->limits.per_contact = 1;
	world_match(w);
	assert_int_equal(w->n_pairs, 2);
	assert_int_equal(w->pairs[0].item_id, best->id);
	assert_int_equal(w->pairs[0].contact_id, a->id);
	assert_int_equal(w->pairs[1].item_id, best->id);
	w->limits.per_item = 1;
	world_match(w);
	assert_int_equal(w->n_pairs, 1);
	w->limits = (struct match_limits){.min_score = POINTS_ONE};
	world_match(w);
	assert_int_equal(w->n_pairs, 0);
}

enum { MANY = 3000 };

static void threads_change_nothing(void **state)
{
	struct world *w = *state;
	struct contact *c = add_contact(w, "Grete Hermannsson");
	struct item *items = test_calloc(MANY, sizeof(*items));
	struct pair *one, *four;
	size_t n_one, n_four;

	add_interest(w, c, "fusion");
	add_interest(w, c, "oil price");
	for (size_t i = 0; i < MANY; i++) {
		static const char *const titles[] = {"Fusion now", "The oil price falls",
		    "Mr. Hermannsson speaks", "Grete Hermannsson speaks", "Nothing"};

		items[i] = (struct item){
		    .id = (int64_t)i + 1, .title = str_of(titles[i * i % 5])};
	}
	for (unsigned n = 1; n <= 4; n += 3) {
		const struct match_options options = {.n_threads = n};
		const struct match_limits limits = {.per_contact = 200};
		struct match_index *x =
		    match_index_new(w->contacts, 1, NULL, 0, &options);

		assert_int_equal(match_items(x, items, MANY, &limits, w->arena,
				     n == 1 ? &one : &four, n == 1 ? &n_one : &n_four),
		    OK);
		match_index_free(x);
	}
	assert_int_equal(n_one, 200);
	assert_int_equal(n_one, n_four);
	for (size_t i = 0; i < n_one; i++) {
		assert_int_equal(one[i].item_id, four[i].item_id);
		assert_int_equal(one[i].score, four[i].score);
	}
	test_free(items);
}

static void background_makes_terms_common_or_rare(void **state)
{
	struct world *w = *state;
	struct contact *c = add_contact(w, "");
	struct item *it = add_item(w, "Fusion now", "");
	struct match_background seen;
	struct match_index *x;
	points rare, common;

	add_interest(w, c, "fusion");
	world_match(w);
	rare = score_of(w, c, it);
	for (int i = 0; i < 60; i++)
		add_item(w, "More fusion", "");
	x = match_index_new(w->contacts, 1, NULL, 0, NULL);
	assert_int_equal(
	    match_items(x, w->items, w->n_items, NULL, w->arena, &w->pairs, &w->n_pairs),
	    OK);
	match_background_get(x, w->arena, &seen);
	match_index_free(x);
	assert_int_equal(seen.n_items, 61);
	assert_int_equal(seen.n_seen, 1);
	assert_int_equal(seen.seen[0].n_items, 61);
	w->options.background = &seen;
	w->n_items = 1;
	world_match(w);
	common = score_of(w, c, it);
	assert_true(common < rare);
}

int main(void)
{
#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(finds_other_forms_of_the_word_in_each_language),
	    WORLD_TEST(finds_whole_words_and_phrases_only),
	    WORLD_TEST(gap_is_allowed_where_the_user_asks_for_it),
	    WORLD_TEST(an_index_that_forgets_scores_like_a_new_one),
	    WORLD_TEST(title_rarity_weight_and_number_raise_the_score),
	    WORLD_TEST(initials_are_found_with_and_without_dots),
	    WORLD_TEST(compounds_are_found_in_one_word_and_in_two),
	    WORLD_TEST(interests_of_one_stem_count_once),
	    WORLD_TEST(phrase_says_more_than_a_word_as_rare),
	    WORLD_TEST(never_vetoes_and_negative_terms_lower),
	    WORLD_TEST(points_add_up_to_the_score),
	    WORLD_TEST(limits_keep_the_best),
	    WORLD_TEST(threads_change_nothing),
	    WORLD_TEST(background_makes_terms_common_or_rare),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
