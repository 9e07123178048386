/*
 * failure.h - what libcurl's codes mean for the person. Inside fetch/ only.
 */
#ifndef FETCH_FAILURE_H
#define FETCH_FAILURE_H

#include "fetch/fetch.h"

#include <curl/curl.h>

/* Why we ourselves stopped a transfer. */
enum fetch_stop {
	STOP_NOTHING,
	STOP_PRIVATE, /* a private address, chosen by a server */
	STOP_HEADERS, /* too many bytes of headers */
	STOP_BODY,    /* too many bytes of body */
	STOP_ENOUGH,  /* the rest of the body is of no interest */
	STOP_CALLER,  /* on_body said so */
};

struct failure {
	CURLcode code;
	enum fetch_stop stop;
	const struct fetch_options *options;
	const char *detail; /* libcurl's words, may be "" */
	const char *host;
	int64_t waited_ms;
	bool is_connected;
	bool has_answer; /* a status line came */
	bool has_body;
};

/* Writes the sentence and returns the kind. */
enum fetch_result fetch_failure_explain(
    const struct failure *f, char *text, size_t size_bytes);

/* " (not found)" for 404 and so on; "" where the number says all that is known. */
const char *fetch_failure_of_status(int status);

#endif
