/*
 * response.c - struct web_response becomes an answer of libmicrohttpd. Always: a strict
 * policy, no sniffing, no framing, nothing told to other sites, nothing kept in caches
 * unless the answer says so.
 */
#include "web/response.h"

#include "base/mem.h"
#include "web/page.h"

#include <stdlib.h>
#include <string.h>

static void add_header(struct MHD_Response *m, const char *name, struct str value)
{
	char *text = mem_new(value.n + 1, 1);

	if (value.n)
		memcpy(text, value.p, value.n);
	(void)MHD_add_response_header(m, name, text);
	free(text);
}

void response_put_headers(struct MHD_Response *m, const struct web_response *out)
{
	add_header(m, "Content-Type",
	    str_of(out->type ? out->type : "text/html; charset=utf-8"));
	add_header(m, "Content-Security-Policy",
	    STR("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' "
		"data:; "
		"connect-src 'self'; form-action 'self'; base-uri 'none'; "
		"frame-ancestors 'none'"));
	add_header(m, "X-Content-Type-Options", STR("nosniff"));
	add_header(m, "X-Frame-Options", STR("DENY"));
	add_header(m, "Referrer-Policy", STR("same-origin"));
	add_header(m, "Cross-Origin-Opener-Policy", STR("same-origin"));
	add_header(m, "Cross-Origin-Resource-Policy", STR("same-origin"));
	add_header(m, "Cache-Control", out->cache.n ? out->cache : STR("no-store"));
	if (out->location.n)
		add_header(m, "Location", out->location);
	if (out->set_cookie.n)
		add_header(m, "Set-Cookie", out->set_cookie);
}

enum MHD_Result response_send(struct MHD_Connection *c, struct web_response *out)
{
	struct MHD_Response *m;
	enum MHD_Result result;

	m = MHD_create_response_from_buffer(
	    out->body.n, out->body.p ? out->body.p : "", MHD_RESPMEM_MUST_COPY);
	response_put_headers(m, out);
	result = MHD_queue_response(c, (unsigned)out->status, m);
	MHD_destroy_response(m);
	buf_clear(&out->body);
	return result;
}

enum MHD_Result response_refuse(struct MHD_Connection *c, int status, const char *text)
{
	struct web_response out = {.status = status};

	buf_init(&out.body, PAGE_MAX_BYTES);
	page_put_refusal(&out.body, status, text);
	return response_send(c, &out);
}
