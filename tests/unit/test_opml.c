/*
 * test_opml.c - lists of feeds in and out, and the feeds of a page.
 */
#include "with_arena.h"

#include "base/buf.h"
#include "feed/discover.h"
#include "feed/opml.h"

static struct opml list;
static struct err_info ei;

static enum err read_list(const char *text)
{
	ei = (struct err_info){0};
	list = (struct opml){0};
	return opml_read(a, str_of(text), "feeds.opml", &list, &ei);
}

#define OPML(body)                                                                       \
	"<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>My list</title>"      \
	"</head><body>" body "</body></opml>"

static void folders_become_paths(void **state)
{
	(void)state;
	assert_int_equal(
	    read_list(
		OPML("<outline text='News'><outline text='Oil/Gas'>"
		     "<outline type='rss' text='A &amp; B' xmlUrl='https://n.example/a'"
		     " htmlUrl='https://n.example/' language='en'/></outline>"
		     "<outline text='b' xmlUrl='http://n.example/b'/></outline>"
		     "<outline title='c' xmlurl=' feed://n.example/c '/>")),
	    OK);
	assert_str_equal(list.title, "My list");
	assert_int_equal(list.n_feeds, 3);
	assert_str_equal(list.feeds[0].folder, "News/Oil-Gas");
	assert_str_equal(list.feeds[0].title, "A & B");
	assert_str_equal(list.feeds[0].url, "https://n.example/a");
	assert_str_equal(list.feeds[0].home_url, "https://n.example/");
	assert_str_equal(list.feeds[1].folder, "News");
	assert_str_equal(list.feeds[2].url, "http://n.example/c");
	assert_str_equal(list.feeds[2].title, "c");
	assert_null(list.feeds[2].folder.p);
}

static void only_addresses_of_the_web_are_taken(void **state)
{
	(void)state;
	assert_int_equal(
	    read_list(
		OPML("<outline xmlUrl='exec:touch /tmp/x'/><outline xmlUrl='|touch'/>"
		     "<outline xmlUrl='file:///etc/passwd'/><outline xmlUrl=''/>"
		     "<outline xmlUrl='http://'/><outline xmlUrl='-o/tmp/x'/>"
		     "<outline type='rss' text='x'/>")),
	    OK);
	assert_int_equal(list.n_feeds, 0);
	assert_int_equal(list.n_refused, 6);
	assert_str_equal(list.refused[0], "exec:touch /tmp/x");
}

static void a_bad_list_is_an_error_and_gives_nothing(void **state)
{
	(void)state;
	assert_int_equal(read_list(""), ERR_DATA);
	assert_int_equal(read_list("<html><body>x</body></html>"), ERR_DATA);
	assert_int_equal(read_list("<rss><channel/></rss>"), ERR_DATA);
	assert_int_equal(
	    read_list(
		"<opml><body><outline xmlUrl='http://n.example/1'/><outline type='"),
	    ERR_DATA);
	assert_int_equal(list.n_feeds, 0);
	assert_non_null(strstr(ei.text, "truncated"));
	assert_string_equal(ei.source, "feeds.opml");
	assert_int_equal(
	    read_list("<!DOCTYPE opml [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>" OPML("")),
	    ERR_DATA);
}

static void deep_lists_are_refused(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 24);
	buf_puts(&b, "<opml><body>");
	for (int i = 0; i < 100000; i++)
		buf_puts(&b, "<outline text='x'>");
	assert_int_equal(opml_read(a, buf_borrow(&b), NULL, &list, &ei), ERR_DATA);
	buf_clear(&b);
}

static void what_is_written_is_read_back(void **state)
{
	struct feed before[3];
	struct buf b;

	(void)state;
	assert_int_equal(
	    read_list(
		OPML("<outline text='F'><outline text='G'>"
		     "<outline text='a &lt;b&gt; \"c\"' "
		     "xmlUrl='https://n.example/?a=1&amp;b=2'"
		     " custom='v &amp; &quot;w&quot;' other='2'/></outline></outline>"
		     "<outline text='top' xmlUrl='https://n.example/t'/>"
		     "<outline text='F'><outline text='f' xmlUrl='https://n.example/f'/>"
		     "</outline>")),
	    OK);
	assert_int_equal(list.n_feeds, 3);
	memcpy(before, list.feeds, sizeof(before));
	buf_init(&b, 1 << 20);
	opml_write(&b, list.feeds, list.n_feeds, STR("<My> feeds"));
	assert_int_equal(read_list(b.p), OK);
	assert_str_equal(list.title, "<My> feeds");
	assert_int_equal(list.n_feeds, 3);
	/* Sorted by folder: the top, then F, then F/G. */
	assert_true(str_eq(list.feeds[0].url, before[1].url));
	assert_true(str_eq(list.feeds[1].url, before[2].url));
	assert_str_equal(list.feeds[1].folder, "F");
	assert_str_equal(list.feeds[2].folder, "F/G");
	assert_str_equal(list.feeds[2].url, "https://n.example/?a=1&b=2");
	assert_str_equal(list.feeds[2].title, "a <b> \"c\"");
	assert_true(str_eq(list.feeds[2].opml_attributes, before[0].opml_attributes));
	assert_str_equal(list.feeds[2].opml_attributes,
	    " custom=\"v &amp; &quot;w&quot;\" other=\"2\"");
	buf_clear(&b);
}

static void control_characters_do_not_survive(void **state)
{
	(void)state;
	assert_int_equal(read_list(OPML("<outline text='t &#x9b;31m \xE2\x80\xAE x' "
					"xmlUrl='http://n.example/1' k='&#27;[1m'/>")),
	    OK);
	assert_str_equal(list.feeds[0].title, "t ›31m x");
	assert_str_equal(list.feeds[0].opml_attributes, " k=\"[1m\"");
}

/* ---- Discovery ------------------------------------------------------------------- */

static void a_page_names_its_feeds(void **state)
{
	struct discovered *found;
	size_t n = discover_feeds(a,
	    STR("<!DOCTYPE html><html><head><base href='https://cdn.example/x/'>"
		"<link rel=stylesheet type=text/css href=s.css>"
		"<link rel='alternate' type='application/rss+xml' title='Comments' "
		"href='/comments/feed'>"
		"<LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' "
		"title='All &amp; more'"
		" HREF='atom.xml?a=1&amp;b=2'>"
		"<link rel=alternate hreflang=de href=/de>"
		"<link rel=alternate type=application/rss+xml href='javascript:x'>"
		"<!-- <link rel=alternate type=application/rss+xml href=/no> -->"
		"</head><body><a href='/rss.xml'>RSS</a>"),
	    STR("https://n.example/page"), &found);

	(void)state;
	assert_int_equal(n, 2);
	assert_str_equal(found[0].url, "https://cdn.example/x/atom.xml?a=1&b=2");
	assert_str_equal(found[0].title, "All & more");
	assert_str_equal(found[1].url, "https://cdn.example/comments/feed");
}

static void links_that_look_like_feeds_are_the_second_choice(void **state)
{
	struct discovered *found;
	size_t n = discover_feeds(a,
	    STR("<html><body><a href='/about'>x</a><a href='/rss.xml'>RSS</a>"
		"<a href='/blog/feed/'>f</a><a href='/rss.xml'>again</a>"),
	    STR("https://n.example/"), &found);

	(void)state;
	assert_int_equal(n, 2);
	assert_str_equal(found[0].url, "https://n.example/rss.xml");
	assert_str_equal(found[1].url, "https://n.example/blog/feed/");
}

static void guesses_begin_near_the_page(void **state)
{
	struct str *urls;
	size_t n = discover_guesses(a, STR("https://n.example/blog"), &urls);

	(void)state;
	assert_true(n >= 8);
	assert_str_equal(urls[0], "https://n.example/blog/feed");
	assert_str_equal(urls[2], "https://n.example/feed");
	n = discover_guesses(a, STR("https://n.example"), &urls);
	assert_str_equal(urls[0], "https://n.example/feed");
	for (size_t i = 1; i < n; i++)
		assert_false(str_eq(urls[0], urls[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(folders_become_paths),
	    cmocka_unit_test(only_addresses_of_the_web_are_taken),
	    cmocka_unit_test(a_bad_list_is_an_error_and_gives_nothing),
	    cmocka_unit_test(deep_lists_are_refused),
	    cmocka_unit_test(what_is_written_is_read_back),
	    cmocka_unit_test(control_characters_do_not_survive),
	    cmocka_unit_test(a_page_names_its_feeds),
	    cmocka_unit_test(links_that_look_like_feeds_are_the_second_choice),
	    cmocka_unit_test(guesses_begin_near_the_page),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
