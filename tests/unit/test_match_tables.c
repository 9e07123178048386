/*
 * test_match_tables.c - slots and the order of pairs, which matching is built on.
 */
#include "match/best.h"
#include "match/slots.h"
#include "test.h"

enum { N_MANY = 5000 };

static uint64_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

static bool is_filed(const struct slots *s, uint64_t hash, uint32_t number)
{
	size_t at = slots_begin(s, hash);
	uint32_t found;

	while ((found = slots_next(s, hash, &at)))
		if (found == number)
			return true;
	return false;
}

static void file(struct slots *s, uint64_t hash, uint32_t number)
{
	size_t at = slots_begin(s, hash);

	while (slots_next(s, hash, &at))
		;
	slots_add(s, hash, at, number);
}

static void slots_find_all_that_was_filed_however_many(void **state)
{
	struct slots s;

	(void)state;
	slots_init(&s, 10);
	for (uint32_t i = 1; i <= N_MANY; i++)
		file(&s, i * UINT64_C(0x100000001b3), i);
	for (uint32_t i = 1; i <= N_MANY; i++)
		assert_true(is_filed(&s, i * UINT64_C(0x100000001b3), i));
	assert_false(is_filed(&s, 7, 7));
	slots_clear(&s);
}

static void slots_keep_numbers_of_one_hash_apart(void **state)
{
	struct slots s;

	(void)state;
	slots_init(&s, 2);
	for (uint32_t i = 1; i <= 200; i++)
		file(&s, 42, i);
	for (uint32_t i = 1; i <= 200; i++)
		assert_true(is_filed(&s, 42, i));
	assert_false(is_filed(&s, 42, 201));
	slots_clear(&s);
}

static bool is_before(const struct light_pair *a, const struct light_pair *b)
{
	if (a->item != b->item)
		return a->item < b->item;
	if (a->strength > b->strength || a->strength < b->strength)
		return a->strength > b->strength;
	return a->contact < b->contact;
}

/* Pairs of few items and strengths, so that there are many equals. */
static void assert_sorts(size_t n, uint64_t seed)
{
	static struct light_pair v[N_MANY];
	uint64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		v[i] =
		    (struct light_pair){.item = (uint32_t)next_random(&seed) % 20 << 20,
			.contact = (uint32_t)i,
			.strength = (float)(next_random(&seed) % 30) / 7 - 1};
		sum += v[i].item + v[i].contact;
	}
	for (size_t i = n; i-- > 1;) {
		size_t k = next_random(&seed) % (i + 1);
		struct light_pair swap = v[i];

		v[i] = v[k];
		v[k] = swap;
	}
	light_pairs_sort(v, n);
	for (size_t i = 0; i < n; i++) {
		assert_true(i == 0 || is_before(&v[i - 1], &v[i]));
		sum -= v[i].item + v[i].contact;
	}
	assert_int_equal(sum, 0);
}

static void pairs_are_in_one_order_few_or_many(void **state)
{
	(void)state;
	for (size_t n = 0; n < 40; n++)
		assert_sorts(n, n);
	assert_sorts(999, 1);
	assert_sorts(1000, 2);
	assert_sorts(N_MANY, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(slots_find_all_that_was_filed_however_many),
	    cmocka_unit_test(slots_keep_numbers_of_one_hash_apart),
	    cmocka_unit_test(pairs_are_in_one_order_few_or_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
