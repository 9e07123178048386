/*
 * test_store_contact.c - contacts, companies and interests come back as they were stored.
 */
#include "store_home.h"

#include "store/company.h"
#include "store/interest.h"
#include "store/internal.h"
#include "store/touch.h"

/* Stores a contact that has everything and reads it back. */
static struct contact store_full_contact(struct home *h)
{
	const struct str emails[] = {STR("ada@engines.example"), STR("ada@home.example")};
	const struct str aliases[] = {STR("Countess of Lovelace")};
	const struct interest interests[] = {
	    {.term = STR("analytical engines"), .weight = 2},
	    {.term = STR("horse.*racing"),
		.weight = 1,
		.kind = INTEREST_REGEX,
		.is_never = true}};
	const struct contact c = {.uid = STR("urn:uuid:1"),
	    .name = STR("Ada Lovelace"),
	    .given = STR("Ada"),
	    .family = STR("Lovelace"),
	    .nickname = STR("Ada"),
	    .emails = emails,
	    .n_emails = 2,
	    .company = STR("Engines Ltd"),
	    .title = STR("Analyst"),
	    .place = STR("London"),
	    .language = STR("en"),
	    .url = STR("https://ada.example/"),
	    .aliases = aliases,
	    .n_aliases = 1,
	    .interests = interests,
	    .n_interests = 2,
	    .every_days = 30,
	    .last_touch_at_s = NOW_S,
	    .is_muted = true,
	    .notes = STR("likes poetry"),
	    .extra = STR("X-FOO:bar"),
	    .edited = 1u << CONTACT_TITLE,
	    .updated_at_s = NOW_S};
	struct contact got;
	int64_t id;

	assert_ok(store_contact_insert(h->s, &c, &id, &h->ei));
	home_reopen(h);
	assert_ok(store_contact_get(h->a, h->s, id, &got, &h->ei));
	return got;
}

static void keeps_every_field_of_a_contact(void **state)
{
	const struct contact got = store_full_contact(*state);

	assert_str_equal(got.uid, "urn:uuid:1");
	assert_str_equal(got.name, "Ada Lovelace");
	assert_str_equal(got.given, "Ada");
	assert_str_equal(got.family, "Lovelace");
	assert_str_equal(got.nickname, "Ada");
	assert_str_equal(got.email, "ada@engines.example");
	assert_str_equal(got.company, "Engines Ltd");
	assert_true(got.company_id > 0);
	assert_str_equal(got.title, "Analyst");
	assert_str_equal(got.place, "London");
	assert_str_equal(got.language, "en");
	assert_str_equal(got.url, "https://ada.example/");
	assert_int_equal(got.every_days, 30);
	assert_int_equal(got.last_touch_at_s, NOW_S);
	assert_true(got.is_muted);
	assert_str_equal(got.notes, "likes poetry");
	assert_str_equal(got.extra, "X-FOO:bar");
	assert_int_equal(got.edited, 1u << CONTACT_TITLE);
	assert_int_equal(got.updated_at_s, NOW_S);
}

static void keeps_every_list_of_a_contact(void **state)
{
	const struct contact got = store_full_contact(*state);

	assert_int_equal(got.n_emails, 2);
	assert_str_equal(got.emails[1], "ada@home.example");
	assert_int_equal(got.n_aliases, 1);
	assert_str_equal(got.aliases[0], "Countess of Lovelace");
	assert_int_equal(got.n_interests, 2);
	assert_str_equal(got.interests[0].term, "analytical engines");
	assert_true(got.interests[0].weight == 2);
	assert_true(got.interests[1].is_never);
	assert_int_equal(got.interests[1].kind, INTEREST_REGEX);
}

static void finds_by_id_uid_address_name_alias_and_part(void **state)
{
	struct home *h = *state;
	const struct str aliases[] = {STR("Zoë S.")};
	const struct contact zoe = {.uid = STR("z-1"),
	    .name = STR("Zoë  Saldaña"),
	    .email = STR("Zoe@Films.example"),
	    .aliases = aliases,
	    .n_aliases = 1};
	int64_t id, *ids;
	char id_text[24];
	size_t n;

	assert_ok(store_contact_insert(h->s, &zoe, &id, &h->ei));
	home_add_contact(h, "Ann Smith");
	home_add_contact(h, "Bob Smith");
	snprintf(id_text, sizeof(id_text), "%lld", (long long)id);

	const char *const texts[] = {
	    id_text, "z-1", "zoe@films.EXAMPLE", " ZOE saldana ", "zoe s.", "Saldaña"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_ok(
		    store_contact_find(h->a, h->s, str_of(texts[i]), &ids, &n, &h->ei));
		assert_int_equal(n, 1);
		assert_int_equal(ids[0], id);
	}
	assert_ok(store_contact_find(h->a, h->s, STR("smith"), &ids, &n, &h->ei));
	assert_int_equal(n, 2);
	assert_ok(store_contact_find(h->a, h->s, STR("smit"), &ids, &n, &h->ei));
	assert_int_equal(n, 0);
	assert_ok(store_contact_find(h->a, h->s, STR(""), &ids, &n, &h->ei));
	assert_int_equal(n, 0);
}

static void shares_one_company_whatever_its_case(void **state)
{
	struct home *h = *state;
	const struct contact a = {.name = STR("A"), .company = STR("Nestlé S.A.")};
	const struct contact b = {.name = STR("B"), .company = STR("NESTLE  s.a.")};
	struct company *companies;
	int64_t id, n_contacts;
	size_t n;

	assert_ok(store_contact_insert(h->s, &a, &id, &h->ei));
	assert_ok(store_contact_insert(h->s, &b, &id, &h->ei));
	assert_ok(store_company_list(h->a, h->s, &companies, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_ok(
	    store_company_count_contacts(h->s, companies[0].id, &n_contacts, &h->ei));
	assert_int_equal(n_contacts, 2);
}

static void keeps_the_employer_that_a_contact_leaves(void **state)
{
	struct home *h = *state;
	const struct contact before = {.name = STR("Ada"), .company = STR("Old Co")};
	struct contact got;
	int64_t id;

	assert_ok(store_contact_insert(h->s, &before, &id, &h->ei));
	assert_ok(store_contact_get(h->a, h->s, id, &got, &h->ei));
	got.company = STR("New Co");
	got.company_id = 0;
	got.updated_at_s = NOW_S;
	assert_ok(store_contact_update(h->s, &got, &h->ei));
	assert_ok(store_contact_get(h->a, h->s, id, &got, &h->ei));
	assert_str_equal(got.company, "New Co");
	assert_int_equal(got.n_employers, 1);
	assert_str_equal(got.employers[0].company, "Old Co");
	assert_int_equal(got.employers[0].until_s, NOW_S);
}

static void refuses_a_second_contact_of_one_uid(void **state)
{
	struct home *h = *state;
	const struct contact c = {.uid = STR("u"), .name = STR("Ada")};
	int64_t id;

	assert_ok(store_contact_insert(h->s, &c, &id, &h->ei));
	assert_int_equal(store_contact_insert(h->s, &c, &id, &h->ei), ERR_DATA);
	assert_non_null(strstr(h->ei.text, "contact 1"));
}

static void makes_different_uids_for_namesakes(void **state)
{
	struct home *h = *state;
	struct contact *list;
	size_t n;

	home_add_contact(h, "John Smith");
	home_add_contact(h, "John Smith");
	assert_ok(store_contact_list(h->a, h->s, NULL, &list, &n, &h->ei));
	assert_int_equal(n, 2);
	assert_false(str_eq(list[0].uid, list[1].uid));
}

static void reads_lists_of_many_contacts_to_the_right_one(void **state)
{
	struct home *h = *state;
	struct contact *list;
	size_t n;

	for (int i = 0; i < 50; i++) {
		char name[16];
		struct str both[2] = {str_of(name), STR("shared")};
		struct interest interests[2] = {
		    {.term = both[0], .weight = 1}, {.term = both[1], .weight = 1}};
		struct contact c = {.name = str_of(name),
		    .aliases = both,
		    .n_aliases = (size_t)(i % 3),
		    .interests = interests,
		    .n_interests = (size_t)((i + 1) % 3)};
		int64_t id;

		snprintf(name, sizeof(name), "c%d", i);
		both[0] = interests[0].term = c.name = str_of(name);
		assert_ok(store_contact_insert(h->s, &c, &id, &h->ei));
	}
	assert_ok(store_contact_list(h->a, h->s, NULL, &list, &n, &h->ei));
	assert_int_equal(n, 50);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(list[i].n_aliases, i % 3);
		assert_int_equal(list[i].n_interests, (i + 1) % 3);
		if (list[i].n_aliases)
			assert_true(str_eq(list[i].aliases[0], list[i].name));
		if (list[i].n_interests)
			assert_true(str_eq(list[i].interests[0].term, list[i].name));
	}
}

static void takes_the_last_touch_from_what_was_logged_and_stated(void **state)
{
	struct home *h = *state;
	const struct contact c = {.name = STR("Ada"), .last_touch_at_s = NOW_S};
	struct touch t = {.kind = TOUCH_CALL, .at_s = NOW_S - 60};
	struct contact got;
	int64_t touch_id;

	assert_ok(store_contact_insert(h->s, &c, &t.contact_id, &h->ei));
	assert_ok(store_touch_insert(h->s, &t, &touch_id, &h->ei));
	assert_ok(store_contact_get(h->a, h->s, t.contact_id, &got, &h->ei));
	assert_int_equal(got.last_touch_at_s, NOW_S);
	t.at_s = NOW_S + 60;
	assert_ok(store_touch_insert(h->s, &t, &touch_id, &h->ei));
	assert_ok(store_contact_get(h->a, h->s, t.contact_id, &got, &h->ei));
	assert_int_equal(got.last_touch_at_s, NOW_S + 60);
	/* What was logged is not stated when the contact is written back. */
	assert_ok(store_contact_update(h->s, &got, &h->ei));
	assert_ok(store_exec(h->s, "DELETE FROM touch", &h->ei));
	assert_ok(store_contact_get(h->a, h->s, t.contact_id, &got, &h->ei));
	assert_int_equal(got.last_touch_at_s, NOW_S);
}

static void has_a_term_of_a_kind_once(void **state)
{
	struct home *h = *state;
	struct interest i = {.term = STR("fusion"), .weight = 1}, *list;
	int64_t first, second;
	bool is_new;
	size_t n;

	i.contact_id = home_add_contact(h, "Ada");
	assert_ok(store_interest_put(h->s, &i, &first, &is_new, &h->ei));
	assert_true(is_new);
	i.weight = 3;
	assert_ok(store_interest_put(h->s, &i, &second, &is_new, &h->ei));
	assert_false(is_new);
	assert_int_equal(first, second);
	assert_ok(store_interest_list(h->a, h->s, i.contact_id, &list, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_true(list[0].weight == 3);
}

static void merges_companies_with_their_contacts_and_names(void **state)
{
	struct home *h = *state;
	const struct contact a = {.name = STR("A"), .company = STR("Alphabet")};
	const struct contact b = {.name = STR("B"), .company = STR("Google LLC")};
	const struct company_context word = {STR("search"), 1, 0};
	struct company got;
	int64_t id, into, from, found, n;

	assert_ok(store_contact_insert(h->s, &a, &id, &h->ei));
	assert_ok(store_contact_insert(h->s, &b, &id, &h->ei));
	assert_ok(store_company_find(h->s, STR("alphabet"), &into, &h->ei));
	assert_ok(store_company_find(h->s, STR("google llc"), &from, &h->ei));
	assert_ok(store_company_set_taught(h->s,
	    &(struct company){
		.id = from, .trust_hits = 1, .contexts = &word, .n_contexts = 1},
	    &h->ei));
	assert_ok(store_company_merge(h->s, into, from, &h->ei));
	assert_ok(store_company_get(h->a, h->s, into, &got, &h->ei));
	assert_int_equal(got.n_aliases, 1);
	assert_str_equal(got.aliases[0], "Google LLC");
	assert_int_equal(got.trust_hits, 1);
	assert_ok(store_company_find(h->s, STR("Google LLC"), &found, &h->ei));
	assert_int_equal(found, into);
	assert_ok(store_company_count_contacts(h->s, into, &n, &h->ei));
	assert_int_equal(n, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		keeps_every_field_of_a_contact, home_setup, home_teardown),
	    cmocka_unit_test_setup_teardown(
		keeps_every_list_of_a_contact, home_setup, home_teardown),
	    cmocka_unit_test_setup_teardown(
		finds_by_id_uid_address_name_alias_and_part, home_setup, home_teardown),
	    cmocka_unit_test_setup_teardown(
		shares_one_company_whatever_its_case, home_setup, home_teardown),
	    cmocka_unit_test_setup_teardown(
		keeps_the_employer_that_a_contact_leaves, home_setup, home_teardown),
	    cmocka_unit_test_setup_teardown(
		refuses_a_second_contact_of_one_uid, home_setup, home_teardown),
	    cmocka_unit_test_setup_teardown(
		makes_different_uids_for_namesakes, home_setup, home_teardown),
	    cmocka_unit_test_setup_teardown(
		reads_lists_of_many_contacts_to_the_right_one, home_setup, home_teardown),
	    cmocka_unit_test_setup_teardown(
		takes_the_last_touch_from_what_was_logged_and_stated, home_setup,
		home_teardown),
	    cmocka_unit_test_setup_teardown(
		has_a_term_of_a_kind_once, home_setup, home_teardown),
	    cmocka_unit_test_setup_teardown(
		merges_companies_with_their_contacts_and_names, home_setup,
		home_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
