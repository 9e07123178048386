/*
 * page_run.c - a run started from the page: its progress, and its summary, which stays.
 */
#include "web/pages.h"

#include "store/run.h"
#include "web/page.h"
#include "web/parts.h"
#include "web/running.h"

enum { RUNS_SHOWN = 10 };

enum err post_run(struct web_request *r, struct web_response *out)
{
	enum err e = running_start(r->running, r->ei);

	if (e == OK)
		web_redirect(out, STR("/run"));
	return e;
}

enum err page_run_events(struct web_request *r, struct web_response *out)
{
	(void)r;
	out->is_stream = true;
	return OK;
}

static enum err put_runs(struct web_request *r, struct buf *b)
{
	struct run *runs;
	size_t n;
	enum err e =
	    store_run_list(r->arena, r->home->store, RUNS_SHOWN, &runs, &n, r->ei);

	if (e != OK || !n)
		return e;
	buf_puts(b, "<h2>Runs so far</h2><div class=\"scroll\"><table><thead><tr>"
		    "<th>When</th><th class=\"n\">Feeds</th><th class=\"n\">Failed</th>"
		    "<th class=\"n\">New items</th><th class=\"n\">Queued</th>"
		    "<th class=\"n hide-small\">Seconds</th></tr></thead>");
	for (size_t i = 0; i < n; i++) {
		buf_puts(b, "<tr><td class=\"when\">");
		page_ago(b, runs[i].started_at_s);
		buf_printf(b,
		    "%s</td><td class=\"n\">%lld</td><td class=\"n\">%lld</td>"
		    "<td class=\"n\">%lld</td><td class=\"n\">%lld</td>"
		    "<td class=\"n hide-small\">%.1f</td></tr>",
		    runs[i].ended_at_s == NO_TIME ? " (did not end)" : "",
		    (long long)runs[i].n_feeds, (long long)runs[i].n_failed,
		    (long long)runs[i].n_items_new, (long long)runs[i].n_suggestions_new,
		    (double)runs[i].duration_ms / 1000);
	}
	buf_puts(b, "</table></div>");
	return OK;
}

enum err page_run(struct web_request *r, struct web_response *out)
{
	struct buf *b = &out->body;
	enum err e;

	page_begin(r, b, "queue", STR("Run"));
	if (r->running->pid) {
		buf_printf(b,
		    "<h1>Reading the news</h1><div id=\"run-progress\" class=\"card\">"
		    "<p role=\"status\"><span>%s</span></p>"
		    "<progress aria-label=\"Progress of the run\"></progress></div>"
		    "<noscript><p><a href=\"/run\">Look again</a></p></noscript>",
		    running_stage(r->running));
	} else {
		buf_puts(b, "<h1>Read the news</h1>");
		if (r->running->summary.n) {
			buf_puts(b, "<pre class=\"card\">");
			page_multiline(b, buf_borrow(&r->running->summary));
			buf_puts(b,
			    "</pre><p><a class=\"button primary\" href=\"/\">To the "
			    "queue</a></p>");
		}
		page_form(r, b, "/run", "");
		buf_printf(b, "<button%s>%s</button></form>",
		    r->running->summary.n ? "" : " class=\"primary\"",
		    r->running->summary.n ? "Read again" : "Read the news");
	}
	e = put_runs(r, b);
	page_end(b);
	return e;
}
