/*
 * page_due.c - whom to check in with, and what was sent: the two sides of keeping touch.
 */
#include "web/pages.h"

#include "rank/cadence.h"
#include "store/contact.h"
#include "store/suggestion.h"
#include "store/upkeep.h"
#include "web/page.h"
#include "web/parts.h"

enum { DUE_SHOWN = 50, SENT_SHOWN = 100, WEEKS_SHOWN = 26 };

static enum err put_best(struct web_request *r, struct buf *b, int64_t contact_id)
{
	const struct suggestion_query query = {.contact_id = contact_id,
	    .statuses = STATUS_BIT(SUGGESTION_NEW) | STATUS_BIT(SUGGESTION_WAITING),
	    .limit = 1,
	    .has_no_reasons = true};
	struct queue_entry *best;
	size_t n;
	enum err e =
	    store_suggestion_list(r->arena, r->home->store, &query, &best, &n, r->ei);

	if (e == OK && n) {
		buf_printf(
		    b, "<a href=\"/forward/%lld\">", (long long)best[0].suggestion.id);
		page_text(b, best[0].item.title);
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

	buf_printf(b, "<tr><td><a href=\"/contact/%lld\">", (long long)c->id);
	page_text(b, c->name);
	buf_puts(b, "</a><br><span class=\"meta\">");
	page_text(b, c->company);
	buf_puts(b, "</span></td><td>");
	page_ago(b, c->last_touch_at_s);
	buf_printf(b, "</td><td class=\"n\">%lld</td><td>", (long long)-due);
	e = put_best(r, b, c->id);
	buf_puts(b, "</td></tr>\n");
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
		    "<div class=\"scroll\"><table><tr><th>Who</th><th>Last touch</th>"
		    "<th class=\"n\">Days over</th><th>Something to say</th></tr>");
	for (size_t i = 0; i < n_due && i < DUE_SHOWN && e == OK; i++)
		e = put_due(r, b, &contacts[order[i]], every_days);
	buf_puts(b, n_due ? "</table></div>"
			  : "<p class=\"empty\">Nobody is waiting to hear from you.</p>");
	if (n_due > DUE_SHOWN)
		buf_printf(b, "<p class=\"meta\">and %zu more</p>", n_due - DUE_SHOWN);
	page_end(b);
	return e;
}

/* The image of the page: suggestions and forwards, week by week. */
enum err page_weeks(struct web_request *r, struct web_response *out)
{
	struct store_week weeks[WEEKS_SHOWN];
	struct part_bar bars[WEEKS_SHOWN];
	enum err e =
	    store_stats_weeks(r->home->store, clock_now_s(), WEEKS_SHOWN, weeks, r->ei);

	if (e != OK)
		return e;
	for (size_t i = 0; i < WEEKS_SHOWN; i++) {
		char date[CLOCK_ISO_SIZE];

		bars[i] = (struct part_bar){
		    .label = arena_dup(
			r->arena, clock_format_date(weeks[i].monday_s, date) + 5),
		    .first = weeks[i].n_suggested,
		    .second = weeks[i].n_forwarded,
		};
	}
	out->type = "image/svg+xml";
	part_chart(&out->body, bars, WEEKS_SHOWN, "Suggestions and forwards a week");
	return OK;
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
	    "<figure class=\"card\"><img class=\"chart\" src=\"/chart/weeks.svg\" "
	    "alt=\"Suggestions and forwards a week\"><figcaption class=\"meta\">"
	    "Suggestions (grey) and forwards (green), week by week</figcaption>"
	    "</figure>");
	if (n)
		buf_puts(b, "<div class=\"scroll\"><table><tr><th>When</th><th>Whom</th>"
			    "<th>What</th></tr>");
	for (size_t i = 0; i < n; i++) {
		buf_puts(b, "<tr><td>");
		page_ago(b, sent[i].suggestion.decided_at_s);
		buf_printf(b, "</td><td><a href=\"/contact/%lld\">",
		    (long long)sent[i].contact.id);
		page_text(b, sent[i].contact.name);
		buf_puts(b, "</a></td><td>");
		page_link(b, sent[i].item.url,
		    sent[i].item.title.n ? sent[i].item.title : sent[i].story_title);
		buf_puts(b, "</td></tr>\n");
	}
	buf_puts(b,
	    n ? "</table></div>" : "<p class=\"empty\">Nothing was forwarded yet.</p>");
	page_end(b);
	return e;
}
