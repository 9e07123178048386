/*
 * test_dates.c - dates as feeds write them.
 */
#include "test.h"

#include "base/clock.h"
#include "feed/dates.h"

static void check(const char *const (*cases)[2], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char got[CLOCK_ISO_SIZE];

		clock_format_iso(dates_parse(str_of(cases[i][0])), got);
		if (strcmp(got, cases[i][1]) != 0)
			print_error("%s\n", cases[i][0]);
		assert_string_equal(got, cases[i][1]);
	}
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof((cases)[0]))

static void rfc_822_is_read_with_its_mistakes(void **state)
{
	static const char *const cases[][2] = {
	    {"Sun, 22 Nov 2026 06:00:00 GMT", "2026-11-22T06:00:00Z"},
	    {"22 Nov 2026 06:00:00 +0130", "2026-11-22T04:30:00Z"},
	    {"Sun, 22 Nov 26 06:00 EST", "2026-11-22T11:00:00Z"},
	    {"Thu, 01 Jan 98 00:00:00 GMT", "1998-01-01T00:00:00Z"},
	    {"Sun,22 November 2026 6:05:09 PDT", "2026-11-22T13:05:09Z"},
	    {"Sat, Oct 28 2023 08:28:28 PM", "2023-10-28T20:28:28Z"},
	    {"Oct 28, 2023 12:10 AM", "2023-10-28T00:10:00Z"},
	    {"22-Nov-2026 06:00:00", "2026-11-22T06:00:00Z"},
	    {"Sun, 22 Nov 2026 06:00:00 GMT+01:00", "2026-11-22T05:00:00Z"},
	    {"Sun, 22 Nov 2026 06:00:00 -5", "2026-11-22T11:00:00Z"},
	    {"Monday, 22 Nov 2026", "2026-11-22T00:00:00Z"},
	    {"Sun Nov 22 06:00:00 CET 2026", "2026-11-22T05:00:00Z"},
	    {"Sun, 22 Nov 2026 24:00:00 GMT", "2026-11-23T00:00:00Z"},
	    {"Wed, 31 Dec 2008 23:59:60 GMT", "2009-01-01T00:00:00Z"},
	    {"Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"},
	    {"Sun, 22 Nov 2026 06.30.00 GMT", "2026-11-22T06:30:00Z"},
	    {"22.11.2026 06.30", "2026-11-22T06:30:00Z"},
	    {"99-12-31", "1999-12-31T00:00:00Z"},
	};

	(void)state;
	CHECK(cases);
}

static void iso_8601_is_read_in_all_its_forms(void **state)
{
	static const char *const cases[][2] = {
	    {"2026-11-22T06:00:00Z", "2026-11-22T06:00:00Z"},
	    {"2026-11-22T06:00:00.789+01:30", "2026-11-22T04:30:00Z"},
	    {"2026-11-22 06:00:00 -0500", "2026-11-22T11:00:00Z"},
	    {"2026-11-22T06:00:00 EST", "2026-11-22T11:00:00Z"},
	    {"2026-11-22", "2026-11-22T00:00:00Z"},
	    {"2026-11", "2026-11-01T00:00:00Z"},
	    {"2026", "2026-01-01T00:00:00Z"},
	    {"20261122T060000Z", "2026-11-22T06:00:00Z"},
	    {"2026-326", "2026-11-22T00:00:00Z"},
	    {"2026-W47", "2026-11-16T00:00:00Z"},
	    {"2026-W47-7T06:00Z", "2026-11-22T06:00:00Z"},
	    {"2027W011", "2027-01-04T00:00:00Z"},
	    {"2024-W01-1", "2024-01-01T00:00:00Z"},
	    {"2020-W53-5", "2021-01-01T00:00:00Z"},
	    {"2020/1/10 14:33:00", "2020-01-10T14:33:00Z"},
	    {"2026-11-22T06:00Z", "2026-11-22T06:00:00Z"},
	};

	(void)state;
	CHECK(cases);
}

static void months_are_known_in_many_languages(void **state)
{
	static const char *const cases[][2] = {
	    {"So, 22 März 2026 06:00:00 +0100", "2026-03-22T05:00:00Z"},
	    {"dim., 22 févr. 2026 06:00:00 +0100", "2026-02-22T05:00:00Z"},
	    {"mar, 22 dic 2026 06:00:00 +0100", "2026-12-22T05:00:00Z"},
	    {"Вс, 22 ноя 2026 06:00:00 +0300", "2026-11-22T03:00:00Z"},
	    {"Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"},
	    {"22 lipca 2026 06:00", "2026-07-22T06:00:00Z"},
	    {"22 ağustos 2026", "2026-08-22T00:00:00Z"},
	    {"2004년 05월 28일 01:31:15", "2004-05-28T01:31:15Z"},
	    {"2026年11月22日", "2026-11-22T00:00:00Z"},
	    {"令和8年11月22日 18時05分", "2026-11-22T18:05:00Z"},
	    {"2026-11-22 오후 3:00", "2026-11-22T15:00:00Z"},
	};

	(void)state;
	CHECK(cases);
}

static void numbers_alone_are_days_months_years(void **state)
{
	static const char *const cases[][2] = {
	    {"11/22/2026 06:00", "2026-11-22T06:00:00Z"},
	    {"22/11/2026", "2026-11-22T00:00:00Z"},
	    {"22.11.2026 06:00", "2026-11-22T06:00:00Z"},
	};

	(void)state;
	CHECK(cases);
}

static void what_is_no_date_is_none(void **state)
{
	static const char *const cases[][2] = {
	    {"", ""},
	    {"yesterday", ""},
	    {"30 Feb 2026 00:00:00 GMT", ""},
	    {"Sun, 22 Nov 2026 25:00:00 GMT", ""},
	    {"Mon, 01 Jan 0001 00:00:00 GMT", ""},
	    {"0001-01-01T00:00:00Z", ""},
	    {"1969-12-31", ""},
	    {"99999-01-01", ""},
	    {"2026-13-01", ""},
	    {"2026-11-00", ""},
	    {"18446744073709551616", ""},
	    {"::::", ""},
	    {"-----", ""},
	    {"Nov", ""},
	};

	(void)state;
	CHECK(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rfc_822_is_read_with_its_mistakes),
	    cmocka_unit_test(iso_8601_is_read_in_all_its_forms),
	    cmocka_unit_test(months_are_known_in_many_languages),
	    cmocka_unit_test(numbers_alone_are_days_months_years),
	    cmocka_unit_test(what_is_no_date_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
