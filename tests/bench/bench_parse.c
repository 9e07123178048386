/*
 * bench_parse.c - what a feed of an ordinary size, 30 KB, costs to parse with all that is
 * set up for it. Arguments: a folder, which is not used, then feed documents, if others
 * than the own one are wanted. Prints microseconds of CPU for each, and what a byte of
 * the own one costs beside a byte of a large document of the same items.
 */
#include "base/buf.h"
#include "base/file.h"
#include "feed/feed.h"

#include <stdio.h>
#include <time.h>

enum {
	DOCUMENT_MAX_BYTES = 64 << 20,
	N_BYTES_PARSED = 60 << 20, /* of each document, again and again */
	N_ITEMS = 30,
	N_ITEMS_LARGE = 10000
};

static const double small_to_large_limit = 1.25;

static bool count_item(void *ctx, const struct feed_doc *doc, const struct item *it)
{
	size_t *n_items = ctx;

	(void)doc;
	*n_items += it->guid.n > 0;
	return true;
}

static enum err parse(struct str document, size_t *n_items, struct err_info *ei)
{
	struct feed_options options = {.url = STR("https://bench.example/feed.xml"),
	    .on_item = count_item,
	    .ctx = n_items};
	struct feed_parser *parser = feed_parser_new(&options);
	struct feed_doc doc;
	enum err e = feed_parser_push(parser, document, ei);

	if (e == OK)
		e = feed_parser_finish(parser, &doc, ei);
	feed_parser_free(parser);
	return e;
}

static double cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds for each byte; 0 where the document is no feed. */
static double measure(const char *name, struct str document)
{
	size_t n_runs = N_BYTES_PARSED / (document.n + 1) + 1, n_items = 0;
	struct err_info ei = {0};
	double began_s = cpu_s(), took_s;

	for (size_t i = 0; i < n_runs; i++) {
		if (parse(document, &n_items, &ei) == OK)
			continue;
		fprintf(stderr, "bench_parse: %s: %s\n", name, ei.text);
		return 0;
	}
	took_s = (cpu_s() - began_s) / (double)n_runs;
	printf("%s: %zu bytes, %zu items: %.1f us (%.0f MB/s)\n", name, document.n,
	    n_items / n_runs, took_s * 1e6, (double)document.n / took_s / 1e6);
	return took_s / (double)document.n;
}

static void put_item(struct buf *b, int i)
{
	buf_printf(b,
	    "<item><title>Oil price rises as traders buy futures (%d)</title>\n"
	    "<link>https://bench.example/%d?from=rss&amp;n=1</link>\n"
	    "<guid isPermaLink=\"false\">id-%d</guid><dc:creator>Ann</dc:creator>\n"
	    "<pubDate>Sun, 22 Nov 2026 06:%02d:00 GMT</pubDate>\n"
	    "<category>Energy</category><category>Markets</category>\n<description>",
	    i, i, i, i % 60);
	for (int k = 0; k < 4; k++)
		buf_puts(b,
		    "&lt;p&gt;The price of oil rose in London after the bank said that "
		    "growth would slow in Europe, while companies such as the "
		    "caf\xC3\xA9 "
		    "reported &lt;a href=\"/more\"&gt;higher "
		    "profits&lt;/a&gt;.&lt;/p&gt;\n");
	buf_puts(b, "</description></item>\n");
}

static double measure_own(const char *name, int n_items)
{
	struct buf b;
	double cost_s;

	buf_init(&b, DOCUMENT_MAX_BYTES);
	buf_puts(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
		     "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
		     "<channel><title>Bench</title>\n");
	for (int i = 0; i < n_items; i++)
		put_item(&b, i);
	buf_puts(&b, "</channel></rss>\n");
	cost_s = measure(name, buf_borrow(&b));
	buf_clear(&b);
	return cost_s;
}

static bool measure_file(const char *path)
{
	struct err_info ei = {0};
	struct buf b;
	bool is_good = false;

	buf_init(&b, DOCUMENT_MAX_BYTES);
	if (file_read(path, &b, &ei) == OK)
		is_good = measure(path, buf_borrow(&b)) > 0;
	else
		fprintf(stderr, "bench_parse: %s: %s\n", path, ei.text);
	buf_clear(&b);
	return is_good;
}

int main(int argc, char **argv)
{
	bool is_good = true;
	double small_s, large_s;

	for (int i = 2; i < argc; i++)
		is_good &= measure_file(argv[i]);
	if (argc > 2)
		return !is_good;
	small_s = measure_own("a feed", N_ITEMS);
	large_s = measure_own("a large feed", N_ITEMS_LARGE);
	if (small_s <= 0 || large_s <= 0)
		return 1;
	printf("ratio parse-feed-to-large %.2f %.2f\n", small_s / large_s,
	    small_to_large_limit);
	return 0;
}
