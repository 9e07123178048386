/*
 * run.c - `sawthis run`, the daily batch, and `sawthis fetch`, its first half.
 */
#include "cmd/commands.h"

#include "app/batch.h"
#include "base/log.h"
#include "cmd/json.h"
#include "cmd/mail.h"
#include "cmd/queue.h"
#include "cmd/term.h"

#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t was_interrupted;

static void on_signal(int number)
{
	(void)number;
	was_interrupted = 1;
}

/* Ctrl-C ends the fetch after what has arrived is stored; a second one ends the program.
 */
static void catch_interrupt(void)
{
	struct sigaction action = {.sa_handler = on_signal};

	action.sa_flags = (int)SA_RESETHAND;
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

static bool show_progress(void *ctx, const char *stage, size_t n, size_t total)
{
	(void)ctx;
	term_progress(stage, n, total, total && n >= total);
	return !was_interrupted;
}

/* The same as lines, for a program that started this one. */
static bool print_progress(void *ctx, const char *stage, size_t n, size_t total)
{
	(void)ctx;
	out_line("progress %s %zu %zu", stage, n, total);
	fflush(stdout);
	return !was_interrupted;
}

static void print_fetched(const struct run *r)
{
	out_line("%lld feed%s asked: %lld with news, %lld unchanged, %lld failed; %lld "
		 "new item%s",
	    (long long)r->n_feeds, str_plural(r->n_feeds), (long long)r->n_fetched,
	    (long long)r->n_not_modified, (long long)r->n_failed,
	    (long long)r->n_items_new, str_plural(r->n_items_new));
	if (r->n_failed)
		out_line("`sawthis feed list` shows what failed.");
}

static void print_run(struct app *app, const struct batch *b, bool is_dry)
{
	const struct run *r = &b->run;

	if (r->n_feeds)
		print_fetched(r);
	if (b->is_unchanged) {
		out_line("Nothing has changed since the last run; nothing to queue "
			 "(%.1f s)",
		    (double)r->duration_ms / 1000);
		return;
	}
	out_line("%lld new stor%s, %lld pair%s of contact and item scored, "
		 "%lld suggestion%s%s (%.1f s)",
	    (long long)r->n_stories_new, r->n_stories_new == 1 ? "y" : "ies",
	    (long long)r->n_pairs_scored, str_plural(r->n_pairs_scored),
	    (long long)r->n_suggestions_new, str_plural(r->n_suggestions_new),
	    is_dry ? " would be queued" : " queued", (double)r->duration_ms / 1000);
	if (is_dry)
		queue_print_batch(app, b);
	else if (r->n_suggestions_new)
		out_line("`sawthis queue` shows them.");
}

/* What waits in the outbox and the morning digest, after the news. Where every feed
 * failed that is told first: it is the failure of the run. */
static enum err see_to_mail(struct app *app, enum err fetched)
{
	struct err_info failure = *app->ei;
	enum err e = mail_flush_due(app);

	if (e == OK)
		e = digest_send_daily(app);
	if (fetched == OK)
		return e;
	if (e != OK)
		log_err_info(app->ei);
	*app->ei = failure;
	return fetched;
}

enum err cmd_run(struct app *app, int argc, char **argv)
{
	struct batch_options o = {.since_s = NO_TIME, .progress = {show_progress, NULL}};
	enum format format = FORMAT_TEXT;
	bool has_progress = false;
	const struct opt opts[] = {
	    {"--progress", OPT_FLAG, &has_progress},
	    {"--dry-run", OPT_FLAG, &o.is_dry},
	    {"--no-fetch", OPT_FLAG, &o.has_no_fetch},
	    {"--since", OPT_PAST, &o.since_s},
	    {"--format", OPT_FORMAT, &format},
	    {NULL, OPT_FLAG, NULL},
	};
	enum err e = opts_parse(app, opts, &argc, argv, 0, 0);
	struct batch b;

	if (e != OK)
		return e;
	catch_interrupt();
	if (has_progress)
		o.progress.tell = print_progress;
	e = batch_run(app->home, &o, &b, app->ei);
	term_progress("", 0, 0, true);
	if (e == OK || e == ERR_UNAVAIL) {
		if (format == FORMAT_JSON)
			out_json(json_of_run(&b.run));
		else
			print_run(app, &b, o.is_dry);
	}
	batch_free(&b);
	if ((e == OK || e == ERR_UNAVAIL) && !o.is_dry)
		e = see_to_mail(app, e);
	return e;
}

enum err cmd_fetch(struct app *app, int argc, char **argv)
{
	const struct app_progress progress = {show_progress, NULL};
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct run run = {.started_at_s = clock_now_s()};
	int64_t began_ms = clock_mono_ms();
	enum err e = opts_parse(app, opts, &argc, argv, 0, 0);

	if (e != OK)
		return e;
	catch_interrupt();
	e = fetching_run(app->home, &progress, &run, app->ei);
	term_progress("", 0, 0, true);
	run.duration_ms = clock_mono_ms() - began_ms;
	if ((e == OK || e == ERR_UNAVAIL) && format == FORMAT_JSON)
		out_json(json_of_run(&run));
	else if (e == OK || e == ERR_UNAVAIL)
		print_fetched(&run);
	return e;
}
