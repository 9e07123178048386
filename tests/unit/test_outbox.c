/*
 * test_outbox.c - the states of a message on its way.
 */
#include "test.h"

#include "base/clock.h"
#include "mail/outbox.h"

static const int64_t NOW_S = 1800000000;

static struct outbox_message in_state(enum outbox_state state)
{
	return (struct outbox_message){.state = state, .next_try_at_s = NO_TIME};
}

static void nothing_leaves_unknown_but_by_the_users_word(void **state)
{
	(void)state;
	for (int event = OUTBOX_BEGIN; event <= OUTBOX_WAS_ABANDONED; event++) {
		struct outbox_message m = in_state(OUTBOX_UNKNOWN);

		assert_false(outbox_apply(&m, (enum outbox_event)event, NOW_S));
		assert_int_equal(m.state, OUTBOX_UNKNOWN);
		assert_false(outbox_is_due(&m, INT64_MAX));
	}
}

static void only_a_queued_message_begins(void **state)
{
	(void)state;
	for (int s = OUTBOX_QUEUED; s <= OUTBOX_CANCELLED; s++) {
		struct outbox_message m = in_state((enum outbox_state)s);

		assert_int_equal(
		    outbox_apply(&m, OUTBOX_BEGIN, NOW_S), s == OUTBOX_QUEUED);
	}
}

static void an_abandoned_attempt_is_unknown(void **state)
{
	struct outbox_message m = in_state(OUTBOX_SENDING);

	(void)state;
	assert_true(outbox_apply(&m, OUTBOX_WAS_ABANDONED, NOW_S));
	assert_int_equal(m.state, OUTBOX_UNKNOWN);
	assert_true(m.next_try_at_s == NO_TIME);
	assert_true(m.changed_at_s == NOW_S);
}

static void a_lost_reply_is_unknown_not_deferred(void **state)
{
	(void)state;
	assert_int_equal(outbox_event_of(MAIL_UNKNOWN), OUTBOX_WAS_LOST);
	assert_int_equal(outbox_event_of(MAIL_TEMPORARY), OUTBOX_WAS_DEFERRED);
	assert_int_equal(outbox_event_of(MAIL_PERMANENT), OUTBOX_WAS_REFUSED);
	assert_int_equal(outbox_event_of(MAIL_ACCEPTED), OUTBOX_WAS_ACCEPTED);
}

static void deferred_messages_wait_longer_each_time_then_fail(void **state)
{
	static const int64_t waits_s[] = {300, 900, 2700, 8100, 24300, 72900, 86400};
	struct outbox_message m = in_state(OUTBOX_QUEUED);

	(void)state;
	for (size_t i = 0; i < sizeof(waits_s) / sizeof(waits_s[0]); i++) {
		assert_true(outbox_apply(&m, OUTBOX_BEGIN, NOW_S));
		assert_true(outbox_apply(&m, OUTBOX_WAS_DEFERRED, NOW_S));
		assert_int_equal(m.state, OUTBOX_QUEUED);
		assert_true(m.next_try_at_s == NOW_S + waits_s[i]);
		assert_false(outbox_is_due(&m, NOW_S + waits_s[i] - 1));
		assert_true(outbox_is_due(&m, NOW_S + waits_s[i]));
	}
	assert_true(outbox_apply(&m, OUTBOX_BEGIN, NOW_S));
	assert_int_equal(m.n_tries, OUTBOX_TRIES_MAX);
	assert_true(outbox_apply(&m, OUTBOX_WAS_DEFERRED, NOW_S));
	assert_int_equal(m.state, OUTBOX_FAILED);
}

static void resending_is_due_at_once(void **state)
{
	struct outbox_message m = in_state(OUTBOX_UNKNOWN);

	(void)state;
	m.n_tries = 5;
	assert_true(outbox_apply(&m, OUTBOX_USER_SAYS_RESEND, NOW_S));
	assert_true(outbox_is_due(&m, NOW_S));
	assert_int_equal(m.n_tries, 0);
}

static void what_is_sent_stays_sent(void **state)
{
	(void)state;
	for (int event = OUTBOX_BEGIN; event <= OUTBOX_USER_CANCELS; event++) {
		struct outbox_message m = in_state(OUTBOX_SENT);

		assert_false(outbox_apply(&m, (enum outbox_event)event, NOW_S));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_leaves_unknown_but_by_the_users_word),
	    cmocka_unit_test(only_a_queued_message_begins),
	    cmocka_unit_test(an_abandoned_attempt_is_unknown),
	    cmocka_unit_test(a_lost_reply_is_unknown_not_deferred),
	    cmocka_unit_test(deferred_messages_wait_longer_each_time_then_fail),
	    cmocka_unit_test(resending_is_due_at_once),
	    cmocka_unit_test(what_is_sent_stays_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
