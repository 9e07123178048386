/*
 * slow_server.c - answers every request with one small feed after a delay, as a server
 *far away does: slow_server PORT DELAY_MS Light enough to leave the machine to those who
 *are measured; ended by a signal.
 */
#include "base/clock.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_SOCKETS = 4096 };

static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 108\r\n\r\n"
    "<rss version=\"2.0\"><channel><title>Slow</title><item><title>One</title>"
    "<guid>1</guid></item></channel></rss>";

/* Answers that are due, in the order of their times: a ring, as the delay is the same for
 * all. A connection has one request at a time. */
struct due {
	int fd;
	int64_t at_ms;
};

struct server {
	struct pollfd sockets[MAX_SOCKETS]; /* the first one listens */
	nfds_t n_sockets;
	struct due ring[MAX_SOCKETS];
	size_t first, n_due;
	int64_t delay_ms;
};

static void take_connections(struct server *s)
{
	while (s->n_sockets < MAX_SOCKETS) {
		int fd = accept(s->sockets[0].fd, NULL, NULL);
		if (fd == -1)
			return;
		s->sockets[s->n_sockets++] = (struct pollfd){.fd = fd, .events = POLLIN};
	}
}

/* Reads a request, or learns that the client has gone. */
static void read_request(struct server *s, nfds_t i)
{
	char request[8192];
	ssize_t n = read(s->sockets[i].fd, request, sizeof(request));

	if (n > 0) {
		s->ring[(s->first + s->n_due++) % MAX_SOCKETS] =
		    (struct due){s->sockets[i].fd, clock_mono_ms() + s->delay_ms};
		return;
	}
	close(s->sockets[i].fd);
	s->sockets[i] = s->sockets[--s->n_sockets];
}

static void answer_due(struct server *s)
{
	int64_t now_ms = clock_mono_ms();

	while (s->n_due > 0 && s->ring[s->first].at_ms <= now_ms) {
		(void)!send(
		    s->ring[s->first].fd, answer, sizeof(answer) - 1, MSG_NOSIGNAL);
		s->first = (s->first + 1) % MAX_SOCKETS;
		s->n_due--;
	}
}

static int listen_at(int port)
{
	struct sockaddr_in any = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_ANY)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(fd, (struct sockaddr *)&any, sizeof(any)) || listen(fd, 4096))
		return -1;
	return fd;
}

int main(int argc, char **argv)
{
	struct server *s = mem_new(1, sizeof(*s));

	if (argc != 3)
		return ERR_USAGE;
	s->sockets[0].fd = listen_at((int)strtol(argv[1], NULL, 10));
	s->sockets[0].events = POLLIN;
	s->n_sockets = 1;
	s->delay_ms = strtol(argv[2], NULL, 10);
	if (s->sockets[0].fd == -1)
		return ERR_IO;
	for (;;) {
		int64_t wait_ms =
		    s->n_due ? s->ring[s->first].at_ms - clock_mono_ms() : 1000;
		if (poll(s->sockets, s->n_sockets, wait_ms > 0 ? (int)wait_ms : 0) > 0) {
			for (nfds_t i = s->n_sockets; i-- > 1;)
				if (s->sockets[i].revents)
					read_request(s, i);
			take_connections(s);
		}
		answer_due(s);
	}
}
