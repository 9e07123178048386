/*
 * fuzz_feed.c - a feed document in two pieces.
 */
#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/feed.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool on_item(void *ctx, const struct feed_doc *doc, const struct item *it)
{
	(void)ctx, (void)doc;
	assert(it->guid.n > 0);
	assert(utf8_is_valid(it->title) && utf8_is_valid(it->summary));
	assert(it->title.n <= LIMIT_TITLE_BYTES && it->summary.n <= LIMIT_SUMMARY_BYTES);
	assert(!it->url.p || url_is_web(it->url));
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed_options options = {
	    .url = STR("https://news.example/feed"), .on_item = on_item};
	struct feed_parser *p = feed_parser_new(&options);
	struct str bytes = {(const char *)data, size};
	struct feed_doc doc;

	if (feed_parser_push(p, str_sub(bytes, 0, size / 2), NULL) == OK &&
	    feed_parser_push(p, str_sub(bytes, size / 2, size), NULL) == OK &&
	    feed_parser_finish(p, &doc, NULL) == OK)
		assert(utf8_is_valid(doc.title));
	feed_parser_free(p);
	return 0;
}
