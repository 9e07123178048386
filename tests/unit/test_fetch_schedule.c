/*
 * test_fetch_schedule.c - when a feed is fetched next, and what its failures mean.
 */
#include "test.h"

#include "base/clock.h"
#include "fetch/schedule.h"

/* Sunday, 2026-11-22 06:00:00 UTC. */
static const int64_t now_s = 1795327200;

static struct feed working_feed(void)
{
	return (struct feed){
	    .id = 7,
	    .url = STR("http://news.example/feed"),
	    .failing_since_s = NO_TIME,
	    .last_fetch_at_s = NO_TIME,
	    .last_ok_at_s = NO_TIME,
	    .next_fetch_at_s = NO_TIME,
	    .last_change_at_s = NO_TIME,
	};
}

static struct fetch_response good_response(void)
{
	return (struct fetch_response){
	    .status = 200, .retry_after_s = -1, .max_age_s = -1};
}

static struct fetch_response bad_response(int status)
{
	return (struct fetch_response){
	    .result = FETCH_FAILED_STATUS,
	    .status = status,
	    .error = STR("HTTP failed"),
	    .retry_after_s = -1,
	    .max_age_s = -1,
	};
}

/* Arena and feed of a test, with the responses applied in turn. */
struct fixture {
	struct arena *arena;
	struct feed feed;
};

static int set_up(void **state)
{
	static struct fixture fixture;

	fixture.arena = arena_new();
	fixture.feed = working_feed();
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	arena_free(f->arena);
	return 0;
}

static void the_longest_of_all_wishes_decides(void **state)
{
	static const struct {
		int64_t every_s, max_age_s, ttl_s, update_s, waited_s;
	} cases[] = {
	    {HOUR_S, -1, 0, 0, HOUR_S}, {HOUR_S, 60, 0, 0, HOUR_S},
	    {HOUR_S, 7200, 0, 0, 7200}, {HOUR_S, 7200, 10800, 0, 10800},
	    {HOUR_S, 7200, 10800, 14400, 14400},
	    {HOUR_S, 365 * DAY_S, 0, 0, 7 * DAY_S - 7 * HOUR_S}, /* a week is the most */
	    {HOUR_S, -1, DAY_S, 0, 23 * HOUR_S}, /* tomorrow's batch finds it due */
	    {0, -1, 10800, 14400, 0},		 /* at every run ... */
	    {0, 7200, 0, 0, 7200}, /* ... unless the server says otherwise */
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fetch_response r = good_response();
		struct fetch_hints hints = {
		    .ttl_s = cases[i].ttl_s, .update_every_s = cases[i].update_s};
		f->feed = working_feed();
		r.max_age_s = cases[i].max_age_s;
		fetch_schedule_apply(
		    f->arena, &f->feed, &r, &hints, cases[i].every_s, now_s);
		assert_int_equal(f->feed.next_fetch_at_s - now_s, cases[i].waited_s);
	}
}

static void a_feed_that_rarely_changes_is_asked_rarely(void **state)
{
	static const struct {
		int64_t change_every_s, since_change_s, waited_s;
	} cases[] = {
	    {HOUR_S, HOUR_S, HOUR_S},
	    {32 * HOUR_S, HOUR_S, 4 * HOUR_S},
	    {HOUR_S, 64 * HOUR_S, 8 * HOUR_S}, /* it has fallen silent */
	    {0, 400 * DAY_S, 7 * DAY_S - 7 * HOUR_S},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fetch_response r = good_response();
		f->feed = working_feed();
		f->feed.change_every_s = cases[i].change_every_s;
		f->feed.last_change_at_s = now_s - cases[i].since_change_s;
		fetch_schedule_apply(f->arena, &f->feed, &r, NULL, HOUR_S, now_s);
		assert_int_equal(f->feed.next_fetch_at_s - now_s, cases[i].waited_s);
	}
}

static void the_pace_of_changes_is_learnt_smoothly(void **state)
{
	struct fixture *f = *state;
	struct fetch_response r = good_response();
	struct fetch_hints hints = {.n_new = 2};

	fetch_schedule_apply(f->arena, &f->feed, &r, &hints, HOUR_S, now_s);
	assert_int_equal(f->feed.last_change_at_s, now_s);
	assert_int_equal(f->feed.change_every_s, 0);
	fetch_schedule_apply(f->arena, &f->feed, &r, &hints, HOUR_S, now_s + 4000);
	assert_int_equal(f->feed.change_every_s, 4000);
	fetch_schedule_apply(f->arena, &f->feed, &r, &hints, HOUR_S, now_s + 12000);
	assert_int_equal(f->feed.change_every_s, 5000);
	hints.n_new = 0;
	fetch_schedule_apply(f->arena, &f->feed, &r, &hints, HOUR_S, now_s + 90000);
	assert_int_equal(f->feed.change_every_s, 5000);
}

static void hours_and_days_to_skip_are_skipped(void **state)
{
	static const struct {
		uint32_t hours, days;
		int64_t waited_s;
	} cases[] = {
	    {1U << 7, 0, 2 * HOUR_S},
	    {1U << 7 | 1U << 8, 0, 3 * HOUR_S},
	    {1U << 9, 0, HOUR_S},
	    {0, 1U << 0, 18 * HOUR_S}, /* Sunday, until midnight */
	    {0xffffff, 0, HOUR_S},     /* "never" is not taken seriously */
	    {0, 0x7f, HOUR_S},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fetch_response r = good_response();
		struct fetch_hints hints = {
		    .skip_hours = cases[i].hours, .skip_days = cases[i].days};
		f->feed = working_feed();
		fetch_schedule_apply(f->arena, &f->feed, &r, &hints, HOUR_S, now_s);
		assert_int_equal(f->feed.next_fetch_at_s - now_s, cases[i].waited_s);
	}
}

static void errors_back_off_exponentially_with_jitter_that_replays(void **state)
{
	struct fixture *f = *state;
	struct fetch_response r = bad_response(500);
	struct feed other = working_feed();
	int64_t nominal_s = HOUR_S, wait_s;
	bool is_other_different = false;

	other.id = 8;
	for (int i = 1; i <= 5; i++, nominal_s *= 2) {
		struct feed replay = f->feed;
		fetch_schedule_apply(f->arena, &f->feed, &r, NULL, HOUR_S, now_s);
		fetch_schedule_apply(f->arena, &replay, &r, NULL, HOUR_S, now_s);
		fetch_schedule_apply(f->arena, &other, &r, NULL, HOUR_S, now_s);
		wait_s = f->feed.next_fetch_at_s - now_s;
		assert_int_equal(f->feed.n_errors, i);
		assert_in_range(wait_s, nominal_s * 3 / 4, nominal_s * 5 / 4);
		assert_int_equal(replay.next_fetch_at_s, f->feed.next_fetch_at_s);
		is_other_different |= other.next_fetch_at_s != f->feed.next_fetch_at_s;
	}
	assert_true(is_other_different);
	assert_str_equal(f->feed.error, "HTTP failed");
}

static void a_feed_is_asked_daily_in_its_first_week_of_failing(void **state)
{
	struct fixture *f = *state;
	struct fetch_response r = bad_response(500);

	f->feed.n_errors = 20;
	f->feed.failing_since_s = now_s - 6 * DAY_S;
	fetch_schedule_apply(f->arena, &f->feed, &r, NULL, HOUR_S, now_s);
	assert_in_range(f->feed.next_fetch_at_s - now_s, 10 * HOUR_S, DAY_S);
	f->feed.failing_since_s = now_s - 30 * DAY_S;
	fetch_schedule_apply(f->arena, &f->feed, &r, NULL, HOUR_S, now_s);
	assert_in_range(f->feed.next_fetch_at_s - now_s, 5 * DAY_S, 7 * DAY_S);
}

static void retry_after_is_kept_to(void **state)
{
	struct fixture *f = *state;
	struct fetch_response r = bad_response(429);

	r.retry_after_s = 3 * HOUR_S;
	fetch_schedule_apply(f->arena, &f->feed, &r, NULL, 0, now_s);
	assert_int_equal(f->feed.next_fetch_at_s, now_s + 3 * HOUR_S);
	f->feed = working_feed();
	fetch_schedule_apply(f->arena, &f->feed, &r, NULL, HOUR_S, now_s);
	assert_int_equal(f->feed.next_fetch_at_s, now_s + 3 * HOUR_S);
	r.retry_after_s = INT64_C(3600) * DAY_S;
	fetch_schedule_apply(f->arena, &f->feed, &r, NULL, HOUR_S, now_s);
	assert_int_equal(f->feed.next_fetch_at_s, now_s + 7 * DAY_S);
}

static void a_feed_that_was_held_back_has_not_failed(void **state)
{
	struct fixture *f = *state;
	struct fetch_response r = bad_response(429);

	r.result = FETCH_HELD;
	r.retry_after_s = 900;
	fetch_schedule_apply(f->arena, &f->feed, &r, NULL, HOUR_S, now_s);
	assert_int_equal(f->feed.next_fetch_at_s, now_s + 900);
	assert_int_equal(f->feed.n_errors, 0);
	assert_true(f->feed.last_fetch_at_s == NO_TIME);
}

static void an_interrupted_fetch_teaches_nothing(void **state)
{
	struct fixture *f = *state;
	struct fetch_response r = {.result = FETCH_ABORTED, .retry_after_s = -1};

	fetch_schedule_apply(f->arena, &f->feed, &r, NULL, HOUR_S, now_s);
	assert_int_equal(f->feed.n_errors, 0);
	assert_true(f->feed.next_fetch_at_s == NO_TIME);
}

static void the_failure_of_the_fetch_counts_before_that_of_the_parse(void **state)
{
	struct fixture *f = *state;
	struct fetch_response failed = bad_response(200), fine = good_response();
	struct fetch_hints no_feed = {.parse_error = STR("not a feed")};

	failed.result = FETCH_FAILED_TOO_LARGE;
	fetch_schedule_apply(f->arena, &f->feed, &failed, &no_feed, HOUR_S, now_s);
	assert_str_equal(f->feed.error, "HTTP failed");
	fetch_schedule_apply(f->arena, &f->feed, &fine, &no_feed, HOUR_S, now_s);
	assert_str_equal(f->feed.error, "not a feed");
}

static void gone_stops_a_feed_at_once_and_not_found_after_five(void **state)
{
	struct fixture *f = *state;
	struct fetch_response not_found = bad_response(404), gone = bad_response(410);

	for (int i = 0; i < 4; i++)
		fetch_schedule_apply(f->arena, &f->feed, &not_found, NULL, HOUR_S, now_s);
	assert_int_equal(f->feed.status, FEED_ACTIVE);
	fetch_schedule_apply(f->arena, &f->feed, &not_found, NULL, HOUR_S, now_s);
	assert_int_equal(f->feed.status, FEED_GONE);
	assert_false(fetch_schedule_is_due(&f->feed, now_s + 30 * DAY_S));

	f->feed = working_feed();
	fetch_schedule_apply(f->arena, &f->feed, &gone, NULL, HOUR_S, now_s);
	assert_int_equal(f->feed.status, FEED_GONE);
	assert_true(fetch_schedule_is_tellable(&f->feed, now_s));
}

static void a_permanent_redirect_is_believed_after_three_good_feeds(void **state)
{
	struct fixture *f = *state;
	struct fetch_response moved = good_response(), stayed = good_response();
	struct fetch_response failed = bad_response(500);
	struct fetch_hints no_feed = {.parse_error = STR("not a feed: HTML")};

	moved.moved_to = STR("https://news.example/new");
	fetch_schedule_apply(f->arena, &f->feed, &moved, NULL, HOUR_S, now_s);
	fetch_schedule_apply(f->arena, &f->feed, &moved, NULL, HOUR_S, now_s);
	assert_str_equal(f->feed.url, "http://news.example/feed");
	fetch_schedule_apply(f->arena, &f->feed, &moved, &no_feed, HOUR_S, now_s);
	fetch_schedule_apply(f->arena, &f->feed, &failed, NULL, HOUR_S, now_s);
	assert_str_equal(f->feed.url, "http://news.example/feed");
	fetch_schedule_apply(f->arena, &f->feed, &stayed, NULL, HOUR_S, now_s);
	for (int i = 0; i < 3; i++) {
		assert_str_equal(f->feed.url, "http://news.example/feed");
		fetch_schedule_apply(f->arena, &f->feed, &moved, NULL, HOUR_S, now_s);
	}
	assert_str_equal(f->feed.url, "https://news.example/new");
	assert_int_equal(f->feed.redirect_url.n, 0);
}

static void an_address_is_not_rewritten_where_safety_would_be_lost(void **state)
{
	static const struct {
		const char *from, *to;
	} cases[] = {
	    {"https://news.example/feed", "http://news.example/feed"},
	    {"http://user:secret@news.example/feed", "http://news.example/new"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fetch_response moved = good_response();
		f->feed = working_feed();
		f->feed.url = str_of(cases[i].from);
		moved.moved_to = str_of(cases[i].to);
		for (int n = 0; n < 5; n++)
			fetch_schedule_apply(
			    f->arena, &f->feed, &moved, NULL, HOUR_S, now_s);
		assert_str_equal(f->feed.url, cases[i].from);
	}
}

static void validators_are_kept_until_new_ones_come(void **state)
{
	struct fixture *f = *state;
	struct fetch_response full = good_response(), unchanged = good_response();
	struct fetch_response failed = bad_response(500);

	full.etag = STR("W/\"x y\"");
	full.last_modified = STR("yesterday, about noon");
	unchanged.is_not_modified = true;
	fetch_schedule_apply(f->arena, &f->feed, &full, NULL, HOUR_S, now_s);
	fetch_schedule_apply(f->arena, &f->feed, &unchanged, NULL, HOUR_S, now_s);
	fetch_schedule_apply(f->arena, &f->feed, &failed, NULL, HOUR_S, now_s);
	assert_str_equal(f->feed.etag, "W/\"x y\"");
	assert_str_equal(f->feed.last_modified, "yesterday, about noon");
	full.etag = (struct str){NULL, 0};
	fetch_schedule_apply(f->arena, &f->feed, &full, NULL, HOUR_S, now_s);
	assert_int_equal(f->feed.etag.n, 0);
}

static void a_stuck_304_is_broken_by_a_full_fetch(void **state)
{
	struct fixture *f = *state;
	struct fetch_response unchanged = good_response(), full = good_response();

	unchanged.is_not_modified = true;
	f->feed.last_change_at_s = now_s - DAY_S;
	for (int i = 0; i < 14; i++) {
		assert_false(fetch_schedule_is_full(&f->feed, now_s));
		fetch_schedule_apply(f->arena, &f->feed, &unchanged, NULL, HOUR_S, now_s);
	}
	assert_true(fetch_schedule_is_full(&f->feed, now_s));
	fetch_schedule_apply(f->arena, &f->feed, &full, NULL, HOUR_S, now_s);
	assert_false(fetch_schedule_is_full(&f->feed, now_s));
	f->feed.n_not_modified = 7;
	assert_false(fetch_schedule_is_full(&f->feed, now_s));
	assert_true(fetch_schedule_is_full(&f->feed, now_s + 7 * DAY_S));
}

static void a_failure_is_told_once_after_three_days(void **state)
{
	struct fixture *f = *state;
	struct fetch_response failed = bad_response(500), good = good_response();

	fetch_schedule_apply(f->arena, &f->feed, &failed, NULL, HOUR_S, now_s);
	assert_false(fetch_schedule_is_tellable(&f->feed, now_s));
	fetch_schedule_apply(
	    f->arena, &f->feed, &failed, NULL, HOUR_S, now_s + 3 * DAY_S);
	assert_true(fetch_schedule_is_tellable(&f->feed, now_s + 3 * DAY_S));
	f->feed.is_failure_told = true;
	assert_false(fetch_schedule_is_tellable(&f->feed, now_s + 4 * DAY_S));
	fetch_schedule_apply(f->arena, &f->feed, &good, NULL, HOUR_S, now_s + 5 * DAY_S);
	assert_false(f->feed.is_failure_told);
	assert_int_equal(f->feed.n_errors, 0);
	assert_null(f->feed.error.p);
}

static void a_time_far_off_was_written_by_a_wrong_clock(void **state)
{
	struct fixture *f = *state;

	f->feed.next_fetch_at_s = now_s + 1;
	assert_false(fetch_schedule_is_due(&f->feed, now_s));
	assert_true(fetch_schedule_is_due(&f->feed, now_s + 1));
	f->feed.next_fetch_at_s = now_s + 400 * DAY_S;
	assert_true(fetch_schedule_is_due(&f->feed, now_s));
	f->feed.status = FEED_PAUSED;
	assert_false(fetch_schedule_is_due(&f->feed, now_s));
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    RULE(the_longest_of_all_wishes_decides),
	    RULE(a_feed_that_rarely_changes_is_asked_rarely),
	    RULE(the_pace_of_changes_is_learnt_smoothly),
	    RULE(hours_and_days_to_skip_are_skipped),
	    RULE(errors_back_off_exponentially_with_jitter_that_replays),
	    RULE(a_feed_is_asked_daily_in_its_first_week_of_failing),
	    RULE(retry_after_is_kept_to),
	    RULE(a_feed_that_was_held_back_has_not_failed),
	    RULE(an_interrupted_fetch_teaches_nothing),
	    RULE(the_failure_of_the_fetch_counts_before_that_of_the_parse),
	    RULE(gone_stops_a_feed_at_once_and_not_found_after_five),
	    RULE(a_permanent_redirect_is_believed_after_three_good_feeds),
	    RULE(an_address_is_not_rewritten_where_safety_would_be_lost),
	    RULE(validators_are_kept_until_new_ones_come),
	    RULE(a_stuck_304_is_broken_by_a_full_fetch),
	    RULE(a_failure_is_told_once_after_three_days),
	    RULE(a_time_far_off_was_written_by_a_wrong_clock),
	};

	return cmocka_run_group_tests_name("fetch schedule", tests, NULL, NULL);
}
