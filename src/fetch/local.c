/*
 * local.c - a feed in a file that the user named.
 *
 * In: a file: URL (RFC 8089). Out: the bytes of the file to on_body.
 */
#include "fetch/local.h"

#include "base/limits.h"
#include "fetch/body_hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The path of a file: URL on this machine that curl_free() frees, or NULL. */
static char *path_of(struct str url)
{
	char text[LIMIT_URL_BYTES + 1];
	CURLU *parts = curl_url();
	char *path = NULL;
	int n = snprintf(text, sizeof(text), "%.*s", STR_ARG(url));

	if (n > 0 && (size_t)n < sizeof(text) && parts &&
	    !curl_url_set(parts, CURLUPART_URL, text, CURLU_URLENCODE))
		(void)curl_url_get(parts, CURLUPART_PATH, &path, CURLU_URLDECODE);
	curl_url_cleanup(parts);
	return path;
}

/* An open regular file, or -1 and why not. */
static int open_regular(const char *path, const char **why)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd == -1) {
		*why = strerror(errno);
		return -1;
	}
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
		return fd;
	*why = "not a regular file";
	close(fd);
	return -1;
}

static enum fetch_result copy(int fd, const struct transfer_setup *setup,
    const struct fetch_request *request, struct fetch_response *response)
{
	char bytes[64 << 10];
	struct body_hash hash = {0};

	for (;;) {
		ssize_t n = read(fd, bytes, sizeof(bytes));
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return FETCH_FAILED_FILE;
		if (n == 0)
			break;
		if ((size_t)n > setup->options->max_bytes - response->n_bytes)
			return FETCH_FAILED_TOO_LARGE;
		response->n_bytes += (size_t)n;
		fetch_body_hash_add(&hash, (struct str){bytes, (size_t)n});
		if (!setup->callbacks->on_body(
			setup->ctx, request, response, (struct str){bytes, (size_t)n}))
			return FETCH_ABORTED;
	}
	response->body_hash = fetch_body_hash_value(&hash);
	return FETCH_OK;
}

void fetch_local_read(const struct transfer_setup *setup,
    const struct fetch_request *request, struct fetch_response *response, char *error,
    size_t error_size_bytes)
{
	char *path = path_of(request->url);
	const char *why = "this is no path";
	int fd = path ? open_regular(path, &why) : -1;

	response->result = FETCH_FAILED_FILE;
	response->url = request->url;
	if (fd != -1) {
		response->status = 200;
		response->result = copy(fd, setup, request, response);
		why = response->result == FETCH_FAILED_FILE ? strerror(errno) : "";
		close(fd);
	}
	switch (response->result) {
	case FETCH_OK: error[0] = '\0'; break;
	case FETCH_ABORTED: snprintf(error, error_size_bytes, "stopped"); break;
	case FETCH_FAILED_TOO_LARGE:
		snprintf(error, error_size_bytes,
		    "too large: over %.3g MB (fetch.max_mb)",
		    (double)setup->options->max_bytes / (1 << 20));
		break;
	default: snprintf(error, error_size_bytes, "cannot read the file: %s", why);
	}
	response->error = str_of(error);
	curl_free(path);
}
