/*
 * random.h - bytes that nobody can guess: message ids, secrets of the page.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>

/* 2 * n_bytes lower-case hexadecimal digits and a NUL into out; without random bytes from
 * the system the program ends. Returns out. */
char *random_hex(char *out, size_t n_bytes);

#endif
