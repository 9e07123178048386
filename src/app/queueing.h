/*
 * queueing.h - pairs become suggestions: items are put into stories, pairs scored, caps
 * applied, and what shows is stored, in one transaction.
 */
#ifndef APP_QUEUEING_H
#define APP_QUEUEING_H

#include "app/news.h"
#include "model/suggestion.h"

/* Gives each of the news a story, in the database and in its record: a known story that
 * reports the same, else a new one. Adds to run->n_stories_new. */
enum err queueing_assign_stories(struct home *h, const struct news *news,
    const struct app_progress *progress, struct run *run, struct err_info *ei) MUST_USE;

/* What queueing_run() queued, for `run --dry-run`. */
struct queued {
	struct suggestion *suggestions; /* in m's arena; those that are new or held */
	size_t n;
};

/* Snoozed ones whose day has come wake, old ones expire. */
enum err queueing_refresh(struct home *h, struct err_info *ei) MUST_USE;

/* Refreshes the queue, gives what is open its score of today and, where m was matched,
 * queues from its pairs and remembers that (unchanged.h). Nothing is stored where is_dry.
 * Adds to run's counts. */
enum err queueing_run(struct home *h, struct matching *m, bool is_dry, struct run *run,
    struct queued *out, struct err_info *ei) MUST_USE;

#endif
