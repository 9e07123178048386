/*
 * page_tune.c - the keywords of a contact: how each did, and what a change of them would
 * have gained and lost. Always: looking changes nothing; saving is a form of its own.
 */
#include "web/pages.h"

#include "app/kept.h"
#include "app/learning.h"
#include "app/tuning.h"
#include "people/interest.h"
#include "store/contact.h"
#include "web/page.h"
#include "web/parts.h"

enum { REPLAY_DAYS = 90, CHANGES_SHOWN = 40 };

static void put_term(struct web_request *r, struct buf *b, const struct tuning_term *t)
{
	int64_t n_dismissed = 0;

	for (int i = 0; i <= DISMISS_STALE; i++)
		n_dismissed += t->n_dismissed[i];
	buf_puts(b, "<tr><td dir=\"auto\">");
	page_text(b, t->term);
	buf_printf(b,
	    " <span class=\"soft\">%s</span> <span class=\"warn\">%s</span></td>"
	    "<td class=\"n\">%lld</td><td class=\"n\">%lld</td><td class=\"n\">%lld</td>"
	    "<td class=\"hide-small\">",
	    t->kind == TERM_LEARNED ? "learned" : "", tuning_verdict_name(t->verdict),
	    (long long)t->n_hits, (long long)t->n_forwarded, (long long)n_dismissed);
	part_term_chart(b, t->contact_id, t->kind, t->term);
	buf_puts(b, "</td><td class=\"when hide-small\">");
	page_ago(b, t->last_hit_s);
	buf_puts(b, "</td><td>");
	if (t->interest.id) {
		buf_printf(b, "<form action=\"/tune/%lld\">", (long long)t->contact_id);
		page_hidden(b, "rm", t->term);
		buf_puts(b, "<button class=\"plain\">Without it?</button></form>");
	} else if (t->kind == TERM_LEARNED) {
		page_form(r, b, "/learned", "");
		page_hidden_id(b, "contact", t->contact_id);
		page_hidden(b, "term", t->term);
		buf_puts(b,
		    "<button class=\"plain\" name=\"do\" value=\"accept\">Accept</button>"
		    "<button class=\"plain\" name=\"do\" value=\"strike\">Strike</button>"
		    "</form>");
	}
	buf_puts(b, "</td></tr>\n");
}

static enum err put_terms(struct web_request *r, struct buf *b, int64_t contact_id)
{
	struct tuning_term *terms;
	size_t n;
	enum err e = kept_report(r->home, contact_id, &terms, &n, r->ei);

	if (e != OK)
		return e;
	buf_puts(b, "<h2>How they do</h2>");
	if (!n)
		buf_puts(b, "<p class=\"empty\">No keyword yet. Try one above.</p>");
	else
		buf_puts(b,
		    "<div class=\"scroll\"><table><thead><tr><th>Term</th>"
		    "<th class=\"n\" title=\"Articles of the last 90 days\">Hits</th>"
		    "<th class=\"n\">Forwarded</th><th class=\"n\">Dismissed</th>"
		    "<th class=\"hide-small\">13 weeks</th>"
		    "<th class=\"hide-small\">Last hit</th>"
		    "<th><span class=\"unseen\">Change</span></th></tr></thead>");
	for (size_t i = 0; i < n; i++)
		put_term(r, b, &terms[i]);
	buf_puts(b, n ? "</table></div>" : "");
	return OK;
}

static void put_change(struct buf *b, const struct tuning_change *c)
{
	buf_printf(b, "<li><a dir=\"auto\" href=\"/item/%lld\">", (long long)c->item.id);
	page_text(b, c->item.title);
	buf_printf(b, "</a><span class=\"meta\"><strong class=\"%s\">%s</strong>, ",
	    c->fate == TUNING_GAINED ? "good" : "bad",
	    c->fate == TUNING_GAINED ? "gained" : "lost");
	page_text(b, c->item.outlet);
	buf_puts(b, c->item.outlet.n ? ", " : "");
	page_ago(b, item_date_s(&c->item));
	buf_printf(b, "%s</span></li>\n", c->was_forwarded ? ", you forwarded it" : "");
}

/* What the change would do, and the form that makes it. */
static enum err put_replay(struct web_request *r, struct buf *b, const struct contact *c,
    struct str add, struct str rm)
{
	struct interest in = {.source = SOURCE_STATED};
	struct tuning_replay t;
	enum err e = OK;

	if (add.n)
		e = people_interest_parse(r->arena, add, &in, r->ei);
	if (e == OK && add.n && in.kind == INTEREST_REGEX)
		e = match_check_regex(in.term, r->ei);
	if (e == OK)
		e = tuning_replay(r->arena, r->home, c, &in, add.n > 0, &rm, rm.n > 0,
		    REPLAY_DAYS, &t, r->ei);
	if (e != OK)
		return e;
	buf_printf(b, "<h2>In the last %d days: %zu gained, %zu lost, %zu as before</h2>",
	    REPLAY_DAYS, t.n_gained, t.n_lost, t.n_kept);
	if (t.n_forwards_lost)
		buf_printf(b, "<p class=\"bad\">%zu of those lost you had forwarded.</p>",
		    t.n_forwards_lost);
	page_form(r, b, "/tune", "");
	page_hidden_id(b, "contact", c->id);
	page_hidden(b, "add", add);
	page_hidden(b, "rm", rm);
	buf_puts(b, "<button class=\"primary\">Keep this change</button></form>");
	buf_puts(b, "<ul class=\"list\">");
	for (size_t i = 0; i < t.n && i < CHANGES_SHOWN; i++)
		put_change(b, &t.changes[i]);
	buf_puts(b, "</ul>");
	if (t.n > CHANGES_SHOWN)
		buf_printf(b, "<p class=\"meta\">and %zu more</p>", t.n - CHANGES_SHOWN);
	return OK;
}

enum err page_tune(struct web_request *r, struct web_response *out)
{
	struct str add = str_trim(web_query(r, "add")), rm = web_query(r, "rm");
	struct buf *b = &out->body;
	struct contact c;
	enum err e =
	    store_contact_get(r->arena, r->home->store, web_rest_id(r), &c, r->ei);

	if (e != OK)
		return e;
	page_begin(r, b, "contacts", STR("Tune"));
	buf_printf(b, "<h1>Keywords of <a dir=\"auto\" href=\"/contact/%lld\">",
	    (long long)c.id);
	page_text(b, c.name);
	buf_printf(b,
	    "</a></h1><form class=\"row\" action=\"/tune/%lld\">"
	    "<label class=\"wide\">Try a term; nothing changes until you keep it "
	    "<input name=\"add\" placeholder=\"crude oil=2, /regex, !never\" value=\"",
	    (long long)c.id);
	page_text(b, add);
	buf_puts(b, "\"></label><button>Try</button></form>");
	if (add.n || rm.n)
		e = put_replay(r, b, &c, add, rm);
	if (e == OK)
		e = put_terms(r, b, c.id);
	page_end(b);
	return e;
}

enum err post_learned(struct web_request *r, struct web_response *out)
{
	bool is_accepted = str_eq(web_form(r, "do"), STR("accept"));
	enum err e = learning_tell(r->home, web_form_id(r, "contact"),
	    web_form(r, "term"), is_accepted ? LEARNING_ACCEPT : LEARNING_STRIKE, r->ei);

	if (e == OK)
		part_answer(r, out, is_accepted ? STR("Accepted") : STR("Struck"),
		    (struct str){NULL, 0});
	return e;
}
