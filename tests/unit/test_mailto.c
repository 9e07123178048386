/*
 * test_mailto.c - messages as mailto URIs.
 */
#include "test.h"

#include "mail/mailto.h"

static enum err make(
    struct buf *out, const char *to, const char *subject, const char *text)
{
	struct mail_message m = {.to = {STR("Ada"), str_of(to)},
	    .subject = str_of(subject),
	    .text = str_of(text)};

	buf_init(out, 1 << 16);
	return mailto_write(out, &m, NULL);
}

static void text_is_encoded_and_lines_are_crlf(void **state)
{
	struct buf b;

	(void)state;
	assert_int_equal(
	    make(&b, "ada@x.example", "Fusion & more?", "Hi Ada,\n\nSee é\n"), OK);
	assert_string_equal(b.p, "mailto:ada@x.example?subject=Fusion%20%26%20more%3F"
				 "&body=Hi%20Ada%2C%0D%0A%0D%0ASee%20%C3%A9");
	buf_clear(&b);
}

static void no_text_begins_a_field(void **state)
{
	struct buf b;

	(void)state;
	assert_int_equal(
	    make(&b, "a+b%c@x.example", "s\r\nBcc: e@x.example&cc=e", "a&bcc=e\r"), OK);
	assert_string_equal(b.p,
	    "mailto:a%2Bb%25c@x.example?subject=s%20Bcc%3A%20e%40x.example"
	    "%26cc%3De&body=a%26bcc%3De");
	buf_clear(&b);
	assert_int_equal(make(&b, "a@x.example,b@x.example", "s", "t"), ERR_DATA);
	buf_clear(&b);
	assert_int_equal(make(&b, "a@x.example?bcc=b@x.example ", "s", "t"), ERR_DATA);
	buf_clear(&b);
}

static void long_messages_are_refused_whole(void **state)
{
	char text[1600];
	struct buf b;
	size_t frame = strlen("mailto:ada@x.example?subject=s&body=");

	(void)state;
	memset(text, 'a', sizeof(text));
	text[MAILTO_MAX_BYTES - frame] = '\0';
	assert_int_equal(make(&b, "ada@x.example", "s", text), OK);
	assert_int_equal(b.n, MAILTO_MAX_BYTES);
	buf_clear(&b);
	text[MAILTO_MAX_BYTES - frame] = 'a';
	text[MAILTO_MAX_BYTES - frame + 1] = '\0';
	assert_int_equal(make(&b, "ada@x.example", "s", text), ERR_CANTCREAT);
	assert_int_equal(b.n, 0);
	buf_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_is_encoded_and_lines_are_crlf),
	    cmocka_unit_test(no_text_begins_a_field),
	    cmocka_unit_test(long_messages_are_refused_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
