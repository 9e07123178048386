/*
 * test_address.c - what is an e-mail address, and what only looks like one.
 */
#include "test.h"

#include "model/address.h"

static void plain_addresses_are_valid(void **state)
{
	static const char *const good[] = {"a@b", "ada@news.example",
	    "ada.lovelace+news@sub.news-desk.example", "o'neil@x.example",
	    "j\xc3\xb6rg@m\xc3\xbcller.example", "1@2.example", "a=b@x.example"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (!address_is_valid(str_of(good[i])))
			fail_msg("refused: %s", good[i]);
}

static void what_could_leave_an_envelope_or_header_is_refused(void **state)
{
	static const char *const bad[] = {"", "@", "a@", "@b", "a b@x.example",
	    "a@x.example\nBcc: v@y.example", "a@x.example\r\n", "a@x.example>",
	    "<a@x.example", "a@x.example, b@x.example", "a@b@c", "a@x..example",
	    "a@.example", "a.@x.example", "a@-x.example", "a@x.example;b",
	    "\"a b\"@x.example", "a@[127.0.0.1]", "-oQ/tmp@x.example", "a\\@x.example",
	    "a@x_y.example", "a\xc2\xa0@x.example", "a\xe2\x80\xae@x.example",
	    "a\xff@x.example", "a(c)@x.example"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (address_is_valid(str_of(bad[i])))
			fail_msg("accepted: %s", bad[i]);
	assert_false(address_is_valid(STR("a\0@x.example")));
}

static void an_address_is_found_in_what_people_paste(void **state)
{
	static const char *const pasted[] = {" ada@x.example ", "mailto:ada@x.example",
	    "MAILTO:ada@x.example?subject=hi", "<ada@x.example>", "Ada <ada@x.example>",
	    "\"Lovelace, Ada\" <ada@x.example>"};
	struct str out = STR("untouched");

	(void)state;
	for (size_t i = 0; i < sizeof(pasted) / sizeof(pasted[0]); i++) {
		assert_true(address_parse(str_of(pasted[i]), &out));
		assert_str_equal(out, "ada@x.example");
	}
	assert_false(address_parse(STR("<a@x.example>, v@y.example"), &out));
	assert_false(address_parse(STR(">"), &out));
	assert_str_equal(out, "ada@x.example");
}

static void public_domains_tell_no_employer(void **state)
{
	(void)state;
	assert_true(address_is_public_domain(address_domain(STR("ada@GMail.com"))));
	assert_false(address_is_public_domain(address_domain(STR("ada@acme.example"))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(plain_addresses_are_valid),
	    cmocka_unit_test(what_could_leave_an_envelope_or_header_is_refused),
	    cmocka_unit_test(an_address_is_found_in_what_people_paste),
	    cmocka_unit_test(public_domains_tell_no_employer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
