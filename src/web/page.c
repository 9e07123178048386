/*
 * page.c - the frame around all pages. Always: what comes from a feed or a contact is
 * escaped on its way into the buffer, and nothing is fetched from anywhere else.
 */
#include "web/page.h"

#include "base/ago.h"
#include "base/clock.h"
#include "base/escape.h"
#include "base/url.h"
#include "base/utf8.h"

#include <stdlib.h>

static const struct {
	const char *view, *path, *name, *key;
} views[] = {
    {"queue", "/", "Queue", "q"},
    {"contacts", "/contacts", "Contacts", "c"},
    {"items", "/items", "News", "i"},
    {"feeds", "/feeds", "Feeds", "f"},
    {"due", "/due", "Due", "d"},
    {"sent", "/sent", "Sent", "s"},
    {"settings", "/settings", "Settings", ","},
};

void page_text(struct buf *b, struct str s)
{
	struct buf visible;

	buf_init(&visible, s.n * 3 + 8);
	utf8_put_visible(&visible, s);
	escape_html(b, buf_borrow(&visible));
	buf_clear(&visible);
}

void page_multiline(struct buf *b, struct str s)
{
	struct str line;

	while (str_split(&s, '\n', &line)) {
		page_text(b, line);
		if (s.p)
			buf_putc(b, '\n');
	}
}

static void put_head(struct buf *b, struct str title)
{
	buf_puts(b,
	    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
	    "<meta name=\"color-scheme\" content=\"light dark\"><title>");
	page_text(b, title);
	buf_puts(b,
	    " - sawthis</title><link rel=\"stylesheet\" href=\"/assets/style.css\">"
	    "<link rel=\"icon\" href=\"/assets/icon.svg\">"
	    "<script src=\"/assets/app.js\" defer></script></head>\n");
}

void page_begin(struct web_request *r, struct buf *b, const char *view, struct str title)
{
	put_head(b, title);
	buf_printf(b,
	    "<body data-view=\"%s\" data-csrf=\"%s\">"
	    "<a class=\"skip\" href=\"#main\">Skip to content</a><header><nav>"
	    "<a class=\"name\" href=\"/\">sawthis</a>",
	    view, r->csrf);
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++)
		buf_printf(b, "<a href=\"%s\" data-go=\"%s\"%s>%s</a>", views[i].path,
		    views[i].key,
		    str_eq(str_of(view), str_of(views[i].view)) ? " aria-current=\"page\""
								: "",
		    views[i].name);
	buf_puts(b, "<form class=\"search\" role=\"search\" action=\"/search\"><input "
		    "type=\"search\" "
		    "name=\"q\" aria-label=\"Search\" placeholder=\"Search\"></form>"
		    "</nav></header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

void page_end(struct buf *b)
{
	buf_puts(b,
	    "\n</main><div id=\"live\" role=\"status\" aria-live=\"polite\"></div>"
	    "</body></html>\n");
}

void page_put_refusal(struct buf *b, int status, const char *text)
{
	put_head(b, text ? STR("Not shown") : STR("Password"));
	buf_puts(b, "<body class=\"refusal\"><main id=\"main\">");
	if (text) {
		buf_printf(b, "<h1>%d</h1><p>", status);
		page_text(b, str_of(text));
		buf_puts(b, "</p><p><a href=\"/\">To the queue</a></p>");
	} else {
		buf_puts(b,
		    "<h1>sawthis</h1><form method=\"post\" "
		    "action=\"/login\"><label>Password "
		    "<input type=\"password\" name=\"password\" autofocus></label>"
		    "<button>Open</button></form>");
	}
	buf_puts(b, "</main></body></html>\n");
}

void page_link(struct buf *b, struct str url, struct str text)
{
	if (!url_is_web(url)) {
		page_text(b, text);
		return;
	}
	buf_puts(b, "<a target=\"_blank\" rel=\"noopener noreferrer\" href=\"");
	page_text(b, url);
	buf_puts(b, "\">");
	page_text(b, text);
	buf_puts(b, "</a>");
}

static int by_start(const void *a, const void *b)
{
	const struct match *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

void page_marked(struct buf *b, struct str text, enum field field,
    const struct match *matches, size_t n)
{
	struct match sorted[64];
	size_t n_sorted = 0, at = 0;

	for (size_t i = 0; i < n && n_sorted < 64; i++)
		if (matches[i].field == field && matches[i].end <= text.n)
			sorted[n_sorted++] = matches[i];
	qsort(sorted, n_sorted, sizeof(*sorted), by_start);
	for (size_t i = 0; i < n_sorted; i++) {
		if (sorted[i].start < at || sorted[i].end <= sorted[i].start)
			continue;
		page_text(b, str_sub(text, at, sorted[i].start - at));
		buf_puts(b, "<mark>");
		page_text(
		    b, str_sub(text, sorted[i].start, sorted[i].end - sorted[i].start));
		buf_puts(b, "</mark>");
		at = sorted[i].end;
	}
	page_text(b, str_sub(text, at, text.n));
}

void page_form(
    struct web_request *r, struct buf *b, const char *action, const char *class)
{
	buf_printf(b, "<form method=\"post\" action=\"%s\" class=\"%s\">", action, class);
	page_hidden(b, "csrf", str_of(r->csrf));
}

void page_hidden(struct buf *b, const char *name, struct str value)
{
	buf_printf(b, "<input type=\"hidden\" name=\"%s\" value=\"", name);
	page_text(b, value);
	buf_puts(b, "\">");
}

void page_hidden_id(struct buf *b, const char *name, int64_t id)
{
	buf_printf(
	    b, "<input type=\"hidden\" name=\"%s\" value=\"%lld\">", name, (long long)id);
}

void page_ago(struct buf *b, int64_t at_s)
{
	char exact[CLOCK_ISO_SIZE], words[AGO_SIZE];

	buf_printf(b, "<time datetime=\"%s\" title=\"%s\">%s</time>",
	    clock_format_iso(at_s, exact), exact, ago_format(at_s, words));
}
