/*
 * opml_write.c - lists of feeds, written. In: feeds. Out: OPML 2.0. Always: well-formed,
 * and read back as the same feeds.
 */
#include "feed/opml.h"

#include "base/escape.h"
#include "base/mem.h"

#include <stdlib.h>

static void put_attribute(struct buf *b, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_printf(b, " %s=\"", name);
	escape_html(b, value);
	buf_putc(b, '"');
}

static void indent(struct buf *b, size_t depth)
{
	for (size_t i = 0; i < depth + 2; i++)
		buf_puts(b, "  ");
}

static int compare_folders(const void *x, const void *y)
{
	const struct feed *const *a = x, *const *b = y;
	int c = str_cmp((*a)->folder, (*b)->folder);

	return c ? c : (*a > *b) - (*a < *b);
}

static size_t count_folders(struct str path)
{
	size_t n = path.n > 0;

	for (size_t i = 0; i < path.n; i++)
		n += path.p[i] == '/';
	return n;
}

/* How many folders, counted from the root, a and b have in common. */
static size_t count_common(struct str a, struct str b)
{
	struct str x, y;
	size_t n = 0;

	if (!a.n || !b.n)
		return 0;
	while (str_split(&a, '/', &x) && str_split(&b, '/', &y) && str_eq(x, y))
		n++;
	return n;
}

/* Closes folders and opens others, from the path `from` to the path `to`. */
static void change_folder(struct buf *b, struct str from, struct str to)
{
	size_t common = count_common(from, to), depth = count_folders(from);
	struct str rest = to, name;

	while (depth > common) {
		indent(b, --depth);
		buf_puts(b, "</outline>\n");
	}
	for (size_t i = 0; to.n && str_split(&rest, '/', &name); i++) {
		if (i < common)
			continue;
		indent(b, i);
		buf_puts(b, "<outline");
		put_attribute(b, "text", name.n ? name : STR("-"));
		buf_puts(b, ">\n");
	}
}

static void put_outline(struct buf *b, const struct feed *f)
{
	struct str title = f->title.n ? f->title : f->url;

	indent(b, count_folders(f->folder));
	buf_puts(b, "<outline type=\"rss\"");
	put_attribute(b, "text", title);
	put_attribute(b, "title", f->title);
	put_attribute(b, "xmlUrl", f->url);
	put_attribute(b, "htmlUrl", f->home_url);
	put_attribute(b, "language", f->language);
	buf_put_str(b, f->opml_attributes);
	buf_puts(b, "/>\n");
}

void opml_write(
    struct buf *out, const struct feed *feeds, size_t n_feeds, struct str title)
{
	const struct feed **sorted = mem_new(n_feeds, sizeof(*sorted));
	struct str folder = {NULL, 0};

	for (size_t i = 0; i < n_feeds; i++)
		sorted[i] = &feeds[i];
	qsort(sorted, n_feeds, sizeof(*sorted), compare_folders);
	buf_puts(out,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
	    "  <head>\n    <title>");
	escape_html(out, title);
	buf_puts(out, "</title>\n  </head>\n  <body>\n");
	for (size_t i = 0; i < n_feeds; i++) {
		change_folder(out, folder, sorted[i]->folder);
		folder = sorted[i]->folder;
		put_outline(out, sorted[i]);
	}
	change_folder(out, folder, (struct str){NULL, 0});
	buf_puts(out, "  </body>\n</opml>\n");
	free(sorted);
}
