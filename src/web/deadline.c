/*
 * deadline.c - a table of connections with the time of their last answer. Always: only
 * shut down here; the server notices, and closes them itself.
 */
#include "web/deadline.h"

#include "base/clock.h"

#include <stddef.h>
#include <sys/socket.h>

struct deadline_slot *deadline_begin(struct deadlines *d, int fd)
{
	for (size_t i = 0; i < DEADLINE_CONNECTIONS_MAX; i++)
		if (!d->slots[i].is_used) {
			d->slots[i] = (struct deadline_slot){true, fd, clock_mono_ms()};
			return &d->slots[i];
		}
	return NULL;
}

void deadline_renew(struct deadline_slot *slot)
{
	if (slot)
		slot->since_ms = clock_mono_ms();
}

void deadline_end(struct deadline_slot *slot)
{
	if (slot)
		slot->is_used = false;
}

void deadline_enforce(struct deadlines *d)
{
	int64_t now_ms = clock_mono_ms();

	for (size_t i = 0; i < DEADLINE_CONNECTIONS_MAX; i++)
		if (d->slots[i].is_used && now_ms - d->slots[i].since_ms > DEADLINE_MS)
			(void)shutdown(d->slots[i].fd, SHUT_RDWR);
}
