/*
 * fuzz_rank.c - what feeds say and the user's list of topics: an item gives a sketch that
 * is read back the same and is its own story; a list is taken or refused, never both.
 * The input is parted at its first byte 0xff: list, title, summary.
 */
#include "fuzz.h"

#include "rank/stories.h"
#include "rank/topics.h"

#include <string.h>

static void check_sketch(const struct item *it)
{
	struct sketcher *k = sketcher_new();
	struct story_index *x = story_index_new(0, INT64_MIN);
	struct story_place place;
	struct sketch s, t;
	struct buf b;

	sketcher_run(k, it, &s);
	claim(s.n_words <= WORD_SET_MAX);
	for (uint32_t i = 1; i < s.n_words; i++)
		claim(s.words[i - 1] >> 2 < s.words[i] >> 2);
	buf_init(&b, SKETCH_BYTES_MAX);
	sketch_write(&s, &b);
	claim(!b.is_full && sketch_read(buf_borrow(&b), &t));
	claim(s.n_words == t.n_words && s.text_key == t.text_key);
	claim(memcmp(s.rows, t.rows, sizeof(s.rows)) == 0);
	claim(word_set_similarity(sketch_words(&s), sketch_words(&t)) <= 1);
	story_index_add(x, &s, 7);
	story_index_group(x, &t, 1, &place);
	claim(place.first == 0 && (place.story_id == 7 || s.n_words < 3));
	buf_clear(&b);
	story_index_free(x);
	sketcher_free(k);
}

static void check_topics(struct arena *a, struct str list, const struct item *it)
{
	const struct match m = {.term = it->title, .kind = TERM_COMPANY, .points = 1};
	const struct pair pair = {.matches = &m, .n_matches = 1};
	struct topics *t = topics_new();
	struct topic_finding found;
	struct err_info ei;

	if (topics_read(t, list, "topics.txt", &ei) != OK)
		claim(strncmp(ei.text, "line ", 5) == 0);
	topics_add_quiet(t, list);
	found = topics_find(t, a, it, &pair);
	claim(!found.held_for.p || !found.occasion.p);
	topics_free(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str rest = {(const char *)data, n}, list = {NULL, 0};
	struct item it = {.updated_at_s = NO_TIME, .url = STR("https://a.example/1")};
	struct arena *a;

	str_split(&rest, (char)0xff, &list);
	str_split(&rest, (char)0xff, &it.title);
	str_split(&rest, (char)0xff, &it.summary);
	if (!utf8_is_valid(list) || !utf8_is_valid(it.title) ||
	    !utf8_is_valid(it.summary))
		return 0;
	it.guid = it.outlet = it.title;
	a = arena_new();
	check_sketch(&it);
	check_topics(a, list, &it);
	arena_free(a);
	return 0;
}
