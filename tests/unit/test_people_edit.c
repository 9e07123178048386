/*
 * test_people_edit.c - a contact as text and back; names, interests and proposals.
 */
#include "with_arena.h"

#include "base/clock.h"
#include "model/person_name.h"
#include "people/edit.h"
#include "people/interest.h"
#include "people/proposals.h"
#include "people/text.h"

static const struct str emails[] = {{"a@x.example", 11}, {"b@x.example", 11}};
static const struct interest interests[] = {
    {.id = 5, .term = {"fusion", 6}, .weight = 2, .source = SOURCE_IMPORTED},
    {.id = 6, .term = {"plasma", 6}, .weight = 0.3, .source = SOURCE_LEARNED},
};

static struct contact ada(void)
{
	return (struct contact){.id = 1,
	    .name = STR("Ada Lovelace"),
	    .given = STR("Ada"),
	    .family = STR("Lovelace"),
	    .emails = emails,
	    .n_emails = 2,
	    .email = emails[0],
	    .company = STR("Engines"),
	    .interests = interests,
	    .n_interests = 2,
	    .last_touch_at_s = NO_TIME,
	    .notes = STR("# no comment\nlikes: chess")};
}

static struct str text_of(const struct contact *c)
{
	struct buf b;
	struct str text;

	buf_init(&b, 1 << 20);
	people_edit_write(&b, c);
	text = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return text;
}

static void saving_unchanged_text_changes_nothing(void **state)
{
	struct contact c = ada();

	(void)state;
	assert_int_equal(people_edit_read(a, text_of(&c), "x", &c, NULL), OK);
	assert_int_equal(c.edited, 0);
	assert_int_equal(c.n_interests, 2);
	assert_int_equal(c.interests[0].id, 5);
	assert_int_equal(c.interests[0].source, SOURCE_IMPORTED);
	assert_int_equal(c.interests[1].source, SOURCE_LEARNED);
	assert_str_equal(c.notes, "# no comment\nlikes: chess");
}

static void what_was_edited_is_remembered(void **state)
{
	struct contact c = ada();

	(void)state;
	assert_int_equal(
	    people_edit_read(a,
		STR("name: Ada King\ntitle: CEO\ncompany:\n"
		    "interest: fusion=2\ninterest: !golf\nnotes: one\ntwo\n"),
		"x", &c, NULL),
	    OK);
	assert_str_equal(c.name, "Ada King");
	assert_str_equal(c.family, "King");
	assert_str_equal(c.company, "");
	assert_str_equal(c.notes, "one\ntwo");
	assert_int_equal(c.n_emails, 2); /* the key was not there */
	assert_int_equal(c.n_interests, 3);
	assert_true(c.interests[1].is_never);
	assert_int_equal(c.interests[1].source, SOURCE_STATED);
	assert_int_equal(c.edited, 1u << CONTACT_NAME | 1u << CONTACT_TITLE |
				       1u << CONTACT_COMPANY | 1u << CONTACT_INTERESTS |
				       1u << CONTACT_NOTES);
}

static void nonsense_is_refused_with_its_line_and_nothing_is_taken(void **state)
{
	static const char *const bad[] = {"name: X\nemail: not an address\n",
	    "name: X\nshoe: 38\n", "name: X\njust words\n",
	    "name: X\nevery_days: often\n", "name: X\nlast_touch: someday\n",
	    "name: X\ninterest: x=1000\n", "name: X\nurl: javascript:x\n"};
	struct contact c = ada();
	struct err_info ei;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(
		    people_edit_read(a, str_of(bad[i]), "ada.txt", &c, &ei), ERR_DATA);
		assert_string_equal(ei.source, "ada.txt:2");
		assert_str_equal(c.name, "Ada Lovelace");
	}
	assert_int_equal(people_edit_read(a, STR("name: \n"), "x", &c, &ei), ERR_DATA);
}

static void names_are_split_for_the_greeting(void **state)
{
	static const char *const names[][3] = {
	    {"Ada Lovelace", "Ada", "Lovelace"},
	    {"Dr. Ada King Lovelace, PhD", "Ada", "Lovelace"},
	    {"Lovelace, Ada King", "Ada", "Lovelace"},
	    {"Ludwig van Beethoven", "Ludwig", "van Beethoven"},
	    {"Martin Luther King Jr.", "Martin", "King"},
	    {"Cher", "Cher", ""},
	    {"\xe5\xb1\xb1\xe7\x94\xb0\xe5\xa4\xaa\xe9\x83\x8e",
		"\xe5\xb1\xb1\xe7\x94\xb0\xe5\xa4\xaa\xe9\x83\x8e", ""},
	    {"Prof. Dr. Ada", "Ada", ""},
	    {"Jean-Luc O'Neil", "Jean-Luc", "O'Neil"},
	    {",", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct str given, family;

		person_name_split(str_of(names[i][0]), &given, &family);
		assert_str_equal(given, names[i][1]);
		assert_str_equal(family, names[i][2]);
	}
}

static void interests_are_written_as_they_are_read(void **state)
{
	static const char *const texts[] = {"fusion", "crude oil=2", "/a=b|c", "!golf",
	    "!/x\\d+", "x=0.25", "C++", "a=b", "/x=5=1", "E=mc=3", "/and//"};
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct interest it = {0};

		assert_int_equal(
		    people_interest_parse(a, str_of(texts[i]), &it, NULL), OK);
		buf_reset(&b);
		people_interest_write(&b, &it);
		assert_str_equal(buf_borrow(&b), texts[i]);
	}
	buf_clear(&b);
}

static void an_expression_may_stand_between_slashes(void **state)
{
	static const char *const texts[][2] = {{"/x\\d+/", "x\\d+"}, {"/x/=2", "x"},
	    {"!/x/", "x"}, {"/and//", "and/"}, {"/a\\/", "a\\/"}, {"and/or/", "and/or/"}};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct interest it = {0};

		assert_int_equal(
		    people_interest_parse(a, str_of(texts[i][0]), &it, NULL), OK);
		assert_str_equal(it.term, texts[i][1]);
	}
	assert_str_equal(people_interest_bare(STR("!/x/")), "x");
}

static void dates_are_read_as_address_books_write_them(void **state)
{
	static const char *const dates[][2] = {{"12 Mar 2024", "2024-03-12"},
	    {"7-Feb-22", "2022-02-07"}, {"March 3, 2024", "2024-03-03"},
	    {"3/14/2024", "2024-03-14"}, {"14/3/2024", "2024-03-14"},
	    {"2024-03-14", "2024-03-14"}, {"31 Feb 2024", NULL}, {"soon", NULL},
	    {"1 2", NULL}, {"Mar Mar 2024", NULL}, {"12 Mar 99", "1999-03-12"}};

	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		char text[CLOCK_ISO_SIZE];
		int64_t at_s;
		bool is_date = people_text_date(str_of(dates[i][0]), &at_s);

		assert_int_equal(is_date, dates[i][1] != NULL);
		if (is_date)
			assert_string_equal(clock_format_date(at_s, text), dates[i][1]);
	}
}

static void notes_propose_what_they_lead_to(void **state)
{
	static const char *const cases[][2] = {
	    {"likes sailing, asked about fusion", "sailing|fusion"},
	    {"Met in Oslo. Interested in old maps and the history of C++. Tall.",
		"old maps|history of C++"},
	    {"Loves chess; plays the violin. Lives at sea", "chess|violin"},
	    {"She likes it", ""},
	    {"dislikes crowds", ""},
	    {"likes crude oil very much", ""},
	    {"Hobbies: kites/trains\nnothing else", "kites|trains"},
	    {"likes", ""},
	    {"", ""},
	};
	struct interest known = {.term = STR("crude oil")};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct contact c = {
		    .notes = str_of(cases[i][0]), .interests = &known, .n_interests = 1};
		struct str *terms, rest = str_of(cases[i][1]), term;
		size_t n, k = 0;

		people_propose_interests(a, &c, &terms, &n);
		while (rest.n && str_split(&rest, '|', &term)) {
			assert_true(k < n);
			assert_int_equal(str_cmp(terms[k], term), 0);
			k++;
		}
		assert_int_equal(n, k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(saving_unchanged_text_changes_nothing),
	    cmocka_unit_test(what_was_edited_is_remembered),
	    cmocka_unit_test(nonsense_is_refused_with_its_line_and_nothing_is_taken),
	    cmocka_unit_test(names_are_split_for_the_greeting),
	    cmocka_unit_test(interests_are_written_as_they_are_read),
	    cmocka_unit_test(an_expression_may_stand_between_slashes),
	    cmocka_unit_test(dates_are_read_as_address_books_write_them),
	    cmocka_unit_test(notes_propose_what_they_lead_to),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
