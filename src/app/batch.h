/*
 * batch.h - the daily batch: fetch, stories, match, queue. The caller holds the lock.
 */
#ifndef APP_BATCH_H
#define APP_BATCH_H

#include "app/queueing.h"

struct batch_options {
	bool is_dry; /* queue nothing */
	bool has_no_fetch;
	int64_t since_s; /* match items since then; NO_TIME: queue.max_age_d */
	struct app_progress progress;
};

/* What came of it; m and queued until batch_free(). */
struct batch {
	struct run run;
	struct matching m;
	struct queued queued;
	bool is_unchanged; /* since the last run: nothing was matched, see unchanged.h */
};

/* Runs the batch and records it. ERR_UNAVAIL where every feed failed, after matching what
 * is stored. *out is to be freed whatever is returned. */
enum err batch_run(struct home *h, const struct batch_options *options, struct batch *out,
    struct err_info *ei) MUST_USE;
void batch_free(struct batch *b);

#endif
