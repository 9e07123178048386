/*
 * test_feed_input.c - encodings and compression: bytes of any kind become text.
 */
#include "test.h"

#include "base/buf.h"
#include "feed/input.h"

#include <zlib.h>

static struct buf text;
static struct err_info ei;

static enum err collect(void *ctx, struct str piece, struct err_info *info)
{
	(void)ctx, (void)info;
	buf_put_str(&text, piece);
	return OK;
}

/* Converts bytes pushed in pieces of that size. */
static enum err convert(struct str bytes, const char *content_type, size_t size)
{
	struct input *in = input_new(str_of(content_type), 1 << 20, collect, NULL);
	enum err e = OK;

	buf_reset(&text);
	ei = (struct err_info){0};
	for (size_t i = 0; i < bytes.n && e == OK; i += size)
		e = input_put(in, str_sub(bytes, i, size), &ei);
	if (e == OK)
		e = input_finish(in, &ei);
	input_free(in);
	return e;
}

struct sample {
	struct str bytes;
	const char *content_type;
	const char *want; /* its end */
};

#define DECLARED(name) "<?xml version='1.0' encoding='" name "'?>"

static void encodings_are_found_whatever_the_label(void **state)
{
	const struct sample samples[] = {
	    {STR("caf\xC3\xA9"), NULL, "café"},
	    {STR("\xEF\xBB\xBF"
		 "caf\xC3\xA9"),
		"text/xml; charset=iso-8859-1", "café"},
	    {STR("\xFF\xFE<\0c\0a\0f\0\xE9\0"), NULL, "<café"},
	    {STR("\xFE\xFF\0<\0c\0a\0f\0\xE9"), NULL, "<café"},
	    {STR("<\0c\0a\0f\0\xE9\0"), NULL, "<café"},
	    {STR("\0<\0c\0a\0f\0\xE9"), NULL, "<café"},
	    {STR("\0\0\0<\0\0\0\xE9"), NULL, "<é"},
	    {STR(DECLARED("ISO-8859-1") "caf\xE9 \x93x\x94"), NULL, "café “x”"},
	    {STR(DECLARED("ISO-8859-1") "caf\xC3\xA9"), NULL, "café"},
	    {STR(DECLARED("UTF-8") "caf\xE9 and a long text"), NULL,
		"café and a long text"},
	    {STR(DECLARED("utf8") "caf\xC3\xA9"), NULL, "café"},
	    {STR(DECLARED("windows-1251") "\xCF\xF0\xE8\xE2\xE5\xF2"), NULL, "Привет"},
	    {STR(DECLARED("utf-8") "\xCF\xF0\xE8\xE2\xE5\xF2"),
		"application/rss+xml; charset=\"windows-1251\"", "Привет"},
	    {STR("\xCF\xF0\xE8\xE2\xE5\xF2"), "text/xml;charset=windows-1251", "Привет"},
	    {STR(DECLARED("gb2312") "\xD6\xD0\xCE\xC4"), NULL, "中文"},
	    {STR(DECLARED("Shift_JIS") "\x93\xFA\x96\x7B"), NULL, "日本"},
	    {STR(DECLARED("euc-kr") "\xC7\xD1\xB1\xDB"), NULL, "한글"},
	    {STR(DECLARED("gb2312") "\xE4\xB8\xAD\xE6\x96\x87\xE4\xB8\xAD\xE6\x96\x87"),
		NULL, "中文中文"},
	    {STR(DECLARED("UTF-16") "caf\xC3\xA9"), NULL, "café"},
	    {STR("ok \xF0\x9F\x98\x80 end \xC3"), NULL, "ok 😀 end Ã"},
	    {STR(DECLARED("win-1251") "\xCF\xF0\xE8\xE2\xE5\xF2"), NULL, "Привет"},
	    {STR(DECLARED("mac_roman") "caf\x8E"), NULL, "café"},
	    {STR(DECLARED("x-klingon") "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"), NULL, "éééé"},
	    {STR("\x4C\x6F\xA7\x94\x93\x6F\x6E"), NULL, "<?xml?>"}, /* EBCDIC */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		for (size_t size = 1; size < 9; size += 3) {
			assert_int_equal(
			    convert(samples[i].bytes, samples[i].content_type, size), OK);
			if (!str_ends(buf_borrow(&text), str_of(samples[i].want)))
				print_error("sample %zu: %s\n", i, text.p);
			assert_true(str_ends(buf_borrow(&text), str_of(samples[i].want)));
		}
	}
}

static void an_unknown_encoding_is_an_error(void **state)
{
	(void)state;
	assert_int_equal(convert(STR(DECLARED("x-klingon") "abc"), NULL, 99), ERR_DATA);
	assert_true(str_starts(str_of(ei.text), STR("encoding: ")));
}

static void a_character_across_pieces_is_whole(void **state)
{
	struct buf big;

	(void)state;
	buf_init(&big, 1 << 20);
	while (big.n < 300 << 10)
		buf_puts(&big, "é€😀x");
	for (size_t size = 65535; size < 65540; size++) {
		assert_int_equal(convert(buf_borrow(&big), NULL, size), OK);
		assert_true(str_eq(buf_borrow(&text), buf_borrow(&big)));
	}
	buf_clear(&big);
}

static void a_bad_byte_is_repaired_wherever_it_stands(void **state)
{
	struct str good = STR("石油 ab é价格 ü😀 上昇銀行 Привет, an end of ASCII only");
	struct buf bad, want;

	(void)state;
	buf_init(&bad, 1 << 10);
	buf_init(&want, 1 << 10);
	for (size_t i = 0; i <= good.n; i++) {
		if (i < good.n && ((unsigned char)good.p[i] & 0xC0) == 0x80)
			continue;
		buf_reset(&bad);
		buf_put(&bad, good.p, i);
		buf_puts(&bad, "\xE9 ");
		buf_put(&bad, good.p + i, good.n - i);
		buf_reset(&want);
		buf_put(&want, good.p, i);
		buf_puts(&want, "é ");
		buf_put(&want, good.p + i, good.n - i);
		assert_int_equal(convert(buf_borrow(&bad), NULL, 7), OK);
		assert_string_equal(text.p, want.p);
	}
	buf_clear(&bad);
	buf_clear(&want);
}

static struct str gzip(const char *plain, size_t n, unsigned char *out, size_t size)
{
	z_stream z = {0};

	assert_int_equal(
	    deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (z_const Bytef *)(uintptr_t)plain;
	z.avail_in = (uInt)n;
	z.next_out = out;
	z.avail_out = (uInt)size;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return (struct str){(char *)out, size - z.avail_out};
}

static void gzip_is_unpacked_and_its_end_missed(void **state)
{
	unsigned char packed[256];
	struct str bytes = gzip("<rss>caf\xC3\xA9</rss>", 16, packed, sizeof(packed));

	(void)state;
	for (size_t size = 1; size < 40; size += 7) {
		assert_int_equal(convert(bytes, NULL, size), OK);
		assert_str_equal(buf_borrow(&text), "<rss>café</rss>");
	}
	bytes.n -= 9;
	assert_int_equal(convert(bytes, NULL, 99), ERR_DATA);
	assert_true(str_starts(str_of(ei.text), STR("truncated: ")));
	packed[12] ^= 0x55;
	assert_int_equal(convert(bytes, NULL, 99), ERR_DATA);
}

static void what_unpacks_beyond_the_limit_is_refused(void **state)
{
	static char zeros[8 << 20];
	static unsigned char packed[64 << 10];
	struct str bytes = gzip(zeros, sizeof(zeros), packed, sizeof(packed));

	(void)state;
	assert_int_equal(convert(bytes, NULL, 1000), ERR_DATA);
	assert_true(str_starts(str_of(ei.text), STR("too large: ")));
}

static int setup(void **state)
{
	(void)state;
	buf_init(&text, 16 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	buf_clear(&text);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(encodings_are_found_whatever_the_label),
	    cmocka_unit_test(an_unknown_encoding_is_an_error),
	    cmocka_unit_test(a_character_across_pieces_is_whole),
	    cmocka_unit_test(a_bad_byte_is_repaired_wherever_it_stands),
	    cmocka_unit_test(gzip_is_unpacked_and_its_end_missed),
	    cmocka_unit_test(what_unpacks_beyond_the_limit_is_refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
