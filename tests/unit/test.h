/*
 * test.h - cmocka with the headers that it needs, and the asserts that sawthis adds.
 */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

#include <string.h>

/* assert_str_equal(view, "text") */
#define assert_str_equal(view, text)                                                     \
	do {                                                                             \
		struct str got_ = (view);                                                \
		assert_int_equal(got_.n, strlen(text));                                  \
		assert_memory_equal(got_.p ? got_.p : "", text, got_.n);                 \
	} while (0)

#endif
