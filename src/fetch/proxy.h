/*
 * proxy.h - the proxy that the environment names for a URL. Inside fetch/ only. libcurl
 * could look it up too, but not say whether it did; and behind a proxy the address that
 * is connected to says nothing about where the request goes.
 */
#ifndef FETCH_PROXY_H
#define FETCH_PROXY_H

#include "base/str.h"

/* The proxy's URL, from http_proxy, https_proxy or all_proxy (lower case, then upper but
 * for HTTP_PROXY, which a CGI request could set), unless no_proxy lists the host. "" for
 * none. The result lives as long as the environment. */
const char *fetch_proxy_of(const char *scheme, struct str host);

/* Does no_proxy (names, their subdomains, addresses, "*") list the host? */
bool fetch_proxy_is_excepted(struct str no_proxy, struct str host);

#endif
