/*
 * test_match_names.c - names of companies and people: what is one, what only looks so.
 */
#include "matching.h"

static void finds_company_however_it_is_written(void **state)
{
	static const char *const cases[][2] = {
	    {"Nestlé S.A.", "Chocolate pays: NESTLE raises prices"},
	    {"Nestlé S.A.", "Nestlé's prices go up again"},
	    {"JPMorgan Chase & Co.", "A bet by J.P. Morgan Chase pays off"},
	    {"J.P. Morgan", "A bet by JPMorgan pays off"},
	    {"Procter & Gamble Co.", "Soap of Procter and Gamble is cheap"},
	    {"L'Oréal", "Shampoo of LOreal smells good"},
	    {"Coca-Cola Company", "Coca Cola pours more sugar"},
	    {"株式会社日立製作所", "新製品を日立製作所が発表した"},
	    {"Яндекс", "Акции Яндекса выросли, сообщил Яндекс"},
	    {"Müller AG", "Cheese made by Mueller sells"},
	    {"Kühne + Nagel International AG", "Kuehne + Nagel moves freight"},
	    {"Koninklijke Philips N.V.", "A lamp made by Philips burns"},
	    {"Compagnie de Saint-Gobain S.A.", "Glass of Saint-Gobain breaks"},
	    {"AB Volvo", "Volvo builds trucks"},
	    {"Telefonaktiebolaget LM Ericsson", "A network of Ericsson fails"},
	    {"Petróleo Brasileiro S.A. - Petrobras", "Petrobras finds more oil"},
	    {"International Business Machines (IBM)", "IBM sells a computer"},
	    {"Taiwan Semiconductor Manufacturing Company Limited", "TSMC builds a fab"},
	    {"SAP SE", "SAP sells software"},
	    {"Akzo Nobel India Ltd.", "Paint of AkzoNobel dries"},
	    {"Bharat Heavy Electricals Ltd.", "Turbines of Bhel turn"},
	    {"ACC Ltd.", "ACC October sales rise"},
	    {"Lufthansa AG", "Der Lufthansa-Streik trifft viele"},
	    {"أرامكو السعودية", "أرامكو السعودية تعلن نتائجها"},
	};

	EXPECT_SCORES(*state, add_worker, cases, MATCH_LIKELY, POINTS_ONE);
}

static void a_coined_first_word_is_found_in_its_parts(void **state)
{
	static const char *const names[] = {
	    "JPMorgan Chase & Co.", "J.P. Morgan Chase & Co.", "JP Morgan Chase"};
	static const char *const titles[] = {"A bet by J.P. Morgan pays off",
	    "A bet by JP Morgan pays off", "A bet by JPMorgan pays off"};
	struct world *w = *state;
	struct contact *c = add_worker(w, "");

	for (size_t i = 0; i < 3; i++)
		add_item(w, titles[i], "");
	for (size_t i = 0; i < 3; i++) {
		w->companies[0].name = str_of(names[i]);
		world_match(w);
		for (size_t k = 0; k < 3; k++)
			if (score_of(w, c, &w->items[k]) < MATCH_LIKELY)
				fail_msg("%s not found in: %s", names[i], titles[k]);
	}
}

static void exchange_notation_is_sure(void **state)
{
	struct world *w = *state;
	struct contact *c = add_worker(w, "Apple Inc.");
	const struct str ticker = STR("AAPL");
	struct item *a, *b, *other;

	w->companies[0].tickers = &ticker;
	w->companies[0].n_tickers = 1;
	a = add_item(w, "Stocks to watch (NASDAQ: AAPL)", "");
	b = add_item(w, "Traders talk of $AAPL again", "");
	other = add_item(w, "An apple a day keeps the doctor away", "");
	world_match(w);
	assert_true(score_of(w, c, a) > 900000);
	assert_true(score_of(w, c, b) > 900000);
	assert_true(score_of(w, c, other) < MATCH_LIKELY);
}

static void refuses_match_inside_longer_name(void **state)
{
	struct world *w = *state;
	struct contact *small = add_worker(w, "Bank of India Ltd.");
	struct contact *large = add_worker(w, "State Bank of India");
	struct item *both = add_item(w, "Profit of State Bank of India doubles", "");
	struct item *alone = add_item(w, "Profit of Bank of India doubles", "");

	world_match(w);
	assert_int_equal(score_of(w, small, both), 0);
	assert_true(score_of(w, large, both) >= MATCH_LIKELY);
	assert_true(score_of(w, small, alone) >= MATCH_LIKELY);
	assert_int_equal(score_of(w, large, alone), 0);
}

static void tells_a_name_from_what_only_looks_so(void **state)
{
	static const char *const cases[][2] = {
	    {"Bank of India Ltd.", "State Bank of India raises its rates"},
	    {"Bank of India Ltd.", "State Bank of India Raises Its Rates Again"},
	    {"Tata", "Tata Steel shuts a furnace"},
	    {"Mars, Incorporated", "Bruno Mars goes on tour"},
	    {"Ford Motor Company", "Mr. Ford took no questions"},
	    {"Hess Corporation", "Papers of Rudolf Hess found"},
	    {"Hershey Company", "Hershey, Pa., mourns"},
	    {"Best Buy Co., Inc.", "The best buy in town"},
	    {"News Corporation", "News of the storm spreads"},
	    {"SAP SE", "Trees lose their sap"},
	    {"Balaji Telefilms Ltd.", "Turbines need K Balaji again"},
	    {"MAN SE", "MAN CHARGED IN SHOOTING AT MALL"},
	    {"Siemens AG - Berlin", "Rain in Berlin"},
	};

	EXPECT_SCORES(*state, add_worker, cases, 0, MATCH_LIKELY - 1);
}

static void one_generic_word_is_no_name_without_its_legal_form(void **state)
{
	struct world *w = *state;
	struct contact *c = add_worker(w, "News Corporation");
	struct item *it = add_item(w, "Shares of News Corp. fall", "");

	world_match(w);
	assert_true(score_of(w, c, it) >= MATCH_LIKELY);
}

static void first_word_of_others_needs_words_of_business(void **state)
{
	struct world *w = *state;
	struct contact *c = add_worker(w, "Dukeling Energy");
	struct item *game, *power;

	for (int i = 0; i < 9; i++)
		add_item(w, "The match of Dukeling ended late", "");
	game = add_item(w, "The match of Dukeling ended late", "");
	power = add_item(w, "The shares of Dukeling ended higher", "");
	world_match(w);
	assert_true(score_of(w, c, game) < MATCH_LIKELY);
	assert_true(score_of(w, c, power) >= MATCH_LIKELY);
}

static void first_word_counts_only_where_the_news_confirm_it(void **state)
{
	struct world *w = *state;
	struct contact *goldman = add_worker(w, "Goldman Sachs Group");
	struct contact *tata = add_worker(w, "Tata Chemicals Ltd.");
	struct item *short_goldman, *short_tata;

	for (int i = 0; i < 5; i++) {
		add_item(w, "Shares of Goldman Sachs rose on news", "");
		add_item(w, "Shares of Tata Steel rose on news", "");
		add_item(w, "Shares of Tata Motors rose on news", "");
	}
	short_goldman = add_item(w, "Analysts at Goldman were surprised", "");
	short_tata = add_item(w, "Analysts at Tata were surprised", "");
	world_match(w);
	assert_true(score_of(w, goldman, short_goldman) >= MATCH_LIKELY);
	assert_true(score_of(w, tata, short_tata) < MATCH_LIKELY);
}

static void word_of_the_dictionary_needs_more(void **state)
{
	struct world *w = *state;
	struct contact *c = add_worker(w, "Target Corporation");
	struct item *legal = add_item(w, "Profit of Target Corp. rises", "");
	struct item *shop =
	    add_item(w, "Rivals of retailer Target lost market share", "");
	struct item *title =
	    add_item(w, "Rebels Become Easy Target For Drone Strikes", "");
	struct item *small = add_item(w, "The bank missed its target again", "");

	world_match(w);
	assert_true(score_of(w, c, legal) > score_of(w, c, shop));
	assert_true(score_of(w, c, shop) > score_of(w, c, title));
	assert_true(score_of(w, c, title) < MATCH_LIKELY);
	assert_int_equal(score_of(w, c, small), 0);
}

static void word_of_the_dictionary_is_sure_where_companies_alone_stand(void **state)
{
	struct world *w = *state;
	struct contact *c = add_worker(w, "Delta Air Lines, Inc.");
	struct item *officer = add_item(w, "Flyers Shout At Delta CEO For Hours", "");
	struct item *subject = add_item(w, "Delta Answers to Its Critics Again",
	    "The airline regrets what was said.");
	struct item *river = add_item(w, "Delta Answers to Its Critics Again", "");

	for (int i = 0; i < 3; i++)
		add_item(w, "Why Delta Air Lines grows", "");
	world_match(w);
	assert_true(score_of(w, c, officer) > score_of(w, c, river));
	assert_true(score_of(w, c, subject) > score_of(w, c, river));
	assert_true(score_of(w, c, subject) >= MATCH_LIKELY);
	assert_true(score_of(w, c, river) < MATCH_LIKELY);
}

static void decisions_move_what_a_doubtful_name_is_worth(void **state)
{
	struct world *w = *state;
	struct contact *c = add_worker(w, "Target Corporation");
	struct item *it = add_item(w, "Rivals talk of Target in public", "");
	points before;

	world_match(w);
	before = score_of(w, c, it);
	w->companies[0].trust_misses = 10;
	w->companies[0].trust_expected = 4;
	world_match(w);
	assert_true(score_of(w, c, it) < before);
	w->companies[0].trust_misses = 0;
	w->companies[0].trust_hits = 10;
	world_match(w);
	assert_true(score_of(w, c, it) > before);
}

static void finds_person_by_full_name_and_its_variants(void **state)
{
	static const char *const cases[][2] = {
	    {"Grete Hermannsson", "A talk with Grete Hermannsson on maths"},
	    {"Grete Hermannsson", "A talk with Grete M. Hermannsson on maths"},
	    {"Grete Hermannsson", "A talk with Dr. Grete Hermannsson on maths"},
	    {"Robert Vandermolen", "Why Bob Vandermolen left the firm"},
	    {"Hermannsson, Grete", "A talk with Grete Hermannsson on maths"},
	    {"Prof. Grete Hermannsson, PhD", "A talk with Grete Hermannsson on maths"},
	    {"François Lefèbvrette", "A talk with Francois Lefebvrette on maths"},
	    {"习近平", "昨天习近平在北京发表讲话"},
	    {"HERMANNSSON Grete", "A talk with Grete Hermannsson on maths"},
	    {"Grete \"Gitte\" Hermannsson", "A talk with Gitte Hermannsson on maths"},
	    {"Grete Hermannsson (she/her)", "A talk with Grete Hermannsson on maths"},
	    {"J.K. Vandermolen", "JK Vandermolen writes again"},
	    {"JK Vandermolen", "Why J. K. Vandermolen writes"},
	    {"Jürgen Müllersbach", "Warum Juergen Muellersbach geht"},
	    {"Michael O'Shaughnessy", "Why Michael OShaughnessy left"},
	    {"Leonardo Di Capriolo", "Where Leonardo DiCapriolo lives"},
	    {"Leonardo DiCapriolo", "Where Leonardo Di Capriolo lives"},
	};

	EXPECT_SCORES(*state, add_contact, cases, 1, POINTS_ONE);
}

static void name_of_another_or_of_something_else_stays_below_the_mark(void **state)
{
	static const char *const cases[][2] = {
	    {"Grete A. Hermannsson", "A talk with Grete B. Hermannsson on maths"},
	    {"Will Huntersen", "How will Huntersen win?"},
	    {"Charlotte Church", "The Charlotte church burns"},
	    {"Grant Park", "Thousands gather in Grant Park"},
	    {"Peter Thielmann", "A gift of the Peter Thielmann Foundation"},
	};

	EXPECT_SCORES(*state, add_contact, cases, 0, MATCH_LIKELY - 1);
}

static void suffix_belongs_to_the_name(void **state)
{
	struct world *w = *state;
	struct contact *c = add_contact(w, "Sammy Davisson Jr.");
	struct item *with = add_item(w, "A talk with Sammy Davisson Jr. on jazz", "");
	struct item *without = add_item(w, "A talk with Sammy Davisson on jazz", "");

	world_match(w);
	assert_int_equal(score_of(w, c, with), score_of(w, c, without));
}

static void never_matches_bare_surname(void **state)
{
	struct world *w = *state;
	struct contact *c = add_contact(w, "Grete Hermannsson");

	add_item(
	    w, "Hermannsson said no", "The board asked Hermannsson and Mr. Hermannsson.");
	add_item(w, "Otto Hermannsson said no", "");
	world_match(w);
	assert_int_equal(w->n_pairs, 0);
	assert_non_null(c);
}

static void bare_common_name_stays_below_the_mark_until_corroborated(void **state)
{
	struct world *w = *state;
	struct contact *c = add_worker(w, "Vandermolen Turbines");
	struct item *bare, *with_company;

	c->name = STR("John Smith");
	bare = add_item(w, "John Smith wins the marathon", "");
	with_company =
	    add_item(w, "John Smith leads a new team", "Vandermolen Turbines hired him.");
	world_match(w);
	assert_true(score_of(w, c, bare) > 0);
	assert_true(score_of(w, c, bare) < MATCH_LIKELY);
	assert_false(pair_of(w, c, bare)->is_corroborated);
	assert_true(score_of(w, c, with_company) >= MATCH_LIKELY);
	assert_true(pair_of(w, c, with_company)->is_corroborated);
}

static void period_behind_a_shortened_word_ends_no_sentence(void **state)
{
	static const char *const cases[][2] = {
	    {"Dr. Reddy's Laboratories Ltd.", "Dr. Reddy's Laboratories gains on a drug"},
	    {"St. Jude Medical, Inc.", "Rivals fear St. Jude Medical"},
	    {"Warner Bros. Discovery, Inc.", "Warner Bros. Discovery sells its studios"},
	    {"Wm Morrison Supermarkets", "Prices at Wm. Morrison Supermarkets fall"},
	};

	EXPECT_SCORES(*state, add_worker, cases, MATCH_LIKELY, POINTS_ONE);
}

static void surname_counts_behind_an_honorific_once_the_news_know_the_person(void **state)
{
	struct world *w = *state;
	struct contact *c = add_contact(w, "Grete Hermannsson");
	struct item *behind =
	    add_item(w, "The board met", "It asked Ms. Hermannsson to stay.");
	struct item *bare = add_item(w, "The board met", "It asked Hermannsson to stay.");

	world_match(w);
	assert_int_equal(score_of(w, c, behind), 0);
	for (int i = 0; i < 3; i++)
		add_item(w, "A talk with Grete Hermannsson", "");
	world_match(w);
	assert_true(score_of(w, c, behind) > 0);
	assert_true(score_of(w, c, behind) < MATCH_LIKELY);
	assert_int_equal(score_of(w, c, bare), 0);
	for (int i = 0; i < 3; i++)
		add_item(w, "A talk with Otto Hermannsson on boats", "");
	world_match(w);
	assert_int_equal(score_of(w, c, behind), 0);
}

static void muted_contact_is_left_out(void **state)
{
	struct world *w = *state;
	struct contact *c = add_contact(w, "Grete Hermannsson");

	c->is_muted = true;
	add_item(w, "Grete Hermannsson speaks", "");
	world_match(w);
	assert_int_equal(w->n_pairs, 0);
}

static void spans_lie_on_the_original_text(void **state)
{
	struct world *w = *state;
	struct contact *c = add_worker(w, "Nestlé S.A.");
	struct item *it = add_item(w, "Über “NESTLÉ’s” Schokolade — erzählt", "");

	world_match(w);
	assert_non_null(pair_of(w, c, it));
	assert_str_equal(matched_text(pair_of(w, c, it), it), "NESTLÉ");
}

int main(void)
{
#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
	    WORLD_TEST(finds_company_however_it_is_written),
	    WORLD_TEST(a_coined_first_word_is_found_in_its_parts),
	    WORLD_TEST(exchange_notation_is_sure),
	    WORLD_TEST(refuses_match_inside_longer_name),
	    WORLD_TEST(tells_a_name_from_what_only_looks_so),
	    WORLD_TEST(one_generic_word_is_no_name_without_its_legal_form),
	    WORLD_TEST(first_word_of_others_needs_words_of_business),
	    WORLD_TEST(first_word_counts_only_where_the_news_confirm_it),
	    WORLD_TEST(word_of_the_dictionary_needs_more),
	    WORLD_TEST(word_of_the_dictionary_is_sure_where_companies_alone_stand),
	    WORLD_TEST(decisions_move_what_a_doubtful_name_is_worth),
	    WORLD_TEST(finds_person_by_full_name_and_its_variants),
	    WORLD_TEST(name_of_another_or_of_something_else_stays_below_the_mark),
	    WORLD_TEST(suffix_belongs_to_the_name),
	    WORLD_TEST(never_matches_bare_surname),
	    WORLD_TEST(bare_common_name_stays_below_the_mark_until_corroborated),
	    WORLD_TEST(period_behind_a_shortened_word_ends_no_sentence),
	    WORLD_TEST(surname_counts_behind_an_honorific_once_the_news_know_the_person),
	    WORLD_TEST(muted_contact_is_left_out),
	    WORLD_TEST(spans_lie_on_the_original_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
