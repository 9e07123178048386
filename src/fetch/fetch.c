/*
 * fetch.c - many feeds at once.
 *
 * In: requests. Out: bodies and responses, by callbacks.
 * What always holds: at most n_connections transfers are under way, n_per_host of them to
 * one host; each request gets exactly one on_done. libcurl tells which sockets it waits
 * for (so that one event costs the same however many connections there are); poll()
 * waits.
 *
 * How the connections kept are bounded: libcurl's own bound grows with the hosts, and it
 * looks over all of them whenever one is put back. Here the last request of a host keeps
 * none, so never more than about n_connections are there.
 */
#include "fetch/fetch.h"

#include "base/arena.h"
#include "base/mem.h"
#include "base/url.h"
#include "fetch/queue.h"
#include "fetch/transfer.h"

#include <curl/curl.h>

#include <poll.h>
#include <stdlib.h>
#include <sys/resource.h>

enum {
	MAX_CONNECTIONS = 1024,
	TICK_MS = 200, /* between looks at the time, and calls of on_progress */
};

struct fetcher {
	struct transfer_setup setup;
	const struct fetch_request *requests;
	size_t n, n_done;

	CURLM *multi;
	struct fetch_queue *queue;
	struct arena *names; /* of the hosts in the queue */
	struct transfer **active;
	size_t n_active, max_active;
	struct transfer **idle;
	size_t n_idle;

	struct pollfd *sockets;
	size_t n_sockets, cap_sockets;
	int64_t timer_at_ms; /* when libcurl wants to be called; -1 for never */
	int64_t tick_at_ms;
	bool is_stopped;
};

struct fetch_options fetch_options_default(void)
{
	return (struct fetch_options){
	    .n_connections = 32,
	    .n_per_host = 2,
	    .timeout_s = 30,
	    .connect_timeout_s = 10,
	    .first_byte_timeout_s = 20,
	    .low_speed_bytes = 100,
	    .low_speed_s = 15,
	    .max_bytes = 16 << 20,
	    .max_header_bytes = 128 << 10,
	    .max_redirects = 5,
	    .ca_file = getenv("SSL_CERT_FILE"),
	};
}

/* ---- Sockets and time -------------------------------------------------------------- */

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *ctx, void *known)
{
	struct fetcher *f = ctx;
	size_t i = 0;

	(void)easy;
	(void)known;
	while (i < f->n_sockets && f->sockets[i].fd != fd)
		i++;
	if (what == CURL_POLL_REMOVE) {
		if (i < f->n_sockets)
			f->sockets[i] = f->sockets[--f->n_sockets];
		return 0;
	}
	if (i == f->n_sockets) {
		mem_grow(&f->sockets, f->n_sockets, &f->cap_sockets, sizeof(*f->sockets));
		f->sockets[f->n_sockets++] = (struct pollfd){.fd = fd};
	}
	f->sockets[i].events = (short)((what & CURL_POLL_IN ? POLLIN : 0) |
				       (what & CURL_POLL_OUT ? POLLOUT : 0));
	return 0;
}

static int on_timer(CURLM *multi, long timeout_ms, void *ctx)
{
	struct fetcher *f = ctx;

	(void)multi;
	f->timer_at_ms = timeout_ms < 0 ? -1 : clock_mono_ms() + timeout_ms;
	return 0;
}

static void act(struct fetcher *f, curl_socket_t fd, int events)
{
	int n_running;

	(void)curl_multi_socket_action(f->multi, fd, events, &n_running);
}

/* Waits until something happens, and lets libcurl act on it. What it wants to do at once
 * (a transfer that was added) needs no look at the sockets. */
static void wait_and_act(struct fetcher *f)
{
	int64_t now_ms = clock_mono_ms(), wait_ms = f->tick_at_ms - now_ms;
	int n_ready;

	if (f->timer_at_ms >= 0 && f->timer_at_ms <= now_ms) {
		f->timer_at_ms = -1;
		act(f, CURL_SOCKET_TIMEOUT, 0);
		return;
	}
	if (f->timer_at_ms >= 0 && f->timer_at_ms - now_ms < wait_ms)
		wait_ms = f->timer_at_ms - now_ms;
	n_ready = poll(f->sockets, (nfds_t)f->n_sockets, wait_ms > 0 ? (int)wait_ms : 0);
	/* From the end: a socket that goes is replaced by one that had its turn. */
	for (size_t i = f->n_sockets; n_ready > 0 && i-- > 0;) {
		struct pollfd ready;
		if (i >= f->n_sockets || f->sockets[i].revents == 0)
			continue;
		ready = f->sockets[i];
		f->sockets[i].revents = 0;
		n_ready--;
		act(f, ready.fd,
		    (ready.revents & POLLIN ? CURL_CSELECT_IN : 0) |
			(ready.revents & POLLOUT ? CURL_CSELECT_OUT : 0) |
			(ready.revents & ~(POLLIN | POLLOUT) ? CURL_CSELECT_ERR : 0));
	}
}

/* ---- Transfers ----------------------------------------------------------------------
 */

static void tell(struct fetcher *f, const struct fetch_request *request,
    const struct fetch_response *response)
{
	f->n_done++;
	f->setup.callbacks->on_done(f->setup.ctx, request, response);
}

/* The host of request i wants to be left alone: what waits for it is not sent. */
static void hold_host(struct fetcher *f, size_t i, const struct fetch_response *cause)
{
	struct fetch_response held = {
	    .result = FETCH_HELD,
	    .error = cause->error,
	    .status = cause->status,
	    .retry_after_s = cause->retry_after_s,
	    .max_age_s = -1,
	};
	int64_t waiting;

	while ((waiting = fetch_queue_drop(f->queue, i)) != FETCH_QUEUE_NONE)
		tell(f, &f->requests[waiting], &held);
}

/* The response of t stands. */
static void finish(struct fetcher *f, struct transfer *t)
{
	const struct fetch_response *r = fetch_transfer_response(t);
	size_t i = (size_t)(fetch_transfer_request(t) - f->requests);

	tell(f, &f->requests[i], r);
	if (r->n_redirects == 0 &&
	    (r->status == 429 || (r->status == 503 && r->retry_after_s > 0)))
		hold_host(f, i, r);
	fetch_queue_end(f->queue, i);
	f->idle[f->n_idle++] = t;
}

static void put_in(struct fetcher *f, struct transfer *t)
{
	if (curl_multi_add_handle(f->multi, fetch_transfer_handle(t)) == CURLM_OK) {
		f->active[f->n_active++] = t;
		return;
	}
	fetch_transfer_abort(t);
	finish(f, t);
}

static void take_back(struct fetcher *f, struct transfer *t)
{
	size_t i = 0;

	curl_multi_remove_handle(f->multi, fetch_transfer_handle(t));
	while (f->active[i] != t)
		i++;
	f->active[i] = f->active[--f->n_active];
}

static void start_waiting(struct fetcher *f)
{
	while (f->n_idle > 0 && !f->is_stopped) {
		int64_t i = fetch_queue_next(f->queue);
		struct transfer *t;

		if (i == FETCH_QUEUE_NONE)
			return;
		t = f->idle[--f->n_idle];
		if (fetch_transfer_begin(
			t, &f->requests[i], fetch_queue_is_last(f->queue, (size_t)i)))
			put_in(f, t);
		else
			finish(f, t);
	}
}

static void finish_ended(struct fetcher *f)
{
	CURLMsg *message;
	int n_left;

	while ((message = curl_multi_info_read(f->multi, &n_left))) {
		CURLcode code = message->data.result;
		char *private = NULL;
		struct transfer *t;

		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
		t = (struct transfer *)(void *)private;
		take_back(f, t);
		if (fetch_transfer_advance(t, code))
			put_in(f, t);
		else
			finish(f, t);
	}
}

static void abort_all(struct fetcher *f)
{
	struct fetch_response stopped = {
	    .result = FETCH_ABORTED, .error = STR("stopped"), .retry_after_s = -1};
	int64_t i;

	f->is_stopped = true;
	while (f->n_active > 0) {
		struct transfer *t = f->active[0];
		take_back(f, t);
		fetch_transfer_abort(t);
		finish(f, t);
	}
	stopped.max_age_s = -1;
	while ((i = fetch_queue_next(f->queue)) != FETCH_QUEUE_NONE) {
		tell(f, &f->requests[i], &stopped);
		fetch_queue_end(f->queue, (size_t)i);
	}
}

/* Once a tick: who waits for too long, and is the caller still interested? */
static void look_around(struct fetcher *f)
{
	int64_t now_ms = clock_mono_ms();

	if (now_ms < f->tick_at_ms)
		return;
	f->tick_at_ms = now_ms + TICK_MS;
	for (size_t i = f->n_active; i-- > 0;) {
		struct transfer *t = f->active[i];
		if (!fetch_transfer_is_overdue(t, now_ms))
			continue;
		take_back(f, t);
		finish(f, t);
	}
	if (f->setup.callbacks->on_progress &&
	    !f->setup.callbacks->on_progress(f->setup.ctx, f->n_done, f->n))
		abort_all(f);
}

/* ---- All of it -----------------------------------------------------------------------
 */

/* What counts as one host: the name and port of a URL, in small letters. */
static struct str host_of(struct arena *arena, struct str url)
{
	struct url_parts parts = url_split(url);
	char *host =
	    arena_printf(arena, "%.*s:%.*s", STR_ARG(parts.host), STR_ARG(parts.port));

	for (char *c = host; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return str_of(host);
}

static void fill_queue(struct fetcher *f)
{
	f->queue = fetch_queue_new(f->n, f->setup.options->n_per_host);
	f->names = arena_new();
	for (size_t i = 0; i < f->n; i++)
		fetch_queue_put(f->queue, i, host_of(f->names, f->requests[i].url));
	fetch_queue_close(f->queue);
}

/* At most `wanted` transfers, as many as the system has descriptors for: a transfer has a
 * socket, and two more while its host's name is looked up. */
static size_t bound_by_descriptors(size_t wanted)
{
	enum { OTHERS = 64, PER_TRANSFER = 3 };
	struct rlimit limit;
	rlim_t needed = (rlim_t)(wanted * PER_TRANSFER + OTHERS);

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return wanted;
	if (limit.rlim_cur < needed) {
		limit.rlim_cur = limit.rlim_max < needed ? limit.rlim_max : needed;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
	if (limit.rlim_cur >= needed)
		return wanted;
	return limit.rlim_cur > OTHERS + PER_TRANSFER
		   ? (size_t)(limit.rlim_cur - OTHERS) / PER_TRANSFER
		   : 1;
}

/* As many transfers as can be of use; false if libcurl gives none. */
static bool make_transfers(struct fetcher *f)
{
	int n_connections = f->setup.options->n_connections;
	size_t wanted = n_connections > 0 ? (size_t)n_connections : 1;

	if (wanted > MAX_CONNECTIONS)
		wanted = MAX_CONNECTIONS;
	if (wanted > f->n)
		wanted = f->n;
	wanted = bound_by_descriptors(wanted);
	f->active = mem_new(wanted + 1, sizeof(*f->active));
	f->idle = mem_new(wanted + 1, sizeof(*f->idle));
	while (f->n_idle < wanted) {
		struct transfer *t = fetch_transfer_new(&f->setup);
		if (!t)
			break;
		f->idle[f->n_idle++] = t;
	}
	f->max_active = f->n_idle;
	return f->n_idle > 0 || f->n == 0;
}

static bool open_multi(struct fetcher *f)
{
	f->multi = curl_multi_init();
	if (!f->multi)
		return false;
	curl_multi_setopt(f->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(f->multi, CURLMOPT_SOCKETDATA, f);
	curl_multi_setopt(f->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl_multi_setopt(f->multi, CURLMOPT_TIMERDATA, f);
	curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS, (long)f->max_active + 8);
	return true;
}

static void clear(struct fetcher *f)
{
	for (size_t i = 0; i < f->n_idle; i++)
		fetch_transfer_free(f->idle[i]);
	curl_multi_cleanup(f->multi);
	fetch_queue_free(f->queue);
	arena_free(f->names);
	free(f->active);
	free(f->idle);
	free(f->sockets);
}

enum err fetch_all(const struct fetch_options *options,
    const struct fetch_request *requests, size_t n,
    const struct fetch_callbacks *callbacks, void *ctx, struct err_info *ei)
{
	struct fetcher f = {
	    .setup = {options, callbacks, ctx},
	    .requests = requests,
	    .n = n,
	    .timer_at_ms = -1,
	};

	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		return err_set(ei, ERR_INTERNAL, NULL, "libcurl does not start");
	if (!make_transfers(&f) || !open_multi(&f)) {
		clear(&f);
		curl_global_cleanup();
		return err_set(ei, ERR_INTERNAL, NULL, "libcurl gives no connections");
	}
	fill_queue(&f);
	while (f.n_done < n) {
		start_waiting(&f);
		if (f.n_active > 0)
			wait_and_act(&f);
		finish_ended(&f);
		look_around(&f);
	}
	clear(&f);
	curl_global_cleanup();
	return OK;
}
