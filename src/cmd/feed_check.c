/*
 * feed_check.c - `sawthis feed check`: fetches an address once and says what is there,
 * how it parses, when it would be fetched next, and what is wrong. Changes nothing.
 */
#include "cmd/commands.h"

#include "app/fetching.h"
#include "app/lookup.h"
#include "app/probing.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/url.h"
#include "cmd/out.h"
#include "fetch/schedule.h"
#include "store/feed.h"

#include <stdio.h>

enum { SILENT_DAYS = 365, LARGE_BYTES = 64 << 10 };

/* What has been found wrong, counted so that "nothing" can be said. */
struct findings {
	size_t n;
};

static void find(struct findings *f, const char *fmt, ...) PRINTF(2, 3);

static void find(struct findings *f, const char *fmt, ...)
{
	struct buf text;
	va_list ap;

	buf_init(&text, LIMIT_URL_BYTES * 2);
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	out_line("%-9s %.*s", f->n++ ? "" : "Wrong", STR_ARG(buf_borrow(&text)));
	buf_clear(&text);
}

static void print_answer(const struct probe *p)
{
	const struct fetch_response *r = &p->response;

	out_line("%-9s %.*s", "Address", STR_ARG(r->url));
	if (url_is_web(r->url))
		out_line("%-9s HTTP %d, %.*s, %zu bytes%s in %lld ms", "Answer",
		    r->status,
		    STR_ARG(r->content_type.n ? r->content_type : STR("no content type")),
		    r->n_bytes, r->is_encoded ? " (sent compressed)" : "",
		    (long long)p->took_ms);
	else
		out_line("%-9s a file of %zu bytes", "Answer", r->n_bytes);
}

static void print_feed(const struct probe *p)
{
	static const char *const formats[] = {
	    [FEED_UNKNOWN] = "a feed",
	    [FEED_RSS] = "RSS",
	    [FEED_RDF] = "RSS 1.0 (RDF)",
	    [FEED_ATOM] = "Atom",
	    [FEED_JSON] = "JSON Feed",
	};
	int64_t newest_s = NO_TIME, oldest_s = NO_TIME;
	char newest[AGO_SIZE], oldest[AGO_SIZE];

	for (size_t i = 0; i < p->n_items; i++) {
		int64_t at_s = item_date_s(&p->items[i]);
		if (at_s == NO_TIME || at_s == 0)
			continue;
		newest_s = newest_s == NO_TIME || at_s > newest_s ? at_s : newest_s;
		oldest_s = oldest_s == NO_TIME || at_s < oldest_s ? at_s : oldest_s;
	}
	out_line("%-9s %s, \"%.*s\"%s%.*s", "Feed", formats[p->doc.format],
	    STR_ARG(p->doc.title), p->doc.language.n ? ", language " : "",
	    STR_ARG(p->doc.language));
	if (newest_s == NO_TIME)
		out_line("%-9s %zu", "Items", p->n_items);
	else
		out_line("%-9s %zu, from %s to %s", "Items", p->n_items,
		    ago_format(oldest_s, oldest), ago_format(newest_s, newest));
	if (p->n_items)
		out_line("%-9s %.*s", "First", STR_ARG(p->items[0].title));
}

enum { WAIT_SIZE = 32 };

/* "45 minutes", "3 hours", "5 days" */
static char *wait_text(int64_t wait_s, char text[WAIT_SIZE])
{
	bool is_minutes = wait_s < 2 * HOUR_S, is_days = wait_s >= 2 * DAY_S;
	int64_t unit_s = is_minutes ? 60 : is_days ? DAY_S : HOUR_S;
	int64_t n = (wait_s + unit_s / 2) / unit_s;

	n = n > 0 ? n : 1;
	snprintf(text, WAIT_SIZE, "%lld %s%s", (long long)n,
	    is_minutes ? "minute"
	    : is_days  ? "day"
		       : "hour",
	    str_plural(n));
	return text;
}

/* When the feed would be fetched after this, by what is stored of it, if it is. */
static enum err print_next(struct app *app, struct str url, const struct probe *p)
{
	int64_t now_s = clock_now_s(), id;
	int64_t every_s =
	    (int64_t)(config_number(app->home->config, "fetch.every_h") * HOUR_S);
	struct feed feed = {.url = url,
	    .failing_since_s = NO_TIME,
	    .last_fetch_at_s = NO_TIME,
	    .last_ok_at_s = NO_TIME,
	    .next_fetch_at_s = NO_TIME,
	    .last_change_at_s = NO_TIME};
	struct fetch_hints hints = {.parse_error = p->why,
	    .ttl_s = p->doc.ttl_s,
	    .update_every_s = p->doc.period_s,
	    .skip_hours = p->doc.skip_hours,
	    .skip_days = p->doc.skip_days};
	char next[WAIT_SIZE];
	enum err e = store_feed_find(app->home->store, url, &id, app->ei);

	if (e == OK && !id && !p->is_feed)
		return OK; /* it would not be fetched at all */
	if (e == OK && id)
		e = store_feed_get(app->arena, app->home->store, id, &feed, app->ei);
	if (e != OK)
		return e;
	fetch_schedule_apply(app->arena, &feed, &p->response, &hints, every_s, now_s);
	if (feed.status == FEED_GONE)
		out_line("%-9s never: it is gone", "Next");
	else if (feed.next_fetch_at_s <= now_s)
		out_line("%-9s at every run", "Next");
	else
		out_line(
		    "%-9s in %s", "Next", wait_text(feed.next_fetch_at_s - now_s, next));
	return OK;
}

/* What is wrong with the way in which the feed is served. */
static void find_in_answer(struct findings *f, const struct probe *p)
{
	const struct fetch_response *r = &p->response;

	if (r->moved_to.n)
		find(f, "it has moved for good to %.*s", STR_ARG(r->moved_to));
	else if (r->n_redirects)
		find(f, "it redirects to %.*s", STR_ARG(r->url));
	if (str_starts_nocase(r->url, STR("http:")))
		find(f, "it comes over http: others can read it and change it");
	if (url_is_web(r->url) && !r->etag.n && !r->last_modified.n)
		find(f, "neither ETag nor Last-Modified: every fetch brings all of it");
	if (url_is_web(r->url) && !r->is_encoded && r->n_bytes > LARGE_BYTES)
		find(f, "it is not sent compressed");
	if (str_starts_nocase(r->content_type, STR("text/html")) ||
	    str_starts_nocase(r->content_type, STR("image/")))
		find(f, "it is sent as %.*s", STR_ARG(r->content_type));
}

static void find_without(struct findings *f, size_t n_items, const char *what)
{
	if (n_items)
		find(f, "%zu item%s without a %s", n_items, str_plural((int64_t)n_items),
		    what);
}

/* What is wrong with the document. */
static void find_in_feed(struct findings *f, const struct probe *p)
{
	size_t n_without_url = 0, n_without_title = 0, n_without_date = 0;
	int64_t newest_s = 0, now_s = clock_now_s();

	for (size_t i = 0; i < p->n_items; i++) {
		const struct item *it = &p->items[i];
		int64_t at_s =
		    it->published_at_s != NO_TIME ? it->published_at_s : it->updated_at_s;
		n_without_url += it->url.n == 0;
		n_without_title += it->title.n == 0;
		n_without_date += at_s == NO_TIME;
		newest_s = at_s > newest_s ? at_s : newest_s;
	}
	if (p->doc.problem.n)
		find(f, "%.*s (repaired)", STR_ARG(p->doc.problem));
	if (!p->n_items)
		find(f, "it has no items");
	find_without(f, n_without_url, "link");
	find_without(f, n_without_title, "title");
	find_without(f, n_without_date, "date that can be read");
	if (newest_s && now_s - newest_s > SILENT_DAYS * (int64_t)DAY_S)
		find(f, "nothing new for more than a year");
}

/* Lists the feeds of a page. */
static void print_discovered(struct app *app, const struct probe *p)
{
	struct discovered *feeds;
	size_t n = discover_feeds(app->arena, p->page, p->response.url, &feeds);

	for (size_t i = 0; i < n; i++)
		out_line("%-9s %.*s%s%.*s", i ? "" : "Has feeds", STR_ARG(feeds[i].url),
		    feeds[i].title.n ? "  " : "", STR_ARG(feeds[i].title));
}

enum err cmd_feed_check(struct app *app, int argc, char **argv)
{
	struct findings findings = {0};
	struct probe p;
	struct str url;
	enum err e = opts_parse(app, NULL, &argc, argv, 1, 1);

	if (e == OK)
		e = lookup_feed_url(app->arena, str_of(argv[0]), &url, app->ei);
	if (e == OK)
		e = probing_fetch(app->arena, app->home->config, url, false, &p, app->ei);
	if (e != OK)
		return e;
	if (p.response.result == FETCH_OK) {
		print_answer(&p);
		if (p.is_feed)
			print_feed(&p);
		else
			print_discovered(app, &p);
		find_in_answer(&findings, &p);
	}
	if (p.is_feed)
		find_in_feed(&findings, &p);
	if (p.is_feed && !findings.n)
		out_line("%-9s nothing", "Wrong");
	e = print_next(app, url, &p);
	if (e == OK && !p.is_feed)
		return err_set(app->ei,
		    p.response.result == FETCH_OK ? ERR_DATA : ERR_UNAVAIL, argv[0],
		    "%.*s", STR_ARG(p.why));
	return e;
}
