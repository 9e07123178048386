/*
 * hop.c - where one hop of a transfer goes.
 *
 * In: addresses from people and servers. Out: their parts, as libcurl understands them
 * (the only understanding that counts, as it is libcurl that connects), or why not.
 */
#include "fetch/hop.h"

#include "fetch/proxy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Spaces and raw bytes are encoded; which schemes are spoken is decided here. */
enum { READ_FLAGS = CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME };

static const char why_no_address[] = "this is no address";
static const char why_scheme[] = "only http and https are fetched";
static const char why_long[] = "the address is too long";

/* Is the part what text says? */
static bool is_part(CURLU *url, CURLUPart part, const char *text)
{
	char *value = NULL;
	bool is_it = !curl_url_get(url, part, &value, CURLU_DEFAULT_PORT) &&
		     str_eq_nocase(str_of(value), str_of(text));

	curl_free(value);
	return is_it;
}

static bool is_same_part(CURLU *a, CURLU *b, CURLUPart part)
{
	char *value = NULL;
	bool is_same =
	    !curl_url_get(a, part, &value, CURLU_DEFAULT_PORT) && is_part(b, part, value);

	curl_free(value);
	return is_same;
}

static bool has_part(CURLU *url, CURLUPart part)
{
	char *value = NULL;
	bool has_it = !curl_url_get(url, part, &value, 0);

	curl_free(value);
	return has_it;
}

/* The URL as text. False if it is too long. */
static bool write_whole(CURLU *url, char text[LIMIT_URL_BYTES + 1])
{
	char *whole = NULL;
	bool is_written = !curl_url_get(url, CURLUPART_URL, &whole, 0) &&
			  strlen(whole) <= LIMIT_URL_BYTES;

	if (is_written)
		memcpy(text, whole, strlen(whole) + 1);
	curl_free(whole);
	return is_written;
}

/* The URL as text, without user, password and fragment. False if it is too long. */
static bool write_text(CURLU *from, char text[LIMIT_URL_BYTES + 1])
{
	CURLU *url;
	bool is_written;

	if (!has_part(from, CURLUPART_USER) && !has_part(from, CURLUPART_PASSWORD) &&
	    !has_part(from, CURLUPART_FRAGMENT))
		return write_whole(from, text);
	url = curl_url_dup(from);
	is_written = url && !curl_url_set(url, CURLUPART_USER, NULL, 0) &&
		     !curl_url_set(url, CURLUPART_PASSWORD, NULL, 0) &&
		     !curl_url_set(url, CURLUPART_FRAGMENT, NULL, 0) &&
		     write_whole(url, text);
	curl_url_cleanup(url);
	return is_written;
}

/* Fills in the parts of next, whose url is set. */
static const char *take_apart(struct hop *next)
{
	char *port = NULL;

	next->is_https = is_part(next->url, CURLUPART_SCHEME, "https");
	if (!next->is_https && !is_part(next->url, CURLUPART_SCHEME, "http"))
		return why_scheme;
	if (curl_url_get(next->url, CURLUPART_HOST, &next->host, 0) ||
	    curl_url_get(next->url, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT))
		return why_no_address;
	next->port = (int)strtol(port, NULL, 10);
	curl_free(port);
	if (!write_text(next->url, next->text))
		return why_long;
	next->proxy =
	    fetch_proxy_of(next->is_https ? "https" : "http", str_of(next->host));
	return NULL;
}

const char *fetch_hop_begin(struct hop *hop, struct str url, bool is_restricted)
{
	char text[LIMIT_URL_BYTES + 1];

	memset(hop, 0, sizeof(*hop));
	hop->proxy = "";
	hop->is_restricted = is_restricted;
	if (url.n > LIMIT_URL_BYTES)
		return why_long;
	if (url.n == 0 || memchr(url.p, '\0', url.n))
		return why_no_address;
	snprintf(text, sizeof(text), "%.*s", STR_ARG(url));
	hop->url = curl_url();
	if (!hop->url || curl_url_set(hop->url, CURLUPART_URL, text, READ_FLAGS))
		return why_no_address;
	return take_apart(hop);
}

static void copy_part(CURLU *to, CURLU *from, CURLUPart part)
{
	char *value = NULL;

	(void)curl_url_get(from, part, &value, 0);
	curl_url_set(to, part, value, 0);
	curl_free(value);
}

static void settle_password(CURLU *to, CURLU *from)
{
	if (is_same_part(to, from, CURLUPART_SCHEME) &&
	    is_same_part(to, from, CURLUPART_HOST) &&
	    is_same_part(to, from, CURLUPART_PORT)) {
		copy_part(to, from, CURLUPART_USER);
		copy_part(to, from, CURLUPART_PASSWORD);
		return;
	}
	curl_url_set(to, CURLUPART_USER, NULL, 0);
	curl_url_set(to, CURLUPART_PASSWORD, NULL, 0);
}

const char *fetch_hop_redirect(struct hop *hop, const char *location)
{
	struct hop next = {.is_restricted = true, .proxy = ""};
	const char *why;

	next.url = curl_url_dup(hop->url);
	if (!next.url || curl_url_set(next.url, CURLUPART_URL, location, READ_FLAGS))
		why = why_no_address;
	else
		why = take_apart(&next);
	if (why) {
		fetch_hop_clear(&next);
		return why;
	}
	settle_password(next.url, hop->url);
	fetch_hop_clear(hop);
	*hop = next;
	return NULL;
}

void fetch_hop_clear(struct hop *hop)
{
	curl_url_cleanup(hop->url);
	hop->url = NULL;
	curl_free(hop->host);
	hop->host = NULL;
}
