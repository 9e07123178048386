/*
 * address.c - which network addresses a server may send us to.
 *
 * In: addresses, hosts, the user's list. Out: yes or no. What is not known to be public
 * is private.
 */
#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

/* A block of addresses: the first bits of base. */
struct block {
	uint32_t base;
	int bits;
};

/* IANA's special-purpose registry (RFC 6890), and multicast. */
static const struct block private_v4[] = {
    {0x00000000, 8},  /* "this network": reaches loopback on Linux */
    {0x0a000000, 8},  /* private */
    {0x64400000, 10}, /* carrier NAT */
    {0x7f000000, 8},  /* loopback */
    {0xa9fe0000, 16}, /* link local, cloud metadata */
    {0xac100000, 12}, /* private */
    {0xc0000000, 24}, /* protocol assignments */
    {0xc0000200, 24}, /* documentation */
    {0xc0a80000, 16}, /* private */
    {0xc6120000, 15}, /* benchmarks */
    {0xc6336400, 24}, /* documentation */
    {0xcb007100, 24}, /* documentation */
    {0xe0000000, 3},  /* multicast, reserved, broadcast */
};

static bool is_private_v4(uint32_t address)
{
	for (size_t i = 0; i < sizeof(private_v4) / sizeof(*private_v4); i++)
		if ((address ^ private_v4[i].base) >> (32 - private_v4[i].bits) == 0)
			return true;
	return false;
}

static uint32_t read_v4(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool is_private_v6(const uint8_t a[16])
{
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
	static const uint8_t nat64[12] = {0x00, 0x64, 0xff, 0x9b};

	if (!memcmp(a, mapped, 12) || !memcmp(a, nat64, 12))
		return is_private_v4(read_v4(a + 12));
	if (a[0] == 0x20 && a[1] == 0x02) /* 6to4 */
		return is_private_v4(read_v4(a + 2));
	if (a[0] == 0x20 && a[1] == 0x01)
		return (a[2] < 0x02 || (a[2] == 0x0d && a[3] == 0xb8));
	return (a[0] & 0xe0) != 0x20; /* all but 2000::/3 is no global unicast */
}

bool fetch_address_is_private(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		struct sockaddr_in in;
		memcpy(&in, address, sizeof(in));
		return is_private_v4(ntohl(in.sin_addr.s_addr));
	}
	if (address->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;
		memcpy(&in6, address, sizeof(in6));
		return is_private_v6(in6.sin6_addr.s6_addr);
	}
	return true;
}

bool fetch_address_is_private_host(struct str host)
{
	char name[INET6_ADDRSTRLEN];
	struct in_addr v4;
	struct in6_addr v6;

	if (str_starts(host, STR("[")) && str_ends(host, STR("]")))
		host = str_sub(host, 1, host.n - 2);
	if (str_ends(host, STR(".")))
		host.n--;
	if (str_eq_nocase(host, STR("localhost")))
		return true;
	if (host.n > 10 &&
	    str_eq_nocase(str_sub(host, host.n - 10, 10), STR(".localhost")))
		return true;
	snprintf(name, sizeof(name), "%.*s", STR_ARG(host));
	name[strcspn(name, "%")] = '\0'; /* an IPv6 zone */
	if (inet_pton(AF_INET, name, &v4) == 1)
		return is_private_v4(ntohl(v4.s_addr));
	if (inet_pton(AF_INET6, name, &v6) == 1)
		return is_private_v6(v6.s6_addr);
	return false;
}

bool fetch_address_is_listed(struct str list, struct str host, int port)
{
	char wanted[300];
	int n = snprintf(wanted, sizeof(wanted), "%.*s:%d", STR_ARG(host), port);

	if (n < 0 || (size_t)n >= sizeof(wanted))
		return false;
	while (list.n > 0) {
		size_t end = 0;
		while (end < list.n && !strchr(" \t,;", list.p[end]))
			end++;
		if (str_eq_nocase(str_sub(list, 0, end), str_of(wanted)))
			return true;
		list = str_sub(list, end + 1, list.n);
	}
	return false;
}

void fetch_address_format(
    const struct sockaddr *address, char *ip, size_t size_bytes, int *port)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	ip[0] = '\0';
	*port = 0;
	if (address->sa_family == AF_INET) {
		memcpy(&in, address, sizeof(in));
		inet_ntop(AF_INET, &in.sin_addr, ip, (socklen_t)size_bytes);
		*port = ntohs(in.sin_port);
	} else if (address->sa_family == AF_INET6) {
		memcpy(&in6, address, sizeof(in6));
		inet_ntop(AF_INET6, &in6.sin6_addr, ip, (socklen_t)size_bytes);
		*port = ntohs(in6.sin6_port);
	}
}
