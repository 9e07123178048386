/*
 * test_sketch.c - sketches as bytes, their words in order, and the marks of sets.
 */
#include "test.h"

#include "base/buf.h"
#include "rank/stories.h"

static int set_up(void **state)
{
	*state = sketcher_new();
	return 0;
}

static int tear_down(void **state)
{
	sketcher_free(*state);
	return 0;
}

static struct item make_item(const char *summary)
{
	return (struct item){
	    .url = STR("https://a.example/1"),
	    .guid = STR("https://a.example/1"),
	    .title = STR("Vodafone wins review of its tax case in India"),
	    .summary = str_of(summary),
	    .published_at_s = 1488758400,
	    .updated_at_s = NO_TIME,
	};
}

static void reads_what_it_wrote(void **state)
{
	struct sketcher *k = *state;
	struct item a = make_item("Some 12 words of summary");
	struct sketch s, t;
	struct buf b;

	a.feed_id = 9;
	sketcher_run(k, &a, &s);
	buf_init(&b, SKETCH_BYTES_MAX);
	sketch_write(&s, &b);
	assert_false(b.is_full);
	assert_true(sketch_read(buf_borrow(&b), &t));
	assert_true(s.url_key == t.url_key && s.guid_key == t.guid_key &&
		    s.text_key == t.text_key && s.at_s == t.at_s &&
		    s.title_key == t.title_key && s.feed_id == t.feed_id &&
		    s.outlet == t.outlet && s.is_undated == t.is_undated);
	assert_memory_equal(s.rows, t.rows, sizeof(s.rows));
	assert_int_equal(s.n_words, t.n_words);
	assert_memory_equal(s.words, t.words, s.n_words * sizeof(s.words[0]));
	for (size_t n = 0; n < b.n; n++)
		if (n < 33 || (n - 33) % 4)
			assert_false(sketch_read((struct str){b.p, n}, &t));
	buf_clear(&b);
}

static void a_full_sketch_fits_its_maximum(void **state)
{
	struct sketcher *k = *state;
	struct sketch s;
	struct buf b, text;
	struct item a = make_item("");

	buf_init(&text, 4096);
	for (int i = 0; i < 200; i++)
		buf_printf(&text, "%c%cx%d ", 'a' + i % 26, 'a' + i / 26, i);
	a.summary = buf_borrow(&text);
	sketcher_run(k, &a, &s);
	assert_int_equal(s.n_words, WORD_SET_MAX);
	buf_init(&b, SKETCH_BYTES_MAX);
	sketch_write(&s, &b);
	assert_false(b.is_full);
	buf_clear(&b);
	buf_clear(&text);
}

/* n words from a seed; those of `apart` bits less spread stand close together. */
static struct sketch make_words(uint32_t seed, uint32_t n, unsigned apart)
{
	struct sketch s = {.n_words = n};

	for (uint32_t i = 0; i < n; i++)
		s.words[i] = ((seed + i) * 0x9e3779b1u >> apart) & ~(uint32_t)WORD_FLAGS;
	sketch_complete(&s);
	return s;
}

static void words_ascend_however_they_are_spread(void **state)
{
	(void)state;
	for (uint32_t n = 0; n <= WORD_SET_MAX; n++)
		for (unsigned apart = 0; apart <= 8; apart += 4) {
			struct sketch s = make_words(n * 100 + 1, n, apart);

			for (uint32_t i = 1; i < n; i++)
				assert_true(s.words[i - 1] <= s.words[i]);
		}
}

static void marks_bound_what_words_say_and_part_unlike_sets(void **state)
{
	struct word_marks of_s, of_t;

	(void)state;
	for (uint32_t n = 10; n <= WORD_SET_MAX; n++)
		for (uint32_t shift = 0; shift <= n; shift++) {
			struct sketch s = make_words(1, n, 0);
			struct sketch t = make_words(1 + shift, n, 0);
			double bound, similarity = word_set_similarity(
					  sketch_words(&s), sketch_words(&t));

			word_marks_of(sketch_words(&s), &of_s);
			word_marks_of(sketch_words(&t), &of_t);
			bound = word_marks_bound(&of_s, &of_t);
			assert_true(bound >= similarity && bound <= 1);
			if (shift == n)
				assert_true(bound < STORY_SAME_AT_ONCE);
		}
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    CASE(reads_what_it_wrote),
	    CASE(a_full_sketch_fits_its_maximum),
	    CASE(words_ascend_however_they_are_spread),
	    CASE(marks_bound_what_words_say_and_part_unlike_sets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
