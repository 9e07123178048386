/*
 * test_company_name.c - legal forms go, names stay, spellings of one name share a key.
 */
#include "with_arena.h"

#include "model/company_name.h"

static void strips_legal_forms_of_many_languages(void **state)
{
	static const char *const cases[][2] = {
	    {"Amazon.com, Inc.", "Amazon.com"},
	    {"The Coca-Cola Company", "Coca-Cola"},
	    {"JPMorgan Chase & Co.", "JPMorgan Chase"},
	    {"Wells Fargo & Company", "Wells Fargo"},
	    {"BP p.l.c.", "BP"},
	    {"UniCredit S.p.A.", "UniCredit"},
	    {"Novo Nordisk A/S", "Novo Nordisk"},
	    {"Samsung Electronics Co., Ltd.", "Samsung Electronics"},
	    {"Carnival Corporation & plc", "Carnival"},
	    {"Liebherr-International GmbH & Co. KG", "Liebherr-International"},
	    {"Grupo Bimbo, S.A.B. de C.V.", "Grupo Bimbo"},
	    {"PT Bank Central Asia Tbk", "Bank Central Asia"},
	    {"ООО «Яндекс»", "Яндекс"},
	    {"株式会社日立製作所", "日立製作所"},
	    {"腾讯控股有限公司", "腾讯控股"},
	    {"Berger Paints (India) Ltd.", "Berger Paints (India)"},
	    {"Macy's, Inc.", "Macy's"},
	    {"Levi Strauss & Co.", "Levi Strauss"},
	    {"OMV Aktiengesellschaft", "OMV"},
	    {"Miele & Cie. KG", "Miele"},
	    {"Ericsson Aktiebolag", "Ericsson"},
	    {"Carrefour Société Anonyme", "Carrefour"},
	    {"Tata Consultancy Services Pvt. Ltd.", "Tata Consultancy Services"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_str_equal(company_name_core(str_of(cases[i][0])), cases[i][1]);
}

static void keeps_words_that_only_look_like_forms(void **state)
{
	static const char *const names[] = {"Day Spa", "Limited", "Bath & Body Works",
	    "Gap", "Health Spa", "", "Procter & Gamble"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_str_equal(company_name_core(str_of(names[i])), names[i]);
}

static void spellings_of_one_company_share_a_key(void **state)
{
	static const char *const same[][2] = {
	    {"J.P. Morgan Chase & Co.", "JPMorgan Chase"},
	    {"Nestlé S.A.", "NESTLE"},
	    {"Procter & Gamble", "Procter and Gamble Co."},
	    {"L'Oréal", "LOreal SA"},
	    {"Coca-Cola", "The Coca Cola Company"},
	    {"Macy's", "Macys Inc"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		struct str x = company_name_key(a, str_of(same[i][0]));
		struct str y = company_name_key(a, str_of(same[i][1]));

		assert_str_equal(x, y.p);
	}
}

static void tables_are_sorted(void **state)
{
	(void)state;
	assert_true(company_name_is_legal(STR("ab")));
	assert_true(company_name_is_legal(STR("gmbh")));
	assert_true(company_name_is_legal(STR("zrt")));
	assert_true(company_name_is_legal(STR("тов")));
	assert_false(company_name_is_legal(STR("apple")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(strips_legal_forms_of_many_languages),
	    cmocka_unit_test(keeps_words_that_only_look_like_forms),
	    cmocka_unit_test(spellings_of_one_company_share_a_key),
	    cmocka_unit_test(tables_are_sorted),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
