/*
 * schedule.c - when a feed is fetched next, and what its failures mean.
 *
 * In: a feed, what its server answered, what its document said. Out: the feed, changed.
 * What always holds: the same input gives the same schedule.
 */
#include "fetch/schedule.h"

#include "base/clock.h"

#include <string.h>

enum {
	WEEK_S = 7 * DAY_S,
	/* A feed is looked at this often within the time that a change takes to come. */
	LOOKS_PER_CHANGE = 8,
	/* 404s in a row after which nobody believes in the feed any more. */
	N_GONE_AFTER = 5,
	/* The same permanent redirect in a row, each with a good feed at its end. */
	N_MOVED_AFTER = 3,
	/* 304s in a row, or fewer when a week has brought nothing, until a full fetch. */
	N_FULL_AFTER = 14,
	N_FULL_AFTER_WEEK = 7,
	FAILURE_TOLD_AFTER_S = 3 * DAY_S,
	/* While it has failed for less than a week, a feed is asked once a day at least:
	 * a computer without a network should not lose its feeds. */
	BACKOFF_FIRST_MAX_S = 20 * HOUR_S,
};

static int64_t min(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t max(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

bool fetch_schedule_is_due(const struct feed *feed, int64_t now_s)
{
	if (feed->status != FEED_ACTIVE)
		return false;
	/* A time more than a week off was written by a clock that was wrong. */
	return feed->next_fetch_at_s == NO_TIME || feed->next_fetch_at_s <= now_s ||
	       feed->next_fetch_at_s > now_s + WEEK_S + DAY_S;
}

bool fetch_schedule_is_full(const struct feed *feed, int64_t now_s)
{
	if (feed->n_not_modified >= N_FULL_AFTER)
		return true;
	return feed->n_not_modified >= N_FULL_AFTER_WEEK &&
	       feed->last_change_at_s != NO_TIME &&
	       now_s - feed->last_change_at_s >= WEEK_S;
}

bool fetch_schedule_is_tellable(const struct feed *feed, int64_t now_s)
{
	if (feed->is_failure_told || feed->failing_since_s == NO_TIME)
		return false;
	return feed->status == FEED_GONE ||
	       now_s - feed->failing_since_s >= FAILURE_TOLD_AFTER_S;
}

/* A number in 0..999 from the feed and its errors, spread evenly. */
static int64_t jitter_permille(const struct feed *feed)
{
	uint64_t seed[2] = {(uint64_t)feed->id, (uint64_t)feed->n_errors};

	return (int64_t)(str_hash((struct str){(const char *)seed, sizeof(seed)}) % 1000);
}

/* How long to leave a failing feed alone: doubled with every error, 3/4 to 5/4 of it. */
static int64_t backoff_s(const struct feed *feed, int64_t every_s, int64_t now_s)
{
	int64_t n_doublings = min(feed->n_errors - 1, 10);
	int64_t wait_s = min(max(every_s, HOUR_S) << n_doublings, WEEK_S);

	wait_s = wait_s * (750 + jitter_permille(feed) / 2) / 1000;
	if (now_s - feed->failing_since_s < WEEK_S)
		return min(wait_s, max(every_s, BACKOFF_FIRST_MAX_S));
	return min(wait_s, WEEK_S);
}

/* Long intervals are shortened by 1/24, so that a batch at six every morning finds a feed
 * of once a day due, though yesterday it was fetched at a minute past six. */
static int64_t slacken(int64_t interval_s)
{
	return interval_s >= DAY_S / 2 ? interval_s - interval_s / 24 : interval_s;
}

/* The first time from at_s on which the feed does not tell its readers to skip. */
static int64_t skip(int64_t at_s, const struct fetch_hints *hints)
{
	for (int i = 0; i < 7 * 24; i++) {
		int64_t hour = at_s % DAY_S / HOUR_S;
		if (!(hints->skip_days >> clock_weekday(at_s) & 1) &&
		    !(hints->skip_hours >> hour & 1))
			return at_s;
		at_s += HOUR_S - at_s % HOUR_S;
	}
	return at_s - WEEK_S; /* it tells them never to come: not to be taken seriously */
}

/* When a feed that works is fetched again. */
static int64_t next_fetch_at_s(const struct feed *feed,
    const struct fetch_response *response, const struct fetch_hints *hints,
    int64_t every_s, int64_t now_s)
{
	int64_t wait_s = max(every_s, response->max_age_s), quiet_s = 0;

	if (every_s == 0)
		return now_s + min(slacken(max(wait_s, 0)), WEEK_S);
	wait_s = max(wait_s, max(hints->ttl_s, hints->update_every_s));
	if (feed->last_change_at_s != NO_TIME)
		quiet_s = max(feed->change_every_s, now_s - feed->last_change_at_s);
	wait_s = max(wait_s, quiet_s / LOOKS_PER_CHANGE);
	return skip(now_s + slacken(min(wait_s, max(every_s, WEEK_S))), hints);
}

static void learn_change(struct feed *feed, size_t n_new, int64_t now_s)
{
	int64_t gap_s;

	if (n_new == 0)
		return;
	if (feed->last_change_at_s != NO_TIME) {
		gap_s = max(now_s - feed->last_change_at_s, 0);
		feed->change_every_s = feed->change_every_s > 0
					   ? (3 * feed->change_every_s + gap_s) / 4
					   : gap_s;
	}
	feed->last_change_at_s = now_s;
}

static struct str copy(struct arena *arena, struct str s)
{
	return (struct str){arena_dup_str(arena, s), s.n};
}

/* Is the new address one to keep? Not when the user's password or TLS would be lost. */
static bool is_keepable(struct str old, struct str new)
{
	struct str authority = str_sub(old, str_find(old, STR("://")) + 3, old.n);

	if (str_starts_nocase(old, STR("https:")) &&
	    !str_starts_nocase(new, STR("https:")))
		return false;
	authority.n = str_find_char(authority, '/');
	return str_find_char(authority, '@') == authority.n;
}

/* Counts permanent redirects, and believes them in the end. */
static void learn_address(
    struct arena *arena, struct feed *feed, const struct fetch_response *response)
{
	struct str to = response->moved_to;

	if (to.n == 0 || !is_keepable(feed->url, to) || str_eq(to, feed->url)) {
		feed->redirect_url = (struct str){NULL, 0};
		feed->n_redirects = 0;
		return;
	}
	if (!str_eq(to, feed->redirect_url)) {
		feed->redirect_url = copy(arena, to);
		feed->n_redirects = 0;
	}
	if (++feed->n_redirects < N_MOVED_AFTER)
		return;
	feed->url = feed->redirect_url;
	feed->redirect_url = (struct str){NULL, 0};
	feed->n_redirects = 0;
}

static void apply_success(struct arena *arena, struct feed *feed,
    const struct fetch_response *response, const struct fetch_hints *hints, int64_t now_s)
{
	feed->last_ok_at_s = now_s;
	feed->error = (struct str){NULL, 0};
	feed->n_errors = 0;
	feed->failing_since_s = NO_TIME;
	feed->is_failure_told = false;
	if (response->is_not_modified) {
		feed->n_not_modified++;
	} else {
		feed->n_not_modified = 0;
		feed->body_hash = response->body_hash;
	}
	/* A 304 may leave out the validators that stay as they are. */
	if (!response->is_not_modified || response->etag.n > 0)
		feed->etag = copy(arena, response->etag);
	if (!response->is_not_modified || response->last_modified.n > 0)
		feed->last_modified = copy(arena, response->last_modified);
	learn_change(feed, hints->n_new, now_s);
	learn_address(arena, feed, response);
}

static void apply_failure(struct arena *arena, struct feed *feed,
    const struct fetch_response *response, struct str error, int64_t every_s,
    int64_t now_s)
{
	int64_t wait_s = 0;

	feed->error = copy(arena, error);
	feed->n_errors++;
	if (feed->failing_since_s == NO_TIME)
		feed->failing_since_s = now_s;
	if (every_s > 0)
		wait_s = backoff_s(feed, every_s, now_s);
	wait_s = max(wait_s, min(response->retry_after_s, WEEK_S));
	feed->next_fetch_at_s = now_s + wait_s;
	if (response->status == 410 ||
	    (response->status == 404 && feed->n_errors >= N_GONE_AFTER))
		feed->status = FEED_GONE;
}

void fetch_schedule_apply(struct arena *arena, struct feed *feed,
    const struct fetch_response *response, const struct fetch_hints *hints,
    int64_t every_s, int64_t now_s)
{
	static const struct fetch_hints none;
	int64_t held_s;

	if (!hints)
		hints = &none;
	if (response->result == FETCH_ABORTED && hints->parse_error.n == 0)
		return; /* interrupted: nothing was learnt */
	if (response->result == FETCH_HELD) {
		held_s = response->retry_after_s > 0 ? response->retry_after_s
						     : max(every_s, HOUR_S);
		feed->next_fetch_at_s = now_s + min(held_s, WEEK_S);
		return;
	}
	feed->last_fetch_at_s = now_s;
	/* Why it did not come whole says more than what is wrong with the part. */
	if (response->result != FETCH_OK && response->result != FETCH_ABORTED) {
		apply_failure(arena, feed, response, response->error, every_s, now_s);
	} else if (hints->parse_error.n > 0) {
		apply_failure(arena, feed, response, hints->parse_error, every_s, now_s);
	} else {
		apply_success(arena, feed, response, hints, now_s);
		feed->next_fetch_at_s =
		    next_fetch_at_s(feed, response, hints, every_s, now_s);
	}
}
