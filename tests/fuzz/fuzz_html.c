/*
 * fuzz_html.c - markup, and a page to find feeds in.
 */
#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/discover.h"
#include "feed/text.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str html = {(const char *)data, size};
	struct arena *a = arena_new();
	struct discovered *found;
	struct buf b;

	if (utf8_is_valid(html)) {
		buf_init(&b, 4096);
		text_from_html(&b, html);
		assert(utf8_is_valid(buf_borrow(&b)));
		buf_reset(&b);
		text_decode_entities(&b, html);
		assert(utf8_is_valid(buf_borrow(&b)));
		buf_clear(&b);
	}
	for (size_t i = discover_feeds(a, html, STR("https://news.example/"), &found);
	     i > 0; i--)
		assert(url_is_web(found[i - 1].url));
	arena_free(a);
	return 0;
}
