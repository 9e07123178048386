/*
 * transfer.c - one feed on its way.
 *
 * In: a request. Out: the body to on_body as it comes, and a response.
 * What always holds: redirects are followed here, not by libcurl, so that every hop is
 * looked at: its scheme, its count, the address that is really connected to (also when a
 * connection is used again), and that no password goes to another host.
 */
#include "fetch/transfer.h"

#include "base/mem.h"
#include "fetch/address.h"
#include "fetch/body_hash.h"
#include "fetch/failure.h"
#include "fetch/header.h"
#include "fetch/hop.h"
#include "fetch/local.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Of a body that nobody reads (a redirect's, an error page's): more is not waited for. */
enum { MAX_IGNORED_BYTES = 64 << 10 };

/* Accept and two validators; a validator that is longer was not kept either. */
enum { MAX_OWN_HEADERS = 3, MAX_OWN_HEADER_BYTES = 1200 };

struct transfer {
	const struct transfer_setup *setup;
	CURL *easy;
	struct curl_slist headers[MAX_OWN_HEADERS]; /* a list in place */
	char header_lines[MAX_OWN_HEADERS][MAX_OWN_HEADER_BYTES];
	size_t n_headers;
	const struct fetch_request *request;
	bool is_last;
	int64_t started_ms;

	struct hop hop;
	int n_redirects;
	bool is_permanent; /* every redirect so far */
	char user_ip[64];  /* what the user's own address led to */
	long user_port;
	bool is_connected; /* in this hop */

	struct headers answer;
	struct body_hash hash;
	bool is_raw; /* what comes is not decompressed */
	size_t n_ignored;
	enum fetch_stop stop;
	char curl_error[CURL_ERROR_SIZE];
	char error[512];
	struct fetch_response response;
};

/* ---- What libcurl asks while it works -------------------------------------------------
 */

static bool is_success(int status)
{
	return status >= 200 && status < 300 && status != 204 && status != 205 &&
	       status != 206;
}

static bool is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 ||
	       status == 308;
}

/* May this hop use the address? */
static bool is_permitted(const struct transfer *t, const char *ip, long port)
{
	struct str listed = t->setup->options->allow_private;

	if (port == t->user_port && !strcmp(ip, t->user_ip))
		return true;
	return fetch_address_is_listed(listed, str_of(ip), (int)port) ||
	       fetch_address_is_listed(listed, str_of(t->hop.host), (int)port);
}

static curl_socket_t on_open_socket(
    void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *t = ctx;
	char ip[64];
	int port;

	(void)purpose;
	if (t->hop.is_restricted && !t->hop.proxy[0] &&
	    fetch_address_is_private(&address->addr)) {
		fetch_address_format(&address->addr, ip, sizeof(ip), &port);
		if (!is_permitted(t, ip, port)) {
			t->stop = STOP_PRIVATE;
			return CURL_SOCKET_BAD;
		}
	}
	return socket(
	    address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* Before a request goes out on a new or a used connection. */
static int on_connected(void *ctx, char *ip, char *local_ip, int port, int local_port)
{
	struct transfer *t = ctx;

	(void)local_ip;
	(void)local_port;
	t->is_connected = true;
	if (t->hop.proxy[0])
		return CURL_PREREQFUNC_OK;
	if (!t->hop.is_restricted) {
		snprintf(t->user_ip, sizeof(t->user_ip), "%s", ip);
		t->user_port = port;
	} else if (fetch_address_is_private_host(str_of(ip)) &&
		   !is_permitted(t, ip, port)) {
		t->stop = STOP_PRIVATE;
		return CURL_PREREQFUNC_ABORT;
	}
	return CURL_PREREQFUNC_OK;
}

static size_t on_header(char *p, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;

	n *= size;
	fetch_headers_add(&t->answer, (struct str){p, n});
	/* After the host's last request its connection is of no more use, unless the next
	 * hop takes it. */
	if (t->is_last && n <= 2 && !is_redirect(t->answer.status))
		curl_easy_setopt(t->easy, CURLOPT_FORBID_REUSE, 1L);
	if (t->answer.n_bytes <= t->setup->options->max_header_bytes)
		return n;
	t->stop = STOP_HEADERS;
	return 0;
}

/* What the answer says, as far as it has come. */
static void fill_response(struct transfer *t)
{
	struct fetch_response *r = &t->response;

	r->status = t->answer.status;
	r->n_redirects = t->n_redirects;
	r->url = str_of(t->hop.text);
	r->etag = str_of(t->answer.etag);
	r->last_modified = str_of(t->answer.last_modified);
	r->content_type = str_of(t->answer.content_type);
	r->is_encoded = t->answer.is_encoded;
}

static size_t on_bytes(char *p, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	struct fetch_response *r = &t->response;

	n *= size;
	if (!is_success(t->answer.status)) {
		t->n_ignored += n;
		if (t->n_ignored <= MAX_IGNORED_BYTES)
			return n;
		t->stop = STOP_ENOUGH;
		return 0;
	}
	if (n > t->setup->options->max_bytes - r->n_bytes) {
		t->stop = STOP_BODY;
		return 0;
	}
	if (r->n_bytes == 0)
		fill_response(t);
	r->n_bytes += n;
	fetch_body_hash_add(&t->hash, (struct str){p, n});
	if (t->setup->callbacks->on_body(
		t->setup->ctx, t->request, r, (struct str){p, n}))
		return n;
	t->stop = STOP_CALLER;
	return 0;
}

/* ---- The handle ------------------------------------------------------------------- */

/* What is the same for every request. */
static void set_options(struct transfer *t)
{
	const struct fetch_options *o = t->setup->options;
	CURL *e = t->easy;

	curl_easy_setopt(e, CURLOPT_PRIVATE, t);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, t->curl_error);
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(e, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, ""); /* all that libcurl has */
	curl_easy_setopt(
	    e, CURLOPT_USERAGENT, "sawthis/" SAWTHIS_VERSION " (feed reader)");
	curl_easy_setopt(e, CURLOPT_BUFFERSIZE, 64L << 10);
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, o->connect_timeout_s * 1000L);
	curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, (long)o->low_speed_bytes);
	curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME, (long)o->low_speed_s);
	curl_easy_setopt(e, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)o->max_bytes);
	/* Names stay known for the whole run; otherwise each transfer looks all of them
	 * over for old ones. */
	curl_easy_setopt(e, CURLOPT_DNS_CACHE_TIMEOUT, -1L);
	/* The CA bundle is parsed once for all only where no folder is given. */
	curl_easy_setopt(e, CURLOPT_CAPATH, NULL);
	if (o->ca_file)
		curl_easy_setopt(e, CURLOPT_CAINFO, o->ca_file);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, t);
	curl_easy_setopt(e, CURLOPT_PREREQFUNCTION, on_connected);
	curl_easy_setopt(e, CURLOPT_PREREQDATA, t);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_bytes);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, t);
}

struct transfer *fetch_transfer_new(const struct transfer_setup *setup)
{
	struct transfer *t = mem_new(1, sizeof(*t));

	t->setup = setup;
	t->easy = curl_easy_init();
	if (!t->easy) {
		free(t);
		return NULL;
	}
	set_options(t);
	return t;
}

static void clear_request(struct transfer *t)
{
	t->n_headers = 0;
	if (t->is_raw)
		curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, "");
	t->is_raw = false;
	fetch_hop_clear(&t->hop);
}

void fetch_transfer_free(struct transfer *t)
{
	if (!t)
		return;
	clear_request(t);
	curl_easy_cleanup(t->easy);
	free(t);
}

CURL *fetch_transfer_handle(struct transfer *t)
{
	return t->easy;
}

const struct fetch_request *fetch_transfer_request(const struct transfer *t)
{
	return t->request;
}

const struct fetch_response *fetch_transfer_response(const struct transfer *t)
{
	return &t->response;
}

/* ---- Failure ---------------------------------------------------------------------- */

/* The response stands, and has failed. Returns false: nothing is to be sent. */
static bool fail(struct transfer *t, enum fetch_result result, const char *fmt, ...)
    PRINTF(3, 4);

static bool fail(struct transfer *t, enum fetch_result result, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(t->error, sizeof(t->error), fmt, ap);
	va_end(ap);
	fill_response(t);
	t->response.result = result;
	t->response.error = str_of(t->error);
	return false;
}

static bool refuse_redirect(struct transfer *t, const char *to, const char *why)
{
	return fail(t, FETCH_FAILED_REDIRECT, "redirect to %.200s refused: %s", to, why);
}

static const char why_private[] =
    "a private address (fetch.allow_private lists those that may be reached)";

/* ---- Hops ------------------------------------------------------------------------- */

static void add_header(struct transfer *t, const char *name, struct str value)
{
	size_t i = t->n_headers;
	char *line = t->header_lines[i];
	int n = snprintf(line, MAX_OWN_HEADER_BYTES, "%s: %.*s", name, STR_ARG(value));

	if (n < 0 || n >= MAX_OWN_HEADER_BYTES || line[strcspn(line, "\r\n")] != '\0')
		return;
	t->headers[i] = (struct curl_slist){.data = line};
	if (i > 0)
		t->headers[i - 1].next = &t->headers[i];
	t->n_headers++;
}

static void make_headers(struct transfer *t)
{
	const struct fetch_request *r = t->request;

	add_header(t, "Accept",
	    STR("application/atom+xml, application/rss+xml, application/feed+json, "
		"application/xml;q=0.9, text/xml;q=0.9, */*;q=0.8"));
	if (r->is_full)
		return;
	if (r->etag.n > 0)
		add_header(t, "If-None-Match", r->etag);
	if (r->last_modified.n > 0)
		add_header(t, "If-Modified-Since", r->last_modified);
}

/* Makes the handle ready for the hop. */
static bool begin_hop(struct transfer *t)
{
	struct hop *hop = &t->hop;
	int64_t left_ms;

	if (hop->is_restricted && hop->proxy[0] &&
	    fetch_address_is_private_host(str_of(hop->host)) &&
	    !is_permitted(t, hop->host, hop->port))
		return refuse_redirect(t, hop->text, why_private);
	hop->started_ms = clock_mono_ms();
	left_ms = t->started_ms + t->setup->options->timeout_s * INT64_C(1000) -
		  hop->started_ms;

	memset(&t->answer, 0, sizeof(t->answer));
	t->n_ignored = 0;
	t->is_connected = false;
	t->stop = STOP_NOTHING;
	t->curl_error[0] = '\0';
	curl_easy_setopt(t->easy, CURLOPT_CURLU, hop->url);
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
	curl_easy_setopt(t->easy, CURLOPT_PROXY, hop->proxy);
	curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, left_ms > 1 ? (long)left_ms : 1L);
	curl_easy_setopt(t->easy, CURLOPT_FORBID_REUSE, 0L);
	/* A second request to a host waits to hear whether HTTP/2 lets it share. */
	curl_easy_setopt(t->easy, CURLOPT_PIPEWAIT, hop->is_https ? 1L : 0L);
	return true;
}

/* Goes where the answer redirects to. */
static bool follow(struct transfer *t)
{
	const char *location = t->answer.location, *why;
	int status = t->answer.status;

	if (!location[0])
		return fail(t, FETCH_FAILED_STATUS,
		    "HTTP %d: a redirect without a usable address", status);
	if (t->n_redirects == t->setup->options->max_redirects)
		return fail(t, FETCH_FAILED_REDIRECT, "too many redirects: more than %d",
		    t->n_redirects);
	why = fetch_hop_redirect(&t->hop, location);
	if (why)
		return refuse_redirect(t, location, why);
	t->n_redirects++;
	if (status != 301 && status != 308)
		t->is_permanent = false;
	return begin_hop(t);
}

/* ---- From the request to the response -------------------------------------------------
 */

bool fetch_transfer_begin(
    struct transfer *t, const struct fetch_request *request, bool is_last)
{
	const char *why;

	clear_request(t);
	memset(&t->answer, 0, sizeof(t->answer));
	memset(&t->hash, 0, sizeof(t->hash));
	t->request = request;
	t->is_last = is_last;
	t->started_ms = clock_mono_ms();
	t->n_redirects = 0;
	t->is_permanent = true;
	t->user_ip[0] = '\0';
	t->user_port = 0;
	t->response = (struct fetch_response){.retry_after_s = -1, .max_age_s = -1};

	if (str_starts_nocase(request->url, STR("file:")) && !request->is_from_web) {
		fetch_local_read(
		    t->setup, request, &t->response, t->error, sizeof(t->error));
		return false;
	}
	why = fetch_hop_begin(&t->hop, request->url, request->is_from_web);
	if (why)
		return fail(t, FETCH_FAILED_URL, "failed: %s", why);
	make_headers(t);
	return begin_hop(t);
}

/* The transport worked; what does the answer mean? */
static bool judge_answer(struct transfer *t)
{
	struct fetch_response *r = &t->response;
	int status = t->answer.status;

	fill_response(t);
	if (is_redirect(status))
		return follow(t);
	r->retry_after_s = fetch_headers_retry_after_s(&t->answer, clock_now_s());
	r->max_age_s = fetch_headers_max_age_s(&t->answer, clock_now_s());
	if (status == 304 &&
	    (t->request->etag.n > 0 || t->request->last_modified.n > 0) &&
	    !t->request->is_full)
		r->is_not_modified = true;
	else if (!is_success(status))
		return fail(t, FETCH_FAILED_STATUS, "HTTP %d%s", status,
		    fetch_failure_of_status(status));
	r->result = FETCH_OK;
	if (r->n_bytes > 0)
		r->body_hash = fetch_body_hash_value(&t->hash);
	if (t->n_redirects > 0 && t->is_permanent)
		r->moved_to = str_of(t->hop.text);
	return false;
}

/* Some servers say that they compress, and do not: asked again, nothing is decompressed
 * (where it was, the parser notices). */
static bool ask_again_raw(struct transfer *t)
{
	t->is_raw = true;
	curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, NULL);
	return begin_hop(t);
}

bool fetch_transfer_advance(struct transfer *t, CURLcode code)
{
	struct failure failure = {
	    .code = code,
	    .stop = t->stop,
	    .options = t->setup->options,
	    .detail = t->curl_error,
	    .waited_ms = clock_mono_ms() - t->started_ms,
	    .is_connected = t->is_connected,
	    .has_answer = t->answer.status != 0,
	    .has_body = t->response.n_bytes > 0,
	    .host = t->hop.host,
	};

	if (code == CURLE_OK || t->stop == STOP_ENOUGH)
		return judge_answer(t);
	if (code == CURLE_BAD_CONTENT_ENCODING && t->response.n_bytes == 0 && !t->is_raw)
		return ask_again_raw(t);
	if (t->stop == STOP_PRIVATE)
		return refuse_redirect(t, t->hop.text, why_private);
	fill_response(t);
	t->response.result = fetch_failure_explain(&failure, t->error, sizeof(t->error));
	t->response.error = str_of(t->error);
	return false;
}

bool fetch_transfer_is_overdue(struct transfer *t, int64_t now_ms)
{
	int limit_s = t->setup->options->first_byte_timeout_s;
	curl_off_t first_byte_us = 0;

	if (now_ms - t->hop.started_ms < limit_s * INT64_C(1000))
		return false;
	curl_easy_getinfo(t->easy, CURLINFO_STARTTRANSFER_TIME_T, &first_byte_us);
	if (first_byte_us > 0)
		return false;
	return !fail(t, FETCH_FAILED_TIMEOUT, "timed out: no answer in %d s", limit_s);
}

void fetch_transfer_abort(struct transfer *t)
{
	fail(t, FETCH_ABORTED, "stopped");
}
