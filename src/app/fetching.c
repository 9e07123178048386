/*
 * fetching.c - fetch ──► feed ──► store. In: the feeds that are due. Out: items in the
 * database, and each feed's health and schedule. Always: a feed's items and what the next
 * fetch of it depends on are committed together.
 */
#include "app/fetching.h"

#include "app/holding.h"
#include "base/log.h"
#include "base/mem.h"
#include "feed/feed.h"
#include "fetch/fetch.h"
#include "fetch/schedule.h"
#include "store/feed.h"
#include "store/item.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	COMMIT_ITEMS = 4000,	    /* items in one transaction, about */
	COMMIT_FEEDS = 512,	    /* and feeds */
	HELD_MAX_BYTES = 256 << 20, /* finished feeds that wait for an earlier one */
};

enum job_state { JOB_RUNNING, JOB_FINISHED, JOB_STORED };

/* One feed on its way. */
struct job {
	struct feed *feed;
	enum job_state state;
	struct arena *arena; /* items and response; made when the first byte comes */
	struct feed_parser *parser;
	struct err_info parse_error;
	bool has_parse_error;
	struct item *items;
	size_t n_items, cap_items;
	struct fetch_response response;
	struct fetch_hints hints;
	struct str title, home_url, language; /* what the document says of the feed */
};

struct fetching {
	struct home *home;
	const struct app_progress *progress;
	struct run *run;
	struct arena *arena;
	struct job *jobs;
	size_t n_jobs, n_done;
	size_t next;			   /* the first job that is not stored */
	size_t held_bytes;		   /* of jobs that are finished, not stored */
	size_t n_open_items, n_open_feeds; /* in the open transaction */
	bool is_open;
	int64_t now_s, every_s;
	struct holding holding; /* hosts that ask to be left alone */
	enum err e;		/* of the database: ends the fetch */
	struct err_info *ei;
};

static bool take_item(void *ctx, const struct feed_doc *doc, const struct item *it)
{
	struct job *j = ctx;

	(void)doc;
	arena_grow(j->arena, &j->items, j->n_items, &j->cap_items, sizeof(*j->items));
	j->items[j->n_items++] = item_copy(j->arena, it);
	return true;
}

static void open_parser(
    struct job *j, const struct fetch_response *so_far, size_t max_bytes)
{
	const struct feed_options options = {
	    .url = so_far->url,
	    .content_type = so_far->content_type,
	    .max_bytes = max_bytes,
	    .on_item = take_item,
	    .ctx = j,
	};

	j->arena = arena_new();
	j->parser = feed_parser_new(&options);
}

static bool on_body(void *ctx, const struct fetch_request *request,
    const struct fetch_response *so_far, struct str bytes)
{
	struct fetching *f = ctx;
	struct job *j = request->data;

	if (!j->parser)
		open_parser(
		    j, so_far, (size_t)config_int(f->home->config, "fetch.max_mb") << 20);
	if (!j->has_parse_error &&
	    feed_parser_push(j->parser, bytes, &j->parse_error) != OK)
		j->has_parse_error = true;
	return !j->has_parse_error;
}

static struct str keep(struct arena *a, struct str s)
{
	return (struct str){s.p ? arena_dup_str(a, s) : NULL, s.n};
}

/* Ends the parse and keeps what the document said of itself. */
static void finish_document(struct job *j, const struct fetch_response *response)
{
	struct feed_doc doc = {0};

	if (!j->has_parse_error &&
	    feed_parser_finish(j->parser, &doc, &j->parse_error) != OK)
		j->has_parse_error = true;
	/* Where the end of what was compressed is missing, nobody but the parser notices.
	 */
	if (!j->has_parse_error && doc.is_truncated && response->is_encoded) {
		err_set(&j->parse_error, ERR_DATA, NULL, "%.*s", STR_ARG(doc.problem));
		j->has_parse_error = true;
	}
	if (j->has_parse_error) {
		j->hints.parse_error = str_of(j->parse_error.text);
		return;
	}
	j->title = keep(j->arena, doc.title);
	j->home_url = keep(j->arena, doc.home_url);
	j->language = keep(j->arena, doc.language);
	j->hints.ttl_s = doc.ttl_s;
	j->hints.update_every_s = doc.period_s;
	j->hints.skip_hours = doc.skip_hours;
	j->hints.skip_days = doc.skip_days;
	if (doc.problem.p)
		log_info(
		    "%.*s: %.*s (repaired)", STR_ARG(j->feed->url), STR_ARG(doc.problem));
}

/* Tells of a failure when it begins, and once more when it has lasted or is for good. In
 * between it stands in the run's count and in `feed list`. */
static void tell_failure(struct fetching *f, struct job *j)
{
	struct feed *feed = j->feed;

	if (!fetch_schedule_is_tellable(feed, f->now_s)) {
		if (feed->n_errors == 1 && feed->error.n)
			log_warn("%.*s: %.*s", STR_ARG(feed->url), STR_ARG(feed->error));
		return;
	}
	log_warn("%.*s: %.*s%s", STR_ARG(feed->url), STR_ARG(feed->error),
	    feed->status == FEED_GONE
		? "; it is not fetched any more"
		: "; it has failed for days, see `sawthis feed list`");
	feed->is_failure_told = true;
}

static size_t count_new(const struct item_put *puts, size_t n)
{
	size_t n_new = 0;

	for (size_t i = 0; i < n; i++)
		n_new += puts[i].fate == ITEM_NEW;
	return n_new;
}

static enum err commit(struct fetching *f)
{
	enum err e = f->is_open ? store_commit(f->home->store, f->ei) : OK;

	f->is_open = false;
	f->n_open_items = f->n_open_feeds = 0;
	return e;
}

/* Is the document byte for byte that of the last fetch? */
static bool is_as_before(const struct job *j)
{
	return j->response.body_hash != 0 &&
	       j->response.body_hash == j->feed->body_hash && !j->has_parse_error;
}

/* Writes the feed. Where it has moved to the address of another one, it stays where it
 * was: the same news twice are no reason to lose either. */
static enum err store_feed(struct fetching *f, struct feed *feed, struct str old_url)
{
	int64_t other = 0;
	enum err e = OK;

	if (!str_eq(feed->url, old_url))
		e = store_feed_find(f->home->store, feed->url, &other, f->ei);
	if (other) {
		log_info("%.*s has moved to the address of feed %lld", STR_ARG(old_url),
		    (long long)other);
		feed->url = old_url;
	}
	return e == OK ? store_feed_update(f->home->store, feed, f->ei) : e;
}

static enum err store_job(struct fetching *f, struct job *j)
{
	struct store *s = f->home->store;
	/* The items of a document that broke off are as good as those of a whole one;
	 * those of the document of last time are stored already. */
	size_t n_puts = is_as_before(j) ? 0 : j->n_items;
	struct item_put *puts = mem_new(n_puts, sizeof(*puts));
	struct str old_url = j->feed->url;
	enum err e = OK;

	if (!f->is_open)
		e = store_begin_whole(s, f->ei);
	f->is_open = f->is_open || e == OK;
	if (e == OK && n_puts)
		e = store_items_put(s, j->feed->id, j->items, n_puts, puts, f->ei);
	if (e != OK)
		goto done;
	j->hints.n_new = count_new(puts, n_puts);
	f->run->n_items_new += (int64_t)j->hints.n_new;
	holding_note(f->arena, &f->holding, j->feed->url, &j->response, f->now_s);
	fetch_schedule_apply(f->arena, j->feed, &j->response,
	    j->parser ? &j->hints : NULL, f->every_s, f->now_s);
	if (j->title.n)
		j->feed->title = keep(f->arena, j->title);
	if (j->home_url.n)
		j->feed->home_url = keep(f->arena, j->home_url);
	if (j->language.n)
		j->feed->language = keep(f->arena, j->language);
	tell_failure(f, j);
	e = store_feed(f, j->feed, old_url);
	f->n_open_items += n_puts;
	f->n_open_feeds++;
	if (e == OK &&
	    (f->n_open_items >= COMMIT_ITEMS || f->n_open_feeds >= COMMIT_FEEDS))
		e = commit(f);
done:
	free(puts);
	return e;
}

static void count_result(struct run *run, const struct job *j)
{
	if (j->response.result == FETCH_HELD)
		run->n_feeds--; /* it was not asked */
	else if (j->response.result != FETCH_OK || j->has_parse_error)
		run->n_failed++;
	else if (j->response.is_not_modified)
		run->n_not_modified++;
	else
		run->n_fetched++;
}

static void release_job(struct fetching *f, struct job *j)
{
	if (j->arena)
		f->held_bytes -= arena_size_bytes(j->arena);
	feed_parser_free(j->parser);
	arena_free(j->arena);
	j->parser = NULL;
	j->arena = NULL;
	j->items = NULL;
	j->state = JOB_STORED;
}

/* Stores every finished job up to the first one that still runs; past the limit on
 * memory, all of them. */
static void store_finished(struct fetching *f)
{
	bool may_skip = f->held_bytes > HELD_MAX_BYTES;

	for (size_t i = f->next; i < f->n_jobs && f->e == OK; i++) {
		struct job *j = &f->jobs[i];

		if (j->state == JOB_RUNNING && !may_skip)
			break;
		if (j->state == JOB_FINISHED) {
			f->e = store_job(f, j);
			count_result(f->run, j);
			release_job(f, j);
		}
	}
	while (f->next < f->n_jobs && f->jobs[f->next].state == JOB_STORED)
		f->next++;
}

static void on_done(
    void *ctx, const struct fetch_request *request, const struct fetch_response *response)
{
	struct fetching *f = ctx;
	struct job *j = request->data;

	j->response = *response;
	if (!j->arena)
		j->arena = arena_new();
	if (response->result == FETCH_ABORTED && j->has_parse_error)
		j->response.result =
		    FETCH_OK; /* we stopped it; the parser's word counts */
	if (!j->parser && response->result == FETCH_OK && !response->is_not_modified)
		open_parser(j, response, 0);
	if (j->parser)
		finish_document(j, response);
	j->response.error = keep(j->arena, response->error);
	j->response.url = keep(j->arena, response->url);
	j->response.moved_to = keep(j->arena, response->moved_to);
	j->response.etag = keep(j->arena, response->etag);
	j->response.last_modified = keep(j->arena, response->last_modified);
	j->response.content_type = keep(j->arena, response->content_type);
	j->state = JOB_FINISHED;
	f->held_bytes += arena_size_bytes(j->arena);
	f->n_done++;
	if (f->e == OK)
		store_finished(f);
}

static bool on_progress(void *ctx, size_t n_done, size_t n)
{
	struct fetching *f = ctx;

	if (f->e != OK)
		return false;
	return !f->progress->tell ||
	       f->progress->tell(f->progress->ctx, "fetch", n_done, n);
}

struct fetch_options fetching_options(const struct config *c)
{
	struct fetch_options o = fetch_options_default();

	o.n_connections = (int)config_int(c, "fetch.connections");
	o.n_per_host = (int)config_int(c, "fetch.per_host");
	o.timeout_s = (int)config_int(c, "fetch.timeout_s");
	o.connect_timeout_s = (int)config_int(c, "fetch.connect_timeout_s");
	o.first_byte_timeout_s = (int)config_int(c, "fetch.first_byte_timeout_s");
	o.low_speed_bytes = (int)config_int(c, "fetch.low_speed_bytes");
	o.low_speed_s = (int)config_int(c, "fetch.low_speed_s");
	o.max_bytes = (size_t)config_int(c, "fetch.max_mb") << 20;
	o.max_header_bytes = (size_t)config_int(c, "fetch.max_header_kb") << 10;
	o.max_redirects = (int)config_int(c, "fetch.max_redirects");
	o.allow_private = config_text(c, "fetch.allow_private");
	return o;
}

/* What is left to do in the database once every feed has ended. */
static enum err finish_store(struct fetching *f)
{
	enum err e = f->e;

	if (e == OK && f->holding.n && !f->is_open) {
		e = store_begin(f->home->store, f->ei);
		f->is_open = e == OK;
	}
	if (e == OK)
		e = holding_apply(f->arena, &f->holding, f->home->store, f->ei);
	if (e == OK)
		e = commit(f);
	if (f->is_open)
		store_rollback(f->home->store);
	return e;
}

static enum err fetch_jobs(struct fetching *f)
{
	static const struct fetch_callbacks callbacks = {on_body, on_done, on_progress};
	const struct fetch_options options = fetching_options(f->home->config);
	struct fetch_request *requests = mem_new(f->n_jobs, sizeof(*requests));
	enum err e;

	for (size_t i = 0; i < f->n_jobs; i++)
		requests[i] = (struct fetch_request){
		    .url = f->jobs[i].feed->url,
		    .etag = f->jobs[i].feed->etag,
		    .last_modified = f->jobs[i].feed->last_modified,
		    .is_full = fetch_schedule_is_full(f->jobs[i].feed, f->now_s),
		    .data = &f->jobs[i],
		};
	e = fetch_all(&options, requests, f->n_jobs, &callbacks, f, f->ei);
	if (e == OK)
		e = finish_store(f);
	else if (f->is_open)
		store_rollback(f->home->store);
	for (size_t i = 0; i < f->n_jobs; i++)
		release_job(f, &f->jobs[i]);
	free(requests);
	return e;
}

enum err fetching_run(struct home *h, const struct app_progress *progress,
    struct run *run, struct err_info *ei)
{
	struct fetching f = {
	    .home = h,
	    .progress = progress,
	    .run = run,
	    .arena = arena_new(),
	    .now_s = clock_now_s(),
	    .every_s = (int64_t)(config_number(h->config, "fetch.every_h") * HOUR_S),
	    .ei = ei,
	};
	struct feed *feeds;
	size_t n_feeds;
	enum err e;

	e = store_feed_list_due(f.arena, h->store, f.now_s, &feeds, &n_feeds, ei);
	if (e == OK && n_feeds) {
		f.n_jobs = n_feeds;
		f.jobs = mem_new(n_feeds, sizeof(*f.jobs));
		for (size_t i = 0; i < n_feeds; i++)
			f.jobs[i].feed = &feeds[i];
		run->n_feeds += (int64_t)n_feeds;
		e = fetch_jobs(&f);
		if (e == OK && run->n_failed && run->n_failed == run->n_feeds)
			e = err_set(ei, ERR_UNAVAIL, NULL,
			    "every feed failed (%lld); `sawthis feed list` shows why",
			    (long long)run->n_failed);
	}
	free(f.jobs);
	arena_free(f.arena);
	return e;
}
