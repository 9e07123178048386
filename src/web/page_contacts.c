/*
 * page_contacts.c - contacts listed, and one contact: who they are, interests, history.
 */
#include "web/pages.h"

#include "app/learning.h"
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

	buf_printf(
	    b, "<tr><td dir=\"auto\"><a href=\"/contact/%lld\">", (long long)c->id);
	page_text(b, c->name);
	buf_puts(b, "</a></td><td dir=\"auto\">");
	page_text(b, c->company);
	buf_puts(b, "</td><td class=\"when\">");
	page_ago(b, c->last_touch_at_s);
	buf_printf(b, "</td><td>%s</td></tr>\n",
	    c->is_muted ? "<span class=\"soft\">muted</span>"
	    : due <= 0	? "<span class=\"badge\">due</span>"
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
	    "<div class=\"row head\"><h1>%zu contact%s</h1>"
	    "<a class=\"button\" href=\"/welcome\">Import or add</a></div>"
	    "<form class=\"row\" action=\"/contacts\"><input class=\"wide\" "
	    "type=\"search\" "
	    "name=\"q\" aria-label=\"Find a contact\" "
	    "placeholder=\"name, company, address or note\" value=\"",
	    n, n == 1 ? "" : "s");
	page_text(b, text);
	buf_puts(b, "\"><button>Find</button></form>");
	if (n)
		buf_puts(b, "<div class=\"scroll\"><table><thead><tr><th>Name</th>"
			    "<th>Company</th><th>Last touch</th>"
			    "<th><span class=\"unseen\">Due</span></th></tr></thead>");
	for (size_t i = (size_t)from; i < n && i < (size_t)from + CONTACTS_SHOWN; i++)
		put_row(r, b, &contacts[i]);
	buf_puts(b, n	     ? "</table></div>"
		    : word.n ? "<p class=\"empty\">Nobody fits.</p>"
			     : "<p class=\"empty\">Nobody is here yet.</p>");
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
	buf_printf(b, "<tr><th scope=\"row\">%s</th><td dir=\"auto\">", name);
	page_text(b, value);
	buf_puts(b, "</td></tr>");
}

static void put_mute(struct web_request *r, struct buf *b, const struct contact *c)
{
	page_form(r, b, "/contact/mute", "");
	page_hidden_id(b, "contact", c->id);
	buf_printf(b, "<button name=\"on\" value=\"%s\" title=\"%s\">%s</button></form>",
	    c->is_muted ? "no" : "yes",
	    c->is_muted ? "Suggest for this contact again"
			: "Suggest nothing for this contact",
	    c->is_muted ? "Unmute" : "Mute");
}

static void put_who(struct web_request *r, struct buf *b, const struct contact *c)
{
	int64_t due = cadence_due_in_days(c, every_days(r), clock_now_s());

	buf_puts(b, "<div class=\"row head\"><h1 dir=\"auto\">");
	page_text(b, c->name);
	buf_printf(b, "%s</h1>", c->is_muted ? " <small>(muted)</small>" : "");
	put_mute(r, b, c);
	buf_puts(b, "</div><table class=\"facts\">");
	for (size_t i = 0; i < c->n_emails; i++)
		put_field(b, i ? "Also" : "Mail", c->emails[i]);
	put_field(b, "Company", c->company);
	put_field(b, "Title", c->title);
	put_field(b, "Place", c->place);
	buf_puts(b, "<tr><th scope=\"row\">Last touch</th><td>");
	page_ago(b, c->last_touch_at_s);
	if (due != DUE_NEVER)
		buf_printf(b, ", every %lld days%s",
		    (long long)cadence_every_days(c, every_days(r)),
		    due <= 0 ? " <span class=\"badge\">due now</span>" : "");
	if (due != DUE_NEVER && due > 0)
		buf_printf(b, ", due in %lld day%s", (long long)due, due == 1 ? "" : "s");
	buf_puts(b, "</td></tr>");
	put_field(b, "Notes", c->notes);
	buf_puts(b, "</table>");
}

/* ---- Interests ------------------------------------------------------------------- */

static enum term_kind kind_of(const struct interest *in)
{
	return in->kind == INTEREST_REGEX     ? TERM_REGEX
	       : in->kind == INTEREST_LEARNED ? TERM_LEARNED
					      : TERM_INTEREST;
}

/* What the term led to: "3 of 12", and week by week as an image. */
static void put_use(
    struct buf *b, const struct interest *in, const struct term_use *uses, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (uses[i].kind != kind_of(in) || !str_eq(uses[i].term, in->term))
			continue;
		buf_printf(b, "<td class=\"n\">%lld of %lld</td><td>",
		    (long long)uses[i].n_forwarded, (long long)uses[i].n_suggested);
		part_term_chart(b, in->contact_id, kind_of(in), in->term);
		buf_puts(b, "</td>");
		return;
	}
	buf_puts(b, "<td class=\"n soft\">none</td><td></td>");
}

static void put_interest(struct web_request *r, struct buf *b, const struct interest *in,
    const struct term_use *uses, size_t n)
{
	struct buf one;

	buf_init(&one, 64 << 10);
	people_interest_write(&one, in);
	buf_puts(b, "<tr><td dir=\"auto\">");
	page_text(b, buf_borrow(&one));
	buf_printf(b, "</td><td class=\"soft hide-small\">%s</td>",
	    interest_source_name(in->source));
	put_use(b, in, uses, n);
	buf_puts(b, "<td>");
	if (in->id) {
		page_form(r, b, "/interest/rm", "");
		page_hidden_id(b, "id", in->id);
		buf_puts(b, "<button class=\"plain\" aria-label=\"Remove ");
		page_text(b, buf_borrow(&one));
		buf_puts(b, "\">Remove</button></form>");
	}
	buf_puts(b, "</td></tr>");
	buf_clear(&one);
}

/* Stated ones, then those that decisions taught. */
static enum err put_interests(
    struct web_request *r, struct buf *b, const struct contact *c)
{
	struct contact learned = *c;
	struct term_use *uses;
	size_t n;
	enum err e =
	    store_term_use_list(r->arena, r->home->store, c->id, &uses, &n, r->ei);

	if (e == OK)
		e = learning_add_terms(r->arena, r->home, &learned, 1, r->ei);
	if (e != OK)
		return e;
	buf_printf(b,
	    "<div class=\"row head\"><h2>Interests</h2>"
	    "<a class=\"button\" href=\"/tune/%lld\">Tune</a></div>",
	    (long long)c->id);
	if (learned.n_interests)
		buf_puts(b, "<div class=\"scroll\"><table><thead><tr><th>Term</th>"
			    "<th class=\"hide-small\">From</th>"
			    "<th class=\"n\">Forwarded</th><th>13 weeks</th>"
			    "<th><span class=\"unseen\">Remove</span></th></tr></thead>");
	for (size_t i = 0; i < learned.n_interests; i++)
		put_interest(r, b, &learned.interests[i], uses, n);
	buf_puts(b,
	    learned.n_interests
		? "</table></div>"
		: "<p class=\"soft\">None yet: only the name and the company are looked "
		  "for.</p>");
	page_form(r, b, "/interest/add", "row");
	page_hidden_id(b, "contact", c->id);
	buf_puts(b, "<label class=\"wide\">Add an interest <input name=\"term\" "
		    "placeholder=\"crude oil=2, /regex, !never\" required></label>"
		    "<button>Add</button></form>");
	return OK;
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
	    "<label class=\"wide\">Log a touch <input name=\"text\" "
	    "placeholder=\"lunch at the harbour\"></label>"
	    "<select name=\"kind\" aria-label=\"Kind of touch\"><option>meeting</option>"
	    "<option>call</option><option>mail</option><option>other</option></select>"
	    "<button>Log</button></form>");
	buf_puts(b, n ? "<table>" : "<p class=\"soft\">Nothing is logged yet.</p>");
	for (size_t i = 0; i < n; i++) {
		buf_puts(b, "<tr><td class=\"when\">");
		page_ago(b, touches[i].at_s);
		buf_printf(b, "</td><td>%s</td><td class=\"text\" dir=\"auto\">",
		    touch_kind_name(touches[i].kind));
		page_text(b, touches[i].text);
		buf_puts(b, "</td></tr>");
	}
	buf_puts(b, n ? "</table>" : "");
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
	buf_puts(b, "<h2>Suggestions</h2><ul class=\"list\">");
	for (size_t i = 0; i < n; i++) {
		buf_printf(b,
		    "<li><a dir=\"auto\" "
		    "href=\"/?q=status:all+contact:%lld&amp;open=%lld\">",
		    (long long)contact_id, (long long)list[i].suggestion.id);
		page_text(
		    b, list[i].item.title.n ? list[i].item.title : list[i].story_title);
		buf_printf(b, "</a><span class=\"meta\">%s, ",
		    suggestion_status_name(list[i].suggestion.status));
		page_ago(b, list[i].suggestion.created_at_s);
		buf_puts(b, "</span></li>");
	}
	buf_puts(b, "</ul>");
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
	e = put_interests(r, b, &c);
	if (e == OK)
		e = put_suggestions(r, b, c.id);
	if (e == OK)
		e = put_history(r, b, &c);
	page_end(b);
	return e;
}
