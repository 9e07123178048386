/*
 * test_digest.c - the morning mail to the user.
 */
#include "with_arena.h"

#include "base/clock.h"
#include "mail/digest.h"

static const int64_t NOW_S = 1795327200; /* 2026-11-22 06:00 */

static const struct digest_suggestion SUGGESTIONS[] = {
    {12, {"Fusion <b>works</b>", 19}, {"The Times", 9},
	{"https://x.example/?a=1&b=2", 26}, {"you noted fusion", 16}},
    {15, {"Second\nline", 11}, {0}, {"javascript:alert(1)", 19}, {0}},
};

static struct digest full(void)
{
	static const struct digest_contact contacts[] = {
	    {{"Ada & Co", 8}, {"Acme", 4}, 1795327200 - 34 * DAY_S, SUGGESTIONS, 2},
	};
	static const struct digest_due due[] = {
	    {{"Bob", 3}, 5, NO_TIME, {"How is the new house?", 21}},
	};
	static const struct digest_feed feeds[] = {
	    {{"The Post", 8}, {"https://post.example/rss", 24}, {"HTTP 404", 8},
		1795327200 - 2 * DAY_S},
	};

	return (struct digest){.now_s = NOW_S,
	    .page_url = STR("http://127.0.0.1:8810/"),
	    .contacts = contacts,
	    .n_contacts = 1,
	    .due = due,
	    .n_due = 1,
	    .feeds = feeds,
	    .n_feeds = 1};
}

static void nothing_to_say_makes_no_mail(void **state)
{
	static const struct digest_contact nobody = {{"Ada", 3}, {0}, NO_TIME, NULL, 0};
	struct digest d = {.now_s = NOW_S, .page_url = STR("http://127.0.0.1:8810/")};
	struct digest_text t;

	(void)state;
	assert_false(digest_make(a, &d, &t));
	d.contacts = &nobody;
	d.n_contacts = 1;
	assert_false(digest_make(a, &d, &t));
}

static void the_text_says_it_all(void **state)
{
	struct digest d = full();
	struct digest_text t;

	(void)state;
	assert_true(digest_make(a, &d, &t));
	assert_str_equal(t.subject, "2 suggestions for 1 person");
	assert_str_equal(t.text, "2 suggestions for 1 person\n"
				 "\n"
				 "Ada & Co, Acme (last touch 34 days ago)\n"
				 "  12. Fusion <b>works</b>\n"
				 "     The Times: you noted fusion\n"
				 "     https://x.example/?a=1&b=2\n"
				 "  15. Second line\n"
				 "\n"
				 "Due\n"
				 "  Bob: 5 days overdue, no touch yet\n"
				 "     How is the new house?\n"
				 "\n"
				 "Broken feeds\n"
				 "  The Post: HTTP 404 (since 2026-11-20)\n"
				 "\n"
				 "Review: http://127.0.0.1:8810/\n"
				 "In a terminal: sawthis review\n"
				 "  or: sawthis forward 12\n");
}

static bool has(struct str s, const char *needle)
{
	return str_find(s, str_of(needle)) < s.n;
}

static void what_feeds_wrote_is_text_in_html(void **state)
{
	struct digest d = full();
	struct digest_text t;

	(void)state;
	assert_true(digest_make(a, &d, &t));
	assert_true(has(t.html, "Fusion &lt;b&gt;works&lt;/b&gt;</a>"));
	assert_true(has(t.html, "href=\"https://x.example/?a=1&amp;b=2\""));
	assert_true(has(t.html, "Ada &amp; Co, Acme"));
	assert_false(has(t.html, "javascript:"));
	assert_false(has(t.html, "<b>"));
}

static void html_is_for_phones_dark_and_light(void **state)
{
	struct digest d = full();
	struct digest_text t;

	(void)state;
	assert_true(digest_make(a, &d, &t));
	assert_true(has(t.html, "width=device-width"));
	assert_true(has(t.html, "prefers-color-scheme: dark"));
	assert_true(has(t.html, "5 days overdue, no touch yet"));
	assert_true(has(t.html, "HTTP 404 (since 2026-11-20)"));
	assert_true(has(t.html, "sawthis forward 15"));
	assert_false(has(t.html, "http-equiv"));
	assert_false(has(t.html, "src="));
}

static void the_subject_names_the_first_thing_to_say(void **state)
{
	struct digest d = full();
	struct digest_text t;

	(void)state;
	d.n_contacts = 0;
	assert_true(digest_make(a, &d, &t));
	assert_str_equal(t.subject, "1 person to check in with");
	d.n_due = 0;
	assert_true(digest_make(a, &d, &t));
	assert_str_equal(t.subject, "1 feed is broken");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_to_say_makes_no_mail),
	    cmocka_unit_test(the_text_says_it_all),
	    cmocka_unit_test(what_feeds_wrote_is_text_in_html),
	    cmocka_unit_test(html_is_for_phones_dark_and_light),
	    cmocka_unit_test(the_subject_names_the_first_thing_to_say),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
