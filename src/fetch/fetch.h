/*
 * fetch.h - many feeds fetched at once over http and https (and files that the user
 * named), politely and within bounds. Bytes go out as they arrive; nothing is parsed or
 * stored here. When to fetch a feed again is schedule.h's.
 *
 * What always holds: http and https only, TLS verified, at most max_redirects hops, no
 * hop but the first to a private address unless allow_private names it, never more than
 * max_bytes after decompression, every transfer ended after timeout_s.
 */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

/* How a transfer ended. Each has a sentence in fetch_response.error. */
enum fetch_result {
	FETCH_OK,	   /* a body came, or 304 */
	FETCH_FAILED_NAME, /* the host's name has no address */
	FETCH_FAILED_CONNECT,
	FETCH_FAILED_TLS,
	FETCH_FAILED_TIMEOUT,
	FETCH_FAILED_TOO_LARGE, /* body after decompression, or headers */
	FETCH_FAILED_STATUS,	/* an HTTP status that is no success */
	FETCH_FAILED_REDIRECT,	/* to what is forbidden, or too often */
	FETCH_FAILED_TRUNCATED, /* the body ended early */
	FETCH_FAILED_DECOMPRESS,
	FETCH_FAILED_PROTOCOL, /* what came is not HTTP */
	FETCH_FAILED_URL,      /* no address that can be fetched */
	FETCH_FAILED_FILE,     /* file: not there, not readable */
	FETCH_HELD,	       /* not asked: its host said 429 or 503 to another feed */
	FETCH_ABORTED,	       /* on_body or on_progress said so */
};

struct fetch_options {
	int n_connections;	  /* in all, 1.. */
	int n_per_host;		  /* to one host */
	int timeout_s;		  /* for one feed, redirects and all */
	int connect_timeout_s;	  /* for each connection */
	int first_byte_timeout_s; /* until the first byte of an answer */
	int low_speed_bytes;	  /* a second, over low_speed_s, at least */
	int low_speed_s;
	size_t max_bytes;	 /* of a body, decompressed */
	size_t max_header_bytes; /* of all headers of one answer */
	int max_redirects;
	struct str allow_private; /* "host:port host:port": where redirects may lead */
	const char *ca_file;	  /* NULL: the system's */
};

/* The defaults: every bound set, 5 redirects, 32 connections, 2 a host, 30 s, 16 MB. */
struct fetch_options fetch_options_default(void);

struct fetch_request {
	struct str url;			/* http, https; file only if !is_from_web */
	struct str etag, last_modified; /* verbatim; empty for none */
	bool is_full;	  /* leave the validators out, to break a stuck 304 */
	bool is_from_web; /* a server chose url, not the user: no private address */
	void *data;	  /* the caller's */
};

struct fetch_response {
	enum fetch_result result;
	struct str error;     /* the sentence; empty for FETCH_OK */
	int status;	      /* of the last answer; 0 if none, 200 for a file */
	bool is_not_modified; /* 304: the stored items stand */
	int n_redirects;      /* that were followed */
	struct str url;	      /* where the body came from, without user and password */
	struct str moved_to;  /* permanent redirect (301, 308 at every hop), else empty */
	struct str etag, last_modified, content_type; /* verbatim, empty if none */
	int64_t retry_after_s; /* from 429, 503 or FETCH_HELD, from now; -1 if none */
	int64_t max_age_s;     /* fresh for, by Cache-Control or Expires; -1 if unsaid */
	bool is_encoded;       /* the body came compressed: its end may be missing,
				* which libcurl 7.88 does not tell */
	size_t n_bytes;	       /* of the body, decompressed */
	uint64_t body_hash;    /* of the body; 0 if none came */
};

struct fetch_callbacks {
	/* The body of a successful answer, as it arrives. so_far has status, url,
	 * content_type and the validators. False stops this transfer (FETCH_ABORTED). */
	bool (*on_body)(void *ctx, const struct fetch_request *request,
	    const struct fetch_response *so_far, struct str bytes);
	/* Once for each request, in the order they end. The response is valid until it
	 * returns. A failure may come after some of the body. */
	void (*on_done)(void *ctx, const struct fetch_request *request,
	    const struct fetch_response *response);
	/* Now and then, at least once a second; may be NULL. False ends all that is
	 * under way (FETCH_ABORTED for each). */
	bool (*on_progress)(void *ctx, size_t n_done, size_t n);
};

/* Fetches all n requests. A feed's failure is told to on_done; what is returned is OK,
 * or ERR_INTERNAL when libcurl cannot start. Only one thread may run it at a time. */
enum err fetch_all(const struct fetch_options *options,
    const struct fetch_request *requests, size_t n,
    const struct fetch_callbacks *callbacks, void *ctx, struct err_info *ei) MUST_USE;

#endif
