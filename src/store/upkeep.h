/*
 * upkeep.h - the database as a whole: dumped, restored, purged, checked, counted.
 */
#ifndef STORE_UPKEEP_H
#define STORE_UPKEEP_H

#include "store/store.h"

/* Takes one line of the dump without its line feed; anything but OK ends the dump. */
typedef enum err store_dump_fn(void *ctx, struct str line, struct err_info *ei);

/* Writes everything as JSON Lines, in an order that restore can take. */
enum err store_dump(
    struct store *s, store_dump_fn *put, void *ctx, struct err_info *ei) MUST_USE;

/* Gives the next line; p is NULL at the end. The view holds until the next call. */
typedef enum err store_restore_fn(void *ctx, struct str *line, struct err_info *ei);

/* Replaces everything in the store by the dump, in one transaction. ERR_DATA, and nothing
 * changed, if a line is no dump, the end is missing, or the dump is of a newer sawthis;
 * ei->source names the line. */
enum err store_restore(
    struct store *s, store_restore_fn *next, void *ctx, struct err_info *ei) MUST_USE;

struct purged {
	int64_t n_items, n_stories, n_suggestions, n_runs;
};

/* Removes items first seen before before_s and what hangs on them, except where a person
 * decided or judged. What is needed to know them again stays. Undecided suggestions of
 * purged items expire. Gives the space back. Not inside a transaction. */
enum err store_purge(struct store *s, int64_t before_s, int64_t now_s, struct purged *out,
    struct err_info *ei) MUST_USE;

/* What is wrong, one finding a line in the arena; *n is 0 where all is well. Reads the
 * whole file. */
enum err store_check(struct arena *a, struct store *s, struct str **findings, size_t *n,
    struct err_info *ei) MUST_USE;

struct store_stats {
	int64_t size_bytes; /* of the database and its log */
	int64_t n_contacts, n_muted, n_companies, n_interests, n_learned;
	int64_t n_feeds, n_failing, n_items, n_stories;
	int64_t n_touches, n_outbox_waiting, n_outbox_unknown;
	int64_t first_item_at_s; /* NO_TIME if none */
};
enum err store_stats(
    struct store *s, struct store_stats *out, struct err_info *ei) MUST_USE;

/* What tells whether records read before are still true: *others is another number once
 * another program has changed the database, *own counts the rows that this one changed.
 */
enum err store_version(
    struct store *s, int64_t *others, int64_t *own, struct err_info *ei) MUST_USE;

/* How much of the database is kept in memory at most, for a program that stays. */
enum err store_set_cache(struct store *s, int megabytes, struct err_info *ei) MUST_USE;

/* Whether there is no contact or no feed yet. */
enum err store_is_bare(struct store *s, bool *out, struct err_info *ei) MUST_USE;

/* Suggestions made, forwarded and dismissed in each of the n weeks that end with the one
 * of now_s, the oldest first; out has room for n. */
struct store_week {
	int64_t monday_s;
	int64_t n_suggested, n_forwarded, n_dismissed, n_touches;
};
enum err store_stats_weeks(struct store *s, int64_t now_s, size_t n,
    struct store_week *out, struct err_info *ei) MUST_USE;

#endif
