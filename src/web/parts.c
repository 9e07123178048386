/*
 * parts.c - pieces of pages. Always: no style attribute, which the policy forbids: bars
 * are <meter>.
 */
#include "web/parts.h"

#include "app/deciding.h"
#include "app/forwarding.h"
#include "base/clock.h"
#include "base/url.h"
#include "web/page.h"

#include <jansson.h>

#include <stdlib.h>

static void put_bar(
    struct buf *b, struct str term, const char *kind, const char *where, points p)
{
	char text[POINTS_SIZE];
	double length = points_to_double(p < 0 ? -p : p);

	buf_puts(b, "<tr><td><span dir=\"auto\">");
	page_text(b, term);
	buf_printf(b,
	    "</span> <span class=\"soft\">%s%s%s</span></td>"
	    "<td class=\"n\" title=\"%s\">%+.2f</td>"
	    "<td class=\"bar\"><meter class=\"%s\" value=\"%.3f\" "
	    "aria-hidden=\"true\"></meter></td></tr>",
	    kind, where[0] ? " in the " : "", where, points_format(p, text),
	    points_to_double(p), p < 0 ? "minus" : "plus", length < 1 ? length : 1);
}

static void put_sum(struct buf *b, const char *what, points p)
{
	char text[POINTS_SIZE];

	buf_printf(b,
	    "<tr class=\"sum\"><th scope=\"row\">%s</th>"
	    "<td class=\"n\" title=\"%s\">%.2f</td><td class=\"bar\"></td></tr>",
	    what, points_format(p, text), points_to_double(p));
}

void part_why(struct buf *b, const struct suggestion *s)
{
	buf_puts(b, "<details class=\"why\"><summary data-key=\"w\" "
		    "aria-keyshortcuts=\"w\">Why</summary><table class=\"bars\">");
	for (size_t i = 0; i < s->n_reasons; i++)
		put_bar(b, s->reasons[i].term, term_kind_name(s->reasons[i].kind),
		    field_name(s->reasons[i].field), s->reasons[i].points);
	put_sum(b, "Fit, of 1 at most", suggestion_relevance(s));
	for (size_t i = 0; i < s->n_adjustments; i++)
		put_bar(
		    b, str_of(s->adjustments[i].name), "", "", s->adjustments[i].points);
	put_sum(b, "Place in the queue, the highest first", s->score);
	buf_puts(b, "</table></details>");
}

static void begin_quick(
    struct web_request *r, struct buf *b, const char *action, int64_t id)
{
	buf_printf(b, "<form method=\"post\" action=\"%s\" data-quick>", action);
	page_hidden(b, "csrf", str_of(r->csrf));
	page_hidden_id(b, "id", id);
}

/* A key that presses it, told to the eye and to a screen reader. */
static void put_button(
    struct buf *b, const char *attributes, const char *key, const char *text)
{
	buf_printf(b,
	    "<button data-key=\"%s\" aria-keyshortcuts=\"%s\" title=\"Key: %s\"%s>%s"
	    "</button>",
	    key, key, key, attributes, text);
}

static void put_snooze(struct web_request *r, struct buf *b, int64_t id)
{
	begin_quick(r, b, "/snooze", id);
	put_button(b, "", "b", "Snooze");
	buf_puts(b, "<select name=\"until\" aria-label=\"Snooze until\">"
		    "<option value=\"tomorrow\">to tomorrow</option>"
		    "<option value=\"7d\" selected>for a week</option>"
		    "<option value=\"30d\">for a month</option></select></form>");
}

static void put_dismiss_as(struct web_request *r, struct buf *b, int64_t id)
{
	static const char *const reasons[][3] = {{"off-topic", "off topic", "x"},
	    {"known", "known already", "n"}, {"bad-news", "bad news", "!"},
	    {"stale", "stale", "s"}};

	begin_quick(r, b, "/dismiss", id);
	buf_puts(b, "<span class=\"meta\">Dismiss as</span>");
	put_button(b, " class=\"plain\" name=\"reason\" value=\"wrong-person\"", "#",
	    "wrong person");
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		buf_printf(b,
		    "<button class=\"plain\" name=\"reason\" value=\"%s\" "
		    "data-key=\"%s\" aria-keyshortcuts=\"%s\" title=\"Key: %s\">%s"
		    "</button>",
		    reasons[i][0], reasons[i][2], reasons[i][2], reasons[i][2],
		    reasons[i][1]);
	buf_puts(b, "</form>");
}

static void put_decisions(
    struct web_request *r, struct buf *b, const struct suggestion *s)
{
	bool is_decided = s->status == SUGGESTION_DISMISSED;

	buf_printf(b,
	    "<div class=\"actions\"><a class=\"button primary\" data-forward "
	    "data-key=\"f\" aria-keyshortcuts=\"f\" title=\"Key: f\" "
	    "href=\"/forward/%lld\">Forward</a>",
	    (long long)s->id);
	if (!is_decided) {
		begin_quick(r, b, "/dismiss", s->id);
		put_button(b, "", "e", "Dismiss");
		buf_puts(b, "</form>");
		put_snooze(r, b, s->id);
	}
	if (s->status != SUGGESTION_NEW) {
		begin_quick(r, b, "/release", s->id);
		buf_puts(b, "<button>Into the queue</button></form>");
	}
	buf_puts(b, "</div>");
	if (!is_decided) {
		buf_puts(b, "<div class=\"actions less\">");
		put_dismiss_as(r, b, s->id);
		buf_puts(b, "</div>");
	}
}

void part_actions(struct web_request *r, struct buf *b, const struct queue_entry *q)
{
	const struct suggestion *s = &q->suggestion;

	if (s->status != SUGGESTION_FORWARDED)
		put_decisions(r, b, s);
	buf_puts(b, "<div class=\"actions less\">");
	if (url_is_web(q->item.url)) {
		buf_puts(b, "<span data-original>");
		page_link(b, q->item.url, STR("Read the original"));
		buf_puts(b, "</span>");
	}
	if (q->item.id)
		buf_printf(
		    b, "<a href=\"/item/%lld\">Who else?</a>", (long long)q->item.id);
	buf_printf(b,
	    "<a data-key=\"t\" aria-keyshortcuts=\"t\" title=\"Key: t\" "
	    "href=\"/tune/%lld\">Tune keywords</a>",
	    (long long)s->contact_id);
	if (s->status != SUGGESTION_FORWARDED) {
		buf_puts(b, "<form method=\"post\" action=\"/mute\" data-quick>");
		page_hidden(b, "csrf", str_of(r->csrf));
		page_hidden_id(b, "story", s->story_id);
		put_button(b, " class=\"plain\"", "m", "Mute this story");
		buf_puts(b, "</form>");
	}
	buf_puts(b, "</div>");
}

/* The form that takes back is there in any case, for the key. */
static void put_undo(struct web_request *r, struct buf *b)
{
	buf_puts(b, "<form method=\"post\" action=\"/undo\" id=\"undo\">");
	page_hidden(b, "csrf", str_of(r->csrf));
	put_button(b, "", "z", "Undo");
	buf_puts(b, "</form></div>");
}

enum err part_notice(struct web_request *r, struct buf *b)
{
	struct decision last;
	struct str text = {NULL, 0};
	enum err e = store_decision_last(r->home->store, &last, r->ei);
	bool is_recent = e == OK && last.id && last.at_s >= clock_now_s() - DAY_S;

	if (is_recent)
		e = deciding_describe(r->arena, r->home, &last, &text, r->ei);
	if (e != OK)
		return e;
	buf_printf(b, "<div class=\"notice\"%s><span>", is_recent ? "" : " hidden");
	page_text(b, text);
	buf_puts(b, "</span>");
	put_undo(r, b);
	return OK;
}

void part_queue_tools(
    struct web_request *r, struct buf *b, struct str query, size_t n, bool has_more)
{
	buf_printf(b, "<div class=\"row head\"><h1>%s%zu suggestion%s</h1>",
	    has_more ? "The best " : "", n, n == 1 ? "" : "s");
	page_form(r, b, "/run", "");
	buf_puts(b,
	    "<button>Read the news</button></form></div>"
	    "<form class=\"row\" action=\"/\"><input class=\"wide\" type=\"search\" "
	    "name=\"q\" aria-label=\"Narrow the queue\" "
	    "placeholder=\"a word, or contact:ada since:7d status:snoozed\" value=\"");
	page_text(b, query);
	buf_puts(b, "\"><button>Show</button></form>");
}

/* A value in the query of a link. */
static void put_encoded(struct buf *b, struct str value)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
			buf_putc(b, (char)c);
		else
			buf_printf(b, "%%%c%c", hex[c >> 4], hex[c & 15]);
	}
}

void part_term_chart(
    struct buf *b, int64_t contact_id, enum term_kind kind, struct str term)
{
	buf_printf(b,
	    "<img class=\"spark\" width=\"104\" height=\"24\" loading=\"lazy\" "
	    "src=\"/chart/term.svg?contact=%lld&amp;kind=%s&amp;term=",
	    (long long)contact_id, term_kind_name(kind));
	put_encoded(b, term);
	buf_puts(b, "\" alt=\"Suggestions a week\">");
}

void part_answer(
    struct web_request *r, struct web_response *out, struct str text, struct str link)
{
	char *line;
	json_t *o;

	if (!r->wants_json) {
		web_redirect(out, r->referrer_path);
		return;
	}
	o = json_pack("{s:o, s:o}", "text", json_stringn(text.p, text.n), "link",
	    link.n ? json_stringn(link.p, link.n) : json_null());
	line = json_dumps(o, JSON_COMPACT);
	out->type = "application/json";
	buf_puts(&out->body, line ? line : "{}");
	free(line);
	json_decref(o);
}

struct str part_unix_lines(struct arena *a, struct str text)
{
	char *to = arena_alloc(a, text.n + 2, 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '\r')
			to[n++] = text.p[i];
	if (n && to[n - 1] != '\n')
		to[n++] = '\n';
	return (struct str){to, n};
}
