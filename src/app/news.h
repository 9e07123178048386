/*
 * news.h - the items that came since the last run, read once for all stages that ask for
 * them: those without a story, whether they are recent enough to be matched or not.
 */
#ifndef APP_NEWS_H
#define APP_NEWS_H

#include "app/matching.h"
#include "rank/lexicon.h"

struct news {
	struct item **items; /* by id; those that m holds are m's own */
	size_t n;
	int64_t after_id;	/* all stored items with larger ids are among them */
	struct lexicon *counts; /* where to count the stems of those with larger ids */
	int64_t counted_upto;	/* than this; NULL: nowhere */
};

/* Reads them where nothing is loaded. In the arena. */
enum err news_read(
    struct arena *a, struct home *h, struct news *out, struct err_info *ei) MUST_USE;

void news_free(struct news *n); /* the counts alone; the rest is the arena's */

/* Reads what m, which holds the items since since_s, does not have of them. In m's arena.
 */
enum err news_load(struct home *h, struct matching *m, int64_t since_s, struct news *out,
    struct err_info *ei) MUST_USE;

#endif
