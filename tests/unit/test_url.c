/*
 * test_url.c - addresses taken apart, resolved, cleaned and compared.
 */
#include "with_arena.h"

#include "base/url.h"

static void parts_are_views_and_absence_is_seen(void **state)
{
	struct url_parts u =
	    url_split(STR("https://ann:secret@news.example:8443/a/b?x=1&y#top"));

	(void)state;
	assert_str_equal(u.scheme, "https");
	assert_str_equal(u.user, "ann:secret");
	assert_str_equal(u.host, "news.example");
	assert_str_equal(u.port, "8443");
	assert_str_equal(u.path, "/a/b");
	assert_str_equal(u.query, "x=1&y");
	assert_str_equal(u.fragment, "top");
	u = url_split(STR("http://[::1]:80?"));
	assert_str_equal(u.host, "[::1]");
	assert_non_null(u.query.p);
	assert_null(u.fragment.p);
	u = url_split(STR("a:b"));
	assert_str_equal(u.scheme, "a");
	assert_null(u.host.p);
}

static void references_resolve_as_rfc_3986_shows(void **state)
{
	static const struct {
		const char *ref, *want;
	} cases[] = {
	    {"g", "http://a/b/c/g"},
	    {"./g", "http://a/b/c/g"},
	    {"g/", "http://a/b/c/g/"},
	    {"/g", "http://a/g"},
	    {"//g", "http://g"},
	    {"?y", "http://a/b/c/d;p?y"},
	    {"g?y", "http://a/b/c/g?y"},
	    {"#s", "http://a/b/c/d;p?q#s"},
	    {"g?y#s", "http://a/b/c/g?y#s"},
	    {";x", "http://a/b/c/;x"},
	    {"", "http://a/b/c/d;p?q"},
	    {".", "http://a/b/c/"},
	    {"./", "http://a/b/c/"},
	    {"..", "http://a/b/"},
	    {"../g", "http://a/b/g"},
	    {"../..", "http://a/"},
	    {"../../g", "http://a/g"},
	    {"../../../g", "http://a/g"},
	    {"/./g", "http://a/g"},
	    {"g..", "http://a/b/c/g.."},
	    {"./../g", "http://a/b/g"},
	    {"g;x=1/../y", "http://a/b/c/y"},
	    {"g?y/../x", "http://a/b/c/g?y/../x"},
	    {"mailto:x@y", "mailto:x@y"},
	    {" \n g h\tx \r", "http://a/b/c/g hx"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_str_equal(
		    url_resolve(a, STR("http://a/b/c/d;p?q"), str_of(cases[i].ref)),
		    cases[i].want);
}

static void a_relative_reference_without_a_base_is_nothing(void **state)
{
	(void)state;
	assert_null(url_resolve(a, STR(""), STR("/x")).p);
	assert_null(url_resolve(a, STR("page.html"), STR("x")).p);
	assert_str_equal(url_resolve(a, STR(""), STR("http://x/y")), "http://x/y");
}

static void only_http_and_https_with_a_host_are_web(void **state)
{
	static const char *const bad[] = {"", "http://", "http:///x", "http:/x", "x",
	    "ftp://news.example/", "javascript:alert(1)", "file:///etc/passwd",
	    "data:text/html,x", "http://a b/", "http://a b@c/", "http://a/\"x",
	    "http://a/<b>", "http://a/\n", "http://:80/", "//news.example/", "exec:touch",
	    "|touch"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(url_is_web(str_of(bad[i])));
	assert_true(url_is_web(STR("http://news.example")));
	assert_true(url_is_web(STR("HTTPS://user:pw@news.example:1/x?y#z")));
}

static void cleaning_drops_tracking_and_nothing_else(void **state)
{
	static const struct {
		const char *url, *want;
	} cases[] = {
	    {"https://n.example/a?utm_source=rss&id=7&fbclid=x",
		"https://n.example/a?id=7"},
	    {"https://n.example/a?utm_source=rss", "https://n.example/a"},
	    {"https://n.example/a?b=2&a=1#s", "https://n.example/a?b=2&a=1#s"},
	    {"https://n.example/a?ref=main", "https://n.example/a?ref=main"},
	    {"https://n.example/a?ref=rss", "https://n.example/a"},
	    {"https://n.example/a#xtor=RSS-1", "https://n.example/a"},
	    {"https://n.example/a?at_medium=RSS&at_campaign=x#c2",
		"https://n.example/a#c2"},
	    {"https://n.example/a b?c d#e f", "https://n.example/a%20b?c%20d#e%20f"},
	    {"https://n.example", "https://n.example"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_str_equal(url_clean(a, str_of(cases[i].url)), cases[i].want);
}

static void one_article_has_one_key(void **state)
{
	static const char *const same[] = {"https://www.news.example/2026/oil",
	    "http://news.example/2026/oil/", "https://NEWS.example:443/2026/oil",
	    "https://m.news.example/2026/oil", "https://news.example/2026/oil/amp/",
	    "https://amp.news.example/2026/oil", "https://news.example/amp/2026/oil",
	    "https://news.example/2026/oil?amp=1&utm_source=x",
	    "https://www.google.com/amp/s/www.news.example/2026/oil/amp/",
	    "https://news-example.cdn.ampproject.org/c/s/news.example/2026/oil",
	    "https://news.example/2026/oil.html",
	    "https://news.example/2026/%6Fil#xtor=RSS-3",
	    "https://mobile.news.example/2026/oil?outputType=amp"};

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		assert_str_equal(url_key(a, str_of(same[i])), "news.example/2026/oil");
}

static void keys_keep_what_tells_pages_apart(void **state)
{
	(void)state;
	assert_str_equal(
	    url_key(a, STR("http://n.example/p?b=2&a=1")), "n.example/p?a=1&b=2");
	assert_str_equal(url_key(a, STR("http://n.example/log#v2")), "n.example/log#v2");
	assert_str_equal(url_key(a, STR("http://n.example/Ampere")), "n.example/Ampere");
	assert_str_equal(url_key(a, STR("http://n.example/ampere")), "n.example/ampere");
	assert_str_equal(url_key(a, STR("http://n.example/a%2Fb")), "n.example/a%2Fb");
	assert_str_equal(url_key(a, STR("http://n.example:81/")), "n.example:81");
	assert_str_equal(url_key(a, STR("http://m.tv/x")), "m.tv/x");
	assert_str_equal(url_key(a, STR("")), "");
}

static void outlets_are_hosts_as_people_say_them(void **state)
{
	(void)state;
	assert_str_equal(
	    url_outlet(STR("https://www.news.example:80/x")), "news.example");
	assert_str_equal(url_outlet(STR("nothing")), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parts_are_views_and_absence_is_seen),
	    cmocka_unit_test(references_resolve_as_rfc_3986_shows),
	    cmocka_unit_test(a_relative_reference_without_a_base_is_nothing),
	    cmocka_unit_test(only_http_and_https_with_a_host_are_web),
	    cmocka_unit_test(cleaning_drops_tracking_and_nothing_else),
	    cmocka_unit_test(one_article_has_one_key),
	    cmocka_unit_test(keys_keep_what_tells_pages_apart),
	    cmocka_unit_test(outlets_are_hosts_as_people_say_them),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
