/*
 * test_mailbox.c - names of IMAP mailboxes in and out.
 */
#include "test.h"

#include "mail/mailbox.h"

static void list_replies_of_all_forms_are_read(void **state)
{
	static const struct {
		const char *line, *token;
		bool is_drafts, is_called_drafts, is_selectable;
	} cases[] = {
	    {"LIST (\\HasNoChildren \\Drafts) \"/\" \"Entw&APw-rfe\"", "\"Entw&APw-rfe\"",
		true, false, true},
	    {"LIST () \"/\" Drafts", "Drafts", false, true, true},
	    {"LIST () \".\" INBOX.Drafts", "INBOX.Drafts", false, true, true},
	    {"LIST () \"/\" \"My Drafts\"", "\"My Drafts\"", false, false, true},
	    {"list (\\drafts \\NOSELECT) NIL \"a \\\"b\\\" c\"", "\"a \\\"b\\\" c\"",
		true, false, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct mailbox m;

		assert_true(mailbox_parse_list(str_of(cases[i].line), &m));
		assert_str_equal(m.token, cases[i].token);
		assert_int_equal(m.is_drafts, cases[i].is_drafts);
		assert_int_equal(m.is_called_drafts, cases[i].is_called_drafts);
		assert_int_equal(m.is_selectable, cases[i].is_selectable);
	}
}

static void what_is_no_list_reply_is_passed_over(void **state)
{
	static const char *const lines[] = {"", "OK done", "LIST", "LIST (", "LIST ()",
	    "LIST () \"/\"", "LIST () \"/\" ", "LIST () \"/\" \"open",
	    "LIST () \"/\" {6}", "LSUB () \"/\" Drafts"};
	struct mailbox m;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		assert_false(mailbox_parse_list(str_of(lines[i]), &m));
}

static void names_are_quoted_and_encoded(void **state)
{
	static const struct {
		const char *name, *written;
	} cases[] = {
	    {"Drafts", "\"Drafts\""},
	    {"a \"b\" \\c", "\"a \\\"b\\\" \\\\c\""},
	    {"Entw\xC3\xBCrfe", "\"Entw&APw-rfe\""},
	    {"Entw&APw-rfe", "\"Entw&APw-rfe\""},
	    {"\xC3\xBC&\xC3\xBC", "\"&APw-&-&APw-\""},
	    {"\xE5\x8F\xB0\xE5\x8C\x97", "\"&U,BTFw-\""},
	    {"\xF0\x9F\x98\x80", "\"&2D3eAA-\""},
	    {"x\r\nS9 DELETE INBOX", "\"xS9 DELETE INBOX\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b;

		buf_init(&b, 1000);
		mailbox_put_name(&b, str_of(cases[i].name));
		assert_string_equal(b.p, cases[i].written);
		buf_clear(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(list_replies_of_all_forms_are_read),
	    cmocka_unit_test(what_is_no_list_reply_is_passed_over),
	    cmocka_unit_test(names_are_quoted_and_encoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
