/*
 * charts.c - small charts as images of their own, so that pages carry no markup but HTML.
 * In: counts of the store. Out: SVG. Always: no text from outside, and colours that
 * follow light and dark as the page does.
 */
#include "web/pages.h"

#include "base/clock.h"
#include "store/learn.h"
#include "store/touch.h"
#include "store/upkeep.h"

enum {
	WEEKS_SHOWN = 26,
	TERM_WEEKS = 13,
};

static const char month_names[12][4] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static void begin_svg(struct web_response *out, size_t width, size_t height)
{
	out->type = "image/svg+xml";
	buf_printf(&out->body,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %zu %zu\" "
	    "width=\"%zu\" height=\"%zu\"><style>"
	    "text{font:11px system-ui,sans-serif;fill:#656b74}"
	    ".all{fill:#b9b4a7}.sent{fill:#1f6f54}.line{stroke:#e2dfd7}"
	    "@media(prefers-color-scheme:dark){text{fill:#a0a5ad}"
	    ".all{fill:#565c65}.sent{fill:#63bf9c}.line{stroke:#33373d}}</style>",
	    width, height, width, height);
}

static void put_line(struct buf *b, size_t x1, size_t x2, size_t y)
{
	buf_printf(b,
	    "<line class=\"line\" x1=\"%zu\" x2=\"%zu\" y1=\"%zu.5\" y2=\"%zu.5\"/>", x1,
	    x2, y, y);
}

/* A bar that stands on y; one that is not zero is seen. */
static void put_bar(struct buf *b, const char *class, size_t x, size_t y, size_t width,
    int64_t value, int64_t most, size_t most_height)
{
	size_t height = (size_t)((double)value / (double)most * (double)most_height);

	if (!value)
		return;
	height = height < 2 ? 2 : height;
	buf_printf(b,
	    "<rect class=\"%s\" x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%zu\"/>",
	    class, x, y - height, width, height);
}

/* The names of the months where they begin, along weeks that start at first_s. */
static void put_months(
    struct buf *b, int64_t first_s, size_t n, size_t x, size_t step, size_t y)
{
	int before = clock_to_civil(first_s - 14 * (int64_t)DAY_S).month;

	for (size_t i = 0; i < n; i++) {
		struct civil c = clock_to_civil(first_s + (int64_t)i * 7 * DAY_S);

		if (c.month != before && i + 2 < n)
			buf_printf(b, "<text x=\"%zu\" y=\"%zu\">%s</text>", x + i * step,
			    y, month_names[c.month - 1]);
		before = c.month;
	}
}

/* Suggestions and forwards of each week, over half a year. */
enum err chart_weeks(struct web_request *r, struct web_response *out)
{
	enum { LEFT = 30, STEP = 24, HEIGHT = 90 };
	struct store_week weeks[WEEKS_SHOWN];
	struct buf *b = &out->body;
	int64_t most = 4;
	enum err e =
	    store_stats_weeks(r->home->store, clock_now_s(), WEEKS_SHOWN, weeks, r->ei);

	if (e != OK)
		return e;
	for (size_t i = 0; i < WEEKS_SHOWN; i++)
		most = weeks[i].n_suggested > most ? weeks[i].n_suggested : most;
	begin_svg(out, LEFT + WEEKS_SHOWN * STEP, HEIGHT + 30);
	put_line(b, LEFT, LEFT + WEEKS_SHOWN * STEP, 10);
	put_line(b, LEFT, LEFT + WEEKS_SHOWN * STEP, HEIGHT + 10);
	buf_printf(b, "<text x=\"0\" y=\"14\">%lld</text>", (long long)most);
	buf_printf(b, "<text x=\"0\" y=\"%d\">0</text>", HEIGHT + 10);
	for (size_t i = 0; i < WEEKS_SHOWN; i++) {
		put_bar(b, "all", LEFT + i * STEP + 2, HEIGHT + 10, 9,
		    weeks[i].n_suggested, most, HEIGHT);
		put_bar(b, "sent", LEFT + i * STEP + 11, HEIGHT + 10, 9,
		    weeks[i].n_forwarded < most ? weeks[i].n_forwarded : most, most,
		    HEIGHT);
	}
	put_months(b, weeks[0].monday_s, WEEKS_SHOWN, LEFT + 2, STEP, HEIGHT + 25);
	buf_puts(b, "</svg>");
	return OK;
}

/* What one term of a contact led to: suggestions, and on them the forwards. */
enum err chart_term(struct web_request *r, struct web_response *out)
{
	enum { STEP = 8, HEIGHT = 24 };
	struct term_week weeks[TERM_WEEKS];
	struct buf *b = &out->body;
	int64_t first_s =
	    clock_monday_s(clock_now_s()) - (TERM_WEEKS - 1) * 7 * (int64_t)DAY_S;
	int64_t contact_id = 0, most = 3;
	enum term_kind kind = TERM_PERSON;
	enum err e;

	(void)str_to_int(web_query(r, "contact"), 1, INT64_MAX, &contact_id);
	while (kind < TERM_LEARNED &&
	       !str_eq(web_query(r, "kind"), str_of(term_kind_name(kind))))
		kind++;
	e = store_term_use_weeks(r->home->store, contact_id, kind, web_query(r, "term"),
	    first_s, TERM_WEEKS, weeks, r->ei);
	if (e != OK)
		return e;
	for (size_t i = 0; i < TERM_WEEKS; i++)
		most = weeks[i].n_suggested > most ? weeks[i].n_suggested : most;
	begin_svg(out, TERM_WEEKS * STEP, HEIGHT);
	put_line(b, 0, TERM_WEEKS * STEP, HEIGHT - 1);
	for (size_t i = 0; i < TERM_WEEKS; i++) {
		put_bar(b, "all", i * STEP + 1, HEIGHT - 1, STEP - 2,
		    weeks[i].n_suggested, most, HEIGHT - 2);
		put_bar(b, "sent", i * STEP + 1, HEIGHT - 1, STEP - 2,
		    weeks[i].n_forwarded, most, HEIGHT - 2);
	}
	buf_puts(b, "</svg>");
	return OK;
}

/* The touches of one contact over half a year, a dot each, forwards green; without a
 * contact the months that stand above the dots. */
enum err chart_touches(struct web_request *r, struct web_response *out)
{
	enum { STEP = 10, WIDTH = WEEKS_SHOWN * STEP, HEIGHT = 20 };
	int64_t first_s =
	    clock_monday_s(clock_now_s()) - (WEEKS_SHOWN - 1) * 7 * (int64_t)DAY_S;
	int64_t contact_id = 0;
	struct touch *touches;
	struct buf *b = &out->body;
	size_t n;
	enum err e;

	(void)str_to_int(web_query(r, "contact"), 1, INT64_MAX, &contact_id);
	begin_svg(out, WIDTH, HEIGHT);
	if (!contact_id) {
		put_months(b, first_s, WEEKS_SHOWN, 0, STEP, HEIGHT - 5);
		buf_puts(b, "</svg>");
		return OK;
	}
	e = store_touch_list(
	    r->arena, r->home->store, contact_id, first_s, 0, &touches, &n, r->ei);
	if (e != OK)
		return e;
	put_line(b, 0, WIDTH, HEIGHT / 2);
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "<circle class=\"%s\" cx=\"%lld\" cy=\"%d.5\" r=\"4\"/>",
		    touches[i].kind == TOUCH_FORWARD ? "sent" : "all",
		    (long long)((touches[i].at_s - first_s) * STEP / (7 * DAY_S)),
		    HEIGHT / 2);
	buf_puts(b, "</svg>");
	return OK;
}
