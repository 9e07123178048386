/*
 * test_base.c - strings, buffers, arenas, UTF-8, clock and points.
 */
#include "test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/search.h"
#include "base/utf8.h"
#include "model/points.h"

static void buffer_stops_at_its_maximum(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	buf_puts(&b, "abc");
	assert_false(b.is_full);
	buf_puts(&b, "def");
	assert_true(b.is_full);
	assert_str_equal(buf_borrow(&b), "abc");
	buf_clear(&b);
}

static void finds_the_first_record_that_is_not_before_the_key(void **state)
{
	const int64_t ids[] = {2, 4, 4, 9};
	const struct {
		int64_t key;
		size_t at;
	} cases[] = {{1, 0}, {2, 0}, {3, 1}, {4, 1}, {5, 3}, {9, 3}, {10, 4}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
		    search_first(&cases[i].key, ids, 4, sizeof(ids[0]), search_by_id),
		    cases[i].at);
	assert_int_equal(search_first(&ids[0], NULL, 0, sizeof(ids[0]), search_by_id), 0);
}

static void split_gives_every_part_even_empty_ones(void **state)
{
	struct str rest = STR("a,,b"), part;

	(void)state;
	assert_true(str_split(&rest, ',', &part));
	assert_str_equal(part, "a");
	assert_true(str_split(&rest, ',', &part));
	assert_str_equal(part, "");
	assert_true(str_split(&rest, ',', &part));
	assert_str_equal(part, "b");
	assert_false(str_split(&rest, ',', &part));
}

static void numbers_are_read_whole_or_not_at_all(void **state)
{
	int64_t v = 7;

	(void)state;
	assert_false(str_to_int(STR("12x"), 0, 100, &v));
	assert_false(str_to_int(STR(""), 0, 100, &v));
	assert_false(str_to_int(STR("101"), 0, 100, &v));
	assert_false(str_to_int(STR("99999999999999999999"), 0, INT64_MAX, &v));
	assert_int_equal(v, 7);
	assert_true(str_to_int(STR("-9223372036854775808"), INT64_MIN, 0, &v));
	assert_true(v == INT64_MIN);
}

static void find_sees_a_needle_at_the_very_end(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("xxab"), STR("ab")), 2);
	assert_int_equal(str_find(STR("aaab"), STR("aab")), 1);
	assert_int_equal(str_find(STR("xxa"), STR("ab")), 3);
	assert_int_equal(str_find(STR("a"), STR("ab")), 1);
}

static void arena_memory_is_zeroed_after_a_reset(void **state)
{
	struct arena *a = arena_new();
	char *p = arena_alloc(a, 100, 1);

	(void)state;
	memset(p, 'x', 100);
	arena_reset(a);
	p = arena_alloc(a, 100, 1);
	for (int i = 0; i < 100; i++)
		assert_int_equal(p[i], 0);
	assert_non_null(arena_alloc(a, 5, 1 << 20));
	assert_string_equal(arena_printf(a, "%d-%s", 7, "x"), "7-x");
	arena_free(a);
}

static void control_characters_never_reach_a_terminal(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	utf8_put_visible(&b, STR("a\033[31m\xC2\x9B\xE2\x80\xAE\nb\xFF"));
	assert_str_equal(
	    buf_borrow(&b), "a\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD b\xEF\xBF\xBD");
	buf_clear(&b);
}

static void overlong_and_surrogate_sequences_are_invalid(void **state)
{
	(void)state;
	assert_true(utf8_is_valid(STR("caf\xC3\xA9 \xF0\x9F\x8E\x89")));
	assert_false(utf8_is_valid(STR("\xC0\xAF")));
	assert_false(utf8_is_valid(STR("\xED\xA0\x80")));
	assert_false(utf8_is_valid(STR("\xE2\x82")));
	assert_false(utf8_is_valid(STR("\xF4\x90\x80\x80")));
}

static void wide_characters_take_two_columns(void **state)
{
	(void)state;
	assert_int_equal(utf8_columns(STR("\xE6\x97\xA5\xE6\x9C\xAC")), 4);
	assert_int_equal(utf8_columns(STR("e\xCC\x81")), 1);
	assert_str_equal(utf8_fit(STR("\xE6\x97\xA5\xE6\x9C\xAC"), 3), "\xE6\x97\xA5");
	assert_str_equal(utf8_cut(STR("\xE6\x97\xA5\xE6\x9C\xAC"), 4), "\xE6\x97\xA5");
}

static void civil_time_goes_there_and_back(void **state)
{
	static const int64_t times[] = {0, -1, 951782400, 4102444799, -2208988800};
	char text[CLOCK_ISO_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		struct civil c = clock_to_civil(times[i]);
		int64_t back;

		assert_true(clock_from_civil(&c) == times[i]);
		clock_format_iso(times[i], text);
		assert_true(clock_parse_iso(str_of(text), &back));
		assert_true(back == times[i]);
	}
	assert_string_equal(clock_format_iso(951782400, text), "2000-02-29T00:00:00Z");
	assert_int_equal(clock_weekday(0), 4);
	assert_int_equal(clock_weekday(-DAY_S), 3);
}

static void iso_dates_that_do_not_exist_are_refused(void **state)
{
	int64_t at_s;

	(void)state;
	assert_false(clock_parse_iso(STR("2025-02-29"), &at_s));
	assert_false(clock_parse_iso(STR("2025-13-01"), &at_s));
	assert_false(clock_parse_iso(STR("2025-01-01x"), &at_s));
	assert_true(clock_parse_iso(STR("2026-11-22T07:30:00.25+01:30"), &at_s));
	assert_true(at_s == 1795327200);
}

static void years_take_four_digits(void **state)
{
	char text[CLOCK_ISO_SIZE];
	int64_t at_s = 7;

	(void)state;
	assert_false(clock_parse_when(STR("100000y"), true, &at_s));
	assert_false(clock_parse_when(STR("100000y"), false, &at_s));
	assert_false(clock_parse_iso(STR("0000-01-01T00:00+01:00"), &at_s));
	assert_false(clock_parse_iso(STR("9999-12-31T23:59-01:00"), &at_s));
	assert_int_equal(at_s, 7);
	assert_true(clock_parse_iso(STR("9999-12-31T23:59:59Z"), &at_s));
	assert_string_equal(clock_format_iso(at_s, text), "9999-12-31T23:59:59Z");
	assert_string_equal(clock_format_iso(at_s + 1, text), "");
	assert_string_equal(clock_format_iso(NO_TIME, text), "");
}

static void points_print_as_decimals_that_add_up(void **state)
{
	char text[POINTS_SIZE];

	(void)state;
	assert_string_equal(points_format(620000, text), "0.62");
	assert_string_equal(points_format(-50000, text), "-0.05");
	assert_string_equal(points_format(1000000, text), "1.00");
	assert_string_equal(points_format(123456, text), "0.123456");
	assert_int_equal(points_from_double(0.1) + points_from_double(0.2), 300000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(buffer_stops_at_its_maximum),
	    cmocka_unit_test(finds_the_first_record_that_is_not_before_the_key),
	    cmocka_unit_test(split_gives_every_part_even_empty_ones),
	    cmocka_unit_test(numbers_are_read_whole_or_not_at_all),
	    cmocka_unit_test(find_sees_a_needle_at_the_very_end),
	    cmocka_unit_test(arena_memory_is_zeroed_after_a_reset),
	    cmocka_unit_test(control_characters_never_reach_a_terminal),
	    cmocka_unit_test(overlong_and_surrogate_sequences_are_invalid),
	    cmocka_unit_test(wide_characters_take_two_columns),
	    cmocka_unit_test(civil_time_goes_there_and_back),
	    cmocka_unit_test(iso_dates_that_do_not_exist_are_refused),
	    cmocka_unit_test(years_take_four_digits),
	    cmocka_unit_test(points_print_as_decimals_that_add_up),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
