/*
 * address.h - which network addresses a server may send us to. Inside fetch/ only.
 */
#ifndef FETCH_ADDRESS_H
#define FETCH_ADDRESS_H

#include "base/str.h"

#include <sys/socket.h>

/* Is this an address that the open internet does not route: loopback, private, link
 * local, multicast, reserved, or an IPv6 form of one of these? True also for a family
 * that is neither IPv4 nor IPv6. */
bool fetch_address_is_private(const struct sockaddr *address);

/* The number of the address as text, and its port; "" and 0 for another family. */
void fetch_address_format(
    const struct sockaddr *address, char *ip, size_t size_bytes, int *port);

/* The same for a host as it stands in a URL: a number, in brackets or not, "localhost"
 * or a name below it. False for any other name: only its address can tell. */
bool fetch_address_is_private_host(struct str host);

/* Is host:port one of those listed, parted by spaces, commas or semicolons? */
bool fetch_address_is_listed(struct str list, struct str host, int port);

#endif
