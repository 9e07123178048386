/*
 * probing.c - one address looked at by itself.
 *
 * In: an address. Out: what is there. Always: what a page names is fetched as a server's
 * word, not the user's, unless it is on the same host and port as the page.
 */
#include "app/probing.h"

#include "app/fetching.h"
#include "base/url.h"

#include <stdlib.h>

/* A body on its way into memory. */
struct catch
{
	struct arena *arena;
	struct buf body;
	struct fetch_response response;
};

static bool catch_body(void *ctx, const struct fetch_request *request,
    const struct fetch_response *so_far, struct str bytes)
{
	struct catch *c = ctx;

	(void)request;
	(void)so_far;
	buf_put_str(&c->body, bytes);
	return true;
}

static struct str keep(struct arena *a, struct str s)
{
	return (struct str){arena_dup_str(a, s), s.n};
}

static void catch_response(
    void *ctx, const struct fetch_request *request, const struct fetch_response *response)
{
	struct catch *c = ctx;
	struct fetch_response *r = &c->response;

	(void)request;
	*r = *response;
	r->error = keep(c->arena, response->error);
	r->url = keep(c->arena, response->url);
	r->moved_to = keep(c->arena, response->moved_to);
	r->etag = keep(c->arena, response->etag);
	r->last_modified = keep(c->arena, response->last_modified);
	r->content_type = keep(c->arena, response->content_type);
}

/* Parses what came; where it is no feed, keeps it as a page. */
static void judge_body(struct arena *a, struct str body, struct probe *out)
{
	const struct feed_options options = {
	    .url = out->response.url, .content_type = out->response.content_type};
	struct err_info why = {.text = ""};

	if (feed_parse(a, body, &options, &out->doc, &out->items, &out->n_items, &why) ==
	    OK) {
		out->is_feed = true;
		return;
	}
	out->why = keep(a, str_of(why.text));
	out->page = keep(a, body);
}

enum err probing_fetch(struct arena *a, const struct config *config, struct str url,
    bool is_from_web, struct probe *out, struct err_info *ei)
{
	static const struct fetch_callbacks callbacks = {
	    .on_body = catch_body, .on_done = catch_response};
	const struct fetch_options options = fetching_options(config);
	const struct fetch_request request = {.url = url, .is_from_web = is_from_web};
	struct catch c = {.arena = a};
	int64_t started_ms = clock_mono_ms();
	enum err e;

	buf_init(&c.body, options.max_bytes);
	e = fetch_all(&options, &request, 1, &callbacks, &c, ei);
	if (e == OK) {
		*out = (struct probe){
		    .response = c.response, .took_ms = clock_mono_ms() - started_ms};
		if (c.response.result == FETCH_OK)
			judge_body(a, buf_borrow(&c.body), out);
		else
			out->why = c.response.error;
	}
	buf_clear(&c.body);
	return e;
}

/* Is b on the host and port that the user named with a? */
static bool is_same_place(struct str a, struct str b)
{
	struct url_parts x = url_split(a), y = url_split(b);

	return str_eq_nocase(x.scheme, y.scheme) && str_eq_nocase(x.host, y.host) &&
	       str_eq(x.port, y.port);
}

/* Keeps the one feed of *feeds that really is one. */
static enum err try_each(struct arena *a, const struct config *config,
    struct str page_url, const struct str *urls, size_t n_urls, struct discovered **feeds,
    size_t *n, struct err_info *ei)
{
	for (size_t i = 0; i < n_urls; i++) {
		struct probe probe;
		enum err e = probing_fetch(
		    a, config, urls[i], !is_same_place(page_url, urls[i]), &probe, ei);
		if (e != OK)
			return e;
		if (!probe.is_feed)
			continue;
		*feeds = arena_alloc(a, 1, sizeof(**feeds));
		**feeds = (struct discovered){.url = urls[i], .title = probe.doc.title};
		*n = 1;
		return OK;
	}
	*n = 0;
	return OK;
}

enum err probing_find(struct arena *a, const struct config *config, struct str url,
    struct discovered **feeds, size_t *n, struct err_info *ei)
{
	struct probe probe;
	struct str *guesses;
	size_t n_guesses;
	char *source = arena_dup_str(a, url);
	enum err e = probing_fetch(a, config, url, false, &probe, ei);

	if (e != OK)
		return e;
	if (probe.response.result != FETCH_OK)
		return err_set(ei, ERR_UNAVAIL, source, "%.*s", STR_ARG(probe.why));
	if (probe.is_feed) {
		*feeds = arena_alloc(a, 1, sizeof(**feeds));
		**feeds = (struct discovered){.url = url, .title = probe.doc.title};
		*n = 1;
		return OK;
	}
	*n = discover_feeds(a, probe.page, probe.response.url, feeds);
	if (*n > 1)
		return OK;
	if (*n == 1)
		e = try_each(a, config, url, &(*feeds)->url, 1, feeds, n, ei);
	if (e == OK && *n == 0) {
		n_guesses = discover_guesses(a, probe.response.url, &guesses);
		e = try_each(a, config, url, guesses, n_guesses, feeds, n, ei);
	}
	if (e == OK && *n == 0)
		return err_set(ei, ERR_DATA, source, "%.*s, and no feed is found there",
		    STR_ARG(probe.why));
	return e;
}
