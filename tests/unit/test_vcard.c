/*
 * test_vcard.c - cards in as programs write them, out again, and in again.
 */
#include "with_arena.h"

#include "base/clock.h"
#include "people/vcard.h"

#include <stdio.h>
#include <stdlib.h>

static struct people_import im;

static void read_cards(const char *text)
{
	struct err_info ei;

	assert_int_equal(people_import(a, str_of(text), "test.vcf", &im, &ei), OK);
	assert_string_equal(im.dialect, "vCard");
}

static const struct contact *read_one(const char *lines)
{
	read_cards(arena_printf(a, "BEGIN:VCARD\r\n%sEND:VCARD\r\n", lines));
	assert_int_equal(im.n_records, 1);
	return &im.records[0].contact;
}

static void assert_has(struct str text, const char *part)
{
	if (str_find(text, str_of(part)) == text.n)
		fail_msg("\"%s\" is missing in:\n%.*s", part, STR_ARG(text));
}

static void assert_lacks(struct str text, const char *part)
{
	if (str_find(text, str_of(part)) < text.n)
		fail_msg("\"%s\" is in:\n%.*s", part, STR_ARG(text));
}

static struct str written(const struct contact *c, enum vcard_version v)
{
	struct buf b;
	struct str text;

	buf_init(&b, 1 << 20);
	people_vcard_write(&b, c, v);
	text = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return text;
}

static void folds_are_taken_out_at_any_byte(void **state)
{
	const struct contact *c = read_one(
	    "VERSION:3.0\r\nFN:J\xc3\r\n \xb6rg M\xc3\xbcl\r\n\tler\r\nEMAIL:j\r\n "
	    "@x.example\r\n");

	(void)state;
	assert_str_equal(c->name, "J\xc3\xb6rg M\xc3\xbcller");
	assert_str_equal(c->email, "j@x.example");
}

static void lines_may_end_with_carriage_returns_alone(void **state)
{
	(void)state;
	read_cards("begin:vcard\rversion:3.0\rfn:Ada\remail:a@x.example\rend:vcard\r");
	assert_str_equal(im.records[0].contact.email, "a@x.example");
	assert_int_equal(im.n_errors, 0);
}

static void version_2_1_reads_quoted_printable_in_its_character_set(void **state)
{
	const struct contact *c = read_one(
	    "VERSION:2.1\r\n"
	    "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg;;;\r\n"
	    "FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:J=F6rg M=FC=\r\nller\r\n"
	    "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:a=0D=0Ab\r\n"
	    "ORG;CHARSET=SHIFT_JIS:\x93\xfa\x97\xa7\r\n"
	    "EMAIL;INTERNET;PREF:j@x.example\r\n");

	(void)state;
	assert_str_equal(c->name, "J\xc3\xb6rg M\xc3\xbcller");
	assert_str_equal(c->family, "M\xc3\xbcller");
	assert_str_equal(c->notes, "a\nb");
	assert_str_equal(c->company, "\xe6\x97\xa5\xe7\xab\x8b");
	assert_str_equal(c->email, "j@x.example");
}

static void a_soft_break_does_not_swallow_the_end(void **state)
{
	const struct contact *c =
	    read_one("VERSION:2.1\r\nFN:Ada\r\nNOTE;ENCODING=QUOTED-PRINTABLE:x=\r\n");

	(void)state;
	assert_str_equal(c->notes, "x=");
}

static void bytes_that_are_no_utf8_are_windows_1252(void **state)
{
	const struct contact *c = read_one("VERSION:3.0\r\nFN:J\xf6rg \x80\r\n");

	(void)state;
	assert_str_equal(c->name, "J\xc3\xb6rg \xe2\x82\xac");
}

static void the_preferred_address_comes_first(void **state)
{
	const struct contact *c = read_one(
	    "VERSION:4.0\r\nFN:Ada\r\nEMAIL:a@x.example\r\nEMAIL;PREF=2:b@x.example\r\n"
	    "EMAIL;PREF=1;TYPE=work:c@x.example\r\nEMAIL:A@X.example\r\n");

	(void)state;
	assert_int_equal(c->n_emails, 3);
	assert_str_equal(c->email, "c@x.example");
	assert_str_equal(c->emails[0], "c@x.example");
	assert_str_equal(c->emails[2], "a@x.example");
}

static void an_injected_address_is_left_out_with_its_line(void **state)
{
	const struct contact *c =
	    read_one("VERSION:3.0\r\nFN:Ada\r\nEMAIL:a@x.example\\nBcc: v@y.example\r\n");

	(void)state;
	assert_int_equal(c->n_emails, 0);
	assert_int_equal(im.n_errors, 1);
	assert_int_equal(im.problems[0].line, 4);
}

static void categories_are_interests_but_groups_are_none(void **state)
{
	const struct contact *c = read_one("VERSION:3.0\r\nFN:Ada\r\nCATEGORIES:"
					   "myContacts,crude oil,Friends,a\\, b\r\n");

	(void)state;
	assert_int_equal(c->n_interests, 2);
	assert_str_equal(c->interests[0].term, "crude oil");
	assert_int_equal(c->interests[0].source, SOURCE_IMPORTED);
	assert_str_equal(c->interests[1].term, "a, b");
	assert_str_equal(c->extra, "CATEGORIES:myContacts,Friends\n");
}

static void levels_are_weights(void **state)
{
	const struct contact *c =
	    read_one("VERSION:4.0\r\nFN:Ada\r\nHOBBY;LEVEL=high:sailing\r\n"
		     "INTEREST;LEVEL=low:chess\r\nEXPERTISE;LEVEL=expert:engines\r\n"
		     "INTEREST:fusion\r\n");
	static const double weights[] = {2, 0.5, 2, 1};

	(void)state;
	assert_int_equal(c->n_interests, 4);
	for (size_t i = 0; i < 4; i++)
		assert_true(c->interests[i].weight == weights[i]);
}

static void a_category_never_becomes_an_expression(void **state)
{
	const struct contact *c =
	    read_one("VERSION:3.0\r\nFN:Ada\r\nCATEGORIES:/(a+)+$,!x\r\n");

	(void)state;
	assert_int_equal(c->n_interests, 2);
	assert_int_equal(c->interests[0].kind, INTEREST_WORDS);
	assert_str_equal(c->interests[0].term, "(a+)+$");
	assert_false(c->interests[1].is_never);
}

static const char apple[] =
    "VERSION:3.0\r\nPRODID:-//Apple Inc.//macOS 14//EN\r\n"
    "N:Lovelace;Ada;King;Dr.;PhD\r\nFN:Dr. Ada King Lovelace PhD\r\n"
    "NICKNAME:Countess,Enchantress\r\nORG:Engines\\, Ltd.;Research;Analytical\r\n"
    "TITLE:Analyst\r\nROLE:Programmer\r\n"
    "item1.EMAIL;type=INTERNET;type=HOME:ada@home.example\r\n"
    "item1.X-ABLabel:_$!<HomePage>!$_\r\n"
    "EMAIL;type=INTERNET;type=WORK;type=pref:ada@engines.example\r\n"
    "ADR;type=WORK:;;1 St James's Sq;London;;SW1;UK\r\n"
    "URL;type=WORK:https://engines.example/ada\r\nURL:https://blog.example/\r\n"
    "CATEGORIES:myContacts,fusion\r\nHOBBY;LEVEL=high:sailing\r\n"
    "X-FOO;BAR=\"a:b\":x\\, y\r\nX-LIST;A=\"b;c\",d:e\r\n"
    "NOTE:likes chess\\nasked about tokamaks\\; twice\r\n"
    "RELATED;TYPE=friend:urn:uuid:f81d4fae\r\n"
    "REV:2024-01-02T03:04:05Z\r\nUID:abc-1\r\n";

static void everything_survives_a_round_trip_in_both_versions(void **state)
{
	static const char *const kept[] = {"item1.EMAIL;type=INTERNET;type=HOME:ada@home",
	    "item1.X-ABLabel:_$!<HomePage>!$_", "N:Lovelace;Ada;King;Dr.;PhD",
	    "ORG:Engines\\, Ltd.;Research;Analytical", "X-FOO;BAR=\"a:b\":x\\, y",
	    "X-LIST;A=\"b;c\",d:e", "URL:https://blog.example/", "ROLE:Programmer",
	    "NICKNAME:Countess,Enchantress", "RELATED;TYPE=friend:urn:uuid:f81d4fae",
	    "HOBBY;LEVEL=high:sailing", "CATEGORIES:myContacts", "UID:abc-1",
	    "NOTE:likes chess\\nasked about tokamaks\\; twice",
	    "REV:2024-01-02T03:04:05Z"};
	struct str first = written(read_one(apple), VCARD_3), again;

	(void)state;
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		assert_has(first, kept[i]);
	for (int v = VCARD_3; v <= VCARD_4; v++) {
		read_cards(first.p);
		again = written(&im.records[0].contact, (enum vcard_version)v);
		read_cards(again.p);
		again = written(&im.records[0].contact, VCARD_3);
		assert_str_equal(again, first.p);
	}
}

static void lines_are_folded_between_characters(void **state)
{
	struct contact c = {.last_touch_at_s = NO_TIME, .name = STR("Ada")};
	char notes[400] = "";
	struct str text, rest, line;

	(void)state;
	for (int i = 0; i < 100; i++)
		memcpy(notes + (size_t)i * 3, "\xe6\x97\xa5", 4);
	c.notes = str_of(notes);
	text = rest = written(&c, VCARD_4);
	while (str_split(&rest, '\n', &line))
		assert_true(line.n <= 76);
	read_cards(text.p);
	assert_str_equal(im.records[0].contact.notes, notes);
}

static void interests_of_every_kind_come_back(void **state)
{
	const struct interest interests[] = {
	    {.term = STR("crude oil"), .weight = 3, .source = SOURCE_STATED},
	    {.term = STR("a{2,3};\\d"), .weight = 1, .kind = INTEREST_REGEX},
	    {.term = STR("football"), .weight = 1, .is_never = true},
	    {.term = STR("family"), .weight = 1},
	    {.term = STR("x=2"), .weight = 1},
	    {.term = STR("guessed"), .weight = 1, .source = SOURCE_LEARNED},
	};
	struct contact c = {.last_touch_at_s = NO_TIME,
	    .name = STR("Ada"),
	    .interests = interests,
	    .n_interests = 6};

	(void)state;
	for (int v = VCARD_3; v <= VCARD_4; v++) {
		const struct contact *back;

		read_cards(written(&c, (enum vcard_version)v).p);
		back = &im.records[0].contact;
		assert_int_equal(back->n_interests, 5);
		for (size_t i = 0; i < 5; i++) {
			size_t k = 0;

			while (
			    k < 5 && !str_eq(back->interests[k].term, interests[i].term))
				k++;
			assert_true(k < 5);
			assert_true(back->interests[k].weight == interests[i].weight);
			assert_int_equal(back->interests[k].kind, interests[i].kind);
			assert_int_equal(
			    back->interests[k].is_never, interests[i].is_never);
		}
	}
}

static void no_text_can_end_its_line(void **state)
{
	struct contact c = {.last_touch_at_s = NO_TIME,
	    .name = STR("Ada\r\nEND:VCARD"),
	    .company = STR("x\nBEGIN:VCARD")};
	struct str text = written(&c, VCARD_3);

	(void)state;
	assert_lacks(text, "\nBEGIN:VCARD");
	assert_int_equal(
	    str_find(text, STR("\nEND:VCARD")), text.n - sizeof("\nEND:VCARD\r\n") + 1);
}

static void a_removed_address_takes_its_label_along(void **state)
{
	struct contact c = *read_one(apple);
	const struct str one = STR("ada@engines.example");
	struct str text;

	(void)state;
	c.emails = &one;
	c.n_emails = 1;
	c.email = one;
	text = written(&c, VCARD_3);
	assert_lacks(text, "ada@home.example");
	assert_lacks(text, "X-ABLabel");
	assert_has(text, "EMAIL;type=INTERNET;type=WORK;type=pref:ada@engines.example");
}

static void pictures_are_left_out_and_links_to_them_kept(void **state)
{
	char *photo = arena_alloc(a, 30000, 1);
	const struct contact *c;

	(void)state;
	memset(photo, 'A', 29999);
	c = read_one(arena_printf(a,
	    "VERSION:3.0\r\nFN:Ada\r\nPHOTO;ENCODING=b:%s\r\n"
	    "PHOTO;VALUE=uri:https://x.example/a.png\r\n",
	    photo));
	assert_str_equal(c->extra, "PHOTO;VALUE=uri:https://x.example/a.png\n");
	assert_int_equal(im.n_remarks, 1);
	assert_int_equal(im.n_errors, 0);
}

static void a_bad_card_costs_itself_alone(void **state)
{
	(void)state;
	read_cards("BEGIN:VCARD\nVERSION:3.0\nFN:\nN:;;;;\nEND:VCARD\n"
		   "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nEND:VCARD\n"
		   "BEGIN:VCARD\nVERSION:3.0\nFN:Bob\n"
		   "BEGIN:VCARD\nVERSION:3.0\nFN:Cut off\n");
	assert_int_equal(im.n_records, 2);
	assert_str_equal(im.records[0].contact.name, "Ada");
	assert_str_equal(im.records[1].contact.name, "Bob");
	assert_int_equal(im.n_errors, 3);
	assert_int_equal(im.problems[0].line, 1);
	assert_int_equal(im.problems[2].line, 13);
}

static void a_zero_byte_refuses_its_card(void **state)
{
	struct err_info ei;

	(void)state;
	assert_int_equal(people_import(a,
			     STR("BEGIN:VCARD\nFN:A\0da\nEND:VCARD\n"
				 "BEGIN:VCARD\nFN:Bob\nEND:VCARD\n"),
			     "test.vcf", &im, &ei),
	    OK);
	assert_int_equal(im.n_records, 1);
	assert_int_equal(im.n_errors, 1);
}

static void cards_within_cards_are_not_followed(void **state)
{
	(void)state;
	read_cards("BEGIN:VCARD\nVERSION:2.1\nFN:Ada\nAGENT:\nBEGIN:VCARD\nFN:Agent\n"
		   "BEGIN:VCARD\nFN:Deeper\nEND:VCARD\nEND:VCARD\nTITLE:Analyst\n"
		   "END:VCARD\n");
	assert_int_equal(im.n_records, 1);
	assert_str_equal(im.records[0].contact.name, "Ada");
	assert_str_equal(im.records[0].contact.title, "Analyst");
}

static void the_first_card_of_a_uid_wins(void **state)
{
	(void)state;
	read_cards("BEGIN:VCARD\nFN:Ada\nUID:1\nEND:VCARD\n"
		   "BEGIN:VCARD\nFN:Bob\nUID:1\nEND:VCARD\n"
		   "BEGIN:VCARD\nFN:Ada\nUID:1\nTITLE:Analyst\nEND:VCARD\n");
	assert_int_equal(im.n_records, 1);
	assert_str_equal(im.records[0].contact.name, "Ada");
	assert_str_equal(im.records[0].contact.title, "Analyst");
	assert_int_equal(im.n_errors, 1);
	assert_int_equal(im.problems[0].line, 5);
}

static void groups_and_companies_are_no_persons(void **state)
{
	(void)state;
	read_cards("BEGIN:VCARD\nVERSION:4.0\nFN:Team\nKIND:group\nEND:VCARD\n"
		   "BEGIN:VCARD\nVERSION:3.0\nFN:Acme\nX-ABShowAs:COMPANY\nEND:VCARD\n"
		   "BEGIN:VCARD\nVERSION:4.0\nFN:Ada\nKIND:individual\nEND:VCARD\n");
	assert_int_equal(im.n_records, 1);
	assert_int_equal(im.n_remarks, 2);
}

static void control_characters_are_left_out(void **state)
{
	const struct contact *c = read_one(
	    "VERSION:3.0\r\nFN:Ada \x1b[31mL\xc2\x9b\x07\xe2\x80\xae\r\nX-A:\x1b[2J\r\n");

	(void)state;
	assert_str_equal(c->name, "Ada [31mL");
	assert_str_equal(c->extra, "X-A:[2J\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(folds_are_taken_out_at_any_byte),
	    cmocka_unit_test(lines_may_end_with_carriage_returns_alone),
	    cmocka_unit_test(version_2_1_reads_quoted_printable_in_its_character_set),
	    cmocka_unit_test(a_soft_break_does_not_swallow_the_end),
	    cmocka_unit_test(bytes_that_are_no_utf8_are_windows_1252),
	    cmocka_unit_test(the_preferred_address_comes_first),
	    cmocka_unit_test(an_injected_address_is_left_out_with_its_line),
	    cmocka_unit_test(categories_are_interests_but_groups_are_none),
	    cmocka_unit_test(levels_are_weights),
	    cmocka_unit_test(a_category_never_becomes_an_expression),
	    cmocka_unit_test(everything_survives_a_round_trip_in_both_versions),
	    cmocka_unit_test(lines_are_folded_between_characters),
	    cmocka_unit_test(interests_of_every_kind_come_back),
	    cmocka_unit_test(no_text_can_end_its_line),
	    cmocka_unit_test(a_removed_address_takes_its_label_along),
	    cmocka_unit_test(pictures_are_left_out_and_links_to_them_kept),
	    cmocka_unit_test(a_bad_card_costs_itself_alone),
	    cmocka_unit_test(a_zero_byte_refuses_its_card),
	    cmocka_unit_test(cards_within_cards_are_not_followed),
	    cmocka_unit_test(the_first_card_of_a_uid_wins),
	    cmocka_unit_test(groups_and_companies_are_no_persons),
	    cmocka_unit_test(control_characters_are_left_out),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
