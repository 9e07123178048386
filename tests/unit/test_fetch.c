/*
 * test_fetch.c - fetching from a small server on the loopback, which this test starts as
 * its child. The path of a request tells what it answers.
 */
#include "loopback_server.h"
#include "test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "fetch/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char feed_body[] = "<rss/>";

/* ---- Fetching -----------------------------------------------------------------------
 */

/* What came of one fetch; the texts are copies. */
struct outcome {
	struct fetch_response response;
	struct arena *arena;
	struct buf body;
	int n_done;
};

static bool take_body(void *ctx, const struct fetch_request *request,
    const struct fetch_response *so_far, struct str bytes)
{
	struct outcome *o = ctx;

	(void)request;
	assert_true(so_far->url.n > 0);
	buf_put_str(&o->body, bytes);
	return true;
}

static struct str keep(struct outcome *o, struct str s)
{
	return (struct str){arena_dup_str(o->arena, s), s.n};
}

static void take_response(
    void *ctx, const struct fetch_request *request, const struct fetch_response *response)
{
	struct outcome *o = ctx;

	(void)request;
	o->n_done++;
	o->response = *response;
	o->response.error = keep(o, response->error);
	o->response.url = keep(o, response->url);
	o->response.moved_to = keep(o, response->moved_to);
	o->response.etag = keep(o, response->etag);
	o->response.last_modified = keep(o, response->last_modified);
	o->response.content_type = keep(o, response->content_type);
}

static const struct fetch_callbacks callbacks = {
    .on_body = take_body, .on_done = take_response};

static int set_up(void **state)
{
	static struct outcome outcome;

	outcome = (struct outcome){.arena = arena_new()};
	buf_init(&outcome.body, 1 << 20);
	memset(counters, 0, sizeof(*counters));
	*state = &outcome;
	return 0;
}

static int tear_down(void **state)
{
	struct outcome *o = *state;

	arena_free(o->arena);
	buf_clear(&o->body);
	return 0;
}

static struct str url_of(struct outcome *o, const char *path)
{
	return str_of(arena_printf(o->arena, "http://127.0.0.1:%d%s", server_port, path));
}

static void fetch_with(struct outcome *o, const struct fetch_options *options,
    const struct fetch_request *requests, size_t n)
{
	assert_int_equal(fetch_all(options, requests, n, &callbacks, o, NULL), OK);
	assert_int_equal(o->n_done, n);
}

static void fetch_path(struct outcome *o, const char *path)
{
	struct fetch_options options = fetch_options_default();
	struct fetch_request request = {.url = url_of(o, path)};

	options.allow_private =
	    str_of(arena_printf(o->arena, "x:1, 127.0.0.1:%d", server_port));
	o->n_done = 0;
	fetch_with(o, &options, &request, 1);
}

/* ---- The rules -----------------------------------------------------------------------
 */

static void validators_come_and_go_verbatim(void **state)
{
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_request again = {.url = url_of(o, "/conditional")};

	fetch_path(o, "/feed");
	assert_int_equal(o->response.result, FETCH_OK);
	assert_str_equal(o->response.etag, "W/\"a b\"");
	assert_str_equal(o->response.last_modified, "noon, about");
	assert_str_equal(o->response.content_type, "text/xml; charset=x");
	assert_str_equal(buf_borrow(&o->body), feed_body);
	assert_int_equal(o->response.max_age_s, 90);

	again.etag = o->response.etag;
	again.last_modified = o->response.last_modified;
	o->n_done = 0;
	fetch_with(o, &options, &again, 1);
	assert_true(o->response.is_not_modified);
	again.is_full = true;
	o->n_done = 0;
	fetch_with(o, &options, &again, 1);
	assert_false(o->response.is_not_modified);
	assert_int_equal(o->response.status, 200);
}

static void a_304_that_nobody_asked_for_is_an_error(void **state)
{
	struct outcome *o = *state;

	fetch_path(o, "/not-modified");
	assert_int_equal(o->response.result, FETCH_FAILED_STATUS);
	assert_true(str_starts(o->response.error, STR("HTTP 304")));
}

static void each_failure_has_its_kind_and_sentence(void **state)
{
	static const struct {
		const char *path;
		enum fetch_result result;
		const char *begin;
	} cases[] = {
	    {"/missing", FETCH_FAILED_STATUS, "HTTP 404"},
	    {"/loop", FETCH_FAILED_REDIRECT, "too many redirects"},
	    {"/to-file", FETCH_FAILED_REDIRECT, "redirect to file:///etc/passwd refused"},
	    {"/truncated", FETCH_FAILED_TRUNCATED, "truncated"},
	    {"/unknown", FETCH_FAILED_CONNECT, "failed: the connection was closed"},
	};
	struct outcome *o = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		fetch_path(o, cases[i].path);
		assert_int_equal(o->response.result, cases[i].result);
		assert_true(str_starts(o->response.error, str_of(cases[i].begin)));
	}
}

static void retry_after_is_read_in_both_forms(void **state)
{
	struct outcome *o = *state;

	fetch_path(o, "/busy");
	assert_int_equal(o->response.retry_after_s, 120);
	fetch_path(o, "/busy-until");
	assert_int_equal(o->response.retry_after_s, 600);
}

static void a_move_is_permanent_only_if_every_hop_is(void **state)
{
	struct outcome *o = *state;

	fetch_path(o, "/moved-twice");
	assert_int_equal(o->response.result, FETCH_OK);
	assert_true(str_eq(o->response.moved_to, url_of(o, "/feed")));
	fetch_path(o, "/found-then-moved");
	assert_int_equal(o->response.result, FETCH_OK);
	assert_int_equal(o->response.moved_to.n, 0);
	assert_true(str_eq(o->response.url, url_of(o, "/feed")));
}

static void a_redirect_to_a_private_address_needs_the_users_word(void **state)
{
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_request request = {.url = url_of(o, "/to-other")};

	fetch_with(o, &options, &request, 1);
	assert_int_equal(o->response.result, FETCH_FAILED_REDIRECT);
	assert_int_equal(counters->n_requests, 1);
	options.allow_private =
	    str_of(arena_printf(o->arena, "localhost:1 127.0.0.1:%d", other_port));
	o->n_done = 0;
	fetch_with(o, &options, &request, 1);
	assert_int_equal(o->response.result, FETCH_OK);
}

static void an_address_that_a_server_chose_is_not_private(void **state)
{
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_request request = {.url = url_of(o, "/feed"), .is_from_web = true};

	fetch_with(o, &options, &request, 1);
	assert_int_equal(o->response.result, FETCH_FAILED_REDIRECT);
	assert_int_equal(counters->n_requests, 0);
	request.url = STR("file:///etc/hostname");
	o->n_done = 0;
	fetch_with(o, &options, &request, 1);
	assert_int_equal(o->response.result, FETCH_FAILED_URL);
}

static void passwords_stay_with_the_host_they_were_given_for(void **state)
{
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_request request = {
	    .url = str_of(arena_printf(
		o->arena, "http://user:secret@127.0.0.1:%d/to-other", server_port))};

	options.allow_private =
	    str_of(arena_printf(o->arena, "127.0.0.1:%d", other_port));
	fetch_with(o, &options, &request, 1);
	assert_int_equal(o->response.result, FETCH_OK);
	assert_int_equal(counters->n_requests, 2);
	assert_int_equal(counters->n_leaks, 0);
	assert_int_equal(str_find(o->response.url, STR("secret")), o->response.url.n);
}

static void size_is_counted_after_decompression(void **state)
{
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_request request = {.url = url_of(o, "/bomb")};

	options.max_bytes = 20000;
	fetch_with(o, &options, &request, 1);
	assert_int_equal(o->response.result, FETCH_OK);
	assert_int_equal(o->response.n_bytes, 20000);
	assert_true(o->response.is_encoded);
	options.max_bytes = 19999;
	buf_reset(&o->body);
	o->n_done = 0;
	fetch_with(o, &options, &request, 1);
	assert_int_equal(o->response.result, FETCH_FAILED_TOO_LARGE);
	assert_true(o->body.n < 20000);
}

static void a_server_that_only_says_it_compresses_is_read_all_the_same(void **state)
{
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_request requests[2] = {
	    {.url = url_of(o, "/lie")}, {.url = url_of(o, "/bomb")}};

	fetch_path(o, "/lie");
	assert_int_equal(o->response.result, FETCH_OK);
	assert_str_equal(buf_borrow(&o->body), feed_body);
	assert_int_equal(counters->n_requests, 2);
	options.n_connections = 1; /* the same handle decompresses again */
	o->n_done = 0;
	fetch_with(o, &options, requests, 2);
	assert_int_equal(o->response.n_bytes, 20000);
}

static void headers_are_bounded(void **state)
{
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_request request = {.url = url_of(o, "/large-headers")};

	options.max_header_bytes = 40;
	fetch_with(o, &options, &request, 1);
	assert_int_equal(o->response.result, FETCH_FAILED_TOO_LARGE);
}

static void silence_ends_at_the_first_byte_bound(void **state)
{
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_request request = {.url = url_of(o, "/slow")};
	int64_t started_ms = clock_mono_ms();

	options.first_byte_timeout_s = 1;
	fetch_with(o, &options, &request, 1);
	assert_int_equal(o->response.result, FETCH_FAILED_TIMEOUT);
	assert_true(str_starts(o->response.error, STR("timed out")));
	assert_in_range(clock_mono_ms() - started_ms, 900, 3000);
	options = fetch_options_default();
	options.timeout_s = 1;
	o->n_done = 0;
	fetch_with(o, &options, &request, 1);
	assert_str_equal(o->response.error, "timed out after 1 s");
}

static void a_host_gets_no_more_connections_than_allowed(void **state)
{
	enum { N = 12 };
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_request requests[N];

	for (int i = 0; i < N; i++)
		requests[i] = (struct fetch_request){.url = url_of(o, "/wait")};
	options.n_per_host = 3;
	fetch_with(o, &options, requests, N);
	assert_int_equal(counters->n_requests, N);
	assert_int_equal(counters->n_active_most, 3);
}

static void a_busy_host_is_left_alone_with_all_its_feeds(void **state)
{
	enum { N = 8 };
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_request requests[N];

	for (int i = 0; i < N; i++)
		requests[i] = (struct fetch_request){.url = url_of(o, "/busy")};
	options.n_per_host = 1;
	fetch_with(o, &options, requests, N);
	assert_int_equal(counters->n_requests, 1);
	options.n_connections = 0; /* taken as one */
	o->n_done = 0;
	fetch_with(o, &options, requests, N);
}

static bool stop_at_once(void *ctx, size_t n_done, size_t n)
{
	(void)ctx;
	(void)n_done;
	(void)n;
	return false;
}

static void a_stopped_fetch_still_ends_every_request(void **state)
{
	enum { N = 5 };
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_callbacks stopping = callbacks;
	struct fetch_request requests[N];

	stopping.on_progress = stop_at_once;
	for (int i = 0; i < N; i++)
		requests[i] = (struct fetch_request){.url = url_of(o, "/slow")};
	assert_int_equal(fetch_all(&options, requests, N, &stopping, o, NULL), OK);
	assert_int_equal(o->n_done, N);
	assert_int_equal(o->response.result, FETCH_ABORTED);
}

static void files_are_read_where_the_user_names_them(void **state)
{
	struct outcome *o = *state;
	struct fetch_options options = fetch_options_default();
	struct fetch_request request = {.url = STR("file:///proc/self/nothing%20here")};
	char path[] = "/tmp/test_fetch_XXXXXX";
	int fd = mkstemp(path);

	assert_int_equal(write(fd, feed_body, strlen(feed_body)), strlen(feed_body));
	close(fd);
	fetch_with(o, &options, &request, 1);
	assert_int_equal(o->response.result, FETCH_FAILED_FILE);
	request.url = str_of(arena_printf(o->arena, "file://%s", path));
	o->n_done = 0;
	fetch_with(o, &options, &request, 1);
	unlink(path);
	assert_int_equal(o->response.result, FETCH_OK);
	assert_str_equal(buf_borrow(&o->body), feed_body);
	request.url = STR("file:///dev/zero");
	o->n_done = 0;
	fetch_with(o, &options, &request, 1);
	assert_int_equal(o->response.result, FETCH_FAILED_FILE);
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    RULE(validators_come_and_go_verbatim),
	    RULE(a_304_that_nobody_asked_for_is_an_error),
	    RULE(each_failure_has_its_kind_and_sentence),
	    RULE(retry_after_is_read_in_both_forms),
	    RULE(a_move_is_permanent_only_if_every_hop_is),
	    RULE(a_redirect_to_a_private_address_needs_the_users_word),
	    RULE(an_address_that_a_server_chose_is_not_private),
	    RULE(passwords_stay_with_the_host_they_were_given_for),
	    RULE(size_is_counted_after_decompression),
	    RULE(a_server_that_only_says_it_compresses_is_read_all_the_same),
	    RULE(headers_are_bounded),
	    RULE(silence_ends_at_the_first_byte_bound),
	    RULE(a_host_gets_no_more_connections_than_allowed),
	    RULE(a_busy_host_is_left_alone_with_all_its_feeds),
	    RULE(a_stopped_fetch_still_ends_every_request),
	    RULE(files_are_read_where_the_user_names_them),
	};
	static const char *const proxies[] = {"http_proxy", "all_proxy", "ALL_PROXY"};

	for (size_t i = 0; i < sizeof(proxies) / sizeof(*proxies); i++)
		unsetenv(proxies[i]);
	return cmocka_run_group_tests_name("fetch", tests, start_server, stop_server);
}
