/*
 * test_feed_broken.c - feeds as publishers break them, limits, and documents in pieces.
 */
#include "feed_parsing.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- Broken documents ------------------------------------------------------------ */

static void junk_before_the_document_is_skipped(void **state)
{
	static const char *const junk[] = {"\n \t",
	    "<br />\n<b>Warning</b>: x() in y.php\n",
	    "<?xml version='1.0'?><?xml version='1.0'?>", "<!-- <rss> -->",
	    "<!DOCTYPE rss [<!ENTITY nbsp '&#160;'>]>", "\xEF\xBB\xBF", "text & more < "};

	(void)state;
	for (size_t i = 0; i < sizeof(junk) / sizeof(junk[0]); i++) {
		char text[2048];

		snprintf(text, sizeof(text), "%s%s", junk[i],
		    RSS("<item><title>t</title></item>"));
		assert_int_equal(parse(text), OK);
		assert_int_equal(n_items, 1);
	}
}

static void broken_markup_loses_no_item(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(RSS(
		"<item><title>D&D &nbsp; &eacute;</title><link>https://n.example/1</link>"
		"<description><p>unclosed <b>bold<p>more & more</description></item>"
		"<item><title>a < b</title><enclosure url=x type=y length></item>"
		"<item><title>never closed<item><title>last</title></item>")),
	    OK);
	assert_int_equal(n_items, 4);
	assert_str_equal(items[0].title, "D&D é");
	assert_str_equal(items[0].summary, "unclosed bold more & more");
	assert_str_equal(items[1].title, "a < b");
	assert_str_equal(items[3].title, "last");
	assert_true(str_starts(doc.problem, STR("malformed: ")));
}

static void an_element_ends_where_the_next_begins(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(RSS("<item><title>one<link>https://n.example/1\n<description>d <b>e</b>"
		      "</description><guid>g</item><item><title>two</title></item>")),
	    OK);
	assert_int_equal(n_items, 2);
	assert_str_equal(items[0].title, "one");
	assert_str_equal(items[0].url, "https://n.example/1");
	assert_str_equal(items[0].summary, "d e");
	assert_str_equal(items[0].guid, "g");
	assert_str_equal(items[1].title, "two");
}

static void a_document_cut_off_keeps_what_is_whole(void **state)
{
	static const char *const ends[] = {"<item><tit", "<item><title>x",
	    "<item><link>https://n", "<item><description><![CDATA[ab", "<!-- "};

	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		char text[2048];
		const char *whole = RSS("<item><title>one</title></item>");

		snprintf(text, sizeof(text), "%.*s%s",
		    (int)(strlen(whole) - strlen("</channel></rss>")), whole, ends[i]);
		assert_int_equal(parse(text), OK);
		assert_int_equal(n_items, 1);
		assert_true(doc.is_truncated);
		assert_true(str_starts(doc.problem, STR("truncated: ")));
	}
}

static void what_is_no_feed_is_an_error_that_says_so(void **state)
{
	static const char *const texts[] = {"", "  \n", "hello",
	    "<!DOCTYPE html><html><body>", "<html><head><title>x</title></head></html>",
	    "{\"a\":1}", "[]", "<opml></opml>", "\x89PNG\r\n\x1a\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(parse(texts[i]), ERR_DATA);
		assert_true(str_starts(str_of(ei.text), STR("not a feed: ")));
	}
	assert_int_equal(parse("{\"items\":"), ERR_DATA);
	assert_true(str_starts(str_of(ei.text), STR("malformed: ")));
}

/* ---- Hostile documents ----------------------------------------------------------- */

static void no_declared_entity_is_used(void **state)
{
	(void)state;
	assert_int_equal(
	    parse("<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" RSS(
		"<item><title>[&x;]</title></item>")),
	    OK);
	assert_str_equal(items[0].title, "[&x;]");
	assert_int_equal(
	    parse("<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>" RSS("")),
	    ERR_DATA);
	assert_true(str_starts(str_of(ei.text), STR("malformed: ")));
}

/* begin, n times middle, end */
static enum err parse_repeated(
    const char *begin, const char *middle, size_t n, const char *end)
{
	struct buf b;
	enum err e;

	buf_init(&b, 64 << 20);
	buf_puts(&b, begin);
	for (size_t i = 0; i < n; i++)
		buf_puts(&b, middle);
	buf_puts(&b, end);
	e = parse_bytes(buf_borrow(&b), NULL);
	buf_clear(&b);
	return e;
}

static void limits_are_errors_that_name_them(void **state)
{
	(void)state;
	assert_int_equal(parse_repeated("<rss><channel>", "<a>", 1000000, ""), ERR_DATA);
	assert_non_null(strstr(ei.text, "too deep"));
	assert_int_equal(
	    parse_repeated("<rss><channel><item ", "a='1' ", 25000, "/>"), ERR_DATA);
	assert_non_null(strstr(ei.text, "too large: "));
	assert_int_equal(
	    parse_repeated("<rss a='", "xxxxxxxxxx", 1000000, "'>"), ERR_DATA);
	assert_non_null(strstr(ei.text, "too large: "));
	assert_int_equal(parse_repeated("<rss><channel>", "<item><title>t</title></item>",
			     LIMIT_ITEMS_PER_FEED + 1, "</channel></rss>"),
	    ERR_DATA);
	assert_non_null(strstr(ei.text, "too large: "));
	assert_int_equal(parse_repeated("", "[", 100000, ""), ERR_DATA);
	assert_non_null(strstr(ei.text, "malformed: "));
}

static void long_text_is_cut_to_its_limit(void **state)
{
	(void)state;
	assert_int_equal(parse_repeated("<rss><channel><item><title>", "long title ",
			     500000, "</title></item></channel></rss>"),
	    OK);
	assert_int_equal(n_items, 1);
	assert_in_range(items[0].title.n, LIMIT_TITLE_BYTES - 16, LIMIT_TITLE_BYTES);
	assert_int_equal(parse_repeated("<rss><channel><item><guid>", "long guid ",
			     100000, "</guid></item></channel></rss>"),
	    OK);
	assert_true(str_starts(items[0].guid, STR("digest:")));
}

/* ---- The stream ------------------------------------------------------------------ */

static bool count_item(void *ctx, const struct feed_doc *d, const struct item *it)
{
	size_t *n = ctx;

	(void)d;
	assert_true(it->guid.n > 0);
	return ++*n < 3;
}

static void pieces_of_any_size_give_the_same(void **state)
{
	static const char text[] =
	    RSS("<item><title>D&amp;D &eacute;\xC3\xA9</title><guid>1</guid></item>"
		"<!-- c --><item><title><![CDATA[a]]b]]></title><guid>2</guid></item>");

	(void)state;
	for (size_t size = 1; size < sizeof(text); size += 3) {
		size_t n = 0;
		struct feed_options options = {.on_item = count_item, .ctx = &n};
		struct feed_parser *p = feed_parser_new(&options);

		for (size_t i = 0; i < sizeof(text) - 1; i += size)
			assert_int_equal(
			    feed_parser_push(p, str_sub(str_of(text), i, size), NULL),
			    OK);
		assert_int_equal(feed_parser_finish(p, &doc, NULL), OK);
		assert_int_equal(n, 2);
		assert_int_equal(doc.n_items, 2);
		feed_parser_free(p);
	}
}

static void the_callback_stops_the_parser(void **state)
{
	size_t n = 0;
	struct feed_options options = {.on_item = count_item, .ctx = &n};
	struct feed_parser *p = feed_parser_new(&options);

	(void)state;
	assert_int_equal(
	    feed_parser_push(p,
		STR(RSS("<item><guid>1</guid></item><item><guid>2</guid></item>"
			"<item><guid>3</guid></item><item><guid>4</guid></item>")),
		NULL),
	    OK);
	assert_int_equal(feed_parser_finish(p, &doc, NULL), OK);
	assert_int_equal(n, 3);
	feed_parser_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(junk_before_the_document_is_skipped),
	    cmocka_unit_test(broken_markup_loses_no_item),
	    cmocka_unit_test(an_element_ends_where_the_next_begins),
	    cmocka_unit_test(a_document_cut_off_keeps_what_is_whole),
	    cmocka_unit_test(what_is_no_feed_is_an_error_that_says_so),
	    cmocka_unit_test(no_declared_entity_is_used),
	    cmocka_unit_test(limits_are_errors_that_name_them),
	    cmocka_unit_test(long_text_is_cut_to_its_limit),
	    cmocka_unit_test(pieces_of_any_size_give_the_same),
	    cmocka_unit_test(the_callback_stops_the_parser),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
