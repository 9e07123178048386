/*
 * carddav.c - PROPFIND and REPORT by libcurl. In: a URL that the user named, or one that
 * its server told. Out: the body of a 207. Always: the login stays with scheme, host and
 * port of the URL.
 */
#include "fetch/carddav.h"

#include "base/url.h"

#include <curl/curl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_REDIRECTS = 5, CONNECT_TIMEOUT_S = 15 };

static size_t on_body(void *p, size_t size, size_t n, void *ctx)
{
	struct buf *out = ctx;

	n *= size;
	buf_put(out, p, n);
	return out->is_full ? 0 : n;
}

static bool is_this_machine(struct str host)
{
	return str_eq_nocase(host, STR("localhost")) || str_starts(host, STR("127.")) ||
	       str_eq(host, STR("[::1]"));
}

static enum err check_url(
    const struct carddav_server *server, struct str url, struct err_info *ei)
{
	struct url_parts u = url_split(url);

	if (!url_is_web(url) || url.n > LIMIT_URL_BYTES)
		return err_set(ei, ERR_USAGE, NULL,
		    "'%.*s' is no address of a CardDAV server (https://…)",
		    STR_ARG(str_sub(url, 0, 80)));
	if (u.user.p && str_find_char(u.user, ':') < u.user.n)
		return err_set(ei, ERR_USAGE, NULL,
		    "the address holds a password; use contacts.password_command");
	if (server->password && str_eq_nocase(u.scheme, STR("http")) &&
	    !is_this_machine(u.host))
		return err_set(ei, ERR_NOPERM, NULL,
		    "a password does not go out without encryption: use https");
	return OK;
}

static bool is_same_host(struct str a, struct str b)
{
	struct url_parts x = url_split(a), y = url_split(b);

	return str_eq_nocase(x.scheme, y.scheme) && str_eq_nocase(x.host, y.host) &&
	       str_eq(x.port, y.port);
}

static struct curl_slist *make_headers(int depth)
{
	struct curl_slist *list = NULL;
	char text[32];

	snprintf(text, sizeof(text), "Depth: %d", depth);
	list = curl_slist_append(list, text);
	list = curl_slist_append(list, "Content-Type: application/xml; charset=utf-8");
	return curl_slist_append(list, "Expect:");
}

static void set_options(CURL *c, const struct carddav_server *server,
    enum carddav_method method, struct str xml, struct curl_slist *headers,
    struct buf *out)
{
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_TIMEOUT_S);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)server->timeout_s);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "sawthis/" SAWTHIS_VERSION);
	curl_easy_setopt(
	    c, CURLOPT_CUSTOMREQUEST, method == CARDDAV_PROPFIND ? "PROPFIND" : "REPORT");
	curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)xml.n);
	curl_easy_setopt(c, CURLOPT_POSTFIELDS, xml.p);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, out);
	if (server->ca_file)
		curl_easy_setopt(c, CURLOPT_CAINFO, server->ca_file);
	if (server->password) {
		curl_easy_setopt(
		    c, CURLOPT_HTTPAUTH, (long)(CURLAUTH_BASIC | CURLAUTH_DIGEST));
		curl_easy_setopt(c, CURLOPT_USERNAME, server->user ? server->user : "");
		curl_easy_setopt(c, CURLOPT_PASSWORD, server->password);
	}
}

/* What the answer means, where it is no redirect. */
static enum err judge(long status, const char *url, struct err_info *ei)
{
	if (status == 207 || status == 200)
		return OK;
	if (status == 401 || status == 403)
		return err_set(ei, ERR_NOPERM, url,
		    "the server refused (HTTP %ld): see contacts.user and "
		    "contacts.password_command",
		    status);
	if (status == 404 || status == 410)
		return err_set(
		    ei, ERR_NOINPUT, url, "nothing is there (HTTP %ld)", status);
	return err_set(
	    ei, ERR_UNAVAIL, url, "the server answered HTTP %ld, not as CardDAV", status);
}

/* The address without user and password, which libcurl writes into redirects. False if it
 * cannot be read or is too long. */
static bool without_login(const char *url, char out[LIMIT_URL_BYTES + 1])
{
	CURLU *u = curl_url();
	char *text = NULL;
	bool is_good = u && !curl_url_set(u, CURLUPART_URL, url, 0) &&
		       !curl_url_set(u, CURLUPART_USER, NULL, 0) &&
		       !curl_url_set(u, CURLUPART_PASSWORD, NULL, 0) &&
		       !curl_url_get(u, CURLUPART_URL, &text, 0) &&
		       strlen(text) <= LIMIT_URL_BYTES;

	if (is_good)
		memcpy(out, text, strlen(text) + 1);
	curl_free(text);
	curl_url_cleanup(u);
	return is_good;
}

/* One hop. ERR_TEMPFAIL: url is where it redirects to now. */
static enum err ask_once(
    CURL *c, char url[LIMIT_URL_BYTES + 1], struct buf *out, struct err_info *ei)
{
	const size_t before = out->n;
	char why[CURL_ERROR_SIZE] = "";
	char next[LIMIT_URL_BYTES + 1], *location = NULL;
	long status = 0;
	CURLcode code;

	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, why);
	code = curl_easy_perform(c);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, NULL);
	if (out->is_full)
		return err_set(ei, ERR_DATA, url, "the answer is too large");
	if (code != CURLE_OK)
		return err_set(
		    ei, ERR_UNAVAIL, url, "%s", why[0] ? why : curl_easy_strerror(code));
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(c, CURLINFO_REDIRECT_URL, &location);
	if (!location)
		return judge(status, url, ei);
	out->n = before;
	if (!without_login(location, next))
		return err_set(ei, ERR_UNAVAIL, url, "redirected to no address");
	if (!is_same_host(str_of(url), str_of(next)))
		return err_set(ei, ERR_UNAVAIL, url,
		    "redirected to another host, %.200s: give that address if you trust "
		    "it",
		    next);
	memcpy(url, next, strlen(next) + 1);
	return ERR_TEMPFAIL; /* ask again there */
}

enum err carddav_ask(const struct carddav_server *server, enum carddav_method method,
    struct str url, int depth, struct str xml, struct buf *out,
    char to[LIMIT_URL_BYTES + 1], struct err_info *ei)
{
	char at[LIMIT_URL_BYTES + 1];
	enum err e = check_url(server, url, ei);
	struct curl_slist *headers;
	CURL *c;

	if (e != OK)
		return e;
	c = curl_easy_init();
	headers = make_headers(depth);
	if (!c || !headers) {
		curl_slist_free_all(headers);
		curl_easy_cleanup(c);
		return err_set(ei, ERR_INTERNAL, NULL, "libcurl does not start");
	}
	memcpy(at, url.p, url.n);
	at[url.n] = '\0';
	set_options(c, server, method, xml, headers, out);
	e = ERR_TEMPFAIL;
	for (int i = 0; e == ERR_TEMPFAIL && i <= MAX_REDIRECTS; i++)
		e = ask_once(c, at, out, ei);
	if (e == ERR_TEMPFAIL)
		e = err_set(ei, ERR_UNAVAIL, at, "too many redirects");
	if (e == OK && to)
		memcpy(to, at, strlen(at) + 1);
	curl_slist_free_all(headers);
	curl_easy_cleanup(c);
	return e;
}
