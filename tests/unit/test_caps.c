/*
 * test_caps.c - what shows today, what waits, what is too old.
 */
#include "test.h"

#include "base/clock.h"
#include "rank/cadence.h"
#include "rank/caps.h"

static const int64_t now_s = 1488758400;

enum { N_MAX = 32 };

struct list {
	struct suggestion suggestions[N_MAX];
	struct candidate candidates[N_MAX];
	size_t n;
};

static struct candidate *add(
    struct list *l, int64_t contact_id, int64_t story_id, double score)
{
	struct suggestion *s = &l->suggestions[l->n];
	struct candidate *c = &l->candidates[l->n++];

	*s = (struct suggestion){.contact_id = contact_id,
	    .story_id = story_id,
	    .item_id = (int64_t)l->n,
	    .score = points_from_double(score)};
	*c = (struct candidate){.suggestion = s,
	    .item_at_s = now_s - DAY_S,
	    .due_in_days = DUE_NEVER,
	    .days_since_touch = -1};
	return c;
}

static size_t count(const struct list *l, enum suggestion_status status)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += l->suggestions[i].status == status;
	return n;
}

static void shows_the_best_and_lets_the_rest_wait(void **state)
{
	const struct caps caps = {.per_day = 2};
	struct list l = {.n = 0};

	(void)state;
	add(&l, 1, 1, 0.5);
	add(&l, 2, 2, 0.9);
	add(&l, 3, 3, 0.7);
	assert_int_equal(caps_apply(&caps, l.candidates, l.n, 0, now_s), 2);
	assert_int_equal(l.suggestions[0].status, SUGGESTION_WAITING);
	assert_int_equal(l.suggestions[1].status, SUGGESTION_NEW);
	assert_int_equal(l.suggestions[2].status, SUGGESTION_NEW);
	assert_ptr_equal(l.candidates[0].suggestion, &l.suggestions[1]);
}

static void counts_what_was_given_earlier_today(void **state)
{
	const struct caps caps = {.per_day = 2};
	struct list l = {.n = 0};

	(void)state;
	add(&l, 1, 1, 0.5);
	add(&l, 2, 2, 0.9);
	assert_int_equal(caps_apply(&caps, l.candidates, l.n, 1, now_s), 1);
	assert_int_equal(caps_apply(&caps, l.candidates, l.n, 2, now_s), 0);
	assert_int_equal(count(&l, SUGGESTION_WAITING), 2);
}

static void gives_everybody_a_first_before_anybody_a_second(void **state)
{
	const struct caps caps = {.per_day = 2};
	struct list l = {.n = 0};

	(void)state;
	add(&l, 1, 1, 0.9);
	add(&l, 1, 2, 0.8);
	add(&l, 2, 3, 0.5);
	assert_int_equal(caps_apply(&caps, l.candidates, l.n, 0, now_s), 2);
	assert_int_equal(l.suggestions[1].status, SUGGESTION_WAITING);
	assert_int_equal(l.suggestions[2].status, SUGGESTION_NEW);
}

static void bounds_the_open_ones_of_a_contact(void **state)
{
	const struct caps caps = {.per_contact = 2};
	struct list l = {.n = 0};

	(void)state;
	add(&l, 1, 1, 0.9)->n_contact_open = 1;
	add(&l, 1, 2, 0.8)->n_contact_open = 1;
	assert_int_equal(caps_apply(&caps, l.candidates, l.n, 0, now_s), 1);
	assert_int_equal(l.suggestions[0].status, SUGGESTION_NEW);
	assert_int_equal(l.suggestions[1].status, SUGGESTION_WAITING);
}

static void bounds_the_recipients_of_a_story(void **state)
{
	const struct caps caps = {.per_story = 2};
	struct list l = {.n = 0};

	(void)state;
	for (int64_t contact = 1; contact <= 12; contact++)
		add(&l, contact, 7, 0.9);
	assert_int_equal(caps_apply(&caps, l.candidates, l.n, 0, now_s), 2);
	assert_int_equal(count(&l, SUGGESTION_WAITING), 10);
}

static void puts_overdue_contacts_first(void **state)
{
	const struct caps caps = {.per_day = 1};
	struct list l = {.n = 0};

	(void)state;
	add(&l, 1, 1, 0.9);
	add(&l, 2, 2, 0.6)->due_in_days = -3;
	assert_int_equal(caps_apply(&caps, l.candidates, l.n, 0, now_s), 1);
	assert_int_equal(l.suggestions[1].status, SUGGESTION_NEW);
}

static void gives_a_contact_written_to_yesterday_a_rest(void **state)
{
	const struct caps caps = {.rest_days = 1};
	struct list l = {.n = 0};

	(void)state;
	add(&l, 1, 1, 0.9)->days_since_touch = 1;
	add(&l, 2, 2, 0.9)->days_since_touch = 2;
	assert_int_equal(caps_apply(&caps, l.candidates, l.n, 0, now_s), 1);
	assert_int_equal(l.suggestions[0].status, SUGGESTION_WAITING);
}

static void expires_what_is_old_or_below_the_score(void **state)
{
	const struct caps caps = {
	    .max_age_days = 14, .min_score = points_from_double(0.3)};
	struct list l = {.n = 0};

	(void)state;
	add(&l, 1, 1, 0.9)->item_at_s = now_s - 15 * DAY_S;
	add(&l, 2, 2, 0.2);
	add(&l, 3, 3, 0.9)->item_at_s = NO_TIME;
	assert_int_equal(caps_apply(&caps, l.candidates, l.n, 0, now_s), 1);
	assert_int_equal(count(&l, SUGGESTION_EXPIRED), 2);
}

static void holds_what_has_a_reason(void **state)
{
	const struct caps caps = {.per_day = 5};
	struct list l = {.n = 0};

	(void)state;
	add(&l, 1, 1, 0.9)->suggestion->held_for = STR("bad news: layoffs");
	assert_int_equal(caps_apply(&caps, l.candidates, l.n, 0, now_s), 1);
	assert_int_equal(l.suggestions[0].status, SUGGESTION_HELD);
}

static void decides_the_same_in_whatever_order(void **state)
{
	const struct caps caps = {.per_day = 5, .per_contact = 1, .per_story = 2};
	struct list a = {.n = 0}, b = {.n = 0};

	(void)state;
	for (int i = 0; i < 20; i++)
		add(&a, 1 + i % 7, 1 + i % 5, 0.5 + (i * 37 % 11) / 100.0);
	for (int i = 19; i >= 0; i--) {
		b.suggestions[b.n] = a.suggestions[i];
		b.candidates[b.n] = a.candidates[i];
		b.candidates[b.n].suggestion = &b.suggestions[b.n];
		b.n++;
	}
	assert_int_equal(caps_apply(&caps, a.candidates, a.n, 0, now_s),
	    caps_apply(&caps, b.candidates, b.n, 0, now_s));
	for (size_t i = 0; i < 20; i++) {
		assert_int_equal(a.candidates[i].suggestion->item_id,
		    b.candidates[i].suggestion->item_id);
		assert_int_equal(a.candidates[i].suggestion->status,
		    b.candidates[i].suggestion->status);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shows_the_best_and_lets_the_rest_wait),
	    cmocka_unit_test(counts_what_was_given_earlier_today),
	    cmocka_unit_test(gives_everybody_a_first_before_anybody_a_second),
	    cmocka_unit_test(bounds_the_open_ones_of_a_contact),
	    cmocka_unit_test(bounds_the_recipients_of_a_story),
	    cmocka_unit_test(puts_overdue_contacts_first),
	    cmocka_unit_test(gives_a_contact_written_to_yesterday_a_rest),
	    cmocka_unit_test(expires_what_is_old_or_below_the_score),
	    cmocka_unit_test(holds_what_has_a_reason),
	    cmocka_unit_test(decides_the_same_in_whatever_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
