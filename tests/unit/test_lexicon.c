/*
 * test_lexicon.c - words looked up once: the same sketches and counts, whatever was read
 * before and whoever reads along.
 */
#include "test.h"

#include "base/buf.h"
#include "rank/lexicon.h"
#include "rank/sketch.h"

static int64_t count_of(const struct learn_seen *seen, size_t n, size_t n_items)
{
	int64_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += seen[i].n_items == (int64_t)n_items;
	return found;
}

static void counts_a_stem_once_an_item(void **state)
{
	const struct item items[] = {
	    {.title = STR("Ports and a port"), .summary = STR("Porte 42 x PORTS")},
	    {.title = STR("The port"), .language = STR("en-GB")},
	};
	struct lexicon *x = lexicon_new();
	struct arena *a = arena_new();
	struct learn_seen *seen;
	size_t n;

	(void)state;
	for (size_t i = 0; i < 2; i++)
		lexicon_count(x, &items[i]);
	/* port, and, port(e), the: not a, 42, x. */
	n = lexicon_counts(x, a, &seen);
	assert_int_equal(n, 3);
	assert_int_equal(count_of(seen, n, 2), 1);
	for (size_t i = 1; i < n; i++)
		assert_true(seen[i - 1].stem < seen[i].stem);
	arena_free(a);
	lexicon_free(x);
}

static void tells_languages_apart(void **state)
{
	struct item it = {.title = STR("Zeitungen"), .language = STR("de")};
	struct lexicon *x = lexicon_new();
	struct arena *a = arena_new();
	struct learn_seen *seen;

	(void)state;
	lexicon_count(x, &it);
	it.language = STR("en");
	lexicon_count(x, &it);
	assert_int_equal(lexicon_counts(x, a, &seen), 2);
	arena_free(a);
	lexicon_free(x);
}

/* ---- Sketches --------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Text of what is hard to cut. */
static void write_text(struct buf *b, uint32_t *seed, size_t n_bytes)
{
	static const char *const parts[] = {" ", " ", " ", "Vodafone", "rock", "'s",
	    "\u2019s", ".NET", "C++", "\u6f22\u5b57", "\u00e9t\u00e9", "-", "&", "3.5",
	    "the", "two", "\uff15", "e\u0301", ". ", "\u00a0", "F#", "May", "x"};
	const size_t n_parts = sizeof(parts) / sizeof(parts[0]);

	buf_reset(b);
	while (b->n < n_bytes) {
		buf_puts(b, parts[next_random(seed) % n_parts]);
		if (next_random(seed) % 3 == 0)
			buf_printf(b, " w%c%c", (int)('a' + next_random(seed) % 26),
			    (int)('a' + next_random(seed) % 26));
	}
}

static void sketches_are_the_same_for_all_who_read_along(void **state)
{
	struct sketcher *used = sketcher_new(), *counting = sketcher_new();
	struct lexicon *x = lexicon_new();
	struct sketch a, b, c;
	struct buf title, summary;
	uint32_t seed = 7;

	(void)state;
	buf_init(&title, 1 << 12);
	buf_init(&summary, 1 << 12);
	for (int i = 0; i < 1000; i++) {
		struct sketcher *fresh = i % 20 == 0 ? sketcher_new() : NULL;
		struct item it = {.url = STR("https://www.example.org/news/1"),
		    .published_at_s = 1488758400};

		write_text(&title, &seed, 40);
		buf_puts(&title, i % 2 ? " - Example " : "  ");
		write_text(&summary, &seed, 470 + (size_t)i % 80);
		it.title = buf_borrow(&title);
		it.summary = buf_borrow(&summary);
		sketcher_run(used, &it, &a);
		sketcher_run_counting(counting, x, &it, &b);
		assert_int_equal(a.n_words, b.n_words);
		assert_memory_equal(a.words, b.words, a.n_words * sizeof(a.words[0]));
		if (fresh) {
			sketcher_run(fresh, &it, &c);
			assert_int_equal(a.n_words, c.n_words);
			assert_memory_equal(
			    a.words, c.words, a.n_words * sizeof(a.words[0]));
		}
		sketcher_free(fresh);
	}
	buf_clear(&title);
	buf_clear(&summary);
	lexicon_free(x);
	sketcher_free(used);
	sketcher_free(counting);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_a_stem_once_an_item),
	    cmocka_unit_test(tells_languages_apart),
	    cmocka_unit_test(sketches_are_the_same_for_all_who_read_along),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
