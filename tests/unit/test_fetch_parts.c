/*
 * test_fetch_parts.c - the parts of fetching that need no network: addresses, headers,
 * proxies, the order of requests.
 */
#include "test.h"

#include "fetch/address.h"
#include "fetch/body_hash.h"
#include "fetch/header.h"
#include "fetch/proxy.h"
#include "fetch/queue.h"

#include <arpa/inet.h>
#include <netinet/in.h>

static bool is_private(const char *text)
{
	struct sockaddr_in v4 = {.sin_family = AF_INET};
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return fetch_address_is_private((struct sockaddr *)&v4);
	assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
	return fetch_address_is_private((struct sockaddr *)&v6);
}

static void what_the_internet_does_not_route_is_private(void **state)
{
	static const char *const private[] = {"127.0.0.1", "127.255.255.255", "0.0.0.0",
	    "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
	    "100.64.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1", "::", "::1",
	    "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "fe80::1", "fc00::1",
	    "fd12::1", "ff02::1", "2002:7f00:1::", "2001:db8::1", "2001::1"};
	static const char *const public[] = {"8.8.8.8", "172.15.0.1", "172.32.0.1",
	    "192.167.0.1", "100.128.0.1", "223.255.255.255", "1.0.0.1", "::ffff:8.8.8.8",
	    "64:ff9b::8.8.8.8", "2606:4700::1111", "2002:808:808::", "2a00:1450::1",
	    "2001:4860::8888"};

	(void)state;
	for (size_t i = 0; i < sizeof(private) / sizeof(*private); i++) {
		assert_true(is_private(private[i]));
		assert_true(fetch_address_is_private_host(str_of(private[i])));
	}
	for (size_t i = 0; i < sizeof(public) / sizeof(*public); i++) {
		assert_false(is_private(public[i]));
		assert_false(fetch_address_is_private_host(str_of(public[i])));
	}
}

static void names_of_this_machine_are_private_hosts(void **state)
{
	(void)state;
	assert_true(fetch_address_is_private_host(STR("LocalHost")));
	assert_true(fetch_address_is_private_host(STR("localhost.")));
	assert_true(fetch_address_is_private_host(STR("a.localhost")));
	assert_true(fetch_address_is_private_host(STR("[::1]")));
	assert_true(fetch_address_is_private_host(STR("fe80::1%eth0")));
	assert_false(fetch_address_is_private_host(STR("localhost.example")));
	assert_false(fetch_address_is_private_host(STR("notlocalhost")));
}

static void only_a_whole_entry_of_the_list_counts(void **state)
{
	struct str list = STR("nas.local:80, 127.0.0.1:8970;[::1]:81");

	(void)state;
	assert_true(fetch_address_is_listed(list, STR("NAS.local"), 80));
	assert_true(fetch_address_is_listed(list, STR("127.0.0.1"), 8970));
	assert_true(fetch_address_is_listed(list, STR("[::1]"), 81));
	assert_false(fetch_address_is_listed(list, STR("127.0.0.1"), 897));
	assert_false(fetch_address_is_listed(list, STR("127.0.0.1"), 89701));
	assert_false(fetch_address_is_listed(list, STR("s.local"), 80));
	assert_false(fetch_address_is_listed(STR(""), STR(""), 0));
}

static void freshness_comes_from_cache_control_then_expires(void **state)
{
	static const struct {
		const char *cache_control, *expires, *age;
		int64_t max_age_s;
	} cases[] = {
	    {"", "", "", -1},
	    {"public, max-age=600", "", "", 600},
	    {"Max-Age=600", "", "100", 500},
	    {"max-age=600", "", "700", 0},
	    {"max-age=soon", "", "", -1},
	    {"no-cache, max-age=600", "", "", 0},
	    {"private", "Sun, 22 Nov 2026 07:00:00 GMT", "", 3600},
	    {"", "Sun, 22 Nov 2026 05:00:00 GMT", "", 0},
	    {"", "0", "", 0},
	    {"max-age=1", "Sun, 22 Nov 2026 07:00:00 GMT", "", 1},
	    {"max-age=-1", "", "", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct headers h = {.date = "Sun, 22 Nov 2026 06:00:00 GMT"};
		memcpy(h.cache_control, cases[i].cache_control,
		    strlen(cases[i].cache_control));
		memcpy(h.expires, cases[i].expires, strlen(cases[i].expires));
		memcpy(h.age, cases[i].age, strlen(cases[i].age));
		assert_int_equal(fetch_headers_max_age_s(&h, 0), cases[i].max_age_s);
	}
}

static void retry_after_that_makes_no_sense_is_none(void **state)
{
	static const struct {
		const char *value;
		int64_t wait_s;
	} cases[] = {
	    {"", -1},
	    {"120", 120},
	    {"0", 0},
	    {"-5", -1},
	    {"soon", -1},
	    {"99999999999999999999", -1},
	    {"Sun, 22 Nov 2026 06:02:00 GMT", 120},
	    {"Sunday, 22-Nov-26 06:02:00 GMT", 120},
	    {"Sun, 22 Nov 2020 06:02:00 GMT", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct headers h = {.retry_after = ""};
		memcpy(h.retry_after, cases[i].value, strlen(cases[i].value));
		assert_int_equal(
		    fetch_headers_retry_after_s(&h, 1795327200), cases[i].wait_s);
	}
}

static void a_header_that_does_not_fit_is_left_out_whole(void **state)
{
	static struct headers h;
	char line[4000];

	(void)state;
	fetch_headers_add(&h, STR("HTTP/1.1 200 OK\r\n"));
	memset(line, 'x', sizeof(line));
	memcpy(line, "ETag: ", 6);
	fetch_headers_add(&h, (struct str){line, sizeof(line)});
	fetch_headers_add(&h, STR("Last-Modified: a\rb\r\n"));
	fetch_headers_add(&h, STR("Content-Encoding:\r\n"));
	assert_int_equal(h.status, 200);
	assert_int_equal(h.etag[0], '\0');
	assert_int_equal(h.last_modified[0], '\0');
	assert_false(h.is_encoded);
	assert_int_equal(h.n_bytes, 17 + sizeof(line) + 20 + 19);
	fetch_headers_add(&h, STR("ETAG: \"v\"\r\n"));
	fetch_headers_add(&h, STR("ETag: \"second\"\r\n"));
	assert_string_equal(h.etag, "\"v\"");
	fetch_headers_add(&h, STR("HTTP/2 404\r\n"));
	assert_int_equal(h.status, 404);
	assert_int_equal(h.etag[0], '\0');
}

static void no_proxy_lists_names_and_their_subdomains(void **state)
{
	(void)state;
	assert_true(fetch_proxy_is_excepted(STR("*"), STR("a.example")));
	assert_true(fetch_proxy_is_excepted(STR("x, example"), STR("a.example")));
	assert_true(fetch_proxy_is_excepted(STR(".example"), STR("A.EXAMPLE.")));
	assert_true(fetch_proxy_is_excepted(STR("127.0.0.1,::1"), STR("[::1]")));
	assert_false(fetch_proxy_is_excepted(STR("example"), STR("anexample")));
	assert_false(fetch_proxy_is_excepted(STR(""), STR("a.example")));
}

static void the_host_with_most_to_do_goes_first_and_within_its_limit(void **state)
{
	struct fetch_queue *q = fetch_queue_new(6, 2);

	(void)state;
	fetch_queue_put(q, 0, STR("small"));
	for (size_t i = 1; i < 5; i++)
		fetch_queue_put(q, i, STR("large"));
	fetch_queue_put(q, 5, STR("last"));
	fetch_queue_close(q);
	assert_int_equal(fetch_queue_next(q), 1);
	assert_int_equal(fetch_queue_next(q), 2);
	assert_int_equal(fetch_queue_next(q), 0);
	assert_true(fetch_queue_is_last(q, 0));
	assert_false(fetch_queue_is_last(q, 1));
	fetch_queue_end(q, 1);
	assert_int_equal(fetch_queue_next(q), 3);
	assert_int_equal(fetch_queue_drop(q, 1), 4);
	assert_int_equal(fetch_queue_drop(q, 1), FETCH_QUEUE_NONE);
	fetch_queue_end(q, 2);
	assert_int_equal(fetch_queue_next(q), 5);
	assert_int_equal(fetch_queue_next(q), FETCH_QUEUE_NONE);
	fetch_queue_free(q);
}

static void a_body_has_one_hash_however_it_is_cut(void **state)
{
	static const char body[] = "a body of some length, not a multiple of eight";
	struct body_hash whole = {0};

	(void)state;
	fetch_body_hash_add(&whole, STR(body));
	for (size_t cut = 0; cut < sizeof(body); cut++) {
		struct body_hash parts = {0};
		fetch_body_hash_add(&parts, str_sub(STR(body), 0, cut));
		fetch_body_hash_add(&parts, str_sub(STR(body), cut, 3));
		fetch_body_hash_add(&parts, str_sub(STR(body), cut + 3, sizeof(body)));
		assert_true(
		    fetch_body_hash_value(&parts) == fetch_body_hash_value(&whole));
		if (cut > 0) {
			struct body_hash shorter = {0};
			fetch_body_hash_add(&shorter, str_sub(STR(body), cut, 100));
			assert_true(fetch_body_hash_value(&shorter) !=
				    fetch_body_hash_value(&whole));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_the_internet_does_not_route_is_private),
	    cmocka_unit_test(names_of_this_machine_are_private_hosts),
	    cmocka_unit_test(only_a_whole_entry_of_the_list_counts),
	    cmocka_unit_test(freshness_comes_from_cache_control_then_expires),
	    cmocka_unit_test(retry_after_that_makes_no_sense_is_none),
	    cmocka_unit_test(a_header_that_does_not_fit_is_left_out_whole),
	    cmocka_unit_test(a_body_has_one_hash_however_it_is_cut),
	    cmocka_unit_test(no_proxy_lists_names_and_their_subdomains),
	    cmocka_unit_test(the_host_with_most_to_do_goes_first_and_within_its_limit),
	};

	return cmocka_run_group_tests_name("fetch parts", tests, NULL, NULL);
}
