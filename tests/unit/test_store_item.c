/*
 * test_store_item.c - an item is known again, whatever its feed does to it, and no two
 * items become one.
 */
#include "store_home.h"

#include "store/upkeep.h"

static int64_t count_items(struct home *h)
{
	int64_t n = -1;

	assert_ok(store_item_count(h->s, &n, &h->ei));
	return n;
}

static void keeps_every_field_of_an_item(void **state)
{
	struct home *h = *state;
	int64_t feed_id = home_add_feed(h, "https://herald.example/feed");
	const struct str categories[] = {STR("Energy"), STR("Science & more")};
	struct item it = home_item("tag:1", "https://herald.example/1", "Fusion works"),
		    got;
	struct str url;

	it.author = STR("A. Writer");
	it.outlet = STR("Wire");
	it.language = STR("en-gb");
	it.categories = categories;
	it.n_categories = 2;
	it.updated_at_s = NOW_S - 60;
	it.date_as_given = STR("yesterday");
	assert_ok(store_item_get(h->a, h->s, home_put(h, feed_id, &it).id, &got, &h->ei));
	assert_int_equal(got.feed_id, feed_id);
	assert_int_equal(got.story_id, 0);
	assert_str_equal(got.guid, "tag:1");
	assert_str_equal(got.url, "https://herald.example/1");
	assert_str_equal(got.title, "Fusion works");
	assert_str_equal(got.summary, "What happened, in short.");
	assert_str_equal(got.author, "A. Writer");
	assert_str_equal(got.outlet, "Wire");
	assert_str_equal(got.language, "en-gb");
	assert_int_equal(got.n_categories, 2);
	assert_str_equal(got.categories[0], "Energy");
	assert_str_equal(got.categories[1], "Science & more");
	assert_int_equal(got.published_at_s, NOW_S - 3600);
	assert_int_equal(got.updated_at_s, NOW_S - 60);
	assert_int_equal(got.first_seen_at_s, NOW_S);
	assert_str_equal(got.date_as_given, "yesterday");
	assert_ok(store_item_feed_url(h->a, h->s, got.id, &url, &h->ei));
	assert_str_equal(url, "https://herald.example/feed");
}

static void fills_in_guid_and_outlet_that_say_nothing_new(void **state)
{
	struct home *h = *state;
	struct item it = home_item("https://x.example/1", "https://x.example/1", "One"),
		    got;

	it.outlet = STR("The Herald");
	assert_ok(store_item_get(h->a, h->s,
	    home_put(h, home_add_feed(h, "https://x.example/f"), &it).id, &got, &h->ei));
	assert_str_equal(got.guid, "https://x.example/1");
	assert_str_equal(got.outlet, "The Herald");
}

/* Two versions of an item in one feed: how the second is taken. */
static void knows_an_item_again(void **state)
{
	const struct {
		const char *what;
		struct item first, second;
		enum item_fate fate;
	} cases[] = {
	    {"the same", home_item("g", "https://x.example/1", "T"),
		home_item("g", "https://x.example/1", "T"), ITEM_KNOWN},
	    {"title changed", home_item("g", "https://x.example/1", "T"),
		home_item("g", "https://x.example/1", "T, updated"), ITEM_UPDATED},
	    {"link changed", home_item("g", "https://x.example/1", "T"),
		home_item("g", "https://x.example/one", "T"), ITEM_UPDATED},
	    {"guid changed", home_item("g", "https://x.example/1", "T"),
		home_item("h", "https://x.example/1", "T"), ITEM_KNOWN},
	    {"guid and tracking changed", home_item("g", "https://x.example/1", "T"),
		home_item("h", "https://x.example/1?utm_source=rss", "T"), ITEM_UPDATED},
	    {"guid and link changed", home_item("g", "https://x.example/1", "T"),
		home_item("h", "https://y.example/2", "T"), ITEM_UPDATED},
	    {"scheme of guid changed",
		home_item("http://x.example/?p=1", "https://x.example/1", "T"),
		home_item("https://www.x.example/?p=1", "https://x.example/2", "U"),
		ITEM_UPDATED},
	    {"another", home_item("g", "https://x.example/1", "T"),
		home_item("h", "https://x.example/2", "U"), ITEM_NEW},
	    {"another at the front page", home_item("g", "https://x.example/", "T"),
		home_item("h", "https://x.example/", "U"), ITEM_NEW},
	    {"another that has the front page for a guid",
		home_item("https://x.example/", "https://x.example/", "T"),
		home_item("https://x.example/", "https://x.example/", "U"), ITEM_NEW},
	};
	struct home *h = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char feed_url[64];
		struct item_put first, second;
		int64_t feed_id;

		snprintf(feed_url, sizeof(feed_url), "https://x.example/feed%zu", i);
		feed_id = home_add_feed(h, feed_url);
		first = home_put(h, feed_id, &cases[i].first);
		second = home_put(h, feed_id, &cases[i].second);
		assert_int_equal(first.fate, ITEM_NEW);
		if (second.fate != cases[i].fate)
			print_error("case: %s\n", cases[i].what);
		assert_int_equal(second.fate, cases[i].fate);
		assert_int_equal(second.id == first.id, cases[i].fate != ITEM_NEW);
		/* And the second version is known as such. */
		assert_int_equal(home_put(h, feed_id, &cases[i].second).fate, ITEM_KNOWN);
	}
}

static void updates_in_place_and_keeps_when_it_was_first_seen(void **state)
{
	struct home *h = *state;
	int64_t feed_id = home_add_feed(h, "https://x.example/f");
	struct item it = home_item("g", "https://x.example/1", "Before"), got;
	int64_t id = home_put(h, feed_id, &it).id;

	it.title = STR("After");
	it.first_seen_at_s = NOW_S + 5000;
	it.published_at_s = NO_TIME;
	assert_int_equal(home_put(h, feed_id, &it).fate, ITEM_UPDATED);
	assert_ok(store_item_get(h->a, h->s, id, &got, &h->ei));
	assert_str_equal(got.title, "After");
	assert_int_equal(got.first_seen_at_s, NOW_S);
	assert_int_equal(got.published_at_s, NOW_S - 3600);
	assert_int_equal(count_items(h), 1);
}

static void does_not_flood_when_a_feed_changes_all_guids_or_links(void **state)
{
	struct home *h = *state;
	int64_t feed_id = home_add_feed(h, "https://x.example/f");
	char text[3][30][64];
	struct item items[30];
	struct item_put put[30];

	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < 30; i++) {
			snprintf(text[0][i], 64, "guid-%d-%zu", round > 0, i);
			snprintf(text[1][i], 64, "https://x.example/%s/%zu",
			    round > 1 ? "new" : "old", i);
			snprintf(text[2][i], 64, "Title %zu", i);
			items[i] = home_item(text[0][i], text[1][i], text[2][i]);
		}
		assert_ok(store_items_put(h->s, feed_id, items, 30, put, &h->ei));
		for (size_t i = 0; i < 30; i++)
			assert_int_equal(put[i].fate == ITEM_NEW, round == 0);
	}
	assert_int_equal(count_items(h), 30);
}

static void keeps_apart_what_a_document_gives_one_guid_or_link(void **state)
{
	struct home *h = *state;
	int64_t feed_id = home_add_feed(h, "https://x.example/f");
	const struct item items[] = {
	    home_item("same", "https://x.example/1", "One"),
	    home_item("same", "https://x.example/2", "Two"),
	    home_item("same", "https://x.example/2", "Three"),
	    home_item("a", "https://x.example/shop", "Four"),
	    home_item("b", "https://x.example/shop", "Five"),
	};
	struct item_put put[5];

	for (int round = 0; round < 2; round++) {
		assert_ok(store_items_put(h->s, feed_id, items, 5, put, &h->ei));
		for (size_t i = 0; i < 5; i++)
			assert_int_equal(put[i].fate, round ? ITEM_KNOWN : ITEM_NEW);
	}
	assert_int_equal(count_items(h), 5);
}

static void takes_copies_within_a_document_once(void **state)
{
	struct home *h = *state;
	int64_t feed_id = home_add_feed(h, "https://x.example/f");
	const struct item items[] = {
	    home_item("g", "https://x.example/1", "One"),
	    home_item("g", "https://x.example/1", "One"),
	    home_item("h", "https://x.example/2", "Two"),
	};
	struct item_put put[3];

	assert_ok(store_items_put(h->s, feed_id, items, 3, put, &h->ei));
	assert_int_equal(count_items(h), 2);
	assert_ok(store_items_put(h->s, feed_id, items, 3, put, &h->ei));
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(put[i].fate, ITEM_KNOWN);
}

static void keeps_items_and_knows_them_when_a_feed_returns(void **state)
{
	struct home *h = *state;
	int64_t feed_id = home_add_feed(h, "https://x.example/f"), n;
	struct item it = home_item("g", "https://x.example/1", "One");
	struct feed *feeds;
	size_t n_feeds;

	home_put(h, feed_id, &it);
	assert_ok(store_feed_remove(h->s, feed_id, &h->ei));
	assert_ok(store_feed_list(h->a, h->s, &feeds, &n_feeds, &h->ei));
	assert_int_equal(n_feeds, 0);
	assert_ok(store_feed_find(h->s, STR("https://x.example/f"), &n, &h->ei));
	assert_int_equal(n, 0);
	assert_int_equal(count_items(h), 1);
	assert_int_equal(home_add_feed(h, "https://x.example/f"), feed_id);
	assert_int_equal(home_put(h, feed_id, &it).fate, ITEM_KNOWN);
	assert_ok(store_feed_list(h->a, h->s, &feeds, &n_feeds, &h->ei));
	assert_int_equal(n_feeds, 1);
	assert_int_equal(feeds[0].n_items, 1);
}

static void lists_by_words_dates_feed_and_pages(void **state)
{
	struct home *h = *state;
	int64_t one = home_add_feed(h, "https://x.example/1");
	int64_t two = home_add_feed(h, "https://x.example/2");
	struct item a = home_item("a", "https://x.example/a", "Nestlé opens in Zürich");
	struct item b = home_item("b", "https://x.example/b", "Fusion works");
	const struct str words[] = {STR("ZURICH"), STR("nestle")};
	struct item *items;
	size_t n;

	b.published_at_s = NOW_S - 90 * DAY_S;
	home_put(h, one, &a);
	home_put(h, two, &b);

	const struct {
		struct item_query query;
		size_t n;
		const char *first;
	} cases[] = {
	    {{0}, 2, "a"},
	    {{.words = words, .n_words = 2}, 1, "a"},
	    {{.since_s = NOW_S - DAY_S}, 1, "a"},
	    {{.until_s = NOW_S - DAY_S}, 1, "b"},
	    {{.feed_id = two}, 1, "b"},
	    {{.after_id = 1}, 1, "b"},
	    {{.limit = 1}, 1, "a"},
	    {{.is_newest_first = true, .limit = 1}, 1, "a"},
	    {{.is_without_story = true}, 2, "a"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_ok(
		    store_item_list(h->a, h->s, &cases[i].query, &items, &n, &h->ei));
		assert_int_equal(n, cases[i].n);
		assert_str_equal(items[0].guid, cases[i].first);
	}
}

static void lists_texts_alone_for_matching(void **state)
{
	const struct item_query all = {.is_text_only = true};
	struct home *h = *state;
	int64_t feed = home_add_feed(h, "https://x.example/f");
	struct item it = home_item("tag:1", "https://x.example/a", "Title"), *items;
	struct item later = home_item("tag:2", "https://x.example/b", "Later");
	struct item_query old = {.is_text_only = true};
	size_t n;

	it.summary = STR("Summary");
	it.published_at_s -= DAY_S;
	(void)home_put(h, feed, &it);
	(void)home_put(h, feed, &later);
	assert_ok(store_item_list(h->a, h->s, &all, &items, &n, &h->ei));
	assert_int_equal(n, 2);
	assert_str_equal(items[0].title, "Title");
	assert_str_equal(items[0].summary, "Summary");
	assert_int_equal(item_date_s(&items[0]), it.published_at_s);
	assert_null(items[0].url.p);
	old.until_s = later.published_at_s;
	assert_ok(store_item_list(h->a, h->s, &old, &items, &n, &h->ei));
	assert_int_equal(n, 1);
}

static void finds_an_item_by_what_somebody_wrote_down(void **state)
{
	struct home *h = *state;
	int64_t feed = home_add_feed(h, "https://x.example/f"), other, id, found;
	struct item it = home_item("tag:1", "https://x.example/a?utm_source=rss", "T");
	struct item newer = home_item("tag:2", "https://y.example/b", "U");
	const char *const texts[] = {"tag:1", " https://x.example/a?utm_source=rss\n",
	    "https://x.example/a", "http://www.x.example/a?fbclid=1"};

	id = home_put(h, feed, &it).id;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_ok(store_item_find(h->s, str_of(texts[i]), &found, &h->ei));
		assert_int_equal(found, id);
	}
	assert_ok(store_item_find(h->s, STR("https://x.example/"), &found, &h->ei));
	assert_int_equal(found, 0);
	assert_ok(store_item_find(h->s, STR(""), &found, &h->ei));
	assert_int_equal(found, 0);
	/* Of two the newest; what was put since is found. */
	other = home_put(h, feed, &newer).id;
	newer.title = STR("V");
	found = home_put(h, home_add_feed(h, "https://y.example/f"), &newer).id;
	assert_int_not_equal(found, other);
	assert_ok(store_item_find(h->s, STR("tag:2"), &id, &h->ei));
	assert_int_equal(id, found);
}

static void gives_up_the_feed_alone_that_fails(void **state)
{
	struct home *h = *state;
	struct item it = home_item("g", "https://x.example/1", "One");
	struct item_put put;

	assert_int_equal(store_items_put(h->s, 99, &it, 1, &put, &h->ei), ERR_NOINPUT);
	assert_int_equal(count_items(h), 0);
	assert_int_equal(
	    home_put(h, home_add_feed(h, "https://x.example/f"), &it).fate, ITEM_NEW);
}

static uint64_t state_of(struct home *h)
{
	uint64_t state;

	assert_ok(store_item_state(h->s, &state, &h->ei));
	return state;
}

static void tells_that_items_came_changed_or_went(void **state)
{
	struct home *h = *state;
	int64_t feed = home_add_feed(h, "https://x.example/f"), last;
	struct item it = home_item("g", "https://x.example/1", "One");
	uint64_t before = state_of(h), then;
	struct purged purged;

	home_put(h, feed, &it);
	assert_true((then = state_of(h)) != before);
	home_put(h, feed, &it);
	assert_true(state_of(h) == then);
	it.summary = STR("Now with more to say");
	home_put(h, feed, &it);
	assert_true(state_of(h) != then);
	then = state_of(h);
	assert_ok(store_purge(h->s, NOW_S + DAY_S, NOW_S + DAY_S, &purged, &h->ei));
	assert_int_equal(purged.n_items, 1);
	assert_true(state_of(h) != then);
	assert_ok(store_item_last(h->s, &last, &h->ei));
	assert_int_equal(last, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, home_setup, home_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(keeps_every_field_of_an_item),
	    TEST(fills_in_guid_and_outlet_that_say_nothing_new),
	    TEST(knows_an_item_again),
	    TEST(updates_in_place_and_keeps_when_it_was_first_seen),
	    TEST(does_not_flood_when_a_feed_changes_all_guids_or_links),
	    TEST(keeps_apart_what_a_document_gives_one_guid_or_link),
	    TEST(takes_copies_within_a_document_once),
	    TEST(keeps_items_and_knows_them_when_a_feed_returns),
	    TEST(lists_by_words_dates_feed_and_pages),
	    TEST(lists_texts_alone_for_matching),
	    TEST(finds_an_item_by_what_somebody_wrote_down),
	    TEST(gives_up_the_feed_alone_that_fails),
	    TEST(tells_that_items_came_changed_or_went),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
