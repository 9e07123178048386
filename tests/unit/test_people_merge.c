/*
 * test_people_merge.c - finding again, differences, duplicates.
 */
#include "test.h"

#include "base/clock.h"
#include "people/merge.h"

#define LIST(...)                                                                        \
	(const struct str[])                                                             \
	{                                                                                \
		__VA_ARGS__                                                              \
	}

static struct contact person(const char *name, const char *company)
{
	return (struct contact){
	    .name = str_of(name), .company = str_of(company), .last_touch_at_s = NO_TIME};
}

static struct contact with_email(struct contact c, const struct str *email)
{
	c.emails = email;
	c.n_emails = 1;
	c.email = *email;
	return c;
}

static const struct people_change *change_of(
    const struct people_change *v, size_t n, enum contact_field field)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].field == field)
			return &v[i];
	return NULL;
}

static void uid_beats_address_beats_name(void **state)
{
	const struct str mail_a = STR("a@x.example"), mail_b = STR("B@x.example"),
			 lower_b = STR("b@X.example");
	struct contact a = with_email(person("Ada Lovelace", "Engines Ltd."), &mail_a);
	struct contact b = with_email(person("Bob Babbage", NULL), &mail_b);
	struct contact new = person("ADA  LOVELACE", "engines");
	struct people_index *ix = people_index_new();
	const struct contact *found = NULL;

	(void)state;
	a.uid = STR("1");
	new.name = STR("\xc3\x81"
		       "DA Lovelace");
	people_index_add(ix, &a);
	people_index_add(ix, &b);
	assert_int_equal(people_index_find(ix, &new, &found), FOUND_BY_NAME);
	assert_ptr_equal(found, &a);
	new = with_email(new, &lower_b);
	assert_int_equal(people_index_find(ix, &new, &found), FOUND_BY_EMAIL);
	assert_ptr_equal(found, &b);
	new.uid = STR("1");
	assert_int_equal(people_index_find(ix, &new, &found), FOUND_BY_UID);
	assert_ptr_equal(found, &a);
	people_index_free(ix);
}

static void a_namesake_elsewhere_is_somebody_else(void **state)
{
	struct contact a = person("John Smith", "Acme");
	struct contact other = person("John Smith", "Engines");
	struct contact bare = person("John Smith", NULL);
	struct people_index *ix = people_index_new();
	const struct contact *found = NULL;

	(void)state;
	people_index_add(ix, &a);
	assert_int_equal(people_index_find(ix, &other, &found), FOUND_NOT);
	assert_int_equal(people_index_find(ix, &bare, &found), FOUND_NOT);
	assert_null(found);
	people_index_free(ix);
}

static void a_shared_address_needs_the_name(void **state)
{
	const struct str office = STR("office@x.example");
	struct contact a = with_email(person("Ada", NULL), &office);
	struct contact b = with_email(person("Bob", NULL), &office);
	struct contact eve = with_email(person("Eve", NULL), &office);
	struct people_index *ix = people_index_new();
	const struct contact *found = NULL;

	(void)state;
	people_index_add(ix, &a);
	assert_int_equal(people_index_find(ix, &eve, &found), FOUND_BY_EMAIL);
	people_index_add(ix, &b);
	assert_int_equal(people_index_find(ix, &eve, &found), FOUND_NOT);
	assert_int_equal(people_index_find(ix, &b, &found), FOUND_BY_EMAIL);
	assert_ptr_equal(found, &b);
	people_index_free(ix);
}

static void an_address_is_not_enough_where_uid_and_names_differ(void **state)
{
	const struct str office = STR("office@x.example");
	struct contact a = with_email(person("Ada Lovelace", NULL), &office);
	struct contact b = with_email(person("Bob Babbage", NULL), &office);
	struct people_index *ix = people_index_new();
	const struct contact *found = NULL;

	(void)state;
	a.uid = STR("1");
	b.uid = STR("2");
	people_index_add(ix, &a);
	assert_int_equal(people_index_find(ix, &b, &found), FOUND_NOT);
	b.name = STR("Ada Byron");
	assert_int_equal(people_index_find(ix, &b, &found), FOUND_BY_EMAIL);
	people_index_free(ix);
}

static void a_web_address_tells_namesakes_apart(void **state)
{
	struct contact a = person("John Smith", "Acme"), b = a, moved;
	struct people_index *ix = people_index_new();
	const struct contact *found = NULL;

	(void)state;
	a.url = STR("https://www.linkedin.com/in/john1");
	b.url = STR("https://www.linkedin.com/in/john2");
	people_index_add(ix, &a);
	people_index_add(ix, &b);
	moved = b;
	moved.company = STR("Engines");
	assert_int_equal(people_index_find(ix, &moved, &found), FOUND_BY_NAME);
	assert_ptr_equal(found, &b);
	people_index_free(ix);
}

static void the_same_record_makes_no_difference(void **state)
{
	struct arena *a = arena_new();
	const struct interest fusion = {.term = STR("fusion"), .weight = 1};
	const struct interest heavy = {.term = STR("Fusion"), .weight = 5};
	struct contact old = person("Ada Lovelace", "Engines, Inc."), new = old;
	struct people_change *changes;
	size_t n;

	(void)state;
	old.notes = STR("likes chess\nasked about fusion");
	new.notes = STR("likes chess");
	old.interests = &heavy; /* the weight that the user gave stays */
	new.interests = &fusion;
	old.n_interests = new.n_interests = 1;
	new.company = STR("Engines");
	new.title = (struct str){0};
	people_diff(a, &old, &new, &changes, &n);
	assert_int_equal(n, 0);
	arena_free(a);
}

static void differences_are_shown_field_by_field_and_applied_once(void **state)
{
	struct arena *a = arena_new();
	const struct interest fusion = {.term = STR("fusion"), .weight = 1};
	const struct str home = STR("a@home.example"), work = STR("a@new.example");
	struct contact old = with_email(person("Ada Lovelace", "Engines"), &home);
	struct contact new = with_email(person("Ada King", "Tokamak Ltd"), &work), c;
	const struct people_change *company, *emails;
	struct people_change *changes;
	size_t n;

	(void)state;
	old.id = 7;
	old.title = STR("Analyst");
	old.edited = 1u << CONTACT_TITLE;
	old.extra = STR("ORG:Engines;Research\nX-A:1\n");
	new.title = STR("CEO");
	new.interests = &fusion;
	new.n_interests = 1;
	new.notes = STR("met in Oslo");
	people_diff(a, &old, &new, &changes, &n);
	assert_int_equal(n, 6);
	company = change_of(changes, n, CONTACT_COMPANY);
	assert_str_equal(company->old, "Engines");
	assert_str_equal(company->new, "Tokamak Ltd");
	assert_false(company->is_addition);
	emails = change_of(changes, n, CONTACT_EMAILS);
	assert_true(emails->is_addition);
	assert_true(change_of(changes, n, CONTACT_TITLE)->is_by_hand);

	c = people_apply(a, &old, &new, ~(1u << CONTACT_TITLE));
	assert_int_equal(c.id, 7);
	assert_str_equal(c.title, "Analyst");
	assert_str_equal(c.company, "Tokamak Ltd");
	assert_str_equal(c.email, "a@new.example"); /* the company moved, too */
	assert_int_equal(c.n_emails, 2);
	assert_str_equal(c.extra, "X-A:1\n");
	assert_int_equal(c.interests[0].contact_id, 7);
	people_diff(a, &c, &new, &changes, &n);
	assert_int_equal(n, 1); /* the title alone */
	arena_free(a);
}

static void joining_keeps_what_both_have(void **state)
{
	struct arena *a = arena_new();
	const struct interest ours[] = {{.term = STR("fusion"), .weight = 3}};
	const struct interest theirs[] = {{.term = STR("fusion"), .weight = 9},
	    {.term = STR("chess"), .weight = 1, .is_never = true}};
	struct contact keep = person("Ada Lovelace", "Engines");
	struct contact gone = person("A. Lovelace", "Acme"), c;

	(void)state;
	keep.interests = ours;
	keep.n_interests = 1;
	keep.notes = STR("one");
	gone.interests = theirs;
	gone.n_interests = 2;
	gone.notes = STR("two");
	gone.title = STR("Analyst");
	gone.is_muted = true;
	c = people_join(a, &keep, &gone);
	assert_str_equal(c.company, "Engines");
	assert_str_equal(c.title, "Analyst");
	assert_str_equal(c.notes, "one\ntwo");
	assert_str_equal(c.aliases[0], "A. Lovelace");
	assert_true(c.is_muted);
	assert_int_equal(c.n_interests, 2);
	assert_true(c.interests[0].weight == 3);
	assert_true(c.interests[1].is_never);
	arena_free(a);
}

static void duplicates_come_once_with_their_reason(void **state)
{
	struct arena *a = arena_new();
	const struct str mail = STR("ada@x.example");
	struct contact v[6] = {with_email(person("Ada Lovelace", "Engines"), &mail),
	    with_email(person("Ada L.", NULL), &mail), person("Lovelace, Ada", "Acme"),
	    person("Jon Smith", "Acme"), person("Jonathan Smith", "ACME Inc."),
	    person("James Smith", "Acme")};
	static const char *const given[] = {
	    "Ada", "Ada", "Ada", "Jon", "Jonathan", "James"};
	struct people_duplicate *found;
	size_t n;

	(void)state;
	for (int i = 0; i < 6; i++) {
		v[i].id = i + 1;
		v[i].given = str_of(given[i]);
		v[i].family = i < 3 ? STR("Lovelace") : STR("Smith");
	}
	people_duplicates(a, v, 6, &found, &n);
	assert_int_equal(n, 3);
	assert_int_equal(found[0].other_id, 2);
	assert_str_equal(found[0].reason, "the same address, ada@x.example");
	assert_int_equal(found[1].other_id, 3);
	assert_str_equal(found[1].reason, "the same name, at Engines and at Acme");
	assert_int_equal(found[2].keep_id, 4);
	assert_int_equal(found[2].other_id, 5);
	arena_free(a);
}

static void companies_are_proposed_by_name_alias_and_house(void **state)
{
	struct arena *a = arena_new();
	const struct str alias = STR("Weyland Corp"), ticker = STR("ACM");
	struct company v[] = {{.id = 1, .name = STR("Alphabet")},
	    {.id = 2, .name = STR("Alphabet Inc.")}, {.id = 3, .name = STR("Google LLC")},
	    {.id = 4, .name = STR("Yutani"), .aliases = &alias, .n_aliases = 1},
	    {.id = 5, .name = STR("Weyland")},
	    {.id = 6, .name = STR("Acme"), .tickers = &ticker, .n_tickers = 1},
	    {.id = 7, .name = STR("Ajax"), .tickers = &ticker, .n_tickers = 1},
	    {.id = 8, .name = STR("Bank of India")},
	    {.id = 9, .name = STR("State Bank of India")}};
	static const int64_t pairs[][2] = {{1, 2}, {1, 3}, {4, 5}, {6, 7}};
	struct people_duplicate *found;
	size_t n;

	(void)state;
	people_company_duplicates(a, v, sizeof(v) / sizeof(v[0]), &found, &n);
	assert_int_equal(n, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(found[i].keep_id, pairs[i][0]);
		assert_int_equal(found[i].other_id, pairs[i][1]);
	}
	assert_str_equal(found[0].reason, "the same name but for its legal form");
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(uid_beats_address_beats_name),
	    cmocka_unit_test(a_namesake_elsewhere_is_somebody_else),
	    cmocka_unit_test(a_shared_address_needs_the_name),
	    cmocka_unit_test(an_address_is_not_enough_where_uid_and_names_differ),
	    cmocka_unit_test(a_web_address_tells_namesakes_apart),
	    cmocka_unit_test(the_same_record_makes_no_difference),
	    cmocka_unit_test(differences_are_shown_field_by_field_and_applied_once),
	    cmocka_unit_test(joining_keeps_what_both_have),
	    cmocka_unit_test(duplicates_come_once_with_their_reason),
	    cmocka_unit_test(companies_are_proposed_by_name_alias_and_house),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
