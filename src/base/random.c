/*
 * random.c - bytes from the system's generator.
 */
#include "base/random.h"
#include "base/log.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>

/* Without random bytes the program ends. */
static void fill(void *p, size_t n)
{
	unsigned char *bytes = p;

	while (n > 0) {
		ssize_t got = getrandom(bytes, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			log_error("the system gives no random bytes");
			exit(ERR_INTERNAL);
		}
		bytes += got;
		n -= (size_t)got;
	}
}

char *random_hex(char *out, size_t n_bytes)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char byte;

	for (size_t i = 0; i < n_bytes; i++) {
		fill(&byte, 1);
		out[2 * i] = digits[byte >> 4];
		out[2 * i + 1] = digits[byte & 15];
	}
	out[2 * n_bytes] = '\0';
	return out;
}
