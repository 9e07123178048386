/*
 * queue.h - in which order requests go out: never more than n_per_host to a host at once,
 * the hosts with most to do first, and a host that was begun before another, while its
 * connections are warm. Inside fetch/ only.
 */
#ifndef FETCH_QUEUE_H
#define FETCH_QUEUE_H

#include "base/str.h"

struct fetch_queue;

enum { FETCH_QUEUE_NONE = -1 };

/* For n requests, none of them in it yet. */
struct fetch_queue *fetch_queue_new(size_t n, int n_per_host);
void fetch_queue_free(struct fetch_queue *q); /* NULL does nothing */

/* Puts request i in, once, to the host ("name:port"; any bytes, kept by the caller). */
void fetch_queue_put(struct fetch_queue *q, size_t i, struct str host);

/* Puts an end to putting; puts the hosts in order. O(hosts log hosts). */
void fetch_queue_close(struct fetch_queue *q);

/* Takes the request that goes out next, or FETCH_QUEUE_NONE if all hosts are busy. */
int64_t fetch_queue_next(struct fetch_queue *q);

/* Request i, taken before, has ended: its host may be asked again. */
void fetch_queue_end(struct fetch_queue *q, size_t i);

/* Is nothing more to be taken for the host of request i? */
bool fetch_queue_is_last(const struct fetch_queue *q, size_t i);

/* Takes what still waits for the host of request i, one at a time, until
 * FETCH_QUEUE_NONE. These need no fetch_queue_end(). */
int64_t fetch_queue_drop(struct fetch_queue *q, size_t i);

#endif
