/*
 * server.c - libmicrohttpd: bytes from the browser become requests, answers become bytes.
 * Always: one thread, so that pages use the store without locks; sizes, times and the
 * number of connections are bounded; no page runs before guard_check().
 */
#include "web/web.h"

#include "app/kept.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/upkeep.h"
#include "web/deadline.h"
#include "web/guard.h"
#include "web/listen.h"
#include "web/page.h"
#include "web/parts.h"
#include "web/response.h"
#include "web/routes.h"
#include "web/running.h"
#include "web/stream.h"

#include <microhttpd.h>

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	IDLE_TIMEOUT_S = 15,
	HEADER_MAX_BYTES = 64 << 10,
	FORM_MAX_BYTES = 32 << 20, /* a file of contacts */
	PARAMS_MAX = 200,
	SAID_MAX_BYTES = 4096,
	CACHE_MB = 48,
	RENEW_AFTER_MS = 3000,
	DROP_AFTER_MS = 15 * 60 * 1000,
};

struct server {
	struct home *home;
	struct arena *arena;
	struct guard guard;
	struct running running;
	struct buf said; /* by the last change, until a page tells it */
	struct deadlines deadlines;
	struct streams streams;
	int64_t asked_at_ms; /* the last request, or the start */
	const struct web_options *options;
};

/* A request that is being read. */
struct incoming {
	struct arena *arena;
	struct MHD_PostProcessor *post;
	struct web_param *form;
	struct buf *values; /* beside form: values arrive in pieces */
	size_t n_form;
	size_t n_bytes;
	bool is_too_large;
};

static struct str header(struct MHD_Connection *c, const char *name)
{
	const char *value = MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);

	return (struct str){value, value ? strlen(value) : 0};
}

/* The text itself, or without what is no UTF-8. */
static struct str clean(struct arena *a, struct str s)
{
	struct buf b;

	if (utf8_is_valid(s) && !memchr(s.p ? s.p : "", '\0', s.n))
		return (struct str){arena_dup_str(a, s), s.n};
	buf_init(&b, s.n * 3 + 1);
	utf8_put_visible(&b, s);
	s = (struct str){arena_dup_str(a, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return s;
}

static enum MHD_Result take_form_piece(void *ctx, enum MHD_ValueKind kind,
    const char *key, const char *file_name, const char *content_type,
    const char *encoding, const char *data, uint64_t offset, size_t size)
{
	struct incoming *in = ctx;

	(void)kind;
	(void)content_type;
	(void)encoding;
	if (offset == 0) {
		if (in->n_form == PARAMS_MAX || !key)
			return MHD_NO;
		in->form[in->n_form].name = clean(in->arena, str_of(key));
		if (file_name)
			in->form[in->n_form].file_name =
			    clean(in->arena, str_of(file_name));
		buf_init(&in->values[in->n_form], FORM_MAX_BYTES);
		in->n_form++;
	}
	if (in->n_form)
		buf_put(&in->values[in->n_form - 1], data, size);
	return MHD_YES;
}

static struct incoming *incoming_new(struct MHD_Connection *c, bool is_post)
{
	struct incoming *in = mem_new(1, sizeof(*in));

	in->arena = arena_new();
	if (!is_post)
		return in;
	in->form = mem_new(PARAMS_MAX, sizeof(*in->form));
	in->values = mem_new(PARAMS_MAX, sizeof(*in->values));
	in->post = MHD_create_post_processor(c, 32 << 10, take_form_piece, in);
	return in;
}

static struct deadline_slot *deadline_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

static void on_connection(void *ctx, struct MHD_Connection *c, void **slot,
    enum MHD_ConnectionNotificationCode code)
{
	struct server *s = ctx;
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);

	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		*slot = info ? deadline_begin(&s->deadlines, info->connect_fd) : NULL;
	else
		deadline_end(*slot);
}

static void finish(void *ctx, struct MHD_Connection *c, void **slot,
    enum MHD_RequestTerminationCode code)
{
	struct incoming *in = *slot;

	(void)ctx;
	(void)code;
	deadline_renew(deadline_of(c));
	if (!in)
		return;
	if (in->post)
		MHD_destroy_post_processor(in->post);
	for (size_t i = 0; i < in->n_form; i++)
		buf_clear(&in->values[i]);
	free(in->values);
	free(in->form);
	arena_free(in->arena);
	free(in);
	*slot = NULL;
}

static enum MHD_Result count_hosts(
    void *ctx, enum MHD_ValueKind kind, const char *key, const char *value)
{
	(void)kind;
	(void)value;
	*(int *)ctx += str_eq_nocase(str_of(key), STR("Host"));
	return MHD_YES;
}

/* The Host of the request; absent where there are several, of which a proxy might have
 * believed another. */
static struct str host_of(struct MHD_Connection *c)
{
	int n = 0;

	(void)MHD_get_connection_values(c, MHD_HEADER_KIND, count_hosts, &n);
	return n == 1 ? header(c, "Host") : (struct str){NULL, 0};
}

struct query {
	struct arena *arena;
	struct web_param *params;
	size_t n;
};

static enum MHD_Result take_query(
    void *ctx, enum MHD_ValueKind kind, const char *key, const char *value)
{
	struct query *q = ctx;

	(void)kind;
	if (q->n < PARAMS_MAX)
		q->params[q->n++] =
		    (struct web_param){.name = clean(q->arena, str_of(key)),
			.value = clean(q->arena, str_of(value))};
	return MHD_YES;
}

/* The local path of the Referer or of the page's own hint; nothing of another host. */
static struct str referrer_path(const struct guard *g, struct str referer)
{
	struct str rest;
	size_t slash;

	if (!str_starts(referer, STR("http://")))
		return (struct str){NULL, 0};
	rest = str_sub(referer, 7, referer.n);
	slash = str_find_char(rest, '/');
	return guard_has_host(g, str_sub(rest, 0, slash)) && slash < rest.n
		   ? str_sub(rest, slash, rest.n)
		   : (struct str){NULL, 0};
}

/* The printed link: its key becomes the cookie. */
static enum MHD_Result let_in(struct server *s, struct MHD_Connection *c, struct arena *a)
{
	struct web_response out = {0};

	web_redirect(&out, STR("/"));
	out.set_cookie = guard_cookie(&s->guard, a);
	return response_send(c, &out);
}

static int status_of(enum err e)
{
	switch (e) {
	case ERR_NOINPUT: return 404;
	case ERR_USAGE:
	case ERR_DATA:
	case ERR_CONFIG: return 400;
	case ERR_TEMPFAIL: return 409;
	default: return 500;
	}
}

/* Tells the reader or the script what went wrong. */
static enum MHD_Result refuse_request(
    struct MHD_Connection *c, struct web_request *r, int status)
{
	struct web_response out = {0};

	if (!r->wants_json)
		return response_refuse(c, status, r->ei->text);
	buf_init(&out.body, PAGE_MAX_BYTES);
	part_answer(r, &out, str_of(r->ei->text), (struct str){NULL, 0});
	out.status = status;
	return response_send(c, &out);
}

static enum MHD_Result answer(
    struct server *s, struct MHD_Connection *c, struct web_request *r)
{
	const struct web_route *route = web_route_find(r);
	struct web_response out = {.status = 200};
	enum err e;

	if (!route)
		return response_refuse(c, 404, "There is no such page.");
	buf_init(&out.body, PAGE_MAX_BYTES);
	e = route->answer(r, &out);
	if (e == OK && out.is_stream)
		return stream_open(&s->streams, c, deadline_of(c), &s->running, &out);
	if (e == OK && !out.body.is_full)
		return response_send(c, &out);
	buf_clear(&out.body);
	if (e != OK)
		log_warn("%.*s: %s", STR_ARG(r->path), r->ei->text);
	else
		(void)err_set(r->ei, ERR_INTERNAL, NULL, "The page is too large.");
	return refuse_request(c, r, status_of(e));
}

static bool is_asset(struct str path)
{
	return str_starts(path, STR("/assets/"));
}

static enum MHD_Result handle_request(struct server *s, struct MHD_Connection *c,
    const char *url, bool is_post, struct incoming *in)
{
	struct web_param *params = arena_alloc(in->arena, PARAMS_MAX, sizeof(*params));
	struct query query = {in->arena, params, 0};
	struct err_info ei = {"", ""};
	struct web_request r = {
	    .home = s->home,
	    .running = &s->running,
	    .arena = in->arena,
	    .is_post = is_post,
	    .path = clean(in->arena, str_of(url)),
	    .query = params,
	    .form = in->form,
	    .n_form = in->n_form,
	    .referrer_path = referrer_path(&s->guard, header(c, "Referer")),
	    .csrf = s->guard.csrf,
	    .said = &s->said,
	    .wants_json = str_find(header(c, "Accept"), STR("application/json")) <
			  header(c, "Accept").n,
	    .ei = &ei,
	};
	struct guard_request g = {
	    .host = host_of(c),
	    .origin = header(c, "Origin"),
	    .cookie = header(c, "Cookie"),
	    .sec_fetch_site = header(c, "Sec-Fetch-Site"),
	    .is_post = is_post,
	    .csrf = header(c, "X-Csrf-Token"),
	};

	s->asked_at_ms = clock_mono_ms();
	(void)MHD_get_connection_values(c, MHD_GET_ARGUMENT_KIND, take_query, &query);
	r.n_query = query.n;
	for (size_t i = 0; i < in->n_form; i++)
		in->form[i].value = in->form[i].file_name.p
					? buf_borrow(&in->values[i])
					: clean(in->arena, buf_borrow(&in->values[i]));
	if (!g.csrf.p)
		g.csrf = web_form(&r, "csrf");
	if (!guard_has_host(&s->guard, g.host))
		return response_refuse(c, 421, "This name is not one of this page's.");
	if (!is_post && is_asset(r.path))
		return answer(s, c, &r);
	if (!is_post && str_eq(r.path, STR("/")) && !s->guard.password.p &&
	    guard_is_secret(web_query(&r, "key"), str_of(s->guard.key)))
		return let_in(s, c, in->arena);
	if (is_post && str_eq(r.path, STR("/login")) && s->guard.password.p &&
	    guard_is_secret(web_form(&r, "password"), s->guard.password))
		return let_in(s, c, in->arena);
	switch (guard_check(&s->guard, &g)) {
	case GUARD_PASS: return answer(s, c, &r);
	case GUARD_WRONG_HOST:
		return response_refuse(c, 421, "This name is not one of this page's.");
	case GUARD_NO_SESSION:
		return response_refuse(c, 401,
		    s->guard.password.p
			? NULL
			: "Open the link that `sawthis serve` printed at its start.");
	case GUARD_FORBIDDEN: break;
	}
	return response_refuse(c, 403,
	    "This change did not come from this page. Go back, reload, and try "
	    "again.");
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *c, const char *url,
    const char *method, const char *version, const char *data, size_t *size, void **slot)
{
	struct server *s = ctx;
	bool is_post = strcmp(method, "POST") == 0;
	struct incoming *in = *slot;

	(void)version;
	if (!in) {
		if (!is_post && strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
			return response_refuse(c, 405, "This page knows GET and POST.");
		*slot = incoming_new(c, is_post);
		return MHD_YES;
	}
	if (*size) {
		in->n_bytes += *size;
		in->is_too_large = in->is_too_large || in->n_bytes > FORM_MAX_BYTES;
		if (in->post && !in->is_too_large)
			(void)MHD_post_process(in->post, data, *size);
		*size = 0;
		return MHD_YES;
	}
	if (in->is_too_large)
		return response_refuse(c, 413, "That is larger than 32 MB.");
	return handle_request(s, c, url, is_post, in);
}

/* Takes in what the run printed; its end is told on the next page. */
static void watch_run(struct server *s)
{
	bool was_running = s->running.pid != 0;
	struct str rest, line;

	running_poll(&s->running);
	streams_wake(&s->streams);
	if (!was_running || s->running.pid)
		return;
	buf_reset(&s->said);
	rest = str_trim(buf_borrow(&s->running.summary));
	while (str_split(&rest, '\n', &line)) {
		buf_puts(&s->said, s->said.n ? "; " : "");
		buf_put_str(&s->said, line);
	}
}

/* In a pause, what is kept is made true again; after a long one it is given back. */
static void tidy(struct server *s)
{
	int64_t idle_ms = clock_mono_ms() - s->asked_at_ms;
	struct err_info ei = {"", ""};

	if (idle_ms > DROP_AFTER_MS) {
		kept_drop(s->home->kept);
	} else if (idle_ms > RENEW_AFTER_MS && !s->running.pid &&
		   kept_renew(s->home, &ei) != OK) {
		log_warn("%s", ei.text);
		s->asked_at_ms = clock_mono_ms(); /* not at once again */
	}
}

static enum err run_server(struct server *s, struct MHD_Daemon *d, struct str addr,
    struct str port, struct err_info *ei)
{
	const struct web_options *o = s->options;
	const char *url;

	url = s->guard.password.p ? arena_printf(s->arena, "http://%.*s:%.*s/",
					STR_ARG(addr), STR_ARG(port))
				  : arena_printf(s->arena, "http://%.*s:%.*s/?key=%s",
					STR_ARG(addr), STR_ARG(port), s->guard.key);
	o->on_ready(o->ctx, url);
	while (!o->should_stop(o->ctx)) {
		watch_run(s);
		deadline_enforce(&s->deadlines);
		if (MHD_run_wait(d, s->running.pid ? 100 : 500) != MHD_YES)
			return err_set(
			    ei, ERR_INTERNAL, NULL, "the server stopped by itself");
		tidy(s);
	}
	return OK;
}

enum err web_serve(struct home *h, const struct web_options *options, struct err_info *ei)
{
	struct server s = {.home = h, .options = options};
	struct sockaddr_storage address;
	struct str addr, port;
	struct MHD_Daemon *d;
	bool is_loopback = false;
	enum err e =
	    listen_parse(options->listen, &address, &is_loopback, &addr, &port, ei);

	if (e == OK && !is_loopback && !options->password.n)
		e = err_set(ei, ERR_CONFIG, NULL,
		    "listening on %.*s lets others reach your contacts: set "
		    "web.password_command "
		    "first, and put TLS before it",
		    STR_ARG(addr));
	if (e == OK)
		e = store_set_cache(h->store, CACHE_MB, ei);
	if (e != OK)
		return e;
	s.arena = arena_new();
	guard_init(&s.guard, s.arena, addr, port, is_loopback, options->password);
	d = MHD_start_daemon(
	    (address.ss_family == AF_INET6 ? MHD_USE_IPv6 : MHD_NO_FLAG) |
		MHD_ALLOW_SUSPEND_RESUME,
	    0, NULL, NULL, on_request, &s, MHD_OPTION_SOCK_ADDR,
	    (struct sockaddr *)&address, MHD_OPTION_CONNECTION_LIMIT,
	    (unsigned)DEADLINE_CONNECTIONS_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
	    (unsigned)IDLE_TIMEOUT_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
	    (size_t)HEADER_MAX_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
	    MHD_OPTION_NOTIFY_COMPLETED, finish, NULL, MHD_OPTION_NOTIFY_CONNECTION,
	    on_connection, &s, MHD_OPTION_END);
	if (!d) {
		e = err_set(ei, ERR_UNAVAIL, NULL,
		    "cannot listen on %.*s: is it taken already?",
		    STR_ARG(options->listen));
	} else {
		running_init(&s.running, options->program, options->home_folder);
		buf_init(&s.said, SAID_MAX_BYTES);
		s.asked_at_ms = clock_mono_ms();
		h->kept = kept_new();
		e = run_server(&s, d, addr, port, ei);
		streams_end(&s.streams);
		MHD_stop_daemon(d);
		running_clear(&s.running);
		buf_clear(&s.said);
		kept_free(h->kept);
		h->kept = NULL;
	}
	arena_free(s.arena);
	return e;
}
