/*
 * fetch_urls.c - fetches the URLs listed in a file and prints what it cost:
 *	fetch_urls FILE [CONNECTIONS [PER_HOST [ETAG]]]
 * One line of JSON: feeds, ok, not_modified, failed, bytes, seconds, cpu_us_per_feed.
 * With -v in front each feed is printed too. ETAG makes every request conditional.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "fetch/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

struct tally {
	size_t n_ok, n_not_modified, n_failed, n_bytes;
	bool is_verbose;
};

static bool count_body(void *ctx, const struct fetch_request *request,
    const struct fetch_response *so_far, struct str bytes)
{
	struct tally *tally = ctx;

	(void)request;
	(void)so_far;
	tally->n_bytes += bytes.n;
	return true;
}

static void count_done(
    void *ctx, const struct fetch_request *request, const struct fetch_response *response)
{
	struct tally *tally = ctx;

	if (response->result != FETCH_OK)
		tally->n_failed++;
	else if (response->is_not_modified)
		tally->n_not_modified++;
	else
		tally->n_ok++;
	if (tally->is_verbose)
		printf("%.*s: %d HTTP %d %zu bytes: %.*s\n", STR_ARG(request->url),
		    (int)response->result, response->status, response->n_bytes,
		    STR_ARG(response->error));
}

static double cpu_us(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

int main(int argc, char **argv)
{
	struct fetch_options options = fetch_options_default();
	const struct fetch_callbacks callbacks = {
	    .on_body = count_body, .on_done = count_done};
	struct tally tally = {0};
	struct fetch_request *requests = NULL;
	size_t n = 0, cap = 0;
	struct err_info ei = {0};
	struct buf list;
	struct str rest, line;
	int64_t started_ms;
	double started_us;

	if (argc > 1 && !strcmp(argv[1], "-v")) {
		tally.is_verbose = true;
		argc--;
		argv++;
	}
	if (argc < 2)
		return ERR_USAGE;
	if (argc > 2)
		options.n_connections = (int)strtol(argv[2], NULL, 10);
	if (argc > 3)
		options.n_per_host = (int)strtol(argv[3], NULL, 10);
	if (getenv("ALLOW_PRIVATE"))
		options.allow_private = str_of(getenv("ALLOW_PRIVATE"));
	buf_init(&list, 64 << 20);
	if (file_read(argv[1], &list, &ei) != OK) {
		fprintf(stderr, "%s\n", ei.text);
		return ERR_NOINPUT;
	}
	rest = buf_borrow(&list);
	while (str_split(&rest, '\n', &line)) {
		if (line.n == 0)
			continue;
		mem_grow(&requests, n, &cap, sizeof(*requests));
		requests[n++] = (struct fetch_request){
		    .url = line, .etag = str_of(argc > 4 ? argv[4] : NULL)};
	}
	started_ms = clock_mono_ms();
	started_us = cpu_us();
	if (fetch_all(&options, requests, n, &callbacks, &tally, &ei) != OK)
		return ERR_INTERNAL;
	printf(
	    "{\"feeds\":%zu,\"ok\":%zu,\"not_modified\":%zu,\"failed\":%zu,\"bytes\":%zu,"
	    "\"seconds\":%.3f,\"cpu_us_per_feed\":%.1f}\n",
	    n, tally.n_ok, tally.n_not_modified, tally.n_failed, tally.n_bytes,
	    (double)(clock_mono_ms() - started_ms) / 1000,
	    (cpu_us() - started_us) / (double)(n ? n : 1));
	free(requests);
	buf_clear(&list);
	return 0;
}
