/*
 * fetching.h - the first half of the batch: feeds that are due are fetched, parsed as
 * they arrive, and stored.
 */
#ifndef APP_FETCHING_H
#define APP_FETCHING_H

#include "app/home.h"
#include "fetch/fetch.h"
#include "model/story.h"

/* The bounds of fetching as the user has set them. */
struct fetch_options fetching_options(const struct config *c);

/* How far long work has come; may be called often. False asks for it to stop. */
typedef bool app_progress_fn(void *ctx, const char *stage, size_t n, size_t total);

struct app_progress {
	app_progress_fn *tell; /* NULL: nobody is told */
	void *ctx;
};

/* Fetches what is due and adds to run's counts. A feed that fails is remembered with its
 * feed, and told by log_warn() at first and once it has lasted; it fails nothing else.
 * The order in which feeds are stored is that of their ids, whatever the network does, so
 * that the same news give the same ids. ERR_UNAVAIL where every feed that was asked
 * failed. */
enum err fetching_run(struct home *h, const struct app_progress *progress,
    struct run *run, struct err_info *ei) MUST_USE;

#endif
