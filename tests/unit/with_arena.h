/*
 * with_arena.h - an arena for the tests of a file: cmocka_run_group_tests(tests, setup,
 * teardown). What a test makes lives until the last one has ended.
 */
#ifndef WITH_ARENA_H
#define WITH_ARENA_H

#include "test.h"

#include "base/arena.h"

static struct arena *a;

static int setup(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

#endif
