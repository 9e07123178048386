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
    {"due", "/due", "Due", "d"},
    {"contacts", "/contacts", "Contacts", "c"},
    {"sent", "/sent", "Sent", "s"},
    {"items", "/items", "News", "i"},
    {"feeds", "/feeds", "Feeds", "f"},
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
	    "<a class=\"skip\" href=\"#main\">Skip to content</a><header>"
	    "<a class=\"name\" href=\"/\">sawthis</a><nav aria-label=\"Views\">",
	    view, r->csrf);
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++)
		buf_printf(b, "<a href=\"%s\" data-go=\"%s\"%s>%s</a>", views[i].path,
		    views[i].key,
		    str_eq(str_of(view), str_of(views[i].view)) ? " aria-current=\"page\""
								: "",
		    views[i].name);
	buf_puts(b, "</nav><form class=\"search\" role=\"search\" action=\"/search\">"
		    "<input type=\"search\" name=\"q\" aria-label=\"Search news and "
		    "suggestions\" aria-keyshortcuts=\"/\" placeholder=\"Search\"></form>"
		    "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
	if (r->said->n) {
		buf_puts(b, "<p class=\"notice\" role=\"status\">");
		page_text(b, buf_borrow(r->said));
		buf_puts(b, "</p>");
		buf_reset(r->said);
	}
}

void page_say(struct web_request *r, struct str text)
{
	buf_reset(r->said);
	if (!r->wants_json)
		buf_put_str(r->said, text);
}

/* The keys, in a dialog that ? opens. */
static void put_keys(struct buf *b)
{
	static const char *const keys[][2] = {{"j k", "next, previous"},
	    {"o Enter", "open, close"}, {"v", "the original"}, {"f", "forward"},
	    {"e", "dismiss"},
	    {"# x n ! s", "dismiss as wrong person, off topic, known, bad news, stale"},
	    {"b", "snooze"}, {"m", "mute the story"}, {"w", "why"},
	    {"t", "tune the keywords"}, {"z", "undo"}, {"/", "search"},
	    {"g then q d c s i f", "queue, due, contacts, sent, news, feeds"},
	    {"?", "this list"}};

	buf_puts(b,
	    "<dialog id=\"keys\" aria-labelledby=\"keys-title\"><h2 id=\"keys-title\">"
	    "Keys</h2><table>");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		buf_printf(b, "<tr><td><kbd>%s</kbd></td><td>%s</td></tr>", keys[i][0],
		    keys[i][1]);
	buf_puts(
	    b, "</table><form method=\"dialog\"><button>Close</button></form></dialog>");
}

void page_end(struct buf *b)
{
	buf_puts(
	    b, "\n</main><div id=\"live\" role=\"status\" aria-live=\"polite\"></div>");
	put_keys(b);
	buf_puts(b, "</body></html>\n");
}

void page_put_refusal(struct buf *b, int status, const char *text)
{
	put_head(b, text ? STR("Not shown") : STR("Password"));
	buf_puts(b, "<body class=\"refusal\"><main id=\"main\">");
	if (text) {
		buf_printf(b, "<h1>%s</h1><p>",
		    status == 404   ? "Not found"
		    : status == 401 ? "Not let in yet"
				    : "That did not work");
		page_text(b, str_of(text));
		buf_printf(b,
		    "</p><p><a href=\"/\">To the queue</a></p>"
		    "<p class=\"meta\">Error %d</p>",
		    status);
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

void page_ago_text(struct buf *b, int64_t at_s)
{
	char words[AGO_SIZE];

	buf_puts(b, ago_format(at_s, words));
}

void page_ago(struct buf *b, int64_t at_s)
{
	char exact[CLOCK_ISO_SIZE], words[AGO_SIZE];

	buf_printf(b, "<time datetime=\"%s\" title=\"%s\">%s</time>",
	    clock_format_iso(at_s, exact), exact, ago_format(at_s, words));
}
