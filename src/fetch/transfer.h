/*
 * transfer.h - one feed on its way: its hops, its bounds, its answer. A transfer is a
 * slot that serves one request after the other, with one libcurl handle. Inside fetch/
 * only.
 */
#ifndef FETCH_TRANSFER_H
#define FETCH_TRANSFER_H

#include "fetch/fetch.h"

#include <curl/curl.h>

struct transfer;

/* What all transfers share; outlives them. */
struct transfer_setup {
	const struct fetch_options *options;
	const struct fetch_callbacks *callbacks;
	void *ctx;
};

/* NULL if libcurl gives no handle. */
struct transfer *fetch_transfer_new(const struct transfer_setup *setup);
void fetch_transfer_free(struct transfer *t); /* NULL does nothing */

/* The handle to add to a multi handle; its CURLOPT_PRIVATE is the transfer. */
CURL *fetch_transfer_handle(struct transfer *t);

/* Makes ready for the request. False if there is nothing to send: the response stands
 * already (a file, an impossible address). is_last: keep no connection for later. */
bool fetch_transfer_begin(
    struct transfer *t, const struct fetch_request *request, bool is_last);

/* The handle ended with code. True if it is to be added again, for the next hop; false if
 * the response stands. */
bool fetch_transfer_advance(struct transfer *t, CURLcode code);

/* Has the first byte been waited for too long? Then the response says so. */
bool fetch_transfer_is_overdue(struct transfer *t, int64_t now_ms);

/* Ends it in the middle; the response says FETCH_ABORTED. */
void fetch_transfer_abort(struct transfer *t);

/* Valid until the next fetch_transfer_begin(). */
const struct fetch_request *fetch_transfer_request(const struct transfer *t);
const struct fetch_response *fetch_transfer_response(const struct transfer *t);

#endif
