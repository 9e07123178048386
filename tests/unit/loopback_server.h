/*
 * loopback_server.h - a small HTTP server for tests, run as their child. The path of a
 * request tells what it answers; it counts what it sees where the test can read it.
 */
#ifndef LOOPBACK_SERVER_H
#define LOOPBACK_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What server and test both see. */
struct counters {
	atomic_int n_requests, n_active, n_active_most, n_leaks;
};

static struct counters *counters;
static int server_port;
static int other_port; /* the same server */
static pid_t server_pid;

/* Path and the whole answer. */
static const struct {
	const char *path, *answer;
} pages[] = {
    {"/feed", "HTTP/1.1 200 OK\r\nETag: W/\"a b\"\r\nLast-Modified: noon, about\r\n"
	      "Content-Type: text/xml; charset=x\r\nCache-Control: public, max-age=90\r\n"
	      "Content-Length: 6\r\n\r\n<rss/>"},
    {"/not-modified", "HTTP/1.1 304 Not Modified\r\n\r\n"},
    {"/conditional", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>"},
    {"/missing", "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno"},
    {"/busy", "HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n"},
    {"/busy-until", "HTTP/1.1 429 Busy\r\nDate: Sun, 22 Nov 2026 06:00:00 GMT\r\n"
		    "Retry-After: Sun, 22 Nov 2026 06:10:00 GMT\r\n"
		    "Content-Length: 0\r\n\r\n"},
    {"/moved", "HTTP/1.1 301 Moved\r\nLocation: /feed\r\nContent-Length: 0\r\n\r\n"},
    {"/moved-twice",
	"HTTP/1.1 308 Moved\r\nLocation: moved\r\nContent-Length: 0\r\n\r\n"},
    {"/found-then-moved",
	"HTTP/1.1 302 Found\r\nLocation: /moved\r\nContent-Length: 0\r\n\r\n"},
    {"/loop", "HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n"},
    {"/to-file", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: "
		 "0\r\n\r\n"},
    {"/truncated", "HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n<rss/>"},
    {"/large-headers", "HTTP/1.1 200 OK\r\nX: 0123456789012345678901234567890123456789"
		       "\r\nContent-Length: 6\r\n\r\n<rss/>"},
    {"/lie", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\n"
	     "<rss/>"},
    {"/wait", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>"},
};

static void count_active(int change)
{
	int n = atomic_fetch_add(&counters->n_active, change) + change;
	int most = atomic_load(&counters->n_active_most);

	while (
	    n > most && !atomic_compare_exchange_weak(&counters->n_active_most, &most, n))
		;
}

/* 20,000 zeros. */
static void answer_bomb(int fd)
{
	static const unsigned char gzip[54] = {0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0x02,
	    0x03, 0xed, 0xc1, 0x31, 0x01, 0, 0, 0, 0xc2, 0xa0, 0xf5, 0x4f, 0x6d, 0x0d,
	    0x0f, 0xa0, [44] = 0x78, 0x30, 0x02, 0x53, 0x2f, 0x97, 0x20, 0x4e};

	dprintf(fd,
	    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
	    "Content-Length: %zu\r\n\r\n",
	    sizeof(gzip));
	(void)!write(fd, gzip, sizeof(gzip));
}

static void answer(int fd, const char *request)
{
	char path[200] = "";

	sscanf(request, "GET %199s", path);
	if (strstr(request, "\r\nReferer:") || strstr(request, "\r\nCookie:") ||
	    (strstr(request, "\r\nAuthorization:") && strcmp(path, "/to-other")))
		atomic_fetch_add(&counters->n_leaks, 1);
	if (!strcmp(path, "/bomb"))
		answer_bomb(fd);
	if (!strcmp(path, "/slow"))
		sleep(30);
	if (!strcmp(path, "/wait"))
		nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
	if (!strcmp(path, "/to-other"))
		dprintf(fd,
		    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/feed\r\n"
		    "Content-Length: 0\r\n\r\n",
		    other_port);
	if (!strcmp(path, "/conditional") &&
	    strstr(request, "\r\nIf-None-Match: W/\"a b\"\r\n") &&
	    strstr(request, "\r\nIf-Modified-Since: noon, about\r\n"))
		snprintf(path, sizeof(path), "/not-modified");
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		if (!strcmp(path, pages[i].path))
			dprintf(fd, "%s", pages[i].answer);
}

/* One request a connection. */
static void serve(int fd)
{
	char request[4096];
	size_t n = 0;

	count_active(1);
	atomic_fetch_add(&counters->n_requests, 1);
	while (n < sizeof(request) - 1) {
		ssize_t got = read(fd, request + n, sizeof(request) - 1 - n);
		if (got <= 0)
			break;
		n += (size_t)got;
		request[n] = '\0';
		if (strstr(request, "\r\n\r\n")) {
			answer(fd, request);
			break;
		}
	}
	count_active(-1);
}

static int listen_on_loopback(int *port)
{
	struct sockaddr_in address = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(fd, (struct sockaddr *)&address, size) || listen(fd, 64) ||
	    getsockname(fd, (struct sockaddr *)&address, &size))
		return -1;
	*port = ntohs(address.sin_port);
	return fd;
}

static void accept_for_ever(int listener)
{
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		if (fd == -1)
			continue;
		if (fork() == 0) {
			serve(fd);
			_exit(0);
		}
		close(fd);
	}
}

static int start_server(void **state)
{
	int first = listen_on_loopback(&server_port);
	int second = listen_on_loopback(&other_port);
	FILE *shared = tmpfile();

	(void)state;
	if (!shared || ftruncate(fileno(shared), sizeof(*counters)))
		return -1;
	counters = mmap(NULL, sizeof(*counters), PROT_READ | PROT_WRITE, MAP_SHARED,
	    fileno(shared), 0);
	fclose(shared);
	if (first == -1 || second == -1 || counters == MAP_FAILED)
		return -1;
	server_pid = fork();
	if (server_pid == 0) {
		setpgid(0, 0);
		signal(SIGCHLD, SIG_IGN);
		if (fork() == 0)
			accept_for_ever(second);
		accept_for_ever(first);
	}
	close(first);
	close(second);
	return server_pid == -1;
}

static int stop_server(void **state)
{
	(void)state;
	kill(-server_pid, SIGKILL);
	waitpid(server_pid, NULL, 0);
	return 0;
}

#endif
