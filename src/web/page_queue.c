/*
 * page_queue.c - the queue: suggestions grouped by contact, one open at a time.
 */
#include "web/pages.h"

#include "app/lookup.h"
#include "base/utf8.h"
#include "rank/cadence.h"
#include "web/page.h"

enum { EXCERPT_BYTES = 600 };

static void put_contact(struct web_request *r, struct buf *b, const struct contact *c)
{
	int64_t due = cadence_due_in_days(
	    c, config_int(r->home->config, "queue.every_days"), clock_now_s());

	buf_printf(b, "<h2><a href=\"/contact/%lld\">", (long long)c->id);
	page_text(b, c->name);
	buf_puts(b, "</a>");
	if (c->company.n) {
		buf_puts(b, " <span class=\"company\">");
		page_text(b, c->company);
		buf_puts(b, "</span>");
	}
	buf_puts(b, " <span class=\"touch\">last touch ");
	page_ago(b, c->last_touch_at_s);
	buf_printf(b, "%s</span></h2>\n", due <= 0 ? ", <strong>due</strong>" : "");
}

static void put_button(struct web_request *r, struct buf *b, const char *action,
    int64_t id, const char *key, const char *label)
{
	page_form(r, b, action, "action");
	page_hidden_id(b, "id", id);
	buf_printf(b, "<button data-key=\"%s\">%s</button></form>", key, label);
}

static void put_entry(struct web_request *r, struct buf *b, const struct queue_entry *q)
{
	const struct suggestion *s = &q->suggestion;
	struct str excerpt = utf8_cut(q->item.summary, EXCERPT_BYTES);

	buf_printf(b, "<article id=\"s%lld\" data-id=\"%lld\"><h3>", (long long)s->id,
	    (long long)s->id);
	page_marked(b, q->item.title, FIELD_TITLE, s->reasons, s->n_reasons);
	buf_puts(b, "</h3><p class=\"meta\">");
	page_link(b, q->item.url, q->item.outlet.n ? q->item.outlet : STR("original"));
	buf_puts(b, ", ");
	page_ago(b, item_date_s(&q->item));
	buf_puts(b, "</p>");
	if (s->held_for.n) {
		buf_puts(b, "<p class=\"held\">Held for a second look: ");
		page_text(b, s->held_for);
		buf_puts(b, "</p>");
	}
	buf_puts(b, "<p class=\"excerpt\">");
	page_marked(b, excerpt, FIELD_SUMMARY, s->reasons, s->n_reasons);
	buf_puts(b, "</p><p class=\"why\">");
	page_text(b, s->note);
	buf_puts(b, "</p><div class=\"actions\">");
	put_button(r, b, "/dismiss", s->id, "e", "Dismiss");
	buf_puts(b, "</div></article>\n");
}

enum err page_queue(struct web_request *r, struct web_response *out)
{
	struct suggestion_query query;
	struct queue_entry *entries;
	int64_t contact_id = 0;
	size_t n;
	enum err e = lookup_query(r->arena, r->home, web_query(r, "q"), &query, r->ei);

	query.limit = 200;
	if (e == OK)
		e = store_suggestion_list(
		    r->arena, r->home->store, &query, &entries, &n, r->ei);
	if (e != OK)
		return e;
	page_begin(r, &out->body, "queue", STR("Queue"));
	for (size_t i = 0; i < n; i++) {
		if (entries[i].contact.id != contact_id)
			put_contact(r, &out->body, &entries[i].contact);
		contact_id = entries[i].contact.id;
		put_entry(r, &out->body, &entries[i]);
	}
	if (!n)
		buf_puts(&out->body, "<p class=\"empty\">Nothing to review.</p>");
	page_end(&out->body);
	return OK;
}
