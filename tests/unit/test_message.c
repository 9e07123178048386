/*
 * test_message.c - messages as bytes: what the standards ask of every line.
 */
#include "test.h"

#include "mail/message.h"

static struct mail_message plain(void)
{
	return (struct mail_message){
	    .from = {STR("Grace Hopper"), STR("grace@navy.example")},
	    .to = {STR("Ada Lovelace"), STR("ada@x.example")},
	    .subject = STR("Fusion"),
	    .text = STR("Hi Ada,\n"),
	    .message_id = STR("<1@navy.example>"),
	    .date_at_s = 1795327200,
	};
}

/* The message, ended by NUL; *b is cleared by the caller. */
static const char *written(struct buf *b, const struct mail_message *m)
{
	struct err_info ei = {0};

	buf_init(b, MESSAGE_MAX_BYTES);
	assert_int_equal(message_write(b, m, &ei), OK);
	return b->p;
}

/* Lines end with CRLF, hold no other control, and are short. */
static void assert_lines_are_right(struct str bytes, size_t max_columns)
{
	struct str line;

	assert_true(str_ends(bytes, STR("\r\n")));
	while (str_split(&bytes, '\n', &line)) {
		if (!bytes.p)
			break;
		assert_true(str_ends(line, STR("\r")));
		assert_true(line.n - 1 <= max_columns);
		for (size_t i = 0; i + 1 < line.n; i++)
			assert_true((unsigned char)line.p[i] >= ' ' || line.p[i] == '\t');
	}
}

static void a_plain_message_is_as_the_standard_has_it(void **state)
{
	struct mail_message m = plain();
	struct buf b;

	(void)state;
	assert_string_equal(written(&b, &m),
	    "From: Grace Hopper <grace@navy.example>\r\n"
	    "To: Ada Lovelace <ada@x.example>\r\n"
	    "Subject: Fusion\r\n"
	    "Date: Sun, 22 Nov 2026 06:00:00 +0000\r\n"
	    "Message-ID: <1@navy.example>\r\n"
	    "MIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: quoted-printable\r\n"
	    "\r\n"
	    "Hi Ada,\r\n");
	buf_clear(&b);
}

static void text_cannot_add_a_header_or_a_recipient(void **state)
{
	static const char *const bad[] = {"x\r\nBcc: e@x.example", "x\nBcc: e@x.example",
	    "x\rBcc: e@x.example",
	    "x\xC2\x85"
	    "Bcc: e@x.example",
	    "x\xE2\x80\xA8"
	    "Bcc: e@x.example",
	    "x\r\n\r\nBcc: e@x.example", "\nBcc: e@x.example",
	    "\x01\x1b[31mBcc: e@x.example"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct mail_message m = plain();
		struct buf b;

		m.subject = m.from.name = m.to.name = str_of(bad[i]);
		written(&b, &m);
		assert_int_equal(str_find(buf_borrow(&b), STR("\nBcc")), b.n);
		assert_int_equal(str_find_char(buf_borrow(&b), '\x1b'), b.n);
		assert_lines_are_right(buf_borrow(&b), 78);
		buf_clear(&b);
	}
}

static void an_address_that_is_none_is_refused(void **state)
{
	static const char *const bad[] = {"", "ada", "ada@x.example\r\nBcc: e@x.example",
	    "ada@x.example, e@x.example", "<ada@x.example>", "ada@x.example>",
	    "a da@x.example", "ada@x.example\n", "ada@"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct mail_message m = plain();
		struct err_info ei = {0};
		struct buf b;

		buf_init(&b, MESSAGE_MAX_BYTES);
		m.to.email = str_of(bad[i]);
		assert_int_equal(message_write(&b, &m, &ei), ERR_DATA);
		assert_int_equal(b.n, 0);
		assert_true(ei.text[0]);
		m = plain();
		m.from.email = str_of(bad[i]);
		assert_int_equal(message_write(&b, &m, NULL), ERR_DATA);
		buf_clear(&b);
	}
}

static void a_message_id_that_is_none_is_refused(void **state)
{
	struct mail_message m = plain();
	struct buf b;

	(void)state;
	buf_init(&b, MESSAGE_MAX_BYTES);
	m.in_reply_to = STR("<1@x>\r\nBcc: <e@x>");
	assert_int_equal(message_write(&b, &m, NULL), ERR_DATA);
	buf_clear(&b);
}

static void names_are_quoted_or_encoded_where_they_must(void **state)
{
	static const struct {
		const char *name, *header;
	} cases[] = {
	    {"", "To: <ada@x.example>\r\n"},
	    {"Ada", "To: Ada <ada@x.example>\r\n"},
	    {"Ada <eve@evil.example>, Ada", "To: <ada@x.example>\r\n"},
	    {"Dr. Ada, \"Countess\" \\",
		"To: \"Dr. Ada, \\\"Countess\\\" \\\\\" <ada@x.example>\r\n"},
	    {"J\xC3\xBCrgen M.", "To: =?UTF-8?Q?J=C3=BCrgen_M=2E?= <ada@x.example>\r\n"},
	    {"=?UTF-8?Q?x?=", "To: =?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?= <ada@x.example>\r\n"},
	    {"\xE5\xA4\xAA\xE9\x83\x8E", "To: =?UTF-8?B?5aSq6YOO?= <ada@x.example>\r\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct mail_message m = plain();
		struct buf b;

		m.to.name = str_of(cases[i].name);
		assert_non_null(strstr(written(&b, &m), cases[i].header));
		buf_clear(&b);
	}
}

static void long_text_of_any_script_is_folded(void **state)
{
	static const char *const units[] = {"a", "word ", "\xC3\xA9", "\xE5\xA4\xAA",
	    "\xF0\x9F\x98\x80", "\xE5\xA4\xAA ", "=?",
	    "a\xC3\xA9\xE5\xA4\xAA\xF0\x9F\x98\x80", "\xFF", "."};

	(void)state;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		for (size_t n = 1; n < 200; n += 7) {
			struct mail_message m = plain();
			struct buf b, text;

			buf_init(&text, 1 << 16);
			for (size_t k = 0; k < n; k++)
				buf_puts(&text, units[i]);
			m.subject = m.to.name = m.text = buf_borrow(&text);
			written(&b, &m);
			assert_lines_are_right(buf_borrow(&b), 78);
			buf_clear(&b);
			buf_clear(&text);
		}
	}
}

static void body_of(struct buf *b, const char *text)
{
	struct mail_message m = plain();
	size_t start;

	m.text = str_of(text);
	written(b, &m);
	start = str_find(buf_borrow(b), STR("\r\n\r\n")) + 4;
	memmove(b->p, b->p + start, b->n - start + 1);
	b->n -= start;
}

static void bodies_survive_every_transport(void **state)
{
	static const struct {
		const char *text, *bytes;
	} cases[] = {
	    {"a\nb", "a\r\nb\r\n"},
	    {"a\r\nb\rc\n", "a\r\nb\r\nc\r\n"},
	    {"1=2", "1=3D2\r\n"},
	    {"trailing \n\t\nx", "trailing=20\r\n=09\r\nx\r\n"},
	    {".\n..\n.x", "=2E\r\n=2E.\r\n=2Ex\r\n"},
	    {"From me\n>From you", "=46rom me\r\n>From you\r\n"},
	    {"\xC3\xA9\x01\x1b\x7f", "=C3=A9\r\n"},
	    {"\xFF", "=EF=BF=BD\r\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b;

		body_of(&b, cases[i].text);
		assert_string_equal(b.p, cases[i].bytes);
		buf_clear(&b);
	}
}

static void html_comes_with_its_text(void **state)
{
	struct mail_message m = plain();
	struct buf b;
	const char *p;

	(void)state;
	m.html = STR("<p>Hi</p>\n");
	m.is_automatic = true;
	p = written(&b, &m);
	assert_non_null(
	    strstr(p, "Content-Type: multipart/alternative;\r\n boundary=\"=_"));
	assert_non_null(strstr(p, "Auto-Submitted: auto-generated\r\n"));
	assert_true(strstr(p, "text/plain") < strstr(p, "text/html"));
	buf_clear(&b);
}

static void message_ids_are_new_each_time(void **state)
{
	struct arena *a = arena_new();
	struct str one = message_id_new(a, STR("grace@navy.example"));
	struct str two = message_id_new(a, STR("grace@navy.example"));

	(void)state;
	assert_true(message_id_is_valid(one));
	assert_true(str_ends(one, STR("@navy.example>")));
	assert_false(str_eq(one, two));
	assert_true(
	    message_id_is_valid(message_id_new(a, STR("g@m\xC3\xBCller.example"))));
	assert_false(message_id_is_valid(STR("<a b@c>")));
	assert_false(message_id_is_valid(STR("a@c")));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_plain_message_is_as_the_standard_has_it),
	    cmocka_unit_test(text_cannot_add_a_header_or_a_recipient),
	    cmocka_unit_test(an_address_that_is_none_is_refused),
	    cmocka_unit_test(a_message_id_that_is_none_is_refused),
	    cmocka_unit_test(names_are_quoted_or_encoded_where_they_must),
	    cmocka_unit_test(long_text_of_any_script_is_folded),
	    cmocka_unit_test(bodies_survive_every_transport),
	    cmocka_unit_test(html_comes_with_its_text),
	    cmocka_unit_test(message_ids_are_new_each_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
