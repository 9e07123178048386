/*
 * test_store_queue.c - one person gets one story once, ever; a decision is never lost and
 * can be undone; what left by mail is known.
 */
#include "store_home.h"

#include "store/decision.h"
#include "store/note.h"
#include "store/outbox.h"
#include "store/touch.h"
#include "store/upkeep.h"

static struct suggestion get(struct home *h, int64_t id)
{
	struct queue_entry entry;

	assert_ok(store_suggestion_get(h->a, h->s, id, &entry, &h->ei));
	return entry.suggestion;
}

static size_t count_listed(struct home *h, unsigned statuses)
{
	const struct suggestion_query query = {.statuses = statuses};
	struct queue_entry *list;
	size_t n;

	assert_ok(store_suggestion_list(h->a, h->s, &query, &list, &n, &h->ei));
	return n;
}

/* A contact, a feed and a suggestion; returns the suggestion's id. */
static int64_t one_suggestion(struct home *h)
{
	return home_suggest(h, home_add_contact(h, "Ada"),
	    home_add_story(h, home_add_feed(h, "https://x.example/f"), "Fusion-works"),
	    620000);
}

static void keeps_a_suggestion_with_everything_that_explains_it(void **state)
{
	struct home *h = *state;
	int64_t id = one_suggestion(h);
	struct queue_entry entry;
	const struct match *m;

	assert_ok(store_suggestion_get(h->a, h->s, id, &entry, &h->ei));
	assert_int_equal(entry.suggestion.score, 620000);
	assert_int_equal(entry.suggestion.status, SUGGESTION_NEW);
	assert_int_equal(entry.suggestion.created_at_s, NOW_S);
	assert_int_equal(entry.suggestion.decided_at_s, NO_TIME);
	assert_str_equal(entry.contact.name, "Ada");
	assert_str_equal(entry.item.title, "Fusion-works");
	assert_int_equal(entry.item.story_id, entry.suggestion.story_id);
	assert_str_equal(entry.story_title, "Fusion-works");
	assert_int_equal(entry.suggestion.n_reasons, 1);
	m = entry.suggestion.reasons;
	assert_str_equal(m->term, "fusion");
	assert_str_equal(m->text, "Fusion");
	assert_int_equal(m->kind, TERM_INTEREST);
	assert_int_equal(m->field, FIELD_TITLE);
	assert_int_equal(m->end, 6);
	assert_int_equal(entry.suggestion.n_adjustments, 1);
	assert_string_equal(entry.suggestion.adjustments[0].name, "freshness");
	assert_int_equal(m->points + entry.suggestion.adjustments[0].points, 620000);
}

static void gives_one_contact_a_story_once(void **state)
{
	struct home *h = *state;
	int64_t ada = home_add_contact(h, "Ada"), bob = home_add_contact(h, "Bob");
	int64_t story = home_add_story(h, home_add_feed(h, "https://x.example/f"), "one");

	assert_true(home_suggest(h, ada, story, 500000) > 0);
	assert_int_equal(home_suggest(h, ada, story, 900000), 0);
	assert_true(home_suggest(h, bob, story, 500000) > 0);
	assert_int_equal(count_listed(h, 0), 2);
}

static void gives_a_story_once_though_its_feed_went_and_all_was_purged(void **state)
{
	struct home *h = *state;
	int64_t ada = home_add_contact(h, "Ada");
	int64_t feed = home_add_feed(h, "https://x.example/f");
	int64_t story = home_add_story(h, feed, "one");
	int64_t other = home_add_story(h, feed, "two");
	struct item again =
	    home_item("https://herald.example/one", "https://herald.example/one", "one");
	struct story_item *parts;
	struct purged purged;
	struct item_put put;
	int64_t n_items;
	size_t n;

	assert_true(home_suggest(h, ada, story, 500000) > 0);
	assert_ok(store_feed_remove(h->s, feed, &h->ei));
	assert_ok(store_purge(h->s, NOW_S + DAY_S, NOW_S + DAY_S, &purged, &h->ei));
	assert_int_equal(purged.n_items, 2);
	assert_int_equal(purged.n_stories, 1);
	assert_int_equal(purged.n_suggestions, 1);
	assert_ok(store_item_count(h->s, &n_items, &h->ei));
	assert_int_equal(n_items, 0);

	/* The feed returns with the item: it is known. */
	assert_int_equal(home_add_feed(h, "https://x.example/f"), feed);
	put = home_put(h, feed, &again);
	assert_int_equal(put.fate, ITEM_KNOWN);
	/* Another outlet has it: what tells that it is the same story is still there. */
	assert_ok(store_story_list_items(h->a, h->s, 0, &parts, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_int_equal(parts[0].story_id, story);
	assert_str_equal(parts[0].sketch, "sketch");
	assert_int_equal(home_suggest(h, ada, story, 500000), 0);
	/* What nobody was given is gone, and its id does not come again. */
	assert_true(home_add_story(h, feed, "three") > other);
}

static void purges_nothing_that_a_person_decided(void **state)
{
	struct home *h = *state;
	int64_t id = one_suggestion(h), decision;
	struct queue_entry entry;
	struct purged purged;

	assert_ok(store_decision_dismiss(
	    h->s, id, DISMISS_OFF_TOPIC, NOW_S + 5, &decision, &h->ei));
	assert_ok(store_purge(h->s, NOW_S + DAY_S, NOW_S + DAY_S, &purged, &h->ei));
	assert_int_equal(purged.n_items, 0);
	assert_ok(store_suggestion_get(h->a, h->s, id, &entry, &h->ei));
	assert_int_equal(entry.suggestion.status, SUGGESTION_DISMISSED);
	assert_str_equal(entry.item.title, "Fusion-works");
	assert_int_equal(entry.suggestion.n_reasons, 1);
}

static void undoes_decisions_to_any_depth(void **state)
{
	struct home *h = *state;
	int64_t id = one_suggestion(h), decision;
	struct decision undone;
	struct touch *touches;
	size_t n;

	assert_ok(
	    store_decision_snooze(h->s, id, NOW_S + DAY_S, NOW_S + 1, &decision, &h->ei));
	assert_ok(store_decision_dismiss(
	    h->s, id, DISMISS_STALE, NOW_S + 2, &decision, &h->ei));
	assert_ok(store_decision_release(h->s, id, NOW_S + 3, &decision, &h->ei));
	assert_ok(store_decision_forward(
	    h->s, id, NOW_S + 4, STR("Fusion works"), &decision, &h->ei));
	assert_int_equal(get(h, id).status, SUGGESTION_FORWARDED);
	assert_int_equal(
	    store_decision_forward(h->s, id, NOW_S, STR(""), &decision, &h->ei),
	    ERR_DATA);
	assert_ok(store_touch_list(h->a, h->s, 0, 0, 0, &touches, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_int_equal(touches[0].kind, TOUCH_FORWARD);
	home_reopen(h);

	assert_ok(store_decision_undo(h->s, NOW_S + 5, &undone, &h->ei));
	assert_int_equal(undone.verb, DECISION_FORWARD);
	assert_int_equal(undone.suggestion_id, id);
	assert_int_equal(get(h, id).status, SUGGESTION_NEW);
	assert_ok(store_touch_list(h->a, h->s, 0, 0, 0, &touches, &n, &h->ei));
	assert_int_equal(n, 0);
	assert_ok(store_decision_undo(h->s, NOW_S + 6, &undone, &h->ei));
	assert_int_equal(get(h, id).status, SUGGESTION_DISMISSED);
	assert_int_equal(get(h, id).dismissed_for, DISMISS_STALE);
	assert_int_equal(get(h, id).decided_at_s, NOW_S + 2);
	assert_ok(store_decision_undo(h->s, NOW_S + 7, &undone, &h->ei));
	assert_int_equal(get(h, id).status, SUGGESTION_SNOOZED);
	assert_int_equal(get(h, id).snoozed_until_s, NOW_S + DAY_S);
	assert_ok(store_decision_undo(h->s, NOW_S + 8, &undone, &h->ei));
	assert_int_equal(get(h, id).status, SUGGESTION_NEW);
	assert_int_equal(get(h, id).decided_at_s, NO_TIME);
	assert_int_equal(get(h, id).snoozed_until_s, NO_TIME);
	assert_int_equal(
	    store_decision_undo(h->s, NOW_S + 9, &undone, &h->ei), ERR_NOINPUT);
}

static void mutes_a_story_for_everybody_until_that_is_undone(void **state)
{
	struct home *h = *state;
	int64_t id = one_suggestion(h), *ids;
	int64_t counts[SUGGESTION_EXPIRED + 1];
	struct decision undone;
	size_t n;

	assert_ok(store_story_mute(h->s, get(h, id).story_id, NOW_S, &h->ei));
	assert_int_equal(count_listed(h, 0), 0);
	assert_ok(store_suggestion_count(h->s, 0, counts, &h->ei));
	assert_int_equal(counts[SUGGESTION_NEW], 0);
	assert_ok(store_story_list_muted(h->a, h->s, &ids, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_ok(store_decision_undo(h->s, NOW_S, &undone, &h->ei));
	assert_int_equal(undone.verb, DECISION_MUTE);
	assert_int_equal(count_listed(h, 0), 1);
}

static void lists_by_query_best_first(void **state)
{
	struct home *h = *state;
	int64_t feed = home_add_feed(h, "https://x.example/f");
	const struct contact ada = {.name = STR("Ada"),
	    .company = STR("Acme"),
	    .every_days = 10,
	    .last_touch_at_s = NOW_S - 11 * DAY_S};
	int64_t ada_id, bob_id = home_add_contact(h, "Bob");
	int64_t one = home_add_story(h, feed, "Fusion-works");
	int64_t two = home_add_story(h, feed, "Oil-falls");
	const struct str fusion = STR("FUSION-W"), bob = STR("bob");
	struct queue_entry *list;
	size_t n;

	assert_ok(store_contact_insert(h->s, &ada, &ada_id, &h->ei));
	home_suggest(h, ada_id, one, 400000);
	home_suggest(h, ada_id, two, 900000);
	home_suggest(h, bob_id, one, 600000);

	const struct {
		struct suggestion_query query;
		size_t n;
		points first;
	} cases[] = {
	    {{0}, 3, 900000},
	    {{.contact_id = ada_id}, 2, 900000},
	    {{.contact_id = bob_id}, 1, 600000},
	    {{.company_id = 1}, 2, 900000},
	    {{.story_id = one}, 2, 600000},
	    {{.min_score = 500000}, 2, 900000},
	    {{.max_score = 500000}, 1, 400000},
	    {{.statuses = STATUS_BIT(SUGGESTION_NEW)}, 3, 900000},
	    {{.statuses = STATUS_BIT(SUGGESTION_HELD)}, 0, 0},
	    {{.since_s = NOW_S + 1}, 0, 0},
	    {{.is_overdue = true, .now_s = NOW_S}, 2, 900000},
	    {{.is_overdue = true, .now_s = NOW_S - 2 * DAY_S}, 0, 0},
	    {{.is_overdue = true, .now_s = NOW_S, .every_days = 5}, 3, 900000},
	    {{.words = &fusion, .n_words = 1}, 2, 600000},
	    {{.words = &fusion, .n_words = 1, .limit = 1}, 1, 600000},
	    {{.words = &bob, .n_words = 1}, 1, 600000},
	    {{.limit = 1}, 1, 900000},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_ok(store_suggestion_list(
		    h->a, h->s, &cases[i].query, &list, &n, &h->ei));
		assert_int_equal(n, cases[i].n);
		if (n)
			assert_int_equal(list[0].suggestion.score, cases[i].first);
	}
}

static void wakes_and_expires_in_time(void **state)
{
	struct home *h = *state;
	int64_t id = one_suggestion(h), decision, n;

	assert_ok(
	    store_decision_snooze(h->s, id, NOW_S + DAY_S, NOW_S, &decision, &h->ei));
	assert_ok(store_suggestion_wake(h->s, NOW_S + DAY_S - 1, &n, &h->ei));
	assert_int_equal(n, 0);
	assert_ok(store_suggestion_wake(h->s, NOW_S + DAY_S, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_int_equal(get(h, id).status, SUGGESTION_NEW);
	assert_ok(store_suggestion_expire(h->s, NOW_S - 3600, NOW_S, &n, &h->ei));
	assert_int_equal(n, 0);
	assert_ok(store_suggestion_expire(h->s, NOW_S - 3599, NOW_S, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_int_equal(get(h, id).status, SUGGESTION_EXPIRED);
}

static void drops_what_waited_unless_the_user_had_a_word_on_it(void **state)
{
	struct home *h = *state;
	int64_t feed = home_add_feed(h, "https://x.example/f");
	int64_t ada = home_add_contact(h, "Ada"), ids[3], decision;
	struct decision undone;
	const char *const titles[] = {"one", "two", "three"};
	struct given *given;
	size_t n;

	for (int i = 0; i < 3; i++) {
		struct suggestion sg = {.contact_id = ada,
		    .story_id = home_add_story(h, feed, titles[i]),
		    .status = i < 2 ? SUGGESTION_WAITING : SUGGESTION_NEW};

		assert_ok(store_suggestion_insert(h->s, &sg, 1, &ids[i], &h->ei));
	}
	assert_ok(
	    store_decision_dismiss(h->s, ids[1], DISMISS_NONE, NOW_S, &decision, &h->ei));
	assert_ok(store_decision_undo(h->s, NOW_S, &undone, &h->ei));
	assert_ok(store_suggestion_drop_waiting(h->s, ids, 3, NOW_S, &h->ei));
	assert_ok(store_suggestion_list_given(h->a, h->s, &given, &n, &h->ei));
	assert_int_equal(n, 2);
	assert_int_equal(get(h, ids[1]).status, SUGGESTION_EXPIRED);
	assert_int_equal(get(h, ids[2]).status, SUGGESTION_NEW);
}

static struct outbox_message message(int64_t suggestion_id, int64_t contact_id)
{
	return (struct outbox_message){.suggestion_id = suggestion_id,
	    .contact_id = contact_id,
	    .via = VIA_SMTP,
	    .message_id = STR("<1@x.example>"),
	    .from = STR("me@x.example"),
	    .to = STR("ada@x.example"),
	    .subject = STR("Fusion"),
	    .bytes = STR("From: me\r\n\r\nhello\0there"),
	    .created_at_s = NOW_S,
	    .next_try_at_s = NO_TIME};
}

static void sends_a_message_at_most_once(void **state)
{
	struct home *h = *state;
	struct outbox_message m = message(0, 0), got;
	int64_t id, n_unknown;

	assert_ok(store_outbox_insert(h->s, &m, &id, &h->ei));
	assert_int_equal(store_outbox_insert(h->s, &m, &id, &h->ei), ERR_DATA);
	assert_ok(store_outbox_get(h->a, h->s, id, &got, &h->ei));
	assert_int_equal(got.state, OUTBOX_QUEUED);
	assert_int_equal(got.bytes.n, m.bytes.n);
	assert_memory_equal(got.bytes.p, m.bytes.p, m.bytes.n);
	assert_ok(store_outbox_claim(h->s, id, NOW_S, &h->ei));
	assert_int_equal(store_outbox_claim(h->s, id, NOW_S, &h->ei), ERR_TEMPFAIL);
	home_reopen(h);
	assert_ok(store_outbox_recover(h->s, NOW_S + 1, &n_unknown, &h->ei));
	assert_int_equal(n_unknown, 1);
	assert_ok(store_outbox_get(h->a, h->s, id, &got, &h->ei));
	assert_int_equal(got.state, OUTBOX_UNKNOWN);
	assert_int_equal(got.n_tries, 1);
}

static void keeps_when_a_message_is_tried_again_and_why(void **state)
{
	struct home *h = *state;
	struct outbox_message m = message(0, 0), *list;
	size_t n;

	assert_ok(store_outbox_insert(h->s, &m, &m.id, &h->ei));
	m.next_try_at_s = NOW_S + 60;
	m.n_tries = 3;
	m.error = STR("421 busy");
	m.changed_at_s = NOW_S;
	assert_ok(store_outbox_update(h->s, &m, &h->ei));
	assert_ok(
	    store_outbox_list(h->a, h->s, 1u << OUTBOX_QUEUED, false, &list, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].next_try_at_s, NOW_S + 60);
	assert_int_equal(list[0].n_tries, 3);
	assert_str_equal(list[0].error, "421 busy");
	assert_int_equal(list[0].bytes.n, 0);
	assert_ok(
	    store_outbox_list(h->a, h->s, 1u << OUTBOX_SENT, false, &list, &n, &h->ei));
	assert_int_equal(n, 0);
}

static void gives_the_suggestion_back_when_its_mail_failed(void **state)
{
	struct home *h = *state;
	int64_t id = one_suggestion(h), decision;
	struct outbox_message m = message(id, get(h, id).contact_id);
	struct decision last;
	struct touch *touches;
	size_t n;

	assert_ok(
	    store_decision_forward(h->s, id, NOW_S, STR("Fusion"), &decision, &h->ei));
	assert_ok(store_outbox_insert(h->s, &m, &m.id, &h->ei));
	m.state = OUTBOX_FAILED;
	m.changed_at_s = NOW_S + 9;
	assert_ok(store_outbox_update(h->s, &m, &h->ei));
	assert_int_equal(get(h, id).status, SUGGESTION_NEW);
	assert_ok(store_touch_list(h->a, h->s, 0, 0, 0, &touches, &n, &h->ei));
	assert_int_equal(n, 0);
	assert_ok(store_decision_last(h->s, &last, &h->ei));
	assert_int_equal(last.id, 0);
}

static void undoes_a_forward_with_the_message_that_waits_but_not_one_that_left(
    void **state)
{
	struct home *h = *state;
	int64_t id = one_suggestion(h), decision;
	struct outbox_message m = message(id, get(h, id).contact_id), *list;
	struct decision undone;
	struct touch *touches;
	size_t n;

	assert_ok(store_decision_forward(h->s, id, NOW_S, STR(""), &decision, &h->ei));
	assert_ok(store_outbox_insert(h->s, &m, &m.id, &h->ei));
	assert_ok(store_decision_undo(h->s, NOW_S, &undone, &h->ei));
	assert_false(undone.is_mail_sent);
	assert_ok(store_outbox_list(h->a, h->s, 0, false, &list, &n, &h->ei));
	assert_int_equal(n, 0);

	assert_ok(store_decision_forward(h->s, id, NOW_S, STR(""), &decision, &h->ei));
	assert_ok(store_outbox_insert(h->s, &m, &m.id, &h->ei));
	m.state = OUTBOX_SENT;
	assert_ok(store_outbox_update(h->s, &m, &h->ei));
	assert_ok(store_decision_undo(h->s, NOW_S, &undone, &h->ei));
	assert_true(undone.is_mail_sent);
	assert_ok(store_outbox_list(h->a, h->s, 0, false, &list, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_ok(store_touch_list(h->a, h->s, 0, 0, 0, &touches, &n, &h->ei));
	assert_int_equal(n, 1);
}

static void remembers_what_was_said_and_asked(void **state)
{
	struct home *h = *state;
	struct sent_note note = {.contact_id = home_add_contact(h, "Ada"),
	    .at_s = NOW_S,
	    .template = STR("interesting.txt"),
	    .line = STR("Saw this"),
	    .subject = STR("Fusion"),
	    .text = STR("Hello"),
	    .message_id = STR("<1@x>")};
	struct asked question = {
	    note.contact_id, 0xfedcba9876543210u, NOW_S, STR("Oil?")};
	struct sent_note *notes;
	struct asked *asked;
	int64_t id;
	size_t n;

	assert_ok(store_note_insert(h->s, &note, &id, &h->ei));
	note.at_s++;
	note.line = STR("Thought of you");
	assert_ok(store_note_insert(h->s, &note, &id, &h->ei));
	assert_ok(store_note_list(h->a, h->s, note.contact_id, 1, &notes, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_str_equal(notes[0].line, "Thought of you");
	assert_ok(store_asked_put(h->s, &question, &h->ei));
	assert_ok(store_asked_put(h->s, &question, &h->ei));
	assert_ok(store_asked_list(h->a, h->s, note.contact_id, &asked, &n, &h->ei));
	assert_int_equal(n, 1);
	assert_true(asked[0].key == question.key);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_setup, home_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(keeps_a_suggestion_with_everything_that_explains_it),
	    TEST(gives_one_contact_a_story_once),
	    TEST(gives_a_story_once_though_its_feed_went_and_all_was_purged),
	    TEST(purges_nothing_that_a_person_decided),
	    TEST(undoes_decisions_to_any_depth),
	    TEST(mutes_a_story_for_everybody_until_that_is_undone),
	    TEST(lists_by_query_best_first),
	    TEST(wakes_and_expires_in_time),
	    TEST(sends_a_message_at_most_once),
	    TEST(keeps_when_a_message_is_tried_again_and_why),
	    TEST(drops_what_waited_unless_the_user_had_a_word_on_it),
	    TEST(gives_the_suggestion_back_when_its_mail_failed),
	    TEST(undoes_a_forward_with_the_message_that_waits_but_not_one_that_left),
	    TEST(remembers_what_was_said_and_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
