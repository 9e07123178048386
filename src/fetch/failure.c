/*
 * failure.c - what libcurl's codes mean for the person.
 *
 * In: how a transfer ended. Out: its kind and a sentence that begins with that kind.
 */
#include "fetch/failure.h"

#include <stdio.h>

const char *fetch_failure_of_status(int status)
{
	switch (status) {
	case 204: return " (no content)";
	case 304: return " (not modified, though nothing was kept)";
	case 401: return " (wants a password)";
	case 403: return " (forbidden)";
	case 404: return " (not found)";
	case 410: return " (gone)";
	case 429: return " (too many requests)";
	case 500: return " (server error)";
	case 502: return " (bad gateway)";
	case 503: return " (not available now)";
	case 504: return " (gateway timeout)";
	default: return "";
	}
}

static enum fetch_result explain_stop(const struct failure *f, char *text, size_t size)
{
	double mb = (double)f->options->max_bytes / (1 << 20);

	switch (f->stop) {
	case STOP_HEADERS:
		snprintf(text, size, "too large: headers over %zu KB",
		    f->options->max_header_bytes >> 10);
		return FETCH_FAILED_TOO_LARGE;
	case STOP_BODY:
		snprintf(text, size, "too large: over %.3g MB (fetch.max_mb)", mb);
		return FETCH_FAILED_TOO_LARGE;
	default: snprintf(text, size, "stopped"); return FETCH_ABORTED;
	}
}

static enum fetch_result explain_timeout(const struct failure *f, char *text, size_t size)
{
	const struct fetch_options *o = f->options;

	if (f->waited_ms >= o->timeout_s * INT64_C(1000) - 500)
		snprintf(text, size, "timed out after %d s", o->timeout_s);
	else if (!f->is_connected)
		snprintf(
		    text, size, "timed out: no connection in %d s", o->connect_timeout_s);
	else
		snprintf(text, size, "timed out: slower than %d bytes a second for %d s",
		    o->low_speed_bytes, o->low_speed_s);
	return FETCH_FAILED_TIMEOUT;
}

/* The connection broke. */
static enum fetch_result explain_break(const struct failure *f, char *text, size_t size)
{
	if (f->has_answer) {
		snprintf(text, size, "truncated: the connection broke in the middle");
		return FETCH_FAILED_TRUNCATED;
	}
	snprintf(text, size, "failed: the connection was closed without an answer");
	return FETCH_FAILED_CONNECT;
}

enum fetch_result fetch_failure_explain(const struct failure *f, char *text, size_t size)
{
	const char *detail = f->detail[0] ? f->detail : curl_easy_strerror(f->code);

	if (f->stop != STOP_NOTHING)
		return explain_stop(f, text, size);
	switch (f->code) {
	case CURLE_COULDNT_RESOLVE_HOST:
		snprintf(
		    text, size, "cannot connect: no address is known for %s", f->host);
		return FETCH_FAILED_NAME;
	case CURLE_COULDNT_CONNECT:
		snprintf(text, size, "cannot connect to %s", f->host);
		return FETCH_FAILED_CONNECT;
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_PROXY:
	case CURLE_INTERFACE_FAILED:
		snprintf(text, size, "cannot connect: %s", detail);
		return FETCH_FAILED_CONNECT;
	case CURLE_OPERATION_TIMEDOUT: return explain_timeout(f, text, size);
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_INVALIDCERTSTATUS:
		snprintf(text, size, "cannot connect safely (TLS): %s", detail);
		return FETCH_FAILED_TLS;
	case CURLE_PARTIAL_FILE:
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR: return explain_break(f, text, size);
	case CURLE_RECV_ERROR:
		/* libcurl says this of chunks that do not parse, too. */
		return explain_break(f, text, size);
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		if (f->has_body)
			return explain_break(f, text, size);
		snprintf(text, size, "protocol error: %s", detail);
		return FETCH_FAILED_PROTOCOL;
	case CURLE_BAD_CONTENT_ENCODING:
		snprintf(text, size, "cannot decompress: %s", detail);
		return FETCH_FAILED_DECOMPRESS;
	case CURLE_FILESIZE_EXCEEDED:
		return explain_stop(
		    &(struct failure){.stop = STOP_BODY, .options = f->options}, text,
		    size);
	case CURLE_OUT_OF_MEMORY: /* what libcurl says of a header line without end */
		return explain_stop(
		    &(struct failure){.stop = STOP_HEADERS, .options = f->options}, text,
		    size);
	case CURLE_URL_MALFORMAT:
		snprintf(text, size, "failed: this is no address");
		return FETCH_FAILED_URL;
	default:
		snprintf(text, size, "protocol error: %s", detail);
		return FETCH_FAILED_PROTOCOL;
	}
}
