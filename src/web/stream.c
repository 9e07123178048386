/*
 * stream.c - each stream is asked by libmicrohttpd for more: it gives an event where the
 * run has moved, else it sleeps until streams_wake(). In: the state of the run. Out:
 * lines of text/event-stream. Always: nothing waits, and nothing sleeps when the server
 * stops.
 */
#include "web/stream.h"

#include "base/clock.h"
#include "web/response.h"
#include "web/running.h"

#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A sign of life, so that a reader who has gone is noticed. */
enum { BEAT_MS = 5000 };

/* The state of the run as an event; its length. */
static size_t write_event(const struct running *run, char *out, size_t size)
{
	json_t *o = json_pack("{s:b, s:s, s:I, s:I}", "done", run->pid == 0, "text",
	    running_stage(run), "n", (json_int_t)run->n, "total", (json_int_t)run->total);
	char *json = json_dumps(o, JSON_COMPACT);
	int n = snprintf(out, size, "retry: 1000\ndata: %s\n\n", json ? json : "{}");

	free(json);
	json_decref(o);
	return n > 0 && (size_t)n < size ? (size_t)n : 0;
}

/* Makes the next event if there is one. */
static void refill(struct stream *s)
{
	int64_t now_ms = clock_mono_ms();

	s->n = s->at = 0;
	if (s->n_told != s->run->n_changes) {
		s->n = write_event(s->run, s->event, sizeof(s->event));
		s->n_told = s->run->n_changes;
		s->is_ended = s->run->pid == 0;
	} else if (now_ms - s->told_at_ms >= BEAT_MS) {
		s->n = (size_t)snprintf(s->event, sizeof(s->event), ":\n\n");
	}
	if (!s->n)
		return;
	s->told_at_ms = now_ms;
	deadline_renew(s->slot);
}

static ssize_t give(void *ctx, uint64_t position, char *to, size_t most)
{
	struct stream *s = ctx;
	size_t n;

	(void)position;
	if (s->at == s->n && !s->is_ended)
		refill(s);
	if (s->at == s->n && s->is_ended)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (s->at == s->n) {
		s->is_suspended = true;
		MHD_suspend_connection(s->connection);
		return 0;
	}
	n = s->n - s->at < most ? s->n - s->at : most;
	memcpy(to, s->event + s->at, n);
	s->at += n;
	return (ssize_t)n;
}

static void forget(void *ctx)
{
	struct stream *s = ctx;

	*s = (struct stream){0};
}

enum MHD_Result stream_open(struct streams *s, struct MHD_Connection *c,
    struct deadline_slot *slot, const struct running *run, struct web_response *out)
{
	struct MHD_Response *m;
	enum MHD_Result result;
	size_t i = 0;

	out->type = "text/event-stream";
	while (i < STREAMS_MAX && s->all[i].connection)
		i++;
	if (i == STREAMS_MAX) {
		char event[sizeof(s->all[0].event)];

		buf_put(&out->body, event, write_event(run, event, sizeof(event)));
		return response_send(c, out);
	}
	s->all[i] =
	    (struct stream){.connection = c, .run = run, .slot = slot, .n_told = -1};
	m = MHD_create_response_from_callback(
	    MHD_SIZE_UNKNOWN, 512, give, &s->all[i], forget);
	if (!m) {
		forget(&s->all[i]);
		return MHD_NO;
	}
	response_put_headers(m, out);
	result = MHD_queue_response(c, (unsigned)out->status, m);
	MHD_destroy_response(m);
	buf_clear(&out->body);
	return result;
}

static void resume(struct stream *s)
{
	s->is_suspended = false;
	MHD_resume_connection(s->connection);
}

void streams_wake(struct streams *s)
{
	int64_t now_ms = clock_mono_ms();

	for (size_t i = 0; i < STREAMS_MAX; i++)
		if (s->all[i].is_suspended &&
		    (s->all[i].n_told != s->all[i].run->n_changes ||
			now_ms - s->all[i].told_at_ms >= BEAT_MS))
			resume(&s->all[i]);
}

void streams_end(struct streams *s)
{
	for (size_t i = 0; i < STREAMS_MAX; i++) {
		s->all[i].is_ended = true;
		if (s->all[i].is_suspended)
			resume(&s->all[i]);
	}
}
