/*
 * proxy.c - the proxy that the environment names for a URL.
 *
 * In: scheme and host, the environment. Out: a proxy's URL or "".
 */
#include "fetch/proxy.h"

#include <stdlib.h>
#include <string.h>

static const char *from_environment(const char *lower, const char *upper)
{
	const char *value = getenv(lower);

	if ((!value || !value[0]) && upper)
		value = getenv(upper);
	return value ? value : "";
}

bool fetch_proxy_is_excepted(struct str no_proxy, struct str host)
{
	if (str_starts(host, STR("[")) && str_ends(host, STR("]")))
		host = str_sub(host, 1, host.n - 2);
	if (str_ends(host, STR(".")))
		host.n--;
	while (no_proxy.n > 0) {
		size_t end = 0;
		struct str entry;

		while (end < no_proxy.n && !strchr(" \t,", no_proxy.p[end]))
			end++;
		entry = str_sub(no_proxy, 0, end);
		no_proxy = str_sub(no_proxy, end + 1, no_proxy.n);
		if (str_eq(entry, STR("*")))
			return true;
		if (str_starts(entry, STR("[")) && str_ends(entry, STR("]")))
			entry = str_sub(entry, 1, entry.n - 2);
		if (str_starts(entry, STR(".")))
			entry = str_sub(entry, 1, entry.n);
		if (entry.n == 0 || entry.n > host.n)
			continue;
		if (str_eq_nocase(entry, str_sub(host, host.n - entry.n, entry.n)) &&
		    (entry.n == host.n || host.p[host.n - entry.n - 1] == '.'))
			return true;
	}
	return false;
}

const char *fetch_proxy_of(const char *scheme, struct str host)
{
	const char *proxy = !strcmp(scheme, "https")
				? from_environment("https_proxy", "HTTPS_PROXY")
				: from_environment("http_proxy", NULL);

	if (!proxy[0])
		proxy = from_environment("all_proxy", "ALL_PROXY");
	if (proxy[0] && fetch_proxy_is_excepted(
			    str_of(from_environment("no_proxy", "NO_PROXY")), host))
		return "";
	return proxy;
}
