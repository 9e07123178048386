/*
 * fuzz_opml.c - a list of feeds, which must be read again as it was written.
 */
#include "base/buf.h"
#include "feed/opml.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct opml list, again;
	struct buf b;

	buf_init(&b, 64 << 20);
	if (opml_read(a, (struct str){(const char *)data, size}, NULL, &list, NULL) ==
	    OK) {
		opml_write(&b, list.feeds, list.n_feeds, list.title);
		assert(opml_read(a, buf_borrow(&b), NULL, &again, NULL) == OK);
		assert(again.n_feeds == list.n_feeds && again.n_refused == 0);
	}
	buf_clear(&b);
	arena_free(a);
	return 0;
}
