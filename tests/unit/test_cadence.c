/*
 * test_cadence.c - when contacts are due.
 */
#include "test.h"

#include "base/clock.h"
#include "rank/cadence.h"

static const int64_t now_s = 1488758400 + 6 * HOUR_S; /* 2017-03-06 06:00 */

static void counts_days_from_the_last_touch(void **state)
{
	static const struct {
		int64_t every, touched_ago_s, due;
	} cases[] = {
	    {60, 0, 60}, {60, 59 * DAY_S, 1}, {60, 60 * DAY_S, 0}, {60, 61 * DAY_S, -1},
	    {0, 61 * DAY_S, -31}, /* the default of 30 */
	    {60, 7 * HOUR_S, 59}, /* yesterday, though few hours ago */
	    {60, 5 * HOUR_S, 60}, /* today */
	    {60, -2 * DAY_S, 60}, /* a date in the future counts as today */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct contact c = {.every_days = cases[i].every,
		    .last_touch_at_s = now_s - cases[i].touched_ago_s};

		assert_int_equal(cadence_due_in_days(&c, 30, now_s), cases[i].due);
	}
}

static void never_touched_is_due_today(void **state)
{
	struct contact c = {.every_days = 60, .last_touch_at_s = NO_TIME};

	(void)state;
	assert_int_equal(cadence_due_in_days(&c, 0, now_s), 0);
	assert_int_equal(cadence_days_since(NO_TIME, now_s), -1);
}

static void no_cadence_and_muted_are_never_due(void **state)
{
	struct contact none = {.last_touch_at_s = NO_TIME};
	struct contact muted = {
	    .every_days = 1, .last_touch_at_s = NO_TIME, .is_muted = true};

	(void)state;
	assert_true(cadence_due_in_days(&none, 0, now_s) == DUE_NEVER);
	assert_true(cadence_due_in_days(&muted, 30, now_s) == DUE_NEVER);
}

static void lists_the_longest_overdue_first(void **state)
{
	struct contact contacts[] = {
	    {.id = 1, .name = STR("Zoe"), .last_touch_at_s = now_s - 70 * DAY_S},
	    {.id = 2, .name = STR("Bob"), .last_touch_at_s = NO_TIME},
	    {.id = 3, .name = STR("Ada"), .last_touch_at_s = now_s - 10 * DAY_S},
	    {.id = 4, .name = STR("Cem"), .last_touch_at_s = now_s - 90 * DAY_S},
	    {.id = 5, .name = STR("Abe"), .last_touch_at_s = now_s - 60 * DAY_S},
	};
	static const size_t expected[] = {3, 0, 1, 4, 2};
	size_t order[5];

	(void)state;
	assert_int_equal(cadence_list_due(contacts, 5, 60, now_s, false, order), 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(order[i], expected[i]);
	assert_int_equal(cadence_list_due(contacts, 5, 60, now_s, true, order), 5);
	assert_int_equal(order[4], expected[4]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_days_from_the_last_touch),
	    cmocka_unit_test(never_touched_is_due_today),
	    cmocka_unit_test(no_cadence_and_muted_are_never_due),
	    cmocka_unit_test(lists_the_longest_overdue_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
