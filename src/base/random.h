/*
 * random.h - bytes that nobody can guess: message ids, secrets of the page.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stddef.h>

/* Fills p with n random bytes from the system; without them the program ends. */
void random_fill(void *p, size_t n);

/* 2 * n_bytes lower-case hexadecimal digits and a NUL into out. Returns out. */
char *random_hex(char *out, size_t n_bytes);

#endif
