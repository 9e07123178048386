/*
 * listen.c - addresses to listen on. In: text. Out: a socket address. Always: numbers
 * alone, no look-up of names.
 */
#include "web/listen.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

enum err listen_parse(struct str listen, struct sockaddr_storage *out, bool *is_loopback,
    struct str *addr, struct str *port, struct err_info *ei)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)out;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;
	char text[64];
	size_t colon = listen.n;
	int64_t number;
	struct str bare;

	while (colon > 0 && listen.p[colon - 1] != ':')
		colon--;
	*addr = str_sub(listen, 0, colon ? colon - 1 : 0);
	*port = str_sub(listen, colon, listen.n);
	bare = *addr;
	if (bare.n > 2 && bare.p[0] == '[')
		bare = str_sub(bare, 1, bare.n - 2);
	memset(out, 0, sizeof(*out));
	if (bare.n && bare.n < sizeof(text) && str_to_int(*port, 1, 65535, &number)) {
		memcpy(text, bare.p, bare.n);
		text[bare.n] = '\0';
		if (inet_pton(AF_INET,
			strcmp(text, "localhost") == 0 ? "127.0.0.1" : text,
			&v4->sin_addr) == 1) {
			v4->sin_family = AF_INET;
			v4->sin_port = htons((uint16_t)number);
			*is_loopback = (ntohl(v4->sin_addr.s_addr) >> 24) == 127;
			return OK;
		}
		if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1) {
			v6->sin6_family = AF_INET6;
			v6->sin6_port = htons((uint16_t)number);
			*is_loopback = IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
			return OK;
		}
	}
	return err_set(ei, ERR_CONFIG, NULL,
	    "'%.*s' is no address to listen on; write 127.0.0.1:7474", STR_ARG(listen));
}
