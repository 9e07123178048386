/*
 * digest.c - the morning mail, once as plain text and once as HTML. Records go in, two
 * texts come out that say the same. Text of feeds is escaped for where it goes, and only
 * http and https become links.
 */
#include "mail/digest.h"
#include "base/clock.h"
#include "base/escape.h"
#include "base/url.h"
#include "mail/header.h"

enum { DIGEST_MAX_BYTES = 1 << 20 };

/* Colours by name of what they are for; both schemes have a contrast of 4.5 and more. */
static const char html_head[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"supported-color-schemes\" content=\"light dark\">\n<style>\n"
    ":root { color-scheme: light dark }\n"
    "body { margin: 0 auto; padding: 16px; max-width: 36em; background: #ffffff;\n"
    "  color: #1c1c1e; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }\n"
    "h1 { font-size: 20px } h2 { font-size: 17px; margin: 24px 0 4px }\n"
    "ul { margin: 0; padding: 0; list-style: none } li { margin: 8px 0 }\n"
    "a { color: #0a58ca } .faint { color: #5c5c61; font-size: 14px }\n"
    "code { font: 14px ui-monospace, monospace }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  body { background: #1c1c1e; color: #f2f2f7 } a { color: #7ab7ff }\n"
    "  .faint { color: #aeaeb2 } }\n"
    "</style></head><body>\n";

static size_t count_suggestions(const struct digest *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_contacts; i++)
		n += d->contacts[i].n_suggestions;
	return n;
}

/* "5 suggestions for 3 people", or whatever is the first thing to say. */
static const char *headline(struct arena *a, const struct digest *d)
{
	size_t n = count_suggestions(d);

	if (n)
		return arena_printf(a, "%zu suggestion%s for %zu %s", n,
		    str_plural((int64_t)n), d->n_contacts,
		    d->n_contacts == 1 ? "person" : "people");
	if (d->n_due)
		return arena_printf(a, "%zu %s to check in with", d->n_due,
		    d->n_due == 1 ? "person" : "people");
	return arena_printf(
	    a, "%zu feed%s broken", d->n_feeds, d->n_feeds == 1 ? " is" : "s are");
}

/* Text of others on one line without controls, in the arena. */
static struct str one_line(struct arena *a, struct str s)
{
	struct buf b;
	struct str out;

	buf_init(&b, DIGEST_MAX_BYTES);
	header_put_clean(&b, s);
	out = str_of(arena_dup_str(a, buf_borrow(&b)));
	buf_clear(&b);
	return out;
}

static const char *last_touch(struct arena *a, int64_t now_s, int64_t at_s)
{
	int64_t days = at_s == NO_TIME || at_s > now_s ? 0 : (now_s - at_s) / DAY_S;

	if (at_s == NO_TIME)
		return "no touch yet";
	if (days == 0)
		return "last touch today";
	return arena_printf(
	    a, "last touch %lld day%s ago", (long long)days, str_plural(days));
}

static const char *overdue(struct arena *a, int64_t days)
{
	if (days <= 0)
		return "due today";
	return arena_printf(a, "%lld day%s overdue", (long long)days, str_plural(days));
}

static const char *failing(struct arena *a, int64_t since_s)
{
	char date[CLOCK_ISO_SIZE];

	if (since_s == NO_TIME)
		return "";
	return arena_printf(a, " (since %s)", clock_format_date(since_s, date));
}

/* "x - y", leaving out what is empty. */
static struct str joined(struct arena *a, struct str x, const char *between, struct str y)
{
	if (!x.n || !y.n)
		return x.n ? x : y;
	return str_of(arena_printf(a, "%.*s%s%.*s", STR_ARG(x), between, STR_ARG(y)));
}

/* "sawthis forward 12 15", to be pasted. */
static const char *forward_command(struct arena *a, const struct digest *d)
{
	struct buf b;
	const char *command;

	buf_init(&b, DIGEST_MAX_BYTES);
	buf_puts(&b, "sawthis forward");
	for (size_t i = 0; i < d->n_contacts; i++) {
		if (d->contacts[i].n_suggestions)
			buf_printf(
			    &b, " %lld", (long long)d->contacts[i].suggestions[0].id);
	}
	command = arena_dup_str(a, buf_borrow(&b));
	buf_clear(&b);
	return command;
}

/* ---- Plain text ---------------------------------------------------------------- */

static void put_text_suggestion(
    struct arena *a, struct buf *b, const struct digest_suggestion *s)
{
	struct str from = joined(a, one_line(a, s->outlet), ": ", one_line(a, s->why));

	buf_printf(
	    b, "  %lld. %.*s\n", (long long)s->id, STR_ARG(one_line(a, s->headline)));
	if (from.n)
		buf_printf(b, "     %.*s\n", STR_ARG(from));
	if (url_is_web(s->url))
		buf_printf(b, "     %.*s\n", STR_ARG(s->url));
}

static void put_text(struct arena *a, struct buf *b, const struct digest *d)
{
	buf_printf(b, "%s\n", headline(a, d));
	for (size_t i = 0; i < d->n_contacts; i++) {
		const struct digest_contact *c = &d->contacts[i];

		buf_printf(b, "\n%.*s (%s)\n",
		    STR_ARG(
			joined(a, one_line(a, c->name), ", ", one_line(a, c->company))),
		    last_touch(a, d->now_s, c->last_touch_at_s));
		for (size_t k = 0; k < c->n_suggestions; k++)
			put_text_suggestion(a, b, &c->suggestions[k]);
	}
	if (d->n_due)
		buf_puts(b, "\nDue\n");
	for (size_t i = 0; i < d->n_due; i++) {
		const struct digest_due *due = &d->due[i];

		buf_printf(b, "  %.*s: %s, %s\n", STR_ARG(one_line(a, due->name)),
		    overdue(a, due->overdue_days),
		    last_touch(a, d->now_s, due->last_touch_at_s));
		if (due->question.n)
			buf_printf(b, "     %.*s\n", STR_ARG(one_line(a, due->question)));
	}
	if (d->n_feeds)
		buf_puts(b, "\nBroken feeds\n");
	for (size_t i = 0; i < d->n_feeds; i++) {
		const struct digest_feed *f = &d->feeds[i];

		buf_printf(b, "  %.*s: %.*s%s\n",
		    STR_ARG(one_line(a, f->title.n ? f->title : f->url)),
		    STR_ARG(one_line(a, f->error)), failing(a, f->failing_since_s));
	}
	buf_puts(b, "\n");
	if (d->page_url.n)
		buf_printf(b, "Review: %.*s\n", STR_ARG(d->page_url));
	if (count_suggestions(d))
		buf_printf(b, "In a terminal: sawthis review\n  or: %s\n",
		    forward_command(a, d));
	else
		buf_puts(b, d->n_due ? "In a terminal: sawthis due\n"
				     : "In a terminal: sawthis feed list\n");
}

/* ---- HTML ---------------------------------------------------------------------- */

static void put_html_text(struct arena *a, struct buf *b, struct str s)
{
	escape_html(b, one_line(a, s));
}

/* The text as a link, where the URL is one of the web. */
static void put_link(struct arena *a, struct buf *b, struct str url, struct str text)
{
	bool is_link = url_is_web(url);

	if (is_link) {
		buf_puts(b, "<a href=\"");
		escape_html(b, url);
		buf_puts(b, "\">");
	}
	put_html_text(a, b, text);
	if (is_link)
		buf_puts(b, "</a>");
}

static void put_faint(struct arena *a, struct buf *b, struct str text)
{
	buf_puts(b, "<br><span class=\"faint\">");
	put_html_text(a, b, text);
	buf_puts(b, "</span>\n");
}

static void put_html_contact(struct arena *a, struct buf *b, const struct digest *d,
    const struct digest_contact *c)
{
	buf_puts(b, "<h2>");
	put_html_text(a, b, joined(a, c->name, ", ", c->company));
	buf_puts(b, "</h2>\n<div class=\"faint\">");
	buf_puts(b, last_touch(a, d->now_s, c->last_touch_at_s));
	buf_puts(b, "</div>\n<ul>\n");
	for (size_t i = 0; i < c->n_suggestions; i++) {
		const struct digest_suggestion *s = &c->suggestions[i];
		const char *id =
		    arena_printf(a, "sawthis forward %lld", (long long)s->id);

		buf_puts(b, "<li>");
		put_link(a, b, s->url, s->headline);
		put_faint(a, b, joined(a, s->outlet, ": ", s->why));
		buf_printf(b, "<br><code>%s</code></li>\n", id);
	}
	buf_puts(b, "</ul>\n");
}

static void put_html_due(struct arena *a, struct buf *b, const struct digest *d)
{
	if (!d->n_due)
		return;
	buf_puts(b, "<h2>Due</h2>\n<ul>\n");
	for (size_t i = 0; i < d->n_due; i++) {
		const struct digest_due *due = &d->due[i];

		buf_puts(b, "<li>");
		put_html_text(a, b, due->name);
		put_faint(a, b,
		    joined(a, str_of(overdue(a, due->overdue_days)), ", ",
			str_of(last_touch(a, d->now_s, due->last_touch_at_s))));
		if (due->question.n)
			put_faint(a, b, due->question);
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, "</ul>\n");
}

static void put_html_feeds(struct arena *a, struct buf *b, const struct digest *d)
{
	if (!d->n_feeds)
		return;
	buf_puts(b, "<h2>Broken feeds</h2>\n<ul>\n");
	for (size_t i = 0; i < d->n_feeds; i++) {
		const struct digest_feed *f = &d->feeds[i];

		buf_puts(b, "<li>");
		put_link(a, b, f->url, f->title.n ? f->title : f->url);
		put_faint(a, b,
		    joined(a, f->error, "", str_of(failing(a, f->failing_since_s))));
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, "</ul>\n");
}

static void put_html(struct arena *a, struct buf *b, const struct digest *d)
{
	buf_puts(b, html_head);
	buf_printf(b, "<h1>%s</h1>\n", headline(a, d));
	for (size_t i = 0; i < d->n_contacts; i++)
		put_html_contact(a, b, d, &d->contacts[i]);
	put_html_due(a, b, d);
	put_html_feeds(a, b, d);
	if (d->page_url.n) {
		buf_puts(b, "<p>");
		put_link(a, b, d->page_url, STR("Review on this machine"));
		buf_puts(b, "</p>\n");
	}
	if (count_suggestions(d))
		buf_printf(b,
		    "<p class=\"faint\">In a terminal: <code>sawthis review</code> or "
		    "<code>%s</code></p>\n",
		    forward_command(a, d));
	buf_puts(b, "</body></html>\n");
}

bool digest_make(struct arena *a, const struct digest *d, struct digest_text *out)
{
	struct buf b;

	if (!count_suggestions(d) && !d->n_due && !d->n_feeds)
		return false;
	out->subject = str_of(headline(a, d));
	buf_init(&b, DIGEST_MAX_BYTES);
	put_text(a, &b, d);
	out->text = str_of(arena_dup_str(a, buf_borrow(&b)));
	buf_reset(&b);
	put_html(a, &b, d);
	out->html = str_of(arena_dup_str(a, buf_borrow(&b)));
	buf_clear(&b);
	return true;
}
