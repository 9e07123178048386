/*
 * test_stories.c - which items are one story, and groups of a batch.
 */
#include "test.h"

#include "base/buf.h"
#include "rank/stories.h"

#include <stdio.h>

static const int64_t monday_s = 1488758400; /* 2017-03-06 */

enum { ITEMS_MAX = 3000 };

struct fixture {
	struct sketcher *sketcher;
	struct sketch known[ITEMS_MAX];
	int64_t story_ids[ITEMS_MAX];
	size_t n_known;
};

static int set_up(void **state)
{
	static struct fixture f;

	f.sketcher = sketcher_new();
	f.n_known = 0;
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	sketcher_free(f->sketcher);
	return 0;
}

static struct item make_item(const char *url, const char *title, const char *summary)
{
	return (struct item){
	    .url = str_of(url),
	    .guid = str_of(url),
	    .title = str_of(title),
	    .summary = str_of(summary),
	    .published_at_s = monday_s,
	    .updated_at_s = NO_TIME,
	};
}

static void add(struct fixture *f, const struct item *it, int64_t story_id)
{
	assert_true(f->n_known < ITEMS_MAX);
	sketcher_run(f->sketcher, it, &f->known[f->n_known]);
	f->story_ids[f->n_known++] = story_id;
}

/* An index of what was added. */
static struct story_index *make_index(const struct fixture *f)
{
	struct story_index *x = story_index_new(0, INT64_MIN);

	for (size_t i = 0; i < f->n_known; i++)
		story_index_add(x, &f->known[i], f->story_ids[i]);
	return x;
}

/* The story that the item belongs to; 0 for a new one. */
static int64_t find(struct fixture *f, const struct item *it)
{
	struct story_index *x = make_index(f);
	struct story_place place;
	struct sketch s;

	sketcher_run(f->sketcher, it, &s);
	story_index_group(x, &s, 1, &place);
	story_index_free(x);
	return place.story_id;
}

static double similarity(struct fixture *f, const struct item *a, const struct item *b)
{
	struct word_marks of_s, of_t;
	struct sketch s, t;

	sketcher_run(f->sketcher, a, &s);
	sketcher_run(f->sketcher, b, &t);
	word_marks_of(sketch_words(&s), &of_s);
	word_marks_of(sketch_words(&t), &of_t);
	assert_true(word_marks_bound(&of_s, &of_t) >=
		    word_set_similarity(sketch_words(&s), sketch_words(&t)));
	assert_true(word_set_similarity(sketch_words(&s), sketch_words(&t)) ==
		    word_set_similarity(sketch_words(&t), sketch_words(&s)));
	return word_set_similarity(sketch_words(&s), sketch_words(&t));
}

static const char *const title = "Vodafone wins review of its tax case in India";

static void knows_an_address_whatever_it_tracks(void **state)
{
	struct fixture *f = *state;
	struct item a = make_item("https://www.example.org/news/tax", title, "");
	struct item b = make_item("http://example.org/news/tax?utm_source=feed",
	    "Completely different words about apples", "");

	b.published_at_s += 300 * DAY_S;
	add(f, &a, 7);
	assert_int_equal(find(f, &b), 7);
}

static void knows_a_global_guid_but_not_a_number(void **state)
{
	struct fixture *f = *state;
	struct item a = make_item("https://a.example/1", title, "");
	struct item b =
	    make_item("https://b.example/2", "Apples are red this autumn", "");

	a.guid = b.guid = STR("tag:example.org,2017:4711");
	add(f, &a, 7);
	assert_int_equal(find(f, &b), 7);
	a.guid = b.guid = STR("4711");
	a.url = STR("https://a.example/3");
	add(f, &a, 8);
	assert_int_equal(find(f, &b), 0);
}

static void does_not_take_a_front_page_for_an_article(void **state)
{
	struct fixture *f = *state;
	struct item a = make_item("https://a.example/", title, "");
	struct item b = make_item("https://a.example/", "Apples are red this autumn", "");

	a.guid = STR("1");
	b.guid = STR("2");
	add(f, &a, 7);
	assert_int_equal(find(f, &b), 0);
}

static void does_not_take_a_feeds_own_page_for_an_article(void **state)
{
	struct fixture *f = *state;
	struct item a =
	    make_item("https://a.example/show", "Episode 12 with Ada King", "");
	struct item b =
	    make_item("https://a.example/show", "Bob Noyce on silicon valleys", "");

	a.feed_id = b.feed_id = 3;
	a.guid = STR("1");
	b.guid = STR("2");
	add(f, &a, 7);
	assert_int_equal(find(f, &b), 0);
	b.feed_id = 4;
	assert_int_equal(find(f, &b), 7);
}

static void merges_other_outlets_by_their_words(void **state)
{
	struct fixture *f = *state;
	struct item a = make_item("https://a.example/1", title, "");
	struct item b = make_item(
	    "https://b.example/2", "Vodafone wins tax case review in India - B News", "");

	b.outlet = STR("B News");
	add(f, &a, 7);
	assert_int_equal(find(f, &b), 7);
}

static void compares_titles_where_one_has_no_summary(void **state)
{
	struct fixture *f = *state;
	struct item a = make_item("https://a.example/1", title,
	    "The highest court on Tuesday agreed to hear arguments that the company had "
	    "brought forward since the levy was announced five years ago in parliament");
	struct item b = make_item("https://b.example/2", title, "");

	add(f, &a, 7);
	assert_int_equal(find(f, &b), 7);
}

static void forgets_words_after_the_window_but_not_a_whole_text(void **state)
{
	struct fixture *f = *state;
	struct item a = make_item("https://a.example/1",
	    "Vodafone wins review of its tax case in India after five years", "");
	struct item b = make_item("https://b.example/2",
	    "Vodafone wins review of its tax case in India after five years", "");
	struct item c = make_item("https://c.example/3",
	    "Vodafone wins review of its tax case in India after long wait", "");

	add(f, &a, 7);
	b.published_at_s = c.published_at_s = monday_s + 200 * DAY_S;
	assert_int_equal(find(f, &b), 7);
	assert_int_equal(find(f, &c), 0);
}

static void keeps_the_issues_of_a_column_apart(void **state)
{
	struct fixture *f = *state;
	struct item a = make_item("https://a.example/1", "Weekly news quiz for students",
	    "Have you followed the news? Ten questions");
	struct item b = make_item("https://a.example/2", "Weekly news quiz for students",
	    "Another busy week. Have you followed it all?");

	add(f, &a, 7);
	b.published_at_s += 7 * DAY_S;
	assert_int_equal(find(f, &b), 0);
}

static void what_stands_below_each_text_of_an_outlet_makes_no_story(void **state)
{
	struct fixture *f = *state;
	const char *below =
	    "Subscribe to our letter and hear every morning what happened "
	    "overnight on markets in Asia, Europe and America";
	struct item a = make_item("https://a.example/1", "Vodafone wins tax case", below);
	struct item b = make_item("https://a.example/2", "Apples are red again", below);
	struct item c =
	    make_item("https://a.example/3", "UPDATE 1-Vodafone wins tax case", below);

	add(f, &a, 7);
	assert_int_equal(find(f, &b), 0);
	assert_int_equal(find(f, &c), 7);
}

static void other_numbers_count_against_it(void **state)
{
	struct fixture *f = *state;
	struct item a = make_item("", "Acme earnings rise 12 percent, shares jump", "");
	struct item same =
	    make_item("", "Acme earnings rise twelve percent, shares jump", "");
	struct item none = make_item("", "Acme earnings rise, shares jump", "");
	struct item other =
	    make_item("", "Acme earnings rise 20 percent, shares jump", "");

	assert_true(similarity(f, &a, &same) == 1);
	assert_true(similarity(f, &a, &none) < 0.7);
	assert_true(similarity(f, &a, &other) < 0.5);
}

static void the_day_tells_one_report_from_the_next(void **state)
{
	struct fixture *f = *state;
	struct item a = make_item("", "China stocks close higher Thursday", "");
	struct item b = make_item("", "China stocks close higher Friday", "");
	struct item c = make_item("", "Chinese stocks close higher", "");

	assert_true(similarity(f, &a, &b) < STORY_SAME);
	assert_true(similarity(f, &a, &c) > similarity(f, &a, &b));
}

static void says_related_below_the_border(void **state)
{
	struct fixture *f = *state;
	struct item a = make_item("https://a.example/1", title, "");
	struct item b = make_item("https://b.example/2",
	    "Vodafone tax case review: what Cairn Energy may hope for now", "");

	assert_true(similarity(f, &a, &b) >= STORY_RELATED);
}

static void what_comes_later_must_agree_more(void **state)
{
	struct fixture *f = *state;
	struct item a =
	    make_item("https://a.example/1", "Mt. Gox files for US bankruptcy", "");
	struct item b = make_item("https://b.example/2",
	    "Bitcoin exchange Mt. Gox seeks US bankruptcy shield", "");

	add(f, &a, 7);
	assert_int_equal(find(f, &b), 7);
	b.published_at_s += DAY_S;
	assert_int_equal(find(f, &b), 0);
	b.title = STR("Mt. Gox files for bankruptcy in US court");
	assert_int_equal(find(f, &b), 7);
}

static void what_has_no_date_counts_as_late(void **state)
{
	struct fixture *f = *state;
	struct item a =
	    make_item("https://a.example/1", "Mt. Gox files for US bankruptcy", "");
	struct item b = make_item("https://b.example/2",
	    "Bitcoin exchange Mt. Gox seeks US bankruptcy shield", "");

	a.published_at_s = NO_TIME;
	a.first_seen_at_s = monday_s;
	add(f, &a, 7);
	assert_int_equal(find(f, &b), 0);
	b.title = STR("Mt. Gox files for bankruptcy in US court");
	assert_int_equal(find(f, &b), 7);
}

static void groups_a_batch_and_joins_what_is_known(void **state)
{
	struct fixture *f = *state;
	struct item items[] = {
	    make_item("https://a.example/1", title, ""),
	    make_item("https://b.example/2", "Apples are red and sweet this autumn", ""),
	    make_item(
		"https://c.example/3", "Vodafone wins review of tax case in India", ""),
	    make_item(
		"https://d.example/4", "Mt. Gox files for US bankruptcy relief", ""),
	};
	struct item known =
	    make_item("https://e.example/5", "Mt. Gox files for bankruptcy in US", "");
	struct sketch batch[4];
	struct story_place places[4];
	struct story_index *x;

	add(f, &known, 42);
	for (size_t i = 0; i < 4; i++)
		sketcher_run(f->sketcher, &items[i], &batch[i]);
	x = make_index(f);
	story_index_group(x, batch, 4, places);
	story_index_free(x);
	assert_int_equal(places[0].first, 0);
	assert_int_equal(places[2].first, 0);
	assert_int_equal(places[1].first, 1);
	assert_int_equal(places[1].story_id, 0);
	assert_int_equal(places[3].story_id, 42);
}

static void knows_in_the_next_batch_what_was_settled(void **state)
{
	struct fixture *f = *state;
	struct story_index *x = make_index(f);
	const int64_t story_ids[] = {7, 8};
	struct story_place places[2];
	struct sketch batch[2];
	struct item a = make_item("https://a.example/1", title, "");
	struct item b =
	    make_item("https://b.example/2", "Apples are red this autumn", "");

	sketcher_run(f->sketcher, &a, &batch[0]);
	sketcher_run(f->sketcher, &b, &batch[1]);
	story_index_group(x, batch, 2, places);
	assert_true(places[0].story_id == 0 && places[1].first == 1);
	story_index_settle(x, story_ids);
	story_index_group(x, batch, 2, places);
	assert_int_equal(places[0].story_id, 7);
	assert_int_equal(places[1].story_id, 8);
	story_index_free(x);
}

static void groups_a_batch_that_is_older_than_what_is_known(void **state)
{
	struct fixture *f = *state;
	struct story_index *x = story_index_new(0, monday_s + 100 * DAY_S);
	struct story_place places[2];
	struct sketch batch[2];
	struct item a = make_item("https://a.example/1", title, "");
	struct item b = make_item(
	    "https://b.example/2", "Vodafone wins review of tax case in India", "");

	sketcher_run(f->sketcher, &a, &batch[0]);
	sketcher_run(f->sketcher, &b, &batch[1]);
	story_index_group(x, batch, 2, places);
	assert_int_equal(places[1].first, 0);
	story_index_free(x);
}

static void an_empty_batch_is_fine(void **state)
{
	const struct fixture *f = *state;
	struct story_place places[1];
	struct story_index *x = make_index(f);

	story_index_group(x, NULL, 0, places);
	story_index_settle(x, NULL);
	story_index_free(x);
}

static void knows_thousands_apart(void **state)
{
	struct fixture *f = *state;
	char url[64], words[128];

	for (int i = 1; i <= 3000; i++) {
		struct item it;

		snprintf(url, sizeof(url), "https://a.example/%d", i);
		snprintf(words, sizeof(words), "w%dq r%dt y%du i%do p%da", i, i * 7,
		    i * 11, i * 13, i * 17);
		it = make_item(url, words, "");
		add(f, &it, i);
	}
	for (int i = 1; i <= 3000; i += 100) {
		struct item it;

		snprintf(words, sizeof(words), "w%dq r%dt y%du i%do p%da", i, i * 7,
		    i * 11, i * 13, i * 17);
		it = make_item("https://b.example/x", words, "");
		assert_int_equal(find(f, &it), i);
	}
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    CASE(knows_an_address_whatever_it_tracks),
	    CASE(knows_a_global_guid_but_not_a_number),
	    CASE(does_not_take_a_front_page_for_an_article),
	    CASE(does_not_take_a_feeds_own_page_for_an_article),
	    CASE(merges_other_outlets_by_their_words),
	    CASE(compares_titles_where_one_has_no_summary),
	    CASE(forgets_words_after_the_window_but_not_a_whole_text),
	    CASE(keeps_the_issues_of_a_column_apart),
	    CASE(what_stands_below_each_text_of_an_outlet_makes_no_story),
	    CASE(other_numbers_count_against_it),
	    CASE(the_day_tells_one_report_from_the_next),
	    CASE(says_related_below_the_border),
	    CASE(what_comes_later_must_agree_more),
	    CASE(what_has_no_date_counts_as_late),
	    CASE(groups_a_batch_and_joins_what_is_known),
	    CASE(knows_in_the_next_batch_what_was_settled),
	    CASE(groups_a_batch_that_is_older_than_what_is_known),
	    CASE(an_empty_batch_is_fine),
	    CASE(knows_thousands_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
