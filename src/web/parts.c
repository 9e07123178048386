/*
 * parts.c - pieces of pages. Always: no style attribute (the policy forbids it): sizes
 * are attributes of SVG.
 */
#include "web/parts.h"

#include "app/deciding.h"
#include "app/forwarding.h"
#include "base/clock.h"
#include "web/page.h"

#include <jansson.h>

#include <stdlib.h>

static void put_bar(
    struct buf *b, const char *kind, struct str term, const char *where, points p)
{
	char text[POINTS_SIZE];
	double length = points_to_double(p < 0 ? -p : p);

	buf_puts(b, "<tr><td>");
	page_text(b, term);
	buf_printf(b,
	    " <span class=\"soft\">%s%s%s</span></td><td class=\"n\">%s%s</td>"
	    "<td class=\"hide-small\"><meter class=\"%s\" value=\"%.3f\" "
	    "aria-hidden=\"true\"></meter></td></tr>",
	    kind, where[0] ? " in the " : "", where, p > 0 ? "+" : "",
	    points_format(p, text), p < 0 ? "minus" : "plus", length < 1 ? length : 1);
}

void part_why(struct buf *b, const struct suggestion *s)
{
	char text[POINTS_SIZE];

	buf_puts(b, "<details class=\"why\"><summary data-key=\"w\">Why</summary>"
		    "<table class=\"bars\">");
	for (size_t i = 0; i < s->n_reasons; i++)
		put_bar(b, term_kind_name(s->reasons[i].kind), s->reasons[i].term,
		    field_name(s->reasons[i].field), s->reasons[i].points);
	for (size_t i = 0; i < s->n_adjustments; i++)
		put_bar(
		    b, "", str_of(s->adjustments[i].name), "", s->adjustments[i].points);
	buf_printf(b,
	    "<tr><td>Score</td><td class=\"n\"><strong>%s</strong></td><td></td></tr>"
	    "</table></details>",
	    points_format(s->score, text));
}

static void begin_quick(
    struct web_request *r, struct buf *b, const char *action, int64_t id)
{
	buf_printf(b, "<form method=\"post\" action=\"%s\" data-quick>", action);
	page_hidden(b, "csrf", str_of(r->csrf));
	page_hidden_id(b, "id", id);
}

static void put_dismiss(struct web_request *r, struct buf *b, int64_t id)
{
	static const char *const reasons[][2] = {{"off-topic", "Off topic"},
	    {"known", "Known"}, {"bad-news", "Bad news"}, {"stale", "Stale"}};

	begin_quick(r, b, "/dismiss", id);
	buf_puts(b, "<button data-key=\"e\">Dismiss</button></form>");
	begin_quick(r, b, "/dismiss", id);
	buf_puts(b, "<button name=\"reason\" value=\"wrong-person\" data-key=\"wrong\">"
		    "Wrong person</button></form>");
	begin_quick(r, b, "/dismiss", id);
	buf_puts(b, "<select name=\"reason\" aria-label=\"Reason to dismiss\">");
	for (size_t i = 0; i < 4; i++)
		buf_printf(
		    b, "<option value=\"%s\">%s</option>", reasons[i][0], reasons[i][1]);
	buf_puts(b, "</select><button>Dismiss as</button></form>");
}

static void put_snooze(struct web_request *r, struct buf *b, int64_t id)
{
	begin_quick(r, b, "/snooze", id);
	buf_puts(b, "<select name=\"until\" aria-label=\"Snooze until\">"
		    "<option value=\"tomorrow\">tomorrow</option>"
		    "<option value=\"7d\" selected>in a week</option>"
		    "<option value=\"30d\">in a month</option></select>"
		    "<button data-key=\"b\">Snooze</button></form>");
}

void part_actions(struct web_request *r, struct buf *b, const struct queue_entry *q)
{
	const struct suggestion *s = &q->suggestion;

	buf_puts(b, "<div class=\"actions\">");
	if (s->status != SUGGESTION_FORWARDED) {
		buf_printf(b,
		    "<a class=\"button primary\" data-forward data-key=\"f\" "
		    "href=\"/forward/%lld\">Forward</a>",
		    (long long)s->id);
		if (s->status != SUGGESTION_DISMISSED) {
			put_dismiss(r, b, s->id);
			put_snooze(r, b, s->id);
		}
		if (s->status != SUGGESTION_NEW) {
			begin_quick(r, b, "/release", s->id);
			buf_puts(b, "<button>Into the queue</button></form>");
		}
		buf_puts(b, "<form method=\"post\" action=\"/mute\" data-quick>");
		page_hidden(b, "csrf", str_of(r->csrf));
		page_hidden_id(b, "story", s->story_id);
		buf_puts(b,
		    "<button data-key=\"m\" class=\"plain\">Mute story</button></form>");
	}
	buf_printf(b, "<a data-key=\"t\" href=\"/tune/%lld\">Tune</a>",
	    (long long)s->contact_id);
	buf_printf(b, "<a href=\"/item/%lld\">Who else</a>", (long long)q->item.id);
	if (q->item.url.n) {
		buf_puts(b, "<span class=\"original\">");
		page_link(b, q->item.url, STR("Original"));
		buf_puts(b, "</span>");
	}
	buf_puts(b, "</div>");
}

enum err part_notice(struct web_request *r, struct buf *b)
{
	struct decision last;
	struct str text;
	enum err e = store_decision_last(r->home->store, &last, r->ei);

	if (e != OK || !last.id || last.at_s < clock_now_s() - DAY_S)
		return e;
	e = deciding_describe(r->arena, r->home, &last, &text, r->ei);
	if (e != OK)
		return e;
	buf_puts(b, "<div class=\"notice\"><span>");
	page_text(b, text);
	buf_puts(b, "</span><form method=\"post\" action=\"/undo\" id=\"undo\">");
	page_hidden(b, "csrf", str_of(r->csrf));
	buf_puts(b, "<button>Undo</button></form></div>");
	return OK;
}

void part_queue_tools(struct web_request *r, struct buf *b, struct str query, size_t n)
{
	buf_printf(
	    b, "<div class=\"row\"><h1>%zu suggestion%s</h1>", n, n == 1 ? "" : "s");
	page_form(r, b, "/run", "");
	buf_puts(b, "<button>Read the news</button></form></div>"
		    "<form class=\"row\" action=\"/\"><input type=\"search\" name=\"q\" "
		    "aria-label=\"Query\" placeholder=\"status:all contact:ada "
		    "since:7d\" value=\"");
	page_text(b, query);
	buf_puts(b, "\"><button>Show</button></form>");
}

void part_keys(struct buf *b)
{
	static const char *const keys[][2] = {{"j k", "next, previous"},
	    {"o Enter", "open"}, {"v", "the original"}, {"f", "forward"},
	    {"e", "dismiss"}, {"#", "wrong person"}, {"b", "snooze"},
	    {"m", "mute the story"}, {"w", "why"}, {"t", "tune"}, {"z", "undo"},
	    {"/", "search"},
	    {"g then q c i f d s", "queue, contacts, news, feeds, due, sent"},
	    {"?", "this list"}};

	buf_puts(b, "<dialog id=\"keys\" aria-label=\"Keys\"><table>");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		buf_printf(b, "<tr><td><kbd>%s</kbd></td><td>%s</td></tr>", keys[i][0],
		    keys[i][1]);
	buf_puts(
	    b, "</table><form method=\"dialog\"><button>Close</button></form></dialog>");
}

void part_chart(struct buf *b, const struct part_bar *bars, size_t n, const char *title)
{
	enum { WIDTH = 20, HEIGHT = 80 };
	int64_t most = 1;

	for (size_t i = 0; i < n; i++) {
		most = bars[i].first > most ? bars[i].first : most;
		most = bars[i].second > most ? bars[i].second : most;
	}
	buf_printf(b,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %zu "
	    "%d\"><title>%s</title>",
	    n * WIDTH, HEIGHT + 16, title);
	for (size_t i = 0; i < n; i++) {
		long long first = bars[i].first * HEIGHT / most;
		long long second = bars[i].second * HEIGHT / most;

		buf_printf(b,
		    "<rect fill=\"#9aa0a8\" x=\"%zu\" y=\"%lld\" width=\"7\" "
		    "height=\"%lld\"/>"
		    "<rect fill=\"#2c8a68\" x=\"%zu\" y=\"%lld\" width=\"7\" "
		    "height=\"%lld\"/>",
		    i * WIDTH + 2, HEIGHT - first, first, i * WIDTH + 10, HEIGHT - second,
		    second);
		if (i % 4 == 0)
			buf_printf(b,
			    "<text fill=\"#8a8f98\" font-family=\"sans-serif\" "
			    "font-size=\"11\" x=\"%zu\" y=\"%d\">%s</text>",
			    i * WIDTH, HEIGHT + 13, bars[i].label);
	}
	buf_puts(b, "</svg>");
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
