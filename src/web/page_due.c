/*
 * page_due.c - whom to check in with, and what was sent: the two sides of keeping touch.
 */
#include "web/pages.h"

#include "rank/cadence.h"
#include "store/contact.h"
#include "store/suggestion.h"
#include "store/touch.h"
#include "web/page.h"
#include "web/parts.h"

enum { DUE_SHOWN = 50, SENT_SHOWN = 100, TOUCHED_SHOWN = 16 };

static enum err put_best(struct web_request *r, struct buf *b, int64_t contact_id)
{
	const struct suggestion_query query = {.contact_id = contact_id,
	    .statuses = STATUS_BIT(SUGGESTION_NEW) | STATUS_BIT(SUGGESTION_WAITING),
	    .has_no_reasons = true};
	struct queue_entry *open;
	size_t n, best = 0;
	enum err e =
	    store_suggestion_list(r->arena, r->home->store, &query, &open, &n, r->ei);

	while (e == OK && best < n && !suggestion_is_sayable(&open[best].suggestion))
		best++;
	if (e == OK && best < n) {
		buf_printf(
		    b, "<a href=\"/forward/%lld\">", (long long)open[best].suggestion.id);
		page_text(b, open[best].item.title);
		buf_puts(b, "</a>");
	} else if (e == OK) {
		buf_puts(b, "<span class=\"soft\">nothing in the news yet</span>");
	}
	return e;
}

static enum err put_due(
    struct web_request *r, struct buf *b, const struct contact *c, int64_t every_days)
{
	int64_t due = cadence_due_in_days(c, every_days, clock_now_s());
	enum err e;

	buf_printf(
	    b, "<tr><td dir=\"auto\"><a href=\"/contact/%lld\">", (long long)c->id);
	page_text(b, c->name);
	buf_puts(b, "</a><br><span class=\"meta\">");
	page_text(b, c->company);
	buf_puts(b, "</span></td><td class=\"when hide-small\">");
	page_ago(b, c->last_touch_at_s);
	buf_puts(b, "</td><td class=\"n\">");
	if (due < 0)
		buf_printf(b, "%lld day%s", (long long)-due, due == -1 ? "" : "s");
	else
		buf_puts(b, "today");
	buf_puts(b, "</td><td dir=\"auto\">");
	e = put_best(r, b, c->id);
	buf_puts(b, "</td></tr>\n");
	return e;
}

static enum err put_touched(struct web_request *r, struct buf *b, int64_t contact_id)
{
	struct contact c;
	enum err e = store_contact_get(r->arena, r->home->store, contact_id, &c, r->ei);

	if (e != OK)
		return e;
	buf_printf(b, "<tr><td dir=\"auto\"><a href=\"/contact/%lld\">", (long long)c.id);
	page_text(b, c.name);
	buf_printf(b,
	    "</a></td><td><img class=\"dots\" loading=\"lazy\" width=\"260\" "
	    "height=\"20\" src=\"/chart/touches.svg?contact=%lld\" alt=\"last touch ",
	    (long long)c.id);
	page_ago_text(b, c.last_touch_at_s);
	buf_puts(b, "\"></td></tr>");
	return OK;
}

/* A row for each of those touched last. */
static enum err put_touches(struct web_request *r, struct buf *b)
{
	int64_t ids[TOUCHED_SHOWN];
	struct touch *touches;
	size_t n, n_ids = 0;
	enum err e = store_touch_list(r->arena, r->home->store, 0,
	    clock_now_s() - 182 * (int64_t)DAY_S, 0, &touches, &n, r->ei);

	if (e != OK || !n)
		return e;
	buf_puts(b,
	    "<h2>Who is touched when <small>half a year; forwards are green</small></h2>"
	    "<table class=\"touches\"><tr><th scope=\"col\">Who</th><th scope=\"col\">"
	    "<img class=\"dots\" width=\"260\" height=\"20\" src=\"/chart/touches.svg\" "
	    "alt=\"When\"></th></tr>");
	for (size_t i = 0; i < n && n_ids < TOUCHED_SHOWN && e == OK; i++) {
		size_t k = 0;

		while (k < n_ids && ids[k] != touches[i].contact_id)
			k++;
		if (k < n_ids)
			continue;
		ids[n_ids++] = touches[i].contact_id;
		e = put_touched(r, b, touches[i].contact_id);
	}
	buf_puts(b, "</table>");
	return e;
}

enum err page_due(struct web_request *r, struct web_response *out)
{
	const struct contact_query query = {
	    .is_muted_left_out = true, .has_interests_left_out = true};
	int64_t every_days = config_int(r->home->config, "queue.every_days");
	struct contact *contacts;
	struct buf *b = &out->body;
	size_t n, n_due, *order;
	enum err e =
	    store_contact_list(r->arena, r->home->store, &query, &contacts, &n, r->ei);

	if (e != OK)
		return e;
	order = arena_alloc(r->arena, n, sizeof(*order));
	n_due = cadence_list_due(contacts, n, every_days, clock_now_s(), false, order);
	page_begin(r, b, "due", STR("Due"));
	buf_printf(b, "<h1>%zu to check in with</h1>", n_due);
	if (n_due)
		buf_puts(b,
		    "<div class=\"scroll\"><table><thead><tr><th>Who</th>"
		    "<th class=\"hide-small\">Last touch</th><th class=\"n\">Overdue</th>"
		    "<th>Something to say</th></tr></thead>");
	for (size_t i = 0; i < n_due && i < DUE_SHOWN && e == OK; i++)
		e = put_due(r, b, &contacts[order[i]], every_days);
	buf_puts(b, n_due ? "</table></div>"
			  : "<p class=\"empty\">Nobody is waiting to hear from you.</p>");
	if (n_due > DUE_SHOWN)
		buf_printf(b, "<p class=\"meta\">and %zu more</p>", n_due - DUE_SHOWN);
	if (e == OK)
		e = put_touches(r, b);
	page_end(b);
	return e;
}

enum err page_sent(struct web_request *r, struct web_response *out)
{
	const struct suggestion_query query = {
	    .statuses = STATUS_BIT(SUGGESTION_FORWARDED),
	    .limit = SENT_SHOWN,
	    .has_no_reasons = true};
	struct queue_entry *sent;
	struct buf *b = &out->body;
	size_t n;
	enum err e =
	    store_suggestion_list(r->arena, r->home->store, &query, &sent, &n, r->ei);

	if (e != OK)
		return e;
	page_begin(r, b, "sent", STR("Sent"));
	buf_puts(b, "<h1>Sent</h1>");
	buf_puts(b,
	    "<figure class=\"card\"><figcaption>Week by week <span class=\"meta\">"
	    "suggestions grey, forwards green</span></figcaption>"
	    "<div class=\"scroll\"><img class=\"chart\" src=\"/chart/weeks.svg\" "
	    "alt=\"Suggestions and forwards of each week\"></div></figure>");
	if (n)
		buf_puts(b, "<div class=\"scroll\"><table><thead><tr><th>When</th>"
			    "<th>Whom</th><th>What</th></tr></thead>");
	for (size_t i = 0; i < n; i++) {
		buf_puts(b, "<tr><td class=\"when\">");
		page_ago(b, sent[i].suggestion.decided_at_s);
		buf_printf(b, "</td><td dir=\"auto\"><a href=\"/contact/%lld\">",
		    (long long)sent[i].contact.id);
		page_text(b, sent[i].contact.name);
		buf_puts(b, "</a></td><td dir=\"auto\">");
		page_link(b, sent[i].item.url,
		    sent[i].item.title.n ? sent[i].item.title : sent[i].story_title);
		buf_puts(b, "</td></tr>\n");
	}
	buf_puts(b,
	    n ? "</table></div>" : "<p class=\"empty\">Nothing was forwarded yet.</p>");
	page_end(b);
	return e;
}
