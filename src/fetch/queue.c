/*
 * queue.c - in which order requests go out.
 *
 * In: requests and their hosts. Out: one request after the other.
 * What always holds: a host for which a request waits and fewer than n_per_host are under
 * way is in the ring of ready hosts, once.
 */
#include "fetch/queue.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

struct host {
	struct str name;
	int64_t first, last; /* waiting requests, linked by next[] */
	size_t n_waiting;
	int n_active;
	bool is_ready; /* in the ring */
};

struct fetch_queue {
	int n_per_host;
	size_t n; /* requests at most */
	int64_t *next;
	size_t *host_of; /* by request: its place in hosts */
	struct host *hosts;
	size_t n_hosts, cap_hosts;
	size_t *table; /* by hash of the name: place in hosts, plus one */
	size_t table_size;
	size_t *ring; /* ready hosts; room for every host */
	size_t ring_first, n_ring, ring_size;
};

struct fetch_queue *fetch_queue_new(size_t n, int n_per_host)
{
	struct fetch_queue *q = mem_new(1, sizeof(*q));

	q->n_per_host = n_per_host > 0 ? n_per_host : 1;
	q->n = n;
	q->next = mem_new(n + 1, sizeof(*q->next));
	q->host_of = mem_new(n + 1, sizeof(*q->host_of));
	for (q->table_size = 16; q->table_size < 2 * n;)
		q->table_size *= 2;
	q->table = mem_new(q->table_size, sizeof(*q->table));
	return q;
}

void fetch_queue_free(struct fetch_queue *q)
{
	if (!q)
		return;
	free(q->next);
	free(q->host_of);
	free(q->hosts);
	free(q->table);
	free(q->ring);
	free(q);
}

static size_t find_host(struct fetch_queue *q, struct str name)
{
	size_t mask = q->table_size - 1, at = (size_t)str_hash(name) & mask;

	for (; q->table[at] != 0; at = (at + 1) & mask)
		if (str_eq(q->hosts[q->table[at] - 1].name, name))
			return q->table[at] - 1;
	mem_grow(&q->hosts, q->n_hosts, &q->cap_hosts, sizeof(*q->hosts));
	q->hosts[q->n_hosts] = (struct host){
	    .name = name, .first = FETCH_QUEUE_NONE, .last = FETCH_QUEUE_NONE};
	q->table[at] = ++q->n_hosts;
	return q->n_hosts - 1;
}

void fetch_queue_put(struct fetch_queue *q, size_t i, struct str name)
{
	size_t h = find_host(q, name);
	struct host *host = &q->hosts[h];

	assert(i < q->n && !q->ring);
	q->host_of[i] = h;
	q->next[i] = FETCH_QUEUE_NONE;
	if (host->last == FETCH_QUEUE_NONE)
		host->first = (int64_t)i;
	else
		q->next[host->last] = (int64_t)i;
	host->last = (int64_t)i;
	host->n_waiting++;
}

/* Puts host h into the ring, in front or at the end, if it belongs there. */
static void make_ready(struct fetch_queue *q, size_t h, bool is_in_front)
{
	struct host *host = &q->hosts[h];

	if (host->is_ready || host->n_waiting == 0 || host->n_active >= q->n_per_host)
		return;
	host->is_ready = true;
	if (is_in_front) {
		q->ring_first = (q->ring_first + q->ring_size - 1) % q->ring_size;
		q->ring[q->ring_first] = h;
	} else {
		q->ring[(q->ring_first + q->n_ring) % q->ring_size] = h;
	}
	q->n_ring++;
}

/* A host and how much waits for it, to sort by. */
struct load {
	size_t n_waiting, host;
};

static int more_waiting_first(const void *a, const void *b)
{
	const struct load *x = a, *y = b;

	if (x->n_waiting != y->n_waiting)
		return x->n_waiting < y->n_waiting ? 1 : -1;
	return x->host < y->host ? -1 : x->host > y->host;
}

void fetch_queue_close(struct fetch_queue *q)
{
	struct load *loads = mem_new(q->n_hosts + 1, sizeof(*loads));

	for (size_t h = 0; h < q->n_hosts; h++)
		loads[h] = (struct load){q->hosts[h].n_waiting, h};
	qsort(loads, q->n_hosts, sizeof(*loads), more_waiting_first);
	q->ring_size = q->n_hosts + 1;
	q->ring = mem_new(q->ring_size, sizeof(*q->ring));
	for (size_t i = 0; i < q->n_hosts; i++)
		make_ready(q, loads[i].host, false);
	free(loads);
}

/* Takes the first waiting request of the host. */
static int64_t take(struct fetch_queue *q, struct host *host)
{
	int64_t i = host->first;

	if (i == FETCH_QUEUE_NONE)
		return i;
	host->first = q->next[i];
	if (host->first == FETCH_QUEUE_NONE)
		host->last = FETCH_QUEUE_NONE;
	host->n_waiting--;
	return i;
}

int64_t fetch_queue_next(struct fetch_queue *q)
{
	while (q->n_ring > 0) {
		size_t h = q->ring[q->ring_first];
		struct host *host = &q->hosts[h];
		int64_t i;

		q->ring_first = (q->ring_first + 1) % q->ring_size;
		q->n_ring--;
		host->is_ready = false;
		i = take(q, host); /* nothing if the rest was dropped */
		if (i == FETCH_QUEUE_NONE)
			continue;
		host->n_active++;
		make_ready(q, h, true);
		return i;
	}
	return FETCH_QUEUE_NONE;
}

void fetch_queue_end(struct fetch_queue *q, size_t i)
{
	size_t h = q->host_of[i];

	assert(q->hosts[h].n_active > 0);
	q->hosts[h].n_active--;
	make_ready(q, h, true);
}

bool fetch_queue_is_last(const struct fetch_queue *q, size_t i)
{
	return q->hosts[q->host_of[i]].n_waiting == 0;
}

int64_t fetch_queue_drop(struct fetch_queue *q, size_t i)
{
	return take(q, &q->hosts[q->host_of[i]]);
}
