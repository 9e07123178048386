/*
 * listen.h - where the page is served.
 */
#ifndef WEB_LISTEN_H
#define WEB_LISTEN_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <sys/socket.h>

/* "127.0.0.1:7474" or "[::1]:7474" as a socket address, and its two parts as views.
 * ERR_CONFIG for anything else. */
enum err listen_parse(struct str listen, struct sockaddr_storage *out, bool *is_loopback,
    struct str *addr, struct str *port, struct err_info *ei) MUST_USE;

#endif
