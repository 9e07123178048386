/*
 * fuzz.h - what fuzzers share: the entry point of libFuzzer, claims that end the program,
 * and the claims that hold of all text inside sawthis.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/str.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* Fails the run where the claim does not hold, with the claim and its line. */
#define claim(holds)                                                                     \
	do {                                                                             \
		if (!(holds)) {                                                          \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #holds);      \
			abort();                                                         \
		}                                                                        \
	} while (0)

/* Text of a record: valid UTF-8 without control characters other than those of is_lines
 * (line breaks and tabs). */
static inline void claim_text(struct str s, bool is_lines)
{
	size_t len;

	claim(utf8_is_valid(s));
	for (size_t i = 0; i < s.n; i += len) {
		uint32_t c = utf8_at(s, i, &len);

		claim(!utf8_is_control(c) || (is_lines && (c == '\n' || c == '\t')));
	}
}

/* The next line of the input, as one of several texts. */
static inline struct str fuzz_line(struct str *rest)
{
	struct str line = {"", 0};

	(void)str_split(rest, '\n', &line);
	return line;
}

#endif
