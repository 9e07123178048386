/*
 * store_home.h - a store in a folder of its own, for the tests of store/.
 */
#ifndef STORE_HOME_H
#define STORE_HOME_H

#include "test.h"

#include "base/file.h"
#include "model/contact.h"
#include "store/contact.h"
#include "store/feed.h"
#include "store/item.h"
#include "store/store.h"
#include "store/story.h"
#include "store/suggestion.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define assert_ok(call) assert_int_equal((call), OK)

enum { NOW_S = 1763791200 }; /* 2025-11-22T06:00:00Z */

struct home {
	struct store *s;
	struct arena *a;
	struct err_info ei;
	char folder[64];
	char *path;
};

static inline int home_setup(void **state)
{
	struct home *h = calloc(1, sizeof(*h));

	snprintf(h->folder, sizeof(h->folder), "/tmp/sawthis-test-XXXXXX");
	assert_non_null(mkdtemp(h->folder));
	h->path = file_join(h->folder, "sawthis.db");
	h->a = arena_new();
	assert_ok(store_open(h->path, STORE_CREATE, &h->s, &h->ei));
	*state = h;
	return 0;
}

static inline int home_teardown(void **state)
{
	struct home *h = *state;
	char *pattern = file_join(h->folder, "*");
	glob_t files;

	store_close(h->s);
	arena_free(h->a);
	if (glob(pattern, 0, NULL, &files) == 0)
		for (size_t i = 0; i < files.gl_pathc; i++)
			unlink(files.gl_pathv[i]);
	globfree(&files);
	free(pattern);
	rmdir(h->folder);
	free(h->path);
	free(h);
	return 0;
}

static inline void home_reopen(struct home *h)
{
	store_close(h->s);
	h->s = NULL;
	assert_ok(store_open(h->path, 0, &h->s, &h->ei));
}

static inline int64_t home_add_contact(struct home *h, const char *name)
{
	const struct contact c = {.name = str_of(name)};
	int64_t id = 0;

	assert_ok(store_contact_insert(h->s, &c, &id, &h->ei));
	return id;
}

static inline int64_t home_add_feed(struct home *h, const char *url)
{
	const struct feed f = {.url = str_of(url), .title = STR("The Herald")};
	int64_t id = 0;
	bool is_new = false;

	assert_ok(store_feed_add(h->s, &f, &id, &is_new, &h->ei));
	return id;
}

static inline struct item home_item(const char *guid, const char *url, const char *title)
{
	return (struct item){.guid = str_of(guid),
	    .url = str_of(url),
	    .title = str_of(title),
	    .summary = STR("What happened, in short."),
	    .published_at_s = NOW_S - 3600,
	    .updated_at_s = NO_TIME,
	    .first_seen_at_s = NOW_S};
}

static inline struct item_put home_put(
    struct home *h, int64_t feed_id, const struct item *it)
{
	struct item_put put;

	assert_ok(store_items_put(h->s, feed_id, it, 1, &put, &h->ei));
	return put;
}

/* An item of its own story; returns the story. */
static inline int64_t home_add_story(struct home *h, int64_t feed_id, const char *name)
{
	char url[128];
	struct item it;
	struct story st = {.title = str_of(name), .first_seen_s = NOW_S};
	struct story_item part = {.url_key = 7, .at_s = NOW_S, .sketch = STR("sketch")};

	snprintf(url, sizeof(url), "https://herald.example/%s", name);
	it = home_item(url, url, name);
	part.item_id = home_put(h, feed_id, &it).id;
	assert_ok(store_story_insert(h->s, &st, 1, &h->ei));
	part.story_id = st.id;
	assert_ok(store_story_put_items(h->s, &part, 1, &h->ei));
	return part.story_id;
}

/* Returns 0 where the contact has the story already. */
static inline int64_t home_suggest(
    struct home *h, int64_t contact_id, int64_t story_id, points score)
{
	const struct match reason = {.term = STR("fusion"),
	    .text = STR("Fusion"),
	    .kind = TERM_INTEREST,
	    .field = FIELD_TITLE,
	    .end = 6,
	    .points = score - 1};
	struct suggestion sg = {.contact_id = contact_id,
	    .story_id = story_id,
	    .score = score,
	    .created_at_s = NOW_S,
	    .decided_at_s = NO_TIME,
	    .snoozed_until_s = NO_TIME,
	    .reasons = &reason,
	    .n_reasons = 1,
	    .adjustments = {{"freshness", 1}},
	    .n_adjustments = 1};
	struct item_query query = {.story_id = story_id};
	struct item *items;
	size_t n;
	int64_t id = -1;

	assert_ok(store_item_list(h->a, h->s, &query, &items, &n, &h->ei));
	sg.item_id = n ? items[0].id : 0;
	assert_ok(store_suggestion_insert(h->s, &sg, 1, &id, &h->ei));
	return id;
}

#endif
