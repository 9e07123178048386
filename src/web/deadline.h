/*
 * deadline.h - connections that take too long over a request are closed, even where a
 * byte comes now and then: libmicrohttpd itself only counts silence.
 */
#ifndef WEB_DEADLINE_H
#define WEB_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

enum { DEADLINE_CONNECTIONS_MAX = 128, DEADLINE_MS = 20000 };

struct deadline_slot {
	bool is_used;
	int fd;
	int64_t since_ms; /* connected, or answered last */
};

struct deadlines {
	struct deadline_slot slots[DEADLINE_CONNECTIONS_MAX];
};

/* A slot for a new connection; NULL if all are used. */
struct deadline_slot *deadline_begin(struct deadlines *d, int fd);
void deadline_renew(
    struct deadline_slot *slot);	       /* a request was answered; NULL is fine */
void deadline_end(struct deadline_slot *slot); /* the connection is gone; NULL is fine */

/* Closes what is over its time. */
void deadline_enforce(struct deadlines *d);

#endif
