/*
 * page_queue.c - the queue: suggestions grouped by contact, one open at a time. Works by
 * <details>, forms and links alone; app.js adds keys.
 */
#include "web/pages.h"

#include "app/lookup.h"
#include "base/utf8.h"
#include "rank/cadence.h"
#include "store/run.h"
#include "store/touch.h"
#include "store/upkeep.h"
#include "web/page.h"
#include "web/parts.h"

enum { EXCERPT_BYTES = 700, PAGE_SUGGESTIONS = 60, TOUCHES_SHOWN = 3 };

static void put_contact(struct web_request *r, struct buf *b, const struct contact *c)
{
	int64_t due = cadence_due_in_days(
	    c, config_int(r->home->config, "queue.every_days"), clock_now_s());

	buf_printf(b,
	    "<section aria-labelledby=\"c%lld\"><h2 id=\"c%lld\"><a dir=\"auto\" "
	    "href=\"/contact/%lld\">",
	    (long long)c->id, (long long)c->id, (long long)c->id);
	page_text(b, c->name);
	buf_puts(b, "</a>");
	if (due <= 0)
		buf_puts(b, " <span class=\"badge\">due</span>");
	buf_puts(b, "<small>");
	if (c->company.n) {
		buf_puts(b, "<span dir=\"auto\">");
		page_text(b, c->company);
		buf_puts(b, "</span>, ");
	}
	if (c->last_touch_at_s == NO_TIME) {
		buf_puts(b, "not touched yet");
	} else {
		buf_puts(b, "last touch ");
		page_ago(b, c->last_touch_at_s);
	}
	buf_puts(b, "</small></h2>\n");
}

/* The last things that happened between the user and the contact. */
static enum err put_touches(struct web_request *r, struct buf *b, int64_t contact_id)
{
	struct touch *touches;
	size_t n;
	enum err e = store_touch_list(
	    r->arena, r->home->store, contact_id, 0, TOUCHES_SHOWN, &touches, &n, r->ei);

	if (e != OK || !n)
		return e;
	buf_puts(b, "<p class=\"meta\">Between you: ");
	for (size_t i = 0; i < n; i++) {
		buf_puts(b, i ? "; " : "");
		page_text(b, touches[i].text.n
				 ? utf8_cut(touches[i].text, 80)
				 : str_of(touch_kind_name(touches[i].kind)));
		buf_puts(b, " (");
		page_ago(b, touches[i].at_s);
		buf_putc(b, ')');
	}
	buf_puts(b, "</p>");
	return OK;
}

static void put_summary(struct buf *b, const struct queue_entry *q)
{
	buf_puts(b, "<summary><span class=\"headline\" dir=\"auto\">");
	if (q->item.title.n)
		page_marked(b, q->item.title, FIELD_TITLE, q->suggestion.reasons,
		    q->suggestion.n_reasons);
	else
		page_text(b, q->story_title.n ? q->story_title : STR("(no title)"));
	buf_puts(b, "</span><span class=\"meta\">");
	page_text(b, q->item.outlet);
	buf_puts(b, q->item.outlet.n ? ", " : "");
	page_ago(b, item_date_s(&q->item));
	if (q->suggestion.n_reasons)
		buf_printf(
		    b, ", %s", suggestion_fit_name(suggestion_relevance(&q->suggestion)));
	if (q->suggestion.status != SUGGESTION_NEW && !q->suggestion.held_for.n)
		buf_printf(b, ", %s", suggestion_status_name(q->suggestion.status));
	buf_puts(b, "</span>");
	if (q->suggestion.held_for.n) {
		buf_puts(b, "<span class=\"warn\">Held for a second look: ");
		page_text(b, q->suggestion.held_for);
		buf_puts(b, "</span>");
	}
	buf_puts(b, "</summary>");
}

static enum err put_entry(
    struct web_request *r, struct buf *b, const struct queue_entry *q, bool is_open)
{
	const struct suggestion *s = &q->suggestion;
	struct str excerpt = utf8_cut(q->item.summary, EXCERPT_BYTES);
	enum err e;

	buf_printf(b, "<details class=\"suggestion\" name=\"open\" id=\"s%lld\"%s>",
	    (long long)s->id, is_open ? " open" : "");
	put_summary(b, q);
	buf_puts(b, "<div class=\"body\"><p class=\"excerpt\" dir=\"auto\">");
	page_marked(b, excerpt, FIELD_SUMMARY, s->reasons, s->n_reasons);
	buf_printf(b, "%s</p><p class=\"%s\">", excerpt.n < q->item.summary.n ? "…" : "",
	    s->occasion.n ? "because good" : "because");
	page_text(b, s->note);
	buf_puts(b, "</p>");
	part_why(b, s);
	e = put_touches(r, b, s->contact_id);
	part_actions(r, b, q);
	buf_puts(b, "</div></details>\n");
	return e;
}

/* Suggestions come best first; those of one contact are brought together. */
static enum err put_groups(
    struct web_request *r, struct buf *b, const struct queue_entry *entries, size_t n)
{
	bool *is_shown = arena_alloc(r->arena, n, sizeof(*is_shown));
	int64_t open_id = 0;
	enum err e = OK;

	(void)str_to_int(web_query(r, "open"), 1, INT64_MAX, &open_id);
	for (size_t i = 0; i < n && e == OK; i++) {
		if (is_shown[i])
			continue;
		put_contact(r, b, &entries[i].contact);
		for (size_t k = i; k < n && e == OK; k++) {
			if (is_shown[k] || entries[k].contact.id != entries[i].contact.id)
				continue;
			is_shown[k] = true;
			e = put_entry(r, b, &entries[k],
			    open_id ? entries[k].suggestion.id == open_id : k == 0);
		}
		buf_puts(b, "</section>\n");
	}
	return e;
}

/* When the news was read last; nothing where it never was. */
static enum err put_last_run(struct web_request *r, struct buf *b)
{
	struct run *last;
	size_t n;
	enum err e = store_run_list(r->arena, r->home->store, 1, &last, &n, r->ei);

	if (e == OK && n) {
		buf_puts(b, "<p>The news was read ");
		page_ago(b, last[0].started_at_s);
		buf_puts(b, ".</p>");
	}
	return e;
}

/* Nothing waits, and nothing was asked for. */
static enum err put_empty(struct web_request *r, struct buf *b)
{
	enum err e;

	buf_puts(b, "<div class=\"empty\"><h1>Nothing to review</h1>");
	e = put_last_run(r, b);
	page_form(r, b, "/run", "");
	buf_puts(b,
	    "<button class=\"primary\">Read the news now</button></form>"
	    "<p><a href=\"/?q=status:all\">What was suggested so far</a></p></div>");
	return e;
}

enum err page_queue(struct web_request *r, struct web_response *out)
{
	struct str text = web_query(r, "q");
	struct suggestion_query query;
	struct queue_entry *entries;
	struct buf *b = &out->body;
	size_t n;
	bool is_new_home;
	enum err e = store_is_bare(r->home->store, &is_new_home, r->ei);

	if (e == OK && is_new_home) {
		web_redirect(out, STR("/welcome"));
		return OK;
	}
	if (e == OK)
		e = lookup_query(r->arena, r->home, text, &query, r->ei);
	query.limit = PAGE_SUGGESTIONS + 1;
	if (e == OK)
		e = store_suggestion_list(
		    r->arena, r->home->store, &query, &entries, &n, r->ei);
	if (e != OK)
		return e;
	page_begin(r, b, "queue", STR("Queue"));
	e = part_notice(r, b);
	if (!n && !str_trim(text).n) {
		if (e == OK)
			e = put_empty(r, b);
		page_end(b);
		return e;
	}
	part_queue_tools(r, b, text, n > PAGE_SUGGESTIONS ? PAGE_SUGGESTIONS : n,
	    n > PAGE_SUGGESTIONS);
	if (e == OK)
		e = put_groups(
		    r, b, entries, n > PAGE_SUGGESTIONS ? PAGE_SUGGESTIONS : n);
	if (n > PAGE_SUGGESTIONS)
		buf_puts(b,
		    "<p class=\"meta\">There are more; decide on these first, or narrow "
		    "the list.</p>");
	if (!n)
		buf_puts(b, "<div class=\"empty\"><p>No suggestion fits.</p><p><a "
			    "href=\"/\">Show the whole queue</a></p></div>");
	page_end(b);
	return e;
}
