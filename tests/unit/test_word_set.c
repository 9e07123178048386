/*
 * test_word_set.c - the instructions that a processor has decide nothing. Includes
 * word_set.c, whose ways are its own.
 */
#include "test.h"

#include "rank/word_set.c"

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed ^ *seed >> 13;
}

static struct word_set make_set(uint32_t *seed, size_t n, uint32_t words[WORD_SET_MAX])
{
	for (size_t i = 0; i < n; i++)
		words[i] = next_random(seed) * 2654435761u;
	return (struct word_set){words, n, word_counts_of(words, n)};
}

static void finds_the_same_rows_both_ways(void **state)
{
	uint32_t words[WORD_SET_MAX], narrow[WORD_SET_ROWS], wide[WORD_SET_ROWS];
	uint32_t seed = 3;

	(void)state;
	if (!IS_WIDE())
		skip();
	for (size_t n = 0; n <= WORD_SET_MAX; n++) {
		make_set(&seed, n, words);
		find_rows_narrow(words, n, narrow);
		find_rows_wide(words, n, wide);
		assert_memory_equal(narrow, wide, sizeof(wide));
	}
}

static void counts_the_same_bits_both_ways(void **state)
{
	uint32_t words[WORD_SET_MAX], others[WORD_SET_MAX], seed = 4;
	struct word_marks a, b;

	(void)state;
	if (!IS_WIDE())
		skip();
	for (size_t n = 0; n <= WORD_SET_MAX; n++) {
		word_marks_of(make_set(&seed, n, words), &a);
		word_marks_of(make_set(&seed, WORD_SET_MAX, others), &b);
		assert_int_equal(count_bits(&a, &b), count_bits_wide(&a, &b));
		assert_int_equal(count_bits(&a, &a), count_bits_wide(&a, &a));
		assert_int_equal(count_bits(&a, &a), a.n_set);
	}
}

static void rows_of_two_sets_are_the_least_of_theirs(void **state)
{
	uint32_t words[WORD_SET_MAX], a[WORD_SET_ROWS], b[WORD_SET_ROWS];
	uint32_t both[WORD_SET_ROWS], seed = 5;

	(void)state;
	make_set(&seed, WORD_SET_MAX, words);
	word_set_rows(words, 20, a);
	word_set_rows(words + 20, WORD_SET_MAX - 20, b);
	word_set_rows(words, WORD_SET_MAX, both);
	for (size_t r = 0; r < WORD_SET_ROWS; r++)
		assert_true(both[r] == (a[r] < b[r] ? a[r] : b[r]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_the_same_rows_both_ways),
	    cmocka_unit_test(counts_the_same_bits_both_ways),
	    cmocka_unit_test(rows_of_two_sets_are_the_least_of_theirs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
