/*
 * stream.h - server-sent events of a run: connections that stay open, and are told when
 * there is something new. Always: a browser that waits costs nothing but its connection;
 * one that does not read is closed like any other.
 */
#ifndef WEB_STREAM_H
#define WEB_STREAM_H

#include "web/deadline.h"
#include "web/request.h"

#include <microhttpd.h>

enum { STREAMS_MAX = 8 };

struct stream {
	struct MHD_Connection *connection; /* NULL: free */
	const struct running *run;
	struct deadline_slot *slot;
	bool is_suspended, is_ended;
	int64_t n_told;	    /* of the changes of the run */
	int64_t told_at_ms; /* when something was written last */
	char event[256];
	size_t n, at; /* of event: its length, and what is written */
};

struct streams {
	struct stream all[STREAMS_MAX];
};

/* Answers with the events of the run until it ends. With too many already open: one
 * event, and the wish to be asked again soon. */
enum MHD_Result stream_open(struct streams *s, struct MHD_Connection *c,
    struct deadline_slot *slot, const struct running *run, struct web_response *out);

/* Lets those go on for whom there is something new. */
void streams_wake(struct streams *s);

/* Ends all, before the server stops. */
void streams_end(struct streams *s);

#endif
