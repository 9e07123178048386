/*
 * test_store_upkeep.c - contacts merge without loss and are forgotten without trace; a
 * dump comes back as it was; what was learned can be taken back.
 */
#include "store_home.h"

#include "store/company.h"
#include "store/decision.h"
#include "store/interest.h"
#include "store/internal.h"
#include "store/learn.h"
#include "store/note.h"
#include "store/outbox.h"
#include "store/run.h"
#include "store/touch.h"
#include "store/upkeep.h"

#include "base/mem.h"

/* A home with a row in most tables; returns the contact Zebedee Quux. */
static int64_t fill(struct home *h)
{
	const struct str aliases[] = {STR("Zeb Quux")};
	const struct interest interests[] = {{.term = STR("fusion"), .weight = 0.1}};
	const struct contact zeb = {.name = STR("Zebedee Quux"),
	    .email = STR("zeb@quuxworks.example"),
	    .company = STR("Quuxworks"),
	    .notes = STR("Met Zebedee Quux in Oslo;\n\"quotes\" and \\ and \x01"),
	    .aliases = aliases,
	    .n_aliases = 1,
	    .interests = interests,
	    .n_interests = 1};
	const struct outbox_message m = {.message_id = STR("<1@x>"),
	    .from = STR("me@x.example"),
	    .to = STR("zeb@quuxworks.example"),
	    .bytes = STR("To: Zebedee Quux\r\n\r\nDear Zebedee Quux\0\xff")};
	struct sent_note note = {.text = STR("Dear Zebedee Quux")};
	struct outbox_message sent = m;
	int64_t zeb_id, other_id, id, feed = home_add_feed(h, "https://x.example/f");
	int64_t one = home_add_story(h, feed, "one"),
		two = home_add_story(h, feed, "two");

	assert_ok(store_contact_insert(h->s, &zeb, &zeb_id, &h->ei));
	other_id = home_add_contact(h, "Other Person");
	home_suggest(h, other_id, two, 300000);
	sent.suggestion_id = home_suggest(h, zeb_id, one, 500000);
	sent.contact_id = zeb_id;
	assert_ok(store_decision_forward(
	    h->s, sent.suggestion_id, NOW_S, STR("to Zebedee Quux"), &id, &h->ei));
	assert_ok(store_outbox_insert(h->s, &sent, &id, &h->ei));
	note.contact_id = zeb_id;
	note.suggestion_id = sent.suggestion_id;
	assert_ok(store_note_insert(h->s, &note, &id, &h->ei));
	assert_ok(store_setting_set(h->s, "digest.sent", STR("today"), &h->ei));
	return zeb_id;
}

/* ---- Dump and restore ---- */

struct text {
	struct buf b;
	size_t at;
};

static enum err put(void *ctx, struct str line, struct err_info *ei)
{
	struct text *t = ctx;

	(void)ei;
	buf_put_str(&t->b, line);
	buf_putc(&t->b, '\n');
	return OK;
}

static enum err next(void *ctx, struct str *line, struct err_info *ei)
{
	struct text *t = ctx;
	struct str rest = str_sub(buf_borrow(&t->b), t->at, t->b.n);
	size_t n = str_find_char(rest, '\n');

	(void)ei;
	*line = rest.n ? str_sub(rest, 0, n) : (struct str){NULL, 0};
	t->at += n + 1;
	return OK;
}

static void comes_back_from_a_dump_as_it_was(void **state)
{
	struct home *h = *state;
	char *path = file_join(h->folder, "other.db");
	struct text first = {0}, second = {0};
	struct store *other;

	buf_init(&first.b, 1 << 20);
	buf_init(&second.b, 1 << 20);
	fill(h);
	assert_ok(store_dump(h->s, put, &first, &h->ei));
	assert_non_null(
	    strstr(first.b.p, "\"notes\":\"Met Zebedee Quux in Oslo;\\n\\\"quotes"));
	assert_ok(store_open(path, STORE_CREATE, &other, &h->ei));
	/* What the other home held before is replaced. */
	assert_ok(store_setting_set(other, "a.b", STR("c"), &h->ei));
	assert_ok(store_restore(other, next, &first, &h->ei));
	assert_ok(store_dump(other, put, &second, &h->ei));
	assert_string_equal(first.b.p, second.b.p);
	store_close(other);
	buf_clear(&first.b);
	buf_clear(&second.b);
	free(path);
}

static void takes_nothing_of_a_dump_that_is_not_whole_and_sound(void **state)
{
	const char *const bad[] = {
	    "",
	    "hello\n",
	    "{\"sawthis\":\"end\",\"rows\":0}\n",
	    "{\"sawthis\":\"dump\",\"schema\":1}\n",
	    "{\"sawthis\":\"dump\",\"schema\":99}\n{\"sawthis\":\"end\",\"rows\":0}\n",
	    "{\"sawthis\":\"dump\",\"schema\":1}\n{\"sawthis\":\"end\",\"rows\":1}\n",
	    "{\"sawthis\":\"dump\",\"schema\":1}\n{\"table\":\"nothing\",\"id\":1}\n",
	    "{\"sawthis\":\"dump\",\"schema\":1}\n{\"table\":\"sqlite_schema\",\"a\":1}"
	    "\n",
	    "{\"sawthis\":\"dump\",\"schema\":1}\n{\"table\":\"setting\",\"key\":\"a\"}"
	    "\n",
	    "{\"sawthis\":\"dump\",\"schema\":1}\n{\"table\":\"setting\",\"hat\":\"a\"}"
	    "\n",
	    "{\"sawthis\":\"dump\",\"schema\":1}\n{\"table\":\"setting\",\"key\":[1]}\n",
	    "{\"sawthis\":\"dump\",\"schema\":1}\n"
	    "{\"table\":\"touch\",\"id\":1,\"contact_id\":9,\"kind\":\"call\",\"at_s\":1}"
	    "\n"
	    "{\"sawthis\":\"end\",\"rows\":1}\n",
	};
	struct home *h = *state;
	int64_t n;

	fill(h);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct text t = {0};

		buf_init(&t.b, 4096);
		buf_puts(&t.b, bad[i]);
		if (store_restore(h->s, next, &t, &h->ei) != ERR_DATA)
			fail_msg("taken: %s", bad[i]);
		assert_ok(store_contact_count(h->s, &n, &h->ei));
		assert_int_equal(n, 2);
		buf_clear(&t.b);
	}
}

/* ---- Forgetting ---- */

static bool has_text(const char *path, const char *text)
{
	struct buf b;
	struct err_info ei;
	bool is_there;

	buf_init(&b, 64 << 20);
	assert_ok(file_read(path, &b, &ei));
	is_there = str_find(buf_borrow(&b), str_of(text)) < b.n;
	buf_clear(&b);
	return is_there;
}

static bool folder_has_text(struct home *h, const char *text)
{
	char *pattern = file_join(h->folder, "*");
	bool is_there = false;
	glob_t files;

	assert_int_equal(glob(pattern, 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++)
		is_there |= has_text(files.gl_pathv[i], text);
	globfree(&files);
	free(pattern);
	return is_there;
}

static void forgets_a_contact_without_a_trace(void **state)
{
	const char *const traces[] = {
	    "Zebedee", "zebedee", "Quux", "quux", "zeb@", "Zeb Quux"};
	const struct store_migration migrations[] = {{99, "SELECT 1"}};
	const struct contact zeb = {
	    .name = STR("ZEBEDEE QUUX"), .company = STR("Quuxworks")};
	const struct contact by_mail = {
	    .name = STR("Z. Q."), .email = STR("ZEB@quuxworks.example")};
	const struct contact other = {
	    .name = STR("Zebedee Quux"), .company = STR("Elsewhere")};
	struct home *h = *state;
	int64_t id = fill(h), n;
	struct str *findings;
	size_t n_findings;
	bool is_forgotten;

	/* A copy that an update left beside the database. */
	assert_ok(store_migrate(h->s, store_schema, migrations, 1, &h->ei));
	for (size_t i = 0; i < sizeof(traces) / sizeof(traces[0]); i++)
		assert_true(folder_has_text(h, traces[i]));
	assert_ok(store_contact_is_forgotten(h->s, &zeb, &is_forgotten, &h->ei));
	assert_false(is_forgotten);

	assert_ok(store_contact_forget(h->s, id, &h->ei));
	for (size_t i = 0; i < sizeof(traces) / sizeof(traces[0]); i++)
		if (folder_has_text(h, traces[i]))
			fail_msg("still there: %s", traces[i]);
	assert_ok(store_contact_count(h->s, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_ok(store_check(h->a, h->s, &findings, &n_findings, &h->ei));
	assert_int_equal(n_findings, 0);

	assert_ok(store_contact_is_forgotten(h->s, &zeb, &is_forgotten, &h->ei));
	assert_true(is_forgotten);
	assert_ok(store_contact_is_forgotten(h->s, &by_mail, &is_forgotten, &h->ei));
	assert_true(is_forgotten);
	assert_ok(store_contact_is_forgotten(h->s, &other, &is_forgotten, &h->ei));
	assert_false(is_forgotten);
	assert_ok(store_contact_unforget(h->s, &zeb, &h->ei));
	assert_ok(store_contact_is_forgotten(h->s, &zeb, &is_forgotten, &h->ei));
	assert_false(is_forgotten);
}

static void keeps_the_company_of_others_when_one_is_forgotten(void **state)
{
	struct home *h = *state;
	const struct contact a = {.name = STR("A"), .company = STR("Acme")};
	const struct contact b = {.name = STR("B"), .company = STR("Acme")};
	struct company *companies;
	int64_t a_id, b_id;
	size_t n;

	assert_ok(store_contact_insert(h->s, &a, &a_id, &h->ei));
	assert_ok(store_contact_insert(h->s, &b, &b_id, &h->ei));
	assert_ok(store_contact_forget(h->s, a_id, &h->ei));
	assert_ok(store_company_list(h->a, h->s, &companies, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_ok(store_contact_forget(h->s, b_id, &h->ei));
	assert_ok(store_company_list(h->a, h->s, &companies, &n, &h->ei));
	assert_int_equal(n, 0);
}

/* ---- Merging ---- */

static void merges_contacts_and_keeps_what_was_decided(void **state)
{
	struct home *h = *state;
	int64_t feed = home_add_feed(h, "https://x.example/f");
	int64_t one = home_add_story(h, feed, "one"),
		two = home_add_story(h, feed, "two");
	const struct interest mine[] = {{.term = STR("fusion"), .weight = 2}};
	const struct interest theirs[] = {
	    {.term = STR("fusion"), .weight = 1}, {.term = STR("sailing"), .weight = 1}};
	const struct contact a = {.name = STR("Ada Lovelace"),
	    .email = STR("ada@x.example"),
	    .company = STR("Engines"),
	    .interests = mine,
	    .n_interests = 1};
	const struct contact b = {.name = STR("A. Lovelace"),
	    .email = STR("ada@y.example"),
	    .title = STR("Analyst"),
	    .company = STR("Looms"),
	    .interests = theirs,
	    .n_interests = 2};
	struct queue_entry *list;
	struct touch *touches;
	struct decision undone;
	struct contact got;
	int64_t into, from, kept, gone, decision;
	size_t n;

	assert_ok(store_contact_insert(h->s, &a, &into, &h->ei));
	assert_ok(store_contact_insert(h->s, &b, &from, &h->ei));
	gone = home_suggest(h, into, one, 500000);
	kept = home_suggest(h, from, one, 400000);
	home_suggest(h, from, two, 300000);
	assert_ok(
	    store_decision_dismiss(h->s, gone, DISMISS_KNOWN, NOW_S, &decision, &h->ei));
	assert_ok(store_decision_forward(h->s, kept, NOW_S, STR(""), &decision, &h->ei));
	assert_ok(store_contact_merge(h->s, into, from, &h->ei));

	assert_ok(store_contact_get(h->a, h->s, into, &got, &h->ei));
	assert_str_equal(got.name, "Ada Lovelace");
	assert_str_equal(got.title, "Analyst");
	assert_str_equal(got.company, "Engines");
	assert_int_equal(got.n_emails, 2);
	assert_str_equal(got.aliases[0], "A. Lovelace");
	assert_int_equal(got.n_employers, 1);
	assert_str_equal(got.employers[0].company, "Looms");
	assert_int_equal(got.n_interests, 2);
	assert_true(got.interests[0].weight == 2);
	assert_int_equal(got.last_touch_at_s, NOW_S);
	assert_int_equal(store_contact_get(h->a, h->s, from, &got, &h->ei), ERR_NOINPUT);

	assert_ok(store_suggestion_list(h->a, h->s,
	    &(struct suggestion_query){.contact_id = into}, &list, &n, &h->ei));
	assert_int_equal(n, 2);
	assert_int_equal(list[0].suggestion.id, kept);
	assert_int_equal(list[0].suggestion.status, SUGGESTION_FORWARDED);
	assert_ok(store_touch_list(h->a, h->s, into, 0, 0, &touches, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_int_equal(home_suggest(h, into, one, 1), 0);

	/* The forward can be undone; the other decision then has nothing to change. */
	assert_ok(store_decision_undo(h->s, NOW_S, &undone, &h->ei));
	assert_ok(store_decision_undo(h->s, NOW_S, &undone, &h->ei));
	assert_int_equal(store_contact_merge(h->s, into, into, &h->ei), ERR_USAGE);
}

/* ---- Learning ---- */

static void takes_learning_back_as_a_decision(void **state)
{
	struct home *h = *state;
	int64_t ada = home_add_contact(h, "Ada");
	const struct learned_term before = {
	    .term = STR("tokamak"), .weight = 0.25, .status = LEARNED_PROPOSED};
	const struct learned_term after[] = {
	    {.term = STR("tokamak"), .weight = 0.4, .status = LEARNED_ADOPTED},
	    {.term = STR("oil"), .weight = -0.2, .status = LEARNED_STRUCK}};
	struct learned_term *list;
	struct decision undone;
	size_t n;

	assert_ok(store_learned_replace(h->s, ada, &before, 1, false, NOW_S, &h->ei));
	assert_ok(store_learned_replace(h->s, ada, after, 2, true, NOW_S + 1, &h->ei));
	assert_ok(store_learned_list(h->a, h->s, ada, &list, &n, &h->ei));
	assert_int_equal(n, 2);
	assert_str_equal(list[0].term, "oil");
	assert_int_equal(list[0].status, LEARNED_STRUCK);
	assert_ok(store_decision_undo(h->s, NOW_S + 2, &undone, &h->ei));
	assert_int_equal(undone.verb, DECISION_LEARN);
	assert_int_equal(undone.contact_id, ada);
	assert_ok(store_learned_list(h->a, h->s, 0, &list, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_true(list[0].weight == 0.25);
	assert_int_equal(list[0].status, LEARNED_PROPOSED);
	assert_int_equal(list[0].changed_at_s, NOW_S);
}

static void lists_judgements_of_queue_and_judge_in_the_order_of_time(void **state)
{
	struct home *h = *state;
	int64_t feed = home_add_feed(h, "https://x.example/f");
	int64_t ada = home_add_contact(h, "Ada"), decision;
	int64_t first = home_suggest(h, ada, home_add_story(h, feed, "one"), 500000);
	int64_t second = home_suggest(h, ada, home_add_story(h, feed, "two"), 500000);
	struct judgement j = {.contact_id = ada, .item_id = 1, .at_s = NOW_S + 2}, *list;
	struct term_use *uses;
	struct term_week weeks[2];
	size_t n;

	home_suggest(h, ada, home_add_story(h, feed, "three"), 500000);
	j.item_id = 3;
	assert_ok(store_judgement_put(h->s, &j, 1, &h->ei));
	assert_ok(
	    store_decision_forward(h->s, second, NOW_S + 3, STR(""), &decision, &h->ei));
	assert_ok(store_decision_dismiss(
	    h->s, first, DISMISS_WRONG_PERSON, NOW_S + 1, &decision, &h->ei));
	assert_ok(store_judgement_list(h->a, h->s, 0, &list, &n, &h->ei));
	assert_int_equal(n, 3);
	assert_false(list[0].is_good);
	assert_int_equal(list[0].reason, DISMISS_WRONG_PERSON);
	assert_str_equal(list[0].source, "queue");
	assert_int_equal(list[1].item_id, 3);
	assert_str_equal(list[1].source, "judge");
	assert_true(list[2].is_good);
	assert_int_equal(list[2].item_id, 2);

	assert_ok(store_term_use_list(h->a, h->s, ada, &uses, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_str_equal(uses[0].term, "fusion");
	assert_int_equal(uses[0].n_suggested, 3);
	assert_int_equal(uses[0].n_forwarded, 1);
	assert_int_equal(uses[0].n_dismissed[DISMISS_WRONG_PERSON], 1);
	assert_int_equal(uses[0].n_dismissed[DISMISS_NONE], 0);
	assert_int_equal(uses[0].last_at_s, NOW_S);

	assert_ok(store_term_use_weeks(h->s, ada, TERM_INTEREST, STR("fusion"),
	    NOW_S - 8 * DAY_S, 2, weeks, &h->ei));
	assert_int_equal(weeks[0].n_suggested, 0);
	assert_int_equal(weeks[1].n_suggested, 3);
	assert_int_equal(weeks[1].n_forwarded, 1);
}

static void doubts_a_name_that_found_others_more_often(void **state)
{
	struct home *h = *state;
	int64_t feed = home_add_feed(h, "https://x.example/f");
	int64_t ada = home_add_contact(h, "Ada"), grace = home_add_contact(h, "Grace");
	const char *const titles[] = {"one", "two", "three"};
	const struct match name = {
	    .kind = TERM_PERSON, .term = STR("Ada"), .points = 500000};
	int64_t ids[6], decision, *doubted;
	size_t n;

	for (int i = 0; i < 6; i++) {
		struct suggestion sg = {.contact_id = i < 3 ? ada : grace,
		    .story_id = home_add_story(h, feed, titles[i % 3]),
		    .score = 500000,
		    .reasons = &name,
		    .n_reasons = 1};

		assert_ok(store_suggestion_insert(h->s, &sg, 1, &ids[i], &h->ei));
	}
	assert_ok(store_decision_dismiss(
	    h->s, ids[0], DISMISS_WRONG_PERSON, NOW_S, &decision, &h->ei));
	assert_ok(store_decision_dismiss(
	    h->s, ids[3], DISMISS_OFF_TOPIC, NOW_S, &decision, &h->ei));
	assert_ok(store_name_doubted_list(h->a, h->s, &doubted, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_int_equal(doubted[0], ada);
	assert_ok(
	    store_decision_forward(h->s, ids[1], NOW_S, STR(""), &decision, &h->ei));
	assert_ok(store_name_doubted_list(h->a, h->s, &doubted, &n, &h->ei));
	assert_int_equal(n, 0);
}

static void is_bare_until_there_are_contacts_and_feeds(void **state)
{
	struct home *h = *state;
	bool is_bare = false;

	assert_ok(store_is_bare(h->s, &is_bare, &h->ei));
	assert_true(is_bare);
	home_add_contact(h, "Ada");
	assert_ok(store_is_bare(h->s, &is_bare, &h->ei));
	assert_true(is_bare);
	home_add_feed(h, "https://x.example/f");
	assert_ok(store_is_bare(h->s, &is_bare, &h->ei));
	assert_false(is_bare);
}

static void adds_up_the_terms_of_the_news(void **state)
{
	struct home *h = *state;
	const struct seen_term seen[] = {{5, 7}, {UINT64_MAX - 1, 9}},
			       more[] = {{4, 1}, {5, 3}, {UINT64_MAX - 1, 2}};
	struct seen_term *got;
	int64_t n_items;
	size_t n;

	const uint64_t asked[] = {4, 5, 6, UINT64_MAX - 1};

	assert_ok(store_background_add(h->s, seen, 2, 100, &h->ei));
	assert_ok(store_background_add(h->s, more, 3, 20, &h->ei));
	assert_ok(
	    store_background_find(h->a, h->s, asked, 4, &got, &n, &n_items, &h->ei));
	assert_int_equal(n_items, 120);
	assert_int_equal(n, 3);
	assert_true(got[0].n_items == 1 && got[1].n_items == 10 && got[2].n_items == 11);
}

static void counts_weeks_from_monday(void **state)
{
	struct home *h = *state;
	struct touch t = {.contact_id = home_add_contact(h, "Ada"), .kind = TOUCH_CALL};
	/* NOW_S is a Saturday. */
	const int64_t monday_s = NOW_S - 6 * 3600 - 5 * DAY_S;
	struct store_week weeks[2];
	int64_t id, feed = home_add_feed(h, "https://x.example/f");

	t.at_s = monday_s;
	assert_ok(store_touch_insert(h->s, &t, &id, &h->ei));
	t.at_s = monday_s - 1;
	assert_ok(store_touch_insert(h->s, &t, &id, &h->ei));
	home_suggest(h, t.contact_id, home_add_story(h, feed, "one"), 500000);
	assert_ok(store_decision_forward(h->s,
	    home_suggest(h, t.contact_id, home_add_story(h, feed, "two"), 500000),
	    NOW_S - 7 * DAY_S, STR(""), &id, &h->ei));
	assert_ok(store_stats_weeks(h->s, NOW_S, 2, weeks, &h->ei));
	assert_int_equal(weeks[0].monday_s, monday_s - 7 * DAY_S);
	assert_int_equal(weeks[1].monday_s, monday_s);
	assert_int_equal(weeks[0].n_touches, 2); /* the forward is one */
	assert_int_equal(weeks[0].n_forwarded, 1);
	assert_int_equal(weeks[0].n_suggested, 0);
	assert_int_equal(weeks[1].n_suggested, 2);
	assert_int_equal(weeks[1].n_touches, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_setup, home_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(comes_back_from_a_dump_as_it_was),
	    TEST(takes_nothing_of_a_dump_that_is_not_whole_and_sound),
	    TEST(forgets_a_contact_without_a_trace),
	    TEST(keeps_the_company_of_others_when_one_is_forgotten),
	    TEST(merges_contacts_and_keeps_what_was_decided),
	    TEST(takes_learning_back_as_a_decision),
	    TEST(lists_judgements_of_queue_and_judge_in_the_order_of_time),
	    TEST(doubts_a_name_that_found_others_more_often),
	    TEST(is_bare_until_there_are_contacts_and_feeds),
	    TEST(adds_up_the_terms_of_the_news),
	    TEST(counts_weeks_from_monday),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
