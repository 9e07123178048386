/*
 * page_contacts.c - contacts listed, and one contact: who they are, interests, history.
 */
#include "web/pages.h"

#include "people/interest.h"
#include "rank/cadence.h"
#include "store/contact.h"
#include "store/interest.h"
#include "store/suggestion.h"
#include "store/touch.h"
#include "web/page.h"
#include "web/parts.h"

enum { CONTACTS_SHOWN = 100, TOUCHES_SHOWN = 20, SUGGESTIONS_SHOWN = 12 };

static int64_t every_days(const struct web_request *r)
{
	return config_int(r->home->config, "queue.every_days");
}

static void put_row(struct web_request *r, struct buf *b, const struct contact *c)
{
	int64_t due = cadence_due_in_days(c, every_days(r), clock_now_s());

	buf_printf(b, "<tr><td><a href=\"/contact/%lld\">", (long long)c->id);
	page_text(b, c->name);
	buf_puts(b, "</a></td><td>");
	page_text(b, c->company);
	buf_puts(b, "</td><td>");
	page_ago(b, c->last_touch_at_s);
	buf_printf(b, "</td><td>%s</td></tr>\n",
	    c->is_muted ? "muted"
	    : due <= 0	? "<strong class=\"warn\">due</strong>"
			: "");
}

enum err page_contacts(struct web_request *r, struct web_response *out)
{
	struct str text = web_query(r, "q"), word = str_trim(text);
	struct contact_query query = {
	    .words = &word, .n_words = word.n > 0, .has_interests_left_out = true};
	int64_t from = 0;
	struct contact *contacts;
	struct buf *b = &out->body;
	size_t n;
	enum err e =
	    store_contact_list(r->arena, r->home->store, &query, &contacts, &n, r->ei);

	if (e != OK)
		return e;
	(void)str_to_int(web_query(r, "from"), 0, INT32_MAX, &from);
	page_begin(r, b, "contacts", STR("Contacts"));
	buf_printf(b,
	    "<h1>%zu contact%s</h1><form class=\"row\" action=\"/contacts\">"
	    "<input type=\"search\" name=\"q\" aria-label=\"Find\" value=\"",
	    n, n == 1 ? "" : "s");
	page_text(b, text);
	buf_puts(b,
	    "\"><button>Find</button></form><p><a href=\"/welcome\">Import or add</a></p>"
	    "<div class=\"scroll\"><table><tr><th>Name</th><th>Company</th>"
	    "<th>Last touch</th><th></th></tr>");
	for (size_t i = (size_t)from; i < n && i < (size_t)from + CONTACTS_SHOWN; i++)
		put_row(r, b, &contacts[i]);
	buf_puts(b, "</table></div>");
	if ((size_t)from + CONTACTS_SHOWN < n) {
		buf_puts(b, "<p><a href=\"/contacts?q=");
		page_text(b, text);
		buf_printf(
		    b, "&amp;from=%lld\">More</a></p>", (long long)from + CONTACTS_SHOWN);
	}
	page_end(b);
	return OK;
}

static void put_field(struct buf *b, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_printf(b, "<tr><th>%s</th><td>", name);
	page_text(b, value);
	buf_puts(b, "</td></tr>");
}

static void put_who(struct web_request *r, struct buf *b, const struct contact *c)
{
	int64_t due = cadence_due_in_days(c, every_days(r), clock_now_s());

	buf_puts(b, "<h1>");
	page_text(b, c->name);
	buf_printf(b, "%s</h1><table>", c->is_muted ? " <small>(muted)</small>" : "");
	for (size_t i = 0; i < c->n_emails; i++)
		put_field(b, i ? "" : "Mail", c->emails[i]);
	put_field(b, "Company", c->company);
	put_field(b, "Title", c->title);
	put_field(b, "Place", c->place);
	buf_puts(b, "<tr><th>Last touch</th><td>");
	page_ago(b, c->last_touch_at_s);
	if (due != DUE_NEVER)
		buf_printf(b, ", every %lld days, %s",
		    (long long)cadence_every_days(c, every_days(r)),
		    due <= 0 ? "<strong class=\"warn\">due now</strong>" : "not due yet");
	buf_puts(b, "</td></tr>");
	put_field(b, "Notes", c->notes);
	buf_puts(b, "</table>");
}

static void put_interests(struct web_request *r, struct buf *b, const struct contact *c)
{
	buf_printf(b,
	    "<h2>Interests <small><a href=\"/tune/%lld\">Tune</a></small></h2><table>",
	    (long long)c->id);
	for (size_t i = 0; i < c->n_interests; i++) {
		const struct interest *in = &c->interests[i];
		struct buf one;

		buf_init(&one, 64 << 10);
		people_interest_write(&one, in);
		buf_puts(b, "<tr><td>");
		page_text(b, buf_borrow(&one));
		buf_printf(b, "</td><td class=\"soft\">%s</td><td>",
		    interest_source_name(in->source));
		page_form(r, b, "/interest/rm", "");
		page_hidden_id(b, "id", in->id);
		buf_puts(b,
		    "<button class=\"plain\" aria-label=\"Remove\">Remove</button></form>"
		    "</td></tr>");
		buf_clear(&one);
	}
	buf_puts(b, "</table>");
	page_form(r, b, "/interest/add", "row");
	page_hidden_id(b, "contact", c->id);
	buf_puts(b, "<label>Add an interest <input name=\"term\" placeholder=\"crude "
		    "oil=2, /regex, "
		    "!never\" required></label><button>Add</button></form>");
}

static enum err put_history(struct web_request *r, struct buf *b, const struct contact *c)
{
	struct touch *touches;
	size_t n;
	enum err e = store_touch_list(
	    r->arena, r->home->store, c->id, 0, TOUCHES_SHOWN, &touches, &n, r->ei);

	if (e != OK)
		return e;
	buf_puts(b, "<h2>History</h2>");
	page_form(r, b, "/touch", "row");
	page_hidden_id(b, "contact", c->id);
	buf_puts(b,
	    "<label>Log a touch <input name=\"text\" placeholder=\"lunch\"></label>"
	    "<select name=\"kind\" aria-label=\"Kind\"><option>meeting</option>"
	    "<option>call</option><option>mail</option><option>other</option></select>"
	    "<button>Log</button></form><table>");
	for (size_t i = 0; i < n; i++) {
		buf_puts(b, "<tr><td>");
		page_ago(b, touches[i].at_s);
		buf_printf(b, "</td><td>%s</td><td>", touch_kind_name(touches[i].kind));
		page_text(b, touches[i].text);
		buf_puts(b, "</td></tr>");
	}
	buf_puts(b, "</table>");
	return OK;
}

static enum err put_suggestions(struct web_request *r, struct buf *b, int64_t contact_id)
{
	const struct suggestion_query query = {
	    .contact_id = contact_id, .limit = SUGGESTIONS_SHOWN, .has_no_reasons = true};
	struct queue_entry *list;
	size_t n;
	enum err e =
	    store_suggestion_list(r->arena, r->home->store, &query, &list, &n, r->ei);

	if (e != OK || !n)
		return e;
	buf_puts(b, "<h2>Suggestions</h2>");
	for (size_t i = 0; i < n; i++) {
		buf_printf(b,
		    "<div class=\"card\"><a "
		    "href=\"/?q=status:all+contact:%lld&amp;open=%lld\">",
		    (long long)contact_id, (long long)list[i].suggestion.id);
		page_text(
		    b, list[i].item.title.n ? list[i].item.title : list[i].story_title);
		buf_printf(b, "</a><br><span class=\"meta\">%s, ",
		    suggestion_status_name(list[i].suggestion.status));
		page_ago(b, list[i].suggestion.created_at_s);
		buf_puts(b, "</span></div>");
	}
	return OK;
}

enum err page_contact(struct web_request *r, struct web_response *out)
{
	struct buf *b = &out->body;
	struct contact c;
	enum err e =
	    store_contact_get(r->arena, r->home->store, web_rest_id(r), &c, r->ei);

	if (e != OK)
		return e;
	page_begin(r, b, "contacts", c.name);
	put_who(r, b, &c);
	page_form(r, b, "/contact/mute", "");
	page_hidden_id(b, "contact", c.id);
	buf_printf(b, "<button name=\"on\" value=\"%s\">%s</button></form>",
	    c.is_muted ? "no" : "yes", c.is_muted ? "Unmute" : "Mute");
	put_interests(r, b, &c);
	e = put_suggestions(r, b, c.id);
	if (e == OK)
		e = put_history(r, b, &c);
	page_end(b);
	return e;
}
