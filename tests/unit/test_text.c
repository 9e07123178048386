/*
 * test_text.c - text from HTML and entities, by hand-written cases and against libxml2's
 * HTML parser.
 */
#include "test.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "feed/entity.h"
#include "feed/mojibake.h"
#include "feed/text.h"

#include <libxml/HTMLparser.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct pair {
	const char *in, *want;
};

static struct buf b;

static struct str from_html(const char *in)
{
	buf_reset(&b);
	text_from_html(&b, str_of(in));
	return buf_borrow(&b);
}

static struct str from_plain(const char *in)
{
	buf_reset(&b);
	text_from_plain(&b, str_of(in));
	return buf_borrow(&b);
}

static void tags_go_and_words_stay_apart(void **state)
{
	static const struct pair cases[] = {
	    {"plain", "plain"},
	    {"<p>one</p><p>two</p>", "one two"},
	    {"a<br>b<br/>c", "a b c"},
	    {"<b>bo</b>ld <i>face</i>", "bold face"},
	    {"word <p> next", "word next"},
	    {"a long enough line of words <div>and</div> more of them here",
		"a long enough line of words and more of them here"},
	    {"<a href='x>y' title=\"a>b\">link</a>", "link"},
	    {"<a href=\"unclosed>text</a> more", "text more"},
	    {"x <!-- <b>no</b> --> y", "x y"},
	    {"x <!-- never closed <b>y</b>", "x y"},
	    {"<script>if (a < b) alert('<p>')</script>seen", "seen"},
	    {"<STYLE>p { }</STYLE >seen", "seen"},
	    {"1 < 2 and 3 > 2", "1 < 2 and 3 > 2"},
	    {"<3 Deno", "<3 Deno"},
	    {"cut off <a href=\"http", "cut off"},
	    {"<![CDATA[inside]]", "inside]]"},
	    {"", ""},
	    {"<p></p>", ""},
	    {" \t\n ", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_str_equal(from_html(cases[i].in), cases[i].want);
}

static void entities_are_decoded_once(void **state)
{
	static const struct pair cases[] = {
	    {"AT&amp;T", "AT&T"},
	    {"&amp;lt;b&amp;gt;", "&lt;b&gt;"},
	    {"&lt;b&gt;", "<b>"},
	    {"caf&eacute; &rsquo;&#8217;&#x2019;", "café ’’’"},
	    {"&nbsp;x&nbsp;&nbsp;y", "x y"},
	    {"R&D &unknown; &;", "R&D &unknown; &;"},
	    {"&copy 2026 &copyright", "© 2026 ©right"},
	    {"?a=1&copy=2", "?a=1&copy=2"},
	    {"&#150;&#x93;", "–“"},
	    {"&#0;&#xD800;&#x110000;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
	    {"&#27;[31m", "[31m"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_str_equal(from_html(cases[i].in), cases[i].want);
}

static void invisible_and_reordering_characters_go(void **state)
{
	static const struct pair cases[] = {
	    {"a\x01\x1b[31mb\x7f", "a[31mb"},
	    {"a\xC2\x9B"
	     "31mb",
		"a›31mb"},
	    {"abc\xE2\x80\xAE"
	     "def\xE2\x81\xA6",
		"abcdef"},
	    {"Donau\xC2\xAD"
	     "dampf",
		"Donaudampf"},
	    {"a\xE2\x80\xA8"
	     "b\xE3\x80\x80"
	     "c\xE2\x80\x83"
	     "d",
		"a b c d"},
	    {"\xEF\xBB\xBFx", "x"},
	    {"ما\xE2\x80\x8Cه", "ما\xE2\x80\x8Cه"},
	    {"ひらがな、カタカナ。", "ひらがな、カタカナ。"},
	    {"it\xE2\x80\x99s \xE2\x80\x93 ok", "it’s – ok"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_str_equal(from_plain(cases[i].in), cases[i].want);
}

static void plain_text_keeps_what_looks_like_markup(void **state)
{
	(void)state;
	assert_str_equal(
	    from_plain("the <video>  tag & &amp;"), "the <video> tag & &amp;");
}

static void a_full_buffer_is_cut_between_characters(void **state)
{
	struct buf small;

	(void)state;
	for (size_t max = 0; max < 40; max++) {
		buf_init(&small, max);
		text_from_html(
		    &small, STR("<p>Straße</p> &eacute;&uuml; café naïve über"));
		assert_true(small.n <= max);
		assert_true(utf8_is_valid(buf_borrow(&small)));
		buf_clear(&small);
	}
}

static void markup_is_told_from_text(void **state)
{
	(void)state;
	assert_true(text_is_html(STR("a <b>b</b>")));
	assert_true(text_is_html(STR("a &amp; b")));
	assert_true(text_is_html(STR("a<!-- x -->")));
	assert_false(text_is_html(STR("1 < 2 & 3")));
	assert_false(text_is_html(STR("I <3 it")));
	assert_false(text_is_html(STR("")));
}

static void xml_entities_need_their_semicolon(void **state)
{
	(void)state;
	buf_reset(&b);
	text_decode_entities(&b, STR("a&lt;b &copy 1&copy; &eacute; & &#65; &#65"));
	assert_str_equal(buf_borrow(&b), "a<b &copy 1© é & A &#65");
}

static void mojibake_is_repaired_where_controls_prove_it(void **state)
{
	(void)state;
	buf_reset(&b);
	assert_true(mojibake_repair(&b, STR("Be\xC3\x84\xC2\x8D")));
	assert_str_equal(buf_borrow(&b), "Beč");
	buf_reset(&b);
	assert_false(mojibake_repair(&b, STR("NESTLÉ®")));
	assert_false(mojibake_repair(&b, STR("cafÃ©")));
	assert_false(mojibake_repair(&b, STR("日本 \xC2\x8D")));
	assert_int_equal(b.n, 0);
}

/* ---- Against libxml2 ------------------------------------------------------------- */

static void put_node(struct buf *out, const xmlNode *node)
{
	for (; node; node = node->next) {
		if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
			buf_puts(out, (const char *)node->content);
		else if (node->type == XML_ELEMENT_NODE &&
			 xmlStrcasecmp(node->name, BAD_CAST "p") == 0)
			buf_putc(out, ' ');
		if (node->type == XML_ELEMENT_NODE)
			put_node(out, node->children);
		if (node->type == XML_ELEMENT_NODE &&
		    xmlStrcasecmp(node->name, BAD_CAST "p") == 0)
			buf_putc(out, ' ');
	}
}

static void parse_with_libxml(struct buf *out, struct str html)
{
	htmlDocPtr doc = htmlReadMemory(html.p, (int)html.n, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
		HTML_PARSE_NONET);
	struct buf raw;

	buf_init(&raw, 1 << 24);
	if (doc)
		put_node(&raw, xmlDocGetRootElement(doc));
	text_from_plain(out, buf_borrow(&raw));
	buf_clear(&raw);
	xmlFreeDoc(doc);
}

/* Paragraphs of words, inline tags, attributes and entities, all well-formed. */
static void put_random_html(struct buf *out, unsigned *seed, size_t size)
{
	static const char *const parts[] = {"oil ", "price ", "café ", "<b>bold</b> ",
	    "<a href=\"http://x/?a=1&amp;b=2\">link</a> ", "&eacute;t&eacute; ",
	    "&#8217;", "AT&amp;T ", "<em>x</em>", "1 &lt; 2 ", "über ", "\n",
	    "<!-- note -->", "銀行 ", "<span class='a b'>y</span> ", "</p><p>"};

	buf_puts(out, "<p>");
	while (out->n < size) {
		*seed = *seed * 1103515245u + 12345u;
		buf_puts(out, parts[*seed >> 16 & 15]);
	}
	buf_puts(out, "</p>");
}

static void stripping_agrees_with_libxml(void **state)
{
	unsigned seed = 1;
	struct buf html, want;

	(void)state;
	buf_init(&html, 1 << 20);
	buf_init(&want, 1 << 20);
	for (int i = 0; i < 300; i++) {
		buf_reset(&html);
		buf_reset(&want);
		buf_reset(&b);
		put_random_html(&html, &seed, 200 + (size_t)i);
		parse_with_libxml(&want, buf_borrow(&html));
		text_from_html(&b, buf_borrow(&html));
		assert_string_equal(b.p, want.p);
	}
	buf_clear(&html);
	buf_clear(&want);
}

static double cpu_s(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static void stripping_is_faster_than_libxml(void **state)
{
	unsigned seed = 7;
	struct buf html, out;
	double ours, theirs, start;

	(void)state;
	buf_init(&html, 1 << 22);
	buf_init(&out, 1 << 22);
	put_random_html(&html, &seed, 1 << 20);
	start = cpu_s();
	for (int i = 0; i < 5; i++) {
		buf_reset(&out);
		text_from_html(&out, buf_borrow(&html));
	}
	ours = cpu_s() - start;
	start = cpu_s();
	for (int i = 0; i < 5; i++) {
		buf_reset(&out);
		parse_with_libxml(&out, buf_borrow(&html));
	}
	theirs = cpu_s() - start;
	print_message("libxml2 takes %.1f times as long\n", theirs / ours);
	assert_true(theirs > ours);
	buf_clear(&html);
	buf_clear(&out);
}

static void hostile_markup_takes_linear_time(void **state)
{
	static const char *const pieces[] = {"<", "<!--", "<!-->", "<a =\"'>", "&amp;",
	    "&", "<b>", "</", "<script>", "<!", "<![CDATA[", "&#", "<a href='"};
	struct buf html, out;

	(void)state;
	buf_init(&html, 1 << 22);
	buf_init(&out, 16 << 10);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		double start;

		buf_reset(&html);
		while (html.n < 1 << 20)
			buf_puts(&html, pieces[i]);
		start = cpu_s();
		buf_reset(&out);
		text_from_html(&out, buf_borrow(&html));
		assert_true(cpu_s() - start < 2.0);
	}
	buf_clear(&html);
	buf_clear(&out);
}

static int setup(void **state)
{
	(void)state;
	buf_init(&b, 1 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	buf_clear(&b);
	xmlCleanupParser();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tags_go_and_words_stay_apart),
	    cmocka_unit_test(entities_are_decoded_once),
	    cmocka_unit_test(invisible_and_reordering_characters_go),
	    cmocka_unit_test(plain_text_keeps_what_looks_like_markup),
	    cmocka_unit_test(a_full_buffer_is_cut_between_characters),
	    cmocka_unit_test(markup_is_told_from_text),
	    cmocka_unit_test(xml_entities_need_their_semicolon),
	    cmocka_unit_test(mojibake_is_repaired_where_controls_prove_it),
	    cmocka_unit_test(stripping_agrees_with_libxml),
	    cmocka_unit_test(stripping_is_faster_than_libxml),
	    cmocka_unit_test(hostile_markup_takes_linear_time),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
