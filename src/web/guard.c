/*
 * guard.c - the checks before any page. In: headers. Out: a verdict. Always: what is not
 * clearly ours is refused.
 */
#include "web/guard.h"

#include "base/random.h"

#include <stdio.h>

static void add_host(struct guard *g, struct arena *a, const char *name, struct str port)
{
	g->hosts[g->n_hosts++] = str_of(arena_printf(a, "%s:%.*s", name, STR_ARG(port)));
}

void guard_init(struct guard *g, struct arena *a, struct str addr, struct str port,
    bool is_loopback, struct str password)
{
	*g = (struct guard){.password = password, .is_open = !is_loopback, .port = port};
	random_hex(g->key, SECRET_BYTES);
	random_hex(g->session, SECRET_BYTES);
	random_hex(g->csrf, SECRET_BYTES);
	add_host(g, a, arena_dup_str(a, addr), port);
	add_host(g, a, "localhost", port);
	if (is_loopback) {
		add_host(g, a, "127.0.0.1", port);
		add_host(g, a, "[::1]", port);
	}
}

bool guard_is_secret(struct str given, struct str secret)
{
	unsigned char differs = given.n != secret.n;

	for (size_t i = 0; i < secret.n; i++)
		differs |= (unsigned char)(secret.p[i] ^ (i < given.n ? given.p[i] : 0));
	return !differs && secret.n;
}

bool guard_has_host(const struct guard *g, struct str host)
{
	size_t colon;

	for (size_t i = 0; i < g->n_hosts; i++)
		if (str_eq_nocase(host, g->hosts[i]))
			return true;
	if (!g->is_open)
		return false;
	/* Beyond loopback the user may call this machine by any of its names; the session
	 * and the password stand against rebinding. */
	for (colon = host.n; colon > 0 && host.p[colon - 1] != ':'; colon--)
		;
	return str_eq(str_sub(host, colon, host.n), g->port);
}

static bool has_session(const struct guard *g, struct str cookies)
{
	struct str one;

	while (str_split(&cookies, ';', &one)) {
		one = str_trim(one);
		if (str_starts(one, STR("sawthis=")) &&
		    guard_is_secret(str_sub(one, 8, one.n), str_of(g->session)))
			return true;
	}
	return false;
}

/* The page that sent a change must be ours: Origin names the Host, by http. */
static bool is_own_origin(const struct guard *g, const struct guard_request *r)
{
	if (r->sec_fetch_site.n && !str_eq(r->sec_fetch_site, STR("same-origin")))
		return false;
	if (!r->origin.p)
		return r->sec_fetch_site.n > 0;
	return str_starts(r->origin, STR("http://")) &&
	       str_eq_nocase(str_sub(r->origin, 7, r->origin.n), r->host) &&
	       guard_has_host(g, r->host);
}

enum guard_verdict guard_check(const struct guard *g, const struct guard_request *r)
{
	if (!guard_has_host(g, r->host))
		return GUARD_WRONG_HOST;
	if (!has_session(g, r->cookie))
		return GUARD_NO_SESSION;
	if (r->is_post &&
	    (!is_own_origin(g, r) || !guard_is_secret(r->csrf, str_of(g->csrf))))
		return GUARD_FORBIDDEN;
	return GUARD_PASS;
}

struct str guard_cookie(const struct guard *g, struct arena *a)
{
	return str_of(
	    arena_printf(a, "sawthis=%s; HttpOnly; SameSite=Strict; Path=/", g->session));
}
