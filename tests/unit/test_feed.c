/*
 * test_feed.c - feeds of every format, as publishers write them.
 */
#include "feed_parsing.h"

#include "base/buf.h"
#include "base/clock.h"

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

/* Each item says itself what its prefixes stand for; names were seen before, or not. */
static void a_name_means_what_is_declared_around_it(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(RSS(
		"<item><title>plain</title></item>"
		"<item xmlns:m='http://search.yahoo.com/mrss/'><m:title>media</m:title>"
		"</item>"
		"<item xmlns:m='http://other.example/'><m:title>no</m:title>"
		"<title>other</title></item>"
		"<item><m:thumbnail xmlns:m='http://other.example/' m:title='no'/>"
		"<m:title xmlns:m='http://search.yahoo.com/mrss/'>own</m:title></item>"
		"<item><guid>5</guid><x "
		"xmlns:m='http://other.example/'><title>no</title></x>"
		"<m:thumbnail xmlns:m='http://other.example/'/>"
		"<m:title>forgotten</m:title></item>"
		"<item><title xmlns='http://other.example/'>own core</title></item>")),
	    OK);
	assert_int_equal(n_items, 6);
	assert_str_equal(items[0].title, "plain");
	assert_str_equal(items[1].title, "media");
	assert_str_equal(items[2].title, "other");
	assert_str_equal(items[3].title, "own");
	assert_null(items[4].title.p);
	assert_str_equal(items[5].title, "own core");
}

/* More names than are remembered, and some that are too long to be. */
static void a_document_of_many_names_loses_nothing(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	buf_puts(&b, "<rss><channel>");
	for (int i = 0; i < 500; i++)
		buf_printf(&b,
		    "<item><x:n%d a='1' y:b='2'><title>no</title></x:n%d>"
		    "<an-element-whose-name-is-far-too-long-to-be-kept-%d/>"
		    "<title>t %d</title><category term='c&amp;%d'/></item>",
		    i, i, i % 7, i, i);
	buf_puts(&b, "</channel></rss>");
	assert_int_equal(parse(b.p), OK);
	assert_int_equal(n_items, 500);
	assert_str_equal(items[7].title, "t 7");
	assert_str_equal(items[499].title, "t 499");
	assert_str_equal(items[499].categories[0], "c&499");
	assert_int_equal(items[499].n_categories, 1);
	buf_clear(&b);
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

static void an_enclosure_alone_makes_an_item(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(RSS("<item><enclosure url='https://n.example/1.mp3'/></item>"
		      "<item><enclosure url='https://n.example/2.mp3'/></item>"
		      "<item><enclosure/></item>")),
	    OK);
	assert_int_equal(n_items, 2);
	assert_false(str_eq(items[0].guid, items[1].guid));
}

static void a_date_that_cannot_be_read_makes_room(void **state)
{
	(void)state;
	assert_int_equal(
	    parse(RSS("<item><title>t</title><pubDate>soon</pubDate>"
		      "<pubDate>Sun, 22 Nov 2026 06:00:00 GMT</pubDate></item>")),
	    OK);
	assert_int_equal(items[0].published_at_s, 1795327200);
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
		"<category term='k' label='Kind'/><category term='l' label=''/>"
		"<content type='application/json'>{}</content></entry>")),
	    OK);
	assert_str_equal(items[0].title, "t");
	assert_str_equal(items[0].outlet, "Other");
	assert_str_equal(items[0].author, "Ann");
	assert_str_equal(items[0].categories[0], "Kind");
	assert_str_equal(items[0].categories[1], "l");
	assert_str_equal(items[0].summary, "{}");
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
		"{\"id\":8,\"title\":\"a\tb\",\"tags\":\"one\"},"
		"{\"id\":{},\"title\":[1],\"url\":null},{\"id\":\"only\"}]}"),
	    OK);
	assert_int_equal(doc.format, FEED_JSON);
	assert_str_equal(doc.title, "J");
	assert_int_equal(n_items, 3);
	assert_str_equal(items[0].guid, "7");
	assert_str_equal(items[0].url, "https://news.example/a");
	assert_str_equal(items[0].title, "x & y");
	assert_str_equal(items[0].summary, "Hi");
	assert_str_equal(items[0].author, "Ann, Bob");
	assert_int_equal(items[0].n_categories, 1);
	assert_str_equal(items[1].title, "a b");
	assert_str_equal(items[1].categories[0], "one");
	assert_str_equal(items[2].guid, "only");
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
	    cmocka_unit_test(a_name_means_what_is_declared_around_it),
	    cmocka_unit_test(a_document_of_many_names_loses_nothing),
	    cmocka_unit_test(only_links_of_the_web_are_kept),
	    cmocka_unit_test(empty_items_are_none),
	    cmocka_unit_test(an_enclosure_alone_makes_an_item),
	    cmocka_unit_test(a_date_that_cannot_be_read_makes_room),
	    cmocka_unit_test(hours_and_days_to_skip_are_bits),
	    cmocka_unit_test(rdf_items_stand_beside_their_channel),
	    cmocka_unit_test(atom_obeys_the_type_of_text),
	    cmocka_unit_test(atom_links_to_the_page_not_to_itself),
	    cmocka_unit_test(xml_base_is_obeyed_where_it_stands),
	    cmocka_unit_test(the_source_of_an_entry_is_its_outlet),
	    cmocka_unit_test(json_feed_is_read_and_wrong_types_are_absent),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
