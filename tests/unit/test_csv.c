/*
 * test_csv.c - tables of every dialect in, the own one out.
 */
#include "with_arena.h"

#include "base/clock.h"
#include "people/csv.h"

#include <stdlib.h>

static struct people_import im;
static struct err_info ei;

static const struct contact *read_table(struct str text, const char *dialect, size_t n)
{
	assert_int_equal(people_import(a, text, "test.csv", &im, &ei), OK);
	assert_string_equal(im.dialect, dialect);
	assert_int_equal(im.n_records, n);
	return n ? &im.records[0].contact : NULL;
}

static void own_columns_come_in_any_order(void **state)
{
	const struct contact *c = read_table(
	    STR("interests,company,name,Shoe size,aliases,ticker,every_days,last_touch,"
		"email,notes\n"
		"crude oil=2;/fus(ion|\\;x);!football,Acme,Ada Lovelace,38,Ac;Me,ACM,30,"
		"2026-01-02,ada@x.example;b@x.example,\"likes\nchess\"\n"),
	    "CSV", 1);

	(void)state;
	assert_str_equal(c->name, "Ada Lovelace");
	assert_str_equal(c->given, "Ada");
	assert_int_equal(c->n_emails, 2);
	assert_int_equal(c->every_days, 30);
	assert_int_equal(c->n_interests, 3);
	assert_true(c->interests[0].weight == 2);
	assert_str_equal(c->interests[1].term, "fus(ion|;x)");
	assert_int_equal(c->interests[1].kind, INTEREST_REGEX);
	assert_true(c->interests[2].is_never);
	assert_str_equal(c->notes, "Shoe size: 38\nlikes\nchess");
	assert_int_equal(im.records[0].n_company_aliases, 2);
	assert_str_equal(im.records[0].company_tickers[0], "ACM");
	assert_int_equal(c->n_aliases, 0);
	assert_int_equal(im.n_errors, 0);
}

static void aliases_without_a_company_are_the_persons(void **state)
{
	const struct contact *c =
	    read_table(STR("name,aliases\nAda,Countess;AAL\n"), "CSV", 1);

	(void)state;
	assert_int_equal(c->n_aliases, 2);
}

static void linkedin_is_read_behind_its_preamble(void **state)
{
	const struct contact *c = read_table(
	    STR("\xef\xbb\xbfNotes:\r\n\"When exporting, \"\"some\"\" are "
		"missing.\"\r\n\r\n"
		"First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
		"Ada,Lovelace,https://www.linkedin.com/in/ada,,\"Engines, Ltd\",CEO,12 "
		"Mar "
		"2024\r\n\r\n,,,,,,\r\n"
		"Bob,,,b@x.example,,,7-Feb-22\r\n"),
	    "LinkedIn CSV", 2);

	(void)state;
	assert_str_equal(c->company, "Engines, Ltd");
	assert_str_equal(c->url, "https://www.linkedin.com/in/ada");
	assert_str_equal(c->notes, "Connected On: 2024-03-12");
	assert_int_equal(im.records[0].line, 5);
	assert_str_equal(im.records[1].contact.notes, "Connected On: 2022-02-07");
	assert_int_equal(im.records[1].line, 8);
}

static void google_joins_values_by_colons(void **state)
{
	const struct contact *c = read_table(
	    STR("Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - "
		"Value,Organization 1 - Name,Hobby,Phone 1 - Value\n"
		"Ada Lovelace,Ada,Lovelace,* myContacts ::: Poets,* Work,a@x.example ::: "
		"b@x.example,Engines,\"sailing, chess ::: fusion\",+44 1\n"),
	    "Google CSV", 1);

	(void)state;
	assert_int_equal(c->n_emails, 2);
	assert_str_equal(c->emails[1], "b@x.example");
	assert_int_equal(c->n_interests, 3);
	assert_str_equal(c->interests[2].term, "fusion");
	assert_str_equal(c->extra, "CATEGORIES:myContacts\nCATEGORIES:Poets\n");
	assert_str_equal(c->notes, "Phone 1 - Value: +44 1");
}

static void names_and_a_company_are_enough(void **state)
{
	const struct contact *c =
	    read_table(STR("Company,Last Name,First Name\nEngines,Lovelace,Ada\n"),
		"LinkedIn CSV", 1);

	(void)state;
	assert_str_equal(c->name, "Ada Lovelace");
}

static void googles_new_table_is_known_too(void **state)
{
	const struct contact *c = read_table(
	    STR("First Name,Middle Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - "
		"Value,Organization Name,Organization Title\n"
		"Ada,King,Lovelace,* myContacts,* Work,a@x.example,Engines,Analyst\n"),
	    "Google CSV", 1);

	(void)state;
	assert_str_equal(c->name, "Ada King Lovelace");
	assert_str_equal(c->title, "Analyst");
}

static void outlook_is_known_with_semicolons_and_in_german(void **state)
{
	const struct contact *c = read_table(
	    STR("Title;First Name;Last Name;E-mail Address;Job Title;Categories\r\n"
		"Ms.;Ada;Lovelace;a@x.example;Analyst;Business;Fusion\r\n"),
	    "Outlook CSV", 1);

	(void)state;
	assert_str_equal(c->title, "Analyst");
	assert_str_equal(c->email, "a@x.example");
	c = read_table(
	    STR("Anrede,Vorname,Nachname,Firma,E-Mail-Adresse\nFrau,Ada,Lovelace,Engines,"
		"a@x.example\n"),
	    "Outlook CSV", 1);
	assert_str_equal(c->company, "Engines");
}

static void character_sets_are_told_by_the_bytes(void **state)
{
	static const char utf16[] =
	    "\xff\xfen\0a\0m\0e\0,\0e\0m\0a\0i\0l\0\n\0\xf6\0,\0\n\0";
	const struct contact *c =
	    read_table((struct str){utf16, sizeof(utf16) - 1}, "CSV", 1);

	(void)state;
	assert_str_equal(c->name, "\xc3\xb6");
	c = read_table(STR("name,email\nJ\xf6rg,\n"), "CSV", 1);
	assert_str_equal(c->name, "J\xc3\xb6rg");
	c = read_table(STR("name,email\nJ\xc3\xb6rg,\n"), "CSV", 1);
	assert_str_equal(c->name, "J\xc3\xb6rg");
}

static void what_is_no_table_of_contacts_is_refused_with_what_was_expected(void **state)
{
	static const char *const bad[] = {"", " \r\n", "Ada,Lovelace,a@x.example\n",
	    "a,b,c\n1,2,3\n", "<html>login</html>", "name of ship,tons\nx,1\n",
	    "%PDF-1.7"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		memset(&ei, 0, sizeof(ei));
		assert_int_equal(
		    people_import(a, str_of(bad[i]), "test.csv", &im, &ei), ERR_DATA);
		assert_string_equal(ei.source, "test.csv:1");
		assert_non_null(strstr(ei.text, "expected"));
	}
}

static void an_open_quote_refuses_the_table_with_its_line(void **state)
{
	(void)state;
	assert_int_equal(people_import(a, STR("name,email\nAda,\nBob,\"x\nEve,\nZoe,\n"),
			     "test.csv", &im, &ei),
	    ERR_DATA);
	assert_string_equal(ei.source, "test.csv:3");
}

static void bad_rows_and_cells_cost_themselves(void **state)
{
	static const char text[] = "name,email,every_days,last_touch,interests\n"
				   "Ada,a@x.example,often,someday,x=1000;ok\n"
				   ",b@x.example,,,\n"
				   "N\0ul,,,,\n"
				   "Bob,\"b@x.example\nBcc: v@y.example\",,,\n"
				   "Eve,,,,,more,cells\n"
				   "Short\n";
	static const size_t lines[] = {2, 2, 2, 3, 4, 5, 7};
	const struct contact *c =
	    read_table((struct str){text, sizeof(text) - 1}, "CSV", 4);

	(void)state;
	assert_int_equal(c->n_interests, 1);
	assert_int_equal(c->every_days, 0);
	assert_true(c->last_touch_at_s == NO_TIME);
	assert_int_equal(im.records[1].contact.n_emails, 0);
	assert_int_equal(im.n_errors, 7);
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(im.problems[i].line, lines[i]);
}

static void more_interests_than_one_may_have_are_told(void **state)
{
	struct buf b;
	const struct contact *c;

	(void)state;
	buf_init(&b, 1 << 20);
	buf_puts(&b, "name,interests\nAda,");
	for (int i = 0; i < 2000; i++)
		buf_printf(&b, "topic %d;", i);
	c = read_table(buf_borrow(&b), "CSV", 1);
	assert_int_equal(c->n_interests, 1000);
	assert_int_equal(im.n_errors, 1);
	assert_int_equal(im.problems[0].line, 2);
	buf_clear(&b);
}

static void a_row_that_is_there_twice_is_joined(void **state)
{
	const struct contact *c =
	    read_table(STR("name,email,title\nAda,a@x.example,\nAda,a@x.example,Analyst\n"
			   "Bob,a@x.example,\n"),
		"CSV", 2);

	(void)state;
	assert_str_equal(c->title, "Analyst");
	assert_int_equal(im.n_remarks, 1);
}

static void what_is_written_reads_back_and_no_cell_is_a_formula(void **state)
{
	const struct interest interests[] = {
	    {.term = STR("crude oil"), .weight = 2},
	    {.term = STR("a;b\\;c\\\\"), .weight = 0.5, .kind = INTEREST_REGEX},
	    {.term = STR("x"), .weight = 1, .is_never = true},
	};
	const struct str emails[] = {STR("a@x.example"), STR("b@x.example")};
	const struct str alias = STR("Engines; Co");
	const struct company company = {.aliases = &alias, .n_aliases = 1};
	const struct contact c = {.uid = STR("-1+1"),
	    .name = STR("=cmd|' /C calc'!A0"),
	    .emails = emails,
	    .n_emails = 2,
	    .company = STR("@SUM(1)"),
	    .title = STR("a \"b\", c"),
	    .interests = interests,
	    .n_interests = 3,
	    .last_touch_at_s = 1000000000,
	    .notes = STR("+1\n2")};
	const struct contact *back;
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	people_csv_write_header(&b);
	people_csv_write(&b, &c, &company);
	for (size_t i = 1; i < b.n; i++)
		if (b.p[i - 1] == ',' || (b.p[i - 1] == '"' && b.p[i - 2] == ','))
			assert_null(strchr("=+-@", b.p[i]));
	back = read_table(buf_borrow(&b), "CSV", 1);
	assert_str_equal(back->uid, "-1+1");
	assert_str_equal(back->name, "=cmd|' /C calc'!A0");
	assert_str_equal(back->company, "@SUM(1)");
	assert_str_equal(back->title, "a \"b\", c");
	assert_str_equal(back->notes, "+1\n2");
	assert_true(back->last_touch_at_s == c.last_touch_at_s);
	assert_int_equal(back->n_emails, 2);
	assert_int_equal(back->n_interests, 3);
	assert_str_equal(back->interests[1].term, "a;b;c\\\\");
	assert_true(back->interests[1].weight == 0.5);
	assert_true(back->interests[2].is_never);
	assert_str_equal(im.records[0].company_aliases[0], "Engines; Co");
	buf_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(own_columns_come_in_any_order),
	    cmocka_unit_test(aliases_without_a_company_are_the_persons),
	    cmocka_unit_test(linkedin_is_read_behind_its_preamble),
	    cmocka_unit_test(google_joins_values_by_colons),
	    cmocka_unit_test(names_and_a_company_are_enough),
	    cmocka_unit_test(googles_new_table_is_known_too),
	    cmocka_unit_test(outlook_is_known_with_semicolons_and_in_german),
	    cmocka_unit_test(character_sets_are_told_by_the_bytes),
	    cmocka_unit_test(
		what_is_no_table_of_contacts_is_refused_with_what_was_expected),
	    cmocka_unit_test(an_open_quote_refuses_the_table_with_its_line),
	    cmocka_unit_test(bad_rows_and_cells_cost_themselves),
	    cmocka_unit_test(more_interests_than_one_may_have_are_told),
	    cmocka_unit_test(a_row_that_is_there_twice_is_joined),
	    cmocka_unit_test(what_is_written_reads_back_and_no_cell_is_a_formula),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
