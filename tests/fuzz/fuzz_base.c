/*
 * fuzz_base.c - addresses, dates and text made visible: canonical forms are stable, and
 * nothing that reaches a terminal, a page or a table can do more than be read.
 */
#include "fuzz.h"

#include "base/clock.h"
#include "base/escape.h"
#include "base/url.h"

#include <string.h>

static void check_url(struct arena *a, struct str s)
{
	struct str resolved = url_resolve(a, STR("https://outlet.example/news/"), s);
	struct str clean, key;

	if (!resolved.p || !url_is_web(resolved))
		return;
	clean = url_clean(a, resolved);
	key = url_key(a, resolved);
	claim(url_is_web(clean));
	claim(str_eq(url_clean(a, clean), clean));
	/* A stray % before what is encoded may become an escape; of a query that is no
	 * list of parameters, the key keeps less. */
	if (str_find_char(s, '%') == s.n && str_find_char(s, '?') == s.n)
		claim(str_eq(url_key(a, clean), key));
	claim(str_find_char(clean, ' ') == clean.n);
}

static void check_output(struct str s)
{
	struct buf b;
	struct str out;

	buf_init(&b, 16 << 20);
	utf8_put_visible(&b, s);
	claim_text(buf_borrow(&b), false);
	claim(utf8_columns(utf8_fit(buf_borrow(&b), 20)) <= 20);
	buf_reset(&b);
	escape_html(&b, s);
	out = buf_borrow(&b);
	claim(str_find_char(out, '<') == out.n && str_find_char(out, '"') == out.n);
	buf_reset(&b);
	escape_csv(&b, s);
	out = buf_borrow(&b);
	claim(!out.n || !strchr("=+-@\t", out.p[0]));
	buf_clear(&b);
}

static void check_date(struct str s)
{
	char text[CLOCK_ISO_SIZE];
	int64_t at_s, again_s;

	if (!clock_parse_iso(s, &at_s))
		return;
	clock_format_iso(at_s, text);
	claim(clock_parse_iso(str_of(text), &again_s) && again_s == at_s);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str s = {(const char *)p, n};
	struct arena *a = arena_new();

	if (utf8_is_valid(s))
		check_url(a, s);
	check_output(s);
	check_date(s);
	arena_free(a);
	return 0;
}
