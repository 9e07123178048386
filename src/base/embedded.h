/*
 * embedded.h - files that lie in the program, as scripts/embed-files writes them.
 */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char *name; /* "style.css"; NULL ends the table */
	const unsigned char *bytes;
	size_t size_bytes;
};

#endif
