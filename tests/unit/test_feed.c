/*
 * test_feed.c - feeds of every format, as publishers write them and as they break them.
 */
#include "test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "feed/feed.h"

#include <stdio.h>
#include <stdlib.h>

static struct arena *a;
static struct feed_doc doc;
static struct item *items;
static size_t n_items;
static struct err_info ei;

static enum err parse_bytes(struct str bytes, const char *content_type)
{
	struct feed_options options = {.url = STR("https://news.example/feeds/all.xml"),
	    .content_type = str_of(content_type)};

	ei = (struct err_info){0};
	n_items = 0;
	return feed_parse(a, bytes, &options, &doc, &items, &n_items, &ei);
}

static enum err parse(const char *text)
{
	return parse_bytes(str_of(text), NULL);
}

#define RSS(items)                                                                       \
	"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "                \
	"xmlns:content='http://purl.org/rss/1.0/modules/content/' "                      \
	"xmlns:media='http://search.yahoo.com/mrss/' "                                   \
	"xmlns:a10='http://www.w3.org/2005/Atom' "                                       \
	"xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><channel>"        \
	"<title>News &amp; Views</title><link>https://news.example/</link>"              \
	"<language>en-US</language>" items "</channel></rss>"

#define ATOM(entries)                                                                    \
	"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><title>Blatt</title>"   \
	"<link href='/'/><link rel='self' href='atom.xml'/>" entries "</feed>"

/* ---- RSS ------------------------------------------------------------------------- */

static void rss_gives_all_fields_of_an_item(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(RSS("<ttl>60</ttl><item><title>Oil &amp;amp; gas</title>"
		      "<link>/2026/oil</link><guid isPermaLink='false'> id-1 </guid>"
		      "<description>&lt;p&gt;Prices &lt;b&gt;rise&lt;/b&gt;&lt;/p&gt;"
		      "</description><pubDate>Sun, 22 Nov 2026 06:00:00 GMT</pubDate>"
		      "<author>ann@news.example (Ann Lee)</author>"
		      "<category>Energy</category><category>Markets</category>"
		      "<source url='https://x.example/'>Wire</source></item>")),
	    OK);
	assert_int_equal(doc.format, FEED_RSS);
	assert_str_equal(doc.title, "News & Views");
	assert_str_equal(doc.home_url, "https://news.example/");
	assert_str_equal(doc.language, "en-us");
	assert_int_equal(doc.ttl_s, 3600);
	assert_null(doc.problem.p);
	assert_int_equal(n_items, 1);
	assert_str_equal(items[0].title, "Oil & gas");
	assert_str_equal(items[0].url, "https://news.example/2026/oil");
	assert_str_equal(items[0].guid, "id-1");
	assert_str_equal(items[0].summary, "Prices rise");
	assert_str_equal(items[0].author, "Ann Lee");
	assert_str_equal(items[0].outlet, "Wire");
	assert_str_equal(items[0].language, "en-us");
	assert_int_equal(items[0].published_at_s, 1795327200);
	assert_true(items[0].updated_at_s == NO_TIME);
	assert_int_equal(items[0].n_categories, 2);
	assert_str_equal(items[0].categories[1], "Markets");
}

static void a_guid_is_a_link_unless_it_says_no(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(
		RSS("<item><title>a</title><guid>https://n.example/1</guid></item>"
		    "<item><title>b</title><guid isPermaLink='false'>https://n.example/2"
		    "</guid></item><item><title>c</title><guid>tag:3</guid></item>")),
	    OK);
	assert_str_equal(items[0].url, "https://n.example/1");
	assert_null(items[1].url.p);
	assert_null(items[2].url.p);
	assert_str_equal(items[2].guid, "tag:3");
}

static void without_a_guid_the_link_is_it_and_then_a_digest(void **state)
{
	(void)state;
	assert_int_equal(parse(RSS("<item><link>https://n.example/1</link></item>"
				   "<item><title>only a title</title></item>")),
	    OK);
	assert_str_equal(items[0].guid, "https://n.example/1");
	assert_true(str_starts(items[1].guid, STR("digest:")));
}

static void special_vocabularies_only_fill_gaps(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(
		RSS("<item><media:title>no</media:title><title>yes</title>"
		    "<media:group><media:description>no</media:description></media:group>"
		    "<content:encoded>no</content:encoded><description>yes</"
		    "description></item>"
		    "<item><media:title>yes</media:title>"
		    "<content:encoded><![CDATA[<p>ye</p>s]]></content:encoded></item>")),
	    OK);
	assert_str_equal(items[0].title, "yes");
	assert_str_equal(items[0].summary, "yes");
	assert_str_equal(items[1].title, "yes");
	assert_str_equal(items[1].summary, "ye s");
}

static void the_original_link_wins_over_feedburner(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(RSS(
		"<item><link>https://feedproxy.example/x</link>"
		"<feedburner:origLink>https://n.example/1</feedburner:origLink></item>")),
	    OK);
	assert_str_equal(items[0].url, "https://n.example/1");
}

static void namespaces_count_by_their_address(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(RSS("<item><title>t</title><a10:updated>2026-11-22T06:00:00Z"
		      "</a10:updated><undeclared:title>no</undeclared:title></item>")),
	    OK);
	assert_int_equal(items[0].updated_at_s, 1795327200);
	assert_str_equal(items[0].title, "t");
}

static void only_links_of_the_web_are_kept(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(RSS(
		"<item><title>a</title><link>javascript:alert(1)</link></item>"
		"<item><title>b</title><link>file:///etc/passwd</link></item>"
		"<item><title>c</title><link> \nhttps://n.example/\n1?a=1&amp;amp;b=2 "
		"</link></item>")),
	    OK);
	assert_null(items[0].url.p);
	assert_null(items[1].url.p);
	assert_str_equal(items[2].url, "https://n.example/1?a=1&b=2");
}

static void empty_items_are_none(void **state)
{
	(void)state;
	assert_int_equal(parse(RSS("<item/><item> </item><item><pubDate/></item>")), OK);
	assert_int_equal(n_items, 0);
}

static void hours_and_days_to_skip_are_bits(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(RSS("<skipHours><hour>0</hour><hour> 23 </hour><hour>99</hour>"
		      "</skipHours><skipDays><day>Sunday</day><day>Saturday</day>"
		      "</skipDays>")),
	    OK);
	assert_int_equal(doc.skip_hours, 1u | 1u << 23);
	assert_int_equal(doc.skip_days, 1u | 1u << 6);
}

static void rdf_items_stand_beside_their_channel(void **state)
{
	(void)state;
	assert_int_equal(
	    parse("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
		  "xmlns='http://purl.org/rss/1.0/' "
		  "xmlns:dc='http://purl.org/dc/elements/1.1/'>"
		  "<channel rdf:about='https://n.example/'><title>R</title></channel>"
		  "<item rdf:about='https://n.example/1'><title>one</title>"
		  "<dc:date>2026-11-22T06:00:00Z</dc:date><dc:creator>Ann</dc:creator></"
		  "item>"
		  "</rdf:RDF>"),
	    OK);
	assert_int_equal(doc.format, FEED_RDF);
	assert_str_equal(doc.title, "R");
	assert_str_equal(items[0].guid, "https://n.example/1");
	assert_str_equal(items[0].url, "https://n.example/1");
	assert_str_equal(items[0].author, "Ann");
	assert_int_equal(items[0].updated_at_s, 1795327200);
}

/* ---- Atom ------------------------------------------------------------------------ */

static void atom_obeys_the_type_of_text(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(ATOM(
		"<entry><id>1</id><title type='text'>the &lt;b&gt; tag</title>"
		"<summary type='html'>&lt;b&gt;bo&lt;/b&gt;ld</summary></entry>"
		"<entry><id>2</id><title type='html'>the &amp;lt;b> tag</title>"
		"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
		"<style>p {}</style><p>1 &lt; 2</p><p>two</p></div></content></entry>")),
	    OK);
	assert_str_equal(items[0].title, "the <b> tag");
	assert_str_equal(items[0].summary, "bold");
	assert_str_equal(items[1].title, "the <b> tag");
	assert_str_equal(items[1].summary, "1 < 2 two");
	assert_str_equal(items[1].language, "de");
	assert_str_equal(doc.self_url, "https://news.example/feeds/atom.xml");
}

static void atom_links_to_the_page_not_to_itself(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(ATOM("<entry><title>t</title><link rel='self' href='s'/>"
		       "<link rel='edit' href='e'/><link rel='enclosure' href='x'/>"
		       "<link rel='alternate' type='application/pdf' href='p'/>"
		       "<link rel='alternate' type='text/html' href='h'/></entry>"
		       "<entry><title>u</title><id>https://n.example/u</id></entry>")),
	    OK);
	assert_str_equal(items[0].url, "https://news.example/feeds/h");
	assert_str_equal(items[1].url, "https://n.example/u");
}

static void xml_base_is_obeyed_where_it_stands(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(
		ATOM("<entry xml:base='https://b.example/x/'><id>rel</id><title>t</title>"
		     "<link xml:base='y/' href='z'/></entry>"
		     "<entry><title>u</title><link href='z'/></entry>")),
	    OK);
	assert_str_equal(items[0].url, "https://b.example/x/y/z");
	assert_str_equal(items[0].guid, "rel");
	assert_str_equal(items[1].url, "https://news.example/feeds/z");
}

static void the_source_of_an_entry_is_its_outlet(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(ATOM(
		"<entry><source><title>Other</title><id>x</id></source><title>t</title>"
		"<author><name>Ann</name><email>a@b.example</email></author>"
		"<category term='k' label='Kind'/></entry>")),
	    OK);
	assert_str_equal(items[0].title, "t");
	assert_str_equal(items[0].outlet, "Other");
	assert_str_equal(items[0].author, "Ann");
	assert_str_equal(items[0].categories[0], "Kind");
}

/* ---- JSON Feed ------------------------------------------------------------------- */

static void json_feed_is_read_and_wrong_types_are_absent(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(
		"\n{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\","
		"\"home_page_url\":\"https://n.example/\",\"items\":["
		"{\"id\":7,\"url\":\"/a\",\"title\":\"x &amp; <i>y</i>\","
		"\"content_html\":\"<p>Hi</"
		"p>\",\"date_published\":\"2026-11-22T06:00:00Z\","
		"\"authors\":[{\"name\":\"Ann\"},{\"name\":\"Bob\"}],\"tags\":[\"t\",5]},"
		"{\"id\":{},\"title\":[1],\"url\":null},{\"id\":\"only\"}]}"),
	    OK);
	assert_int_equal(doc.format, FEED_JSON);
	assert_str_equal(doc.title, "J");
	assert_int_equal(n_items, 2);
	assert_str_equal(items[0].guid, "7");
	assert_str_equal(items[0].url, "https://news.example/a");
	assert_str_equal(items[0].title, "x & y");
	assert_str_equal(items[0].summary, "Hi");
	assert_str_equal(items[0].author, "Ann, Bob");
	assert_int_equal(items[0].n_categories, 1);
	assert_str_equal(items[1].guid, "only");
}

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

static int setup(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rss_gives_all_fields_of_an_item),
	    cmocka_unit_test(a_guid_is_a_link_unless_it_says_no),
	    cmocka_unit_test(without_a_guid_the_link_is_it_and_then_a_digest),
	    cmocka_unit_test(special_vocabularies_only_fill_gaps),
	    cmocka_unit_test(the_original_link_wins_over_feedburner),
	    cmocka_unit_test(namespaces_count_by_their_address),
	    cmocka_unit_test(only_links_of_the_web_are_kept),
	    cmocka_unit_test(empty_items_are_none),
	    cmocka_unit_test(hours_and_days_to_skip_are_bits),
	    cmocka_unit_test(rdf_items_stand_beside_their_channel),
	    cmocka_unit_test(atom_obeys_the_type_of_text),
	    cmocka_unit_test(atom_links_to_the_page_not_to_itself),
	    cmocka_unit_test(xml_base_is_obeyed_where_it_stands),
	    cmocka_unit_test(the_source_of_an_entry_is_its_outlet),
	    cmocka_unit_test(json_feed_is_read_and_wrong_types_are_absent),
	    cmocka_unit_test(junk_before_the_document_is_skipped),
	    cmocka_unit_test(broken_markup_loses_no_item),
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
