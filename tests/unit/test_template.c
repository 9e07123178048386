/*
 * test_template.c - wordings chosen in turn, fields filled in, notes made and edited.
 */
#include "test.h"

#include "base/arena.h"
#include "mail/note.h"

#include <stdlib.h>

struct bench {
	struct arena *a;
	struct template_set *t;
};

static int setup(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));

	b->a = arena_new();
	b->t = template_set_new();
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;

	template_set_free(b->t);
	arena_free(b->a);
	free(b);
	return 0;
}

static const struct template_field FIELDS[] = {
    {"because", {"you mentioned fusion", 20}},
    {"name", {"Ada", 3}},
    {"company", {0}},
};

static struct template_choice choice(const char *section)
{
	return (struct template_choice){
	    .language = STR("en"), .section = section, .fields = FIELDS, .n_fields = 3};
}

static void add(struct bench *b, const char *text)
{
	struct err_info ei = {0};

	assert_int_equal(
	    template_set_add(b->t, STR("en"), str_of(text), "en.txt", &ei), OK);
}

static void no_line_comes_twice_running(void **state)
{
	static const char *const languages[] = {"en", "de", "fr", "es"};
	static const char *const sections[] = {
	    "interesting", "congratulations", "question", "checking-in"};
	struct bench *b = *state;

	for (size_t i = 0; i < 16; i++) {
		struct template_choice c = choice(sections[i % 4]);
		struct str filled, used;

		c.language = str_of(languages[i / 4]);
		c.wanted = "because";
		for (int k = 0; k < 20; k++) {
			assert_int_equal(
			    template_fill(b->a, b->t, &c, &filled, &used, NULL), OK);
			assert_false(str_eq(used, c.last));
			assert_int_equal(str_find_char(filled, '{'), filled.n);
			c.last = used;
		}
	}
}

static void the_reason_is_told_where_it_is_known(void **state)
{
	struct bench *b = *state;
	struct template_choice c = choice("interesting");

	c.wanted = "because";
	for (c.seed = 0; c.seed < 12; c.seed++) {
		struct str filled;

		assert_int_equal(template_fill(b->a, b->t, &c, &filled, NULL, NULL), OK);
		assert_true(str_find(filled, STR("you mentioned fusion")) < filled.n);
	}
}

static void a_missing_field_is_named(void **state)
{
	struct bench *b = *state;
	struct template_choice c = choice("greeting");
	struct err_info ei = {0};
	struct str filled;

	add(b, "[greeting]\nDear {first_name},\n");
	assert_int_equal(template_fill(b->a, b->t, &c, &filled, NULL, &ei), ERR_CONFIG);
	assert_non_null(strstr(ei.text, "{first_name}"));
	assert_string_equal(ei.source, "en.txt:2");
	add(b, "[greeting]\nDear friend at {company},\n");
	assert_int_equal(template_fill(b->a, b->t, &c, &filled, NULL, &ei), ERR_CONFIG);
	assert_non_null(strstr(ei.text, "{company}"));
}

static void a_wording_without_its_field_is_passed_over(void **state)
{
	struct bench *b = *state;
	struct template_choice c = choice("greeting");
	struct str filled;

	add(b, "[greeting]\nDear friend at {company},\nHello {{{name}}},\n");
	for (c.seed = 0; c.seed < 2; c.seed++) {
		assert_int_equal(template_fill(b->a, b->t, &c, &filled, NULL, NULL), OK);
		assert_str_equal(filled, "Hello {Ada},");
	}
}

static void mistakes_in_a_file_are_told_with_their_line(void **state)
{
	static const struct {
		const char *text, *source;
	} cases[] = {
	    {"[greeting]\nHi {name,\n", "en.txt:2"},
	    {"[greeting]\nHi name},\n", "en.txt:2"},
	    {"# x\n[salutation]\n", "en.txt:2"},
	    {"Hi\n", "en.txt:1"},
	    {"[greeting]\n[greeting]\n", "en.txt:2"},
	    {"[greeting\n", "en.txt:1"},
	};
	struct bench *b = *state;
	struct template_choice c = choice("greeting");
	struct str filled;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err_info ei = {0};

		assert_int_equal(template_set_add(b->t, STR("en"), str_of(cases[i].text),
				     "en.txt", &ei),
		    ERR_CONFIG);
		assert_string_equal(ei.source, cases[i].source);
	}
	assert_int_equal(template_fill(b->a, b->t, &c, &filled, NULL, NULL), OK);
	assert_str_equal(filled, "Hi Ada,");
}

static void languages_fall_back_to_their_root_then_english(void **state)
{
	struct bench *b = *state;

	assert_str_equal(template_set_language(b->t, STR("de")), "de");
	assert_str_equal(template_set_language(b->t, STR("de-at")), "de");
	assert_str_equal(template_set_language(b->t, STR("DE")), "DE");
	assert_str_equal(template_set_language(b->t, STR("ja")), "en");
	assert_str_equal(template_set_language(b->t, STR("")), "en");
}

static struct note_request request(void)
{
	return (struct note_request){
	    .language = STR("en"),
	    .goes_by = STR("Ada"),
	    .headline = STR("Fusion\r\nworks"),
	    .outlet = STR("The Times"),
	    .url = STR("https://news.example/a?utm_source=x&id=7"),
	    .has_because = true,
	    .because_kind = TERM_INTEREST,
	    .because_term = STR("fusion"),
	    .signature = STR("Grace"),
	};
}

static void a_note_has_greeting_reason_and_clean_link(void **state)
{
	struct bench *b = *state;
	struct note_request r = request();
	struct note_text n;

	assert_int_equal(note_make(b->a, b->t, &r, &n, NULL), OK);
	assert_str_equal(n.subject, "Fusion works");
	assert_str_equal(n.text,
	    "Hi Ada,\n\n"
	    "I thought you might find this interesting: you mentioned fusion.\n\n"
	    "Fusion works\nThe Times\nhttps://news.example/a?id=7\n\nGrace\n");
}

static void what_is_not_known_leaves_no_gap(void **state)
{
	struct bench *b = *state;
	struct note_request r = {.occasion = NOTE_CHECKING_IN,
	    .language = STR("en"),
	    .goes_by = STR("Ada"),
	    .line = STR("How was Paris?\nTell me all.")};
	struct note_text n;

	assert_int_equal(note_make(b->a, b->t, &r, &n, NULL), OK);
	assert_str_equal(n.subject, "How are you?");
	assert_str_equal(n.text, "Hi Ada,\n\nHow was Paris?\nTell me all.\n");
}

static void private_rules_are_never_given_as_the_reason(void **state)
{
	static const enum term_kind kinds[] = {TERM_REGEX, TERM_LEARNED};
	struct bench *b = *state;

	for (size_t i = 0; i < 2; i++) {
		struct note_request r = request();
		struct note_text n;

		r.because_kind = kinds[i];
		assert_int_equal(note_make(b->a, b->t, &r, &n, NULL), OK);
		assert_int_equal(str_find(n.text, STR("fusion")), n.text.n);
	}
}

static void a_contact_goes_by_what_friends_say(void **state)
{
	(void)state;
	assert_str_equal(
	    note_goes_by(STR("Bob"), STR("Robert"), STR("Robert Fox")), "Bob");
	assert_str_equal(
	    note_goes_by(STR(""), STR("Mary Jane"), STR("M. J. Fox")), "Mary Jane");
	assert_str_equal(
	    note_goes_by(STR(""), STR(""), STR("Prof. Dr. Ada Lovelace")), "Ada");
	assert_str_equal(note_goes_by(STR(""), STR(""), STR("Lovelace, Ada")), "Ada");
	assert_str_equal(note_goes_by(STR(""), STR(""), STR("Dr.")), "Dr.");
}

static void what_the_editor_saves_is_read_back(void **state)
{
	struct bench *b = *state;
	struct note_text n = {STR("Old"), STR("Hi\n\nthere\n"), STR("w")};
	struct buf text;

	buf_init(&text, 1 << 16);
	note_put_for_editor(&text, &n, STR("Ada <ada@x.example>"), STR("fusion"),
	    STR("this story was also sent to Bob"));
	assert_true(
	    str_find(buf_borrow(&text),
		STR("\n# Take care: this story was also sent to Bob\n")) < text.n);
	assert_true(note_parse_edited(b->a, buf_borrow(&text), &n));
	assert_str_equal(n.subject, "Old");
	assert_str_equal(n.text, "Hi\n\nthere\n");
	assert_true(note_parse_edited(b->a,
	    STR("Subject: s\n\nHi\n\n# To: Ada <ada@x.example>\n# Why: fusion\n"), &n));
	assert_str_equal(n.text, "Hi\n");
	assert_true(note_parse_edited(
	    b->a, STR("Hi\n\n# Take care: it was also sent to Bob\n"), &n));
	assert_str_equal(n.text, "Hi\n");
	assert_true(note_parse_edited(b->a, STR("SUBJECT:  New \r\n\r\nHo\r\n\r\n"), &n));
	assert_str_equal(n.subject, "New");
	assert_str_equal(n.text, "Ho\n");
	assert_true(note_parse_edited(b->a, STR("No subject line\n"), &n));
	assert_str_equal(n.subject, "New");
	assert_str_equal(n.text, "No subject line\n");
	buf_clear(&text);
}

static void an_empty_note_cancels(void **state)
{
	static const char *const empty[] = {"", "\n \n", "Subject: x\n\n",
	    "\n# ---- what follows is not sent ----\nmore\n"};
	struct bench *b = *state;

	for (size_t i = 0; i < sizeof(empty) / sizeof(empty[0]); i++) {
		struct note_text n = {STR("Old"), STR("Hi\n"), STR("w")};

		assert_false(note_parse_edited(b->a, str_of(empty[i]), &n));
		assert_str_equal(n.text, "Hi\n");
		assert_str_equal(n.subject, "Old");
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(no_line_comes_twice_running),
	    TEST(the_reason_is_told_where_it_is_known),
	    TEST(a_missing_field_is_named),
	    TEST(a_wording_without_its_field_is_passed_over),
	    TEST(mistakes_in_a_file_are_told_with_their_line),
	    TEST(languages_fall_back_to_their_root_then_english),
	    TEST(a_note_has_greeting_reason_and_clean_link),
	    TEST(what_is_not_known_leaves_no_gap),
	    TEST(private_rules_are_never_given_as_the_reason),
	    TEST(a_contact_goes_by_what_friends_say),
	    TEST(what_the_editor_saves_is_read_back),
	    TEST(an_empty_note_cancels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
