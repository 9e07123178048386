/*
 * bench_store.c - what the database costs: items put for the first time and again,
 *against SQLite's own ON CONFLICT on a unique key; many contacts loaded, a
 * long queue listed. User CPU of this
 *thread.
 *
 *	bench_store [OUT] [ITEMS] [CONTACTS]
 */
#include "store/contact.h"
#include "store/feed.h"
#include "store/item.h"
#include "store/story.h"
#include "store/suggestion.h"

#include "base/mem.h"

#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { PER_FEED = 500, SUMMARY_BYTES = 300 };

static double cpu_s(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void check(enum err e, const struct err_info *ei)
{
	if (e == OK)
		return;
	fprintf(stderr, "bench_store: %s: %s\n", ei->source, ei->text);
	exit(1);
}

/* The documents of all feeds, made up once. */
struct corpus {
	struct arena *a;
	struct item *items;
	size_t n;
};

static struct corpus make_corpus(size_t n)
{
	static const char words[] = "markets rise as central bank holds rates while oil "
				    "falls and chip makers report record demand today ";
	struct corpus c = {.a = arena_new(), .n = n};
	char *summary = arena_alloc(c.a, SUMMARY_BYTES + 1, 1);

	for (size_t i = 0; i < SUMMARY_BYTES; i++)
		summary[i] = words[i % (sizeof(words) - 1)];
	c.items = arena_alloc(c.a, n, sizeof(*c.items));
	for (size_t i = 0; i < n; i++) {
		struct item *it = &c.items[i];
		size_t feed = i / PER_FEED;

		it->guid = str_of(arena_printf(c.a,
		    "https://news%zu.example/2025/11/story-%zu?p=%zu", feed, i, i * 7));
		it->url = str_of(arena_printf(c.a,
		    "https://news%zu.example/2025/11/story-%zu-with-a-long-name", feed,
		    i));
		it->title = str_of(arena_printf(c.a, "Story %zu: central bank holds", i));
		it->summary = (struct str){summary, SUMMARY_BYTES};
		it->published_at_s = 1700000000 + (int64_t)i;
		it->updated_at_s = NO_TIME;
		it->first_seen_at_s = 1763000000;
	}
	return c;
}

static size_t n_of_feed(const struct corpus *c, size_t first)
{
	return c->n - first < PER_FEED ? c->n - first : PER_FEED;
}

/* ---- sawthis ---- */

static double put_all(struct store *s, const struct corpus *c, const int64_t *feeds)
{
	struct err_info ei;
	double before = cpu_s();

	for (size_t i = 0; i < c->n; i += PER_FEED)
		check(store_items_put(s, feeds[i / PER_FEED], &c->items[i],
			  n_of_feed(c, i), NULL, &ei),
		    &ei);
	return cpu_s() - before;
}

static int64_t *add_feeds(struct store *s, const struct corpus *c)
{
	size_t n = c->n / PER_FEED + 1;
	int64_t *feeds = arena_alloc(c->a, n, sizeof(*feeds));
	struct err_info ei;
	bool is_new;

	check(store_begin(s, &ei), &ei);
	for (size_t i = 0; i < n; i++) {
		const struct feed f = {
		    .url = str_of(arena_printf(c->a, "https://news%zu.example/f", i))};

		check(store_feed_add(s, &f, &feeds[i], &is_new, &ei), &ei);
	}
	check(store_commit(s, &ei), &ei);
	return feeds;
}

/* ---- The peer: a unique key and ON CONFLICT ---- */

static void run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) == SQLITE_OK)
		return;
	fprintf(stderr, "bench_store: %s: %s\n", sql, why);
	exit(1);
}

static sqlite3 *open_peer(const char *path)
{
	sqlite3 *db;

	if (sqlite3_open(path, &db) != SQLITE_OK)
		exit(1);
	run(db,
	    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
	    "CREATE TABLE item (id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL,"
	    " guid TEXT NOT NULL, url TEXT, title TEXT, summary TEXT,"
	    " published_at_s INTEGER, first_seen_at_s INTEGER, UNIQUE (feed_id, guid))");
	return db;
}

static void bind_text(sqlite3_stmt *stmt, int i, struct str s)
{
	sqlite3_bind_text64(stmt, i, s.p, s.n, SQLITE_STATIC, SQLITE_UTF8);
}

static double put_all_peer(sqlite3 *db, const struct corpus *c)
{
	double before = cpu_s();
	sqlite3_stmt *stmt;

	sqlite3_prepare_v2(db,
	    "INSERT INTO item (feed_id, guid, url, title, summary, published_at_s,"
	    " first_seen_at_s) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
	    " ON CONFLICT DO UPDATE SET title = excluded.title, summary = "
	    "excluded.summary"
	    " WHERE title <> excluded.title OR summary <> excluded.summary",
	    -1, &stmt, NULL);
	for (size_t i = 0; i < c->n; i++) {
		const struct item *it = &c->items[i];

		if (i % PER_FEED == 0)
			run(db, "BEGIN");
		sqlite3_bind_int64(stmt, 1, (int64_t)(i / PER_FEED));
		bind_text(stmt, 2, it->guid);
		bind_text(stmt, 3, it->url);
		bind_text(stmt, 4, it->title);
		bind_text(stmt, 5, it->summary);
		sqlite3_bind_int64(stmt, 6, it->published_at_s);
		sqlite3_bind_int64(stmt, 7, it->first_seen_at_s);
		sqlite3_step(stmt);
		sqlite3_reset(stmt);
		if (i % PER_FEED == PER_FEED - 1 || i + 1 == c->n)
			run(db, "COMMIT");
	}
	sqlite3_finalize(stmt);
	return cpu_s() - before;
}

static void bench_items(struct store *s, const char *folder, size_t n)
{
	struct corpus c = make_corpus(n);
	char *path = arena_printf(c.a, "%s/peer.db", folder);
	sqlite3 *peer = open_peer(path);
	int64_t *feeds = add_feeds(s, &c);
	double first = put_all(s, &c, feeds), first_peer = put_all_peer(peer, &c);
	double again = put_all(s, &c, feeds), again_peer = put_all_peer(peer, &c);
	double us = 1e6 / (double)n;

	printf("%zu items, us an item: new %.2f (ON CONFLICT %.2f), known %.2f (%.2f)\n",
	    n, first * us, first_peer * us, again * us, again_peer * us);
	printf("ratio store-new-item-to-on-conflict %.2f\n", first / first_peer);
	printf("ratio store-known-item-to-on-conflict %.2f 0.25\n", again / again_peer);
	sqlite3_close(peer);
	arena_free(c.a);
}

/* ---- Contacts ---- */

enum { INTERESTS = 10, COMPANIES = 5000 };

static void add_contacts(struct store *s, size_t n)
{
	struct err_info ei;
	struct arena *a = arena_new();

	check(store_begin(s, &ei), &ei);
	for (size_t i = 0; i < n; i++) {
		struct interest interests[INTERESTS];
		struct contact c = {
		    .interests = interests,
		    .n_interests = INTERESTS,
		};
		int64_t id;

		arena_reset(a);
		c.name = str_of(arena_printf(a, "Person %zu", i));
		c.email = str_of(arena_printf(a, "person%zu@work.example", i));
		c.company = str_of(arena_printf(a, "Company %zu", i % COMPANIES));
		for (size_t k = 0; k < INTERESTS; k++)
			interests[k] = (struct interest){.weight = 1,
			    .term = str_of(arena_printf(a, "term %zu", i * 7 + k))};
		check(store_contact_insert(s, &c, &id, &ei), &ei);
	}
	check(store_commit(s, &ei), &ei);
	arena_free(a);
}

static void bench_contacts(struct store *s, size_t n)
{
	struct arena *a = arena_new();
	struct contact *contacts;
	struct err_info ei;
	double start = cpu_s(), added, loaded;
	size_t n_loaded;

	add_contacts(s, n);
	added = cpu_s();
	check(store_contact_list(a, s, NULL, &contacts, &n_loaded, &ei), &ei);
	loaded = cpu_s();
	printf(
	    "%zu contacts of %d interests: added in %.2f s, loaded in %.2f s, %.0f MB\n",
	    n_loaded, INTERESTS, added - start, loaded - added,
	    (double)arena_size_bytes(a) / 1e6);
	arena_free(a);
}

/* ---- The queue ---- */

enum { SUGGESTIONS = 10000, CONTACTS_WITH_ANY = 5000, SHOWN = 50 };

/* The items of the feeds are there already, in the order of their ids. */
static void add_suggestions(struct store *s)
{
	const struct match reasons[] = {
	    {.term = STR("central bank"), .text = STR("central bank"), .points = 400000},
	    {.term = STR("oil"), .field = FIELD_SUMMARY, .points = 200000}};
	struct err_info ei;

	check(store_begin(s, &ei), &ei);
	for (int i = 0; i < SUGGESTIONS; i++) {
		struct suggestion sg = {.contact_id = i % CONTACTS_WITH_ANY + 1,
		    .item_id = i + 1,
		    .score = 600000 - i,
		    .created_at_s = 1763000000,
		    .reasons = reasons,
		    .n_reasons = 2};
		struct story st = {.title = STR("Central bank holds")};
		struct story_item part = {.item_id = i + 1, .at_s = 1763000000};

		check(store_story_insert(s, &st, 1, &ei), &ei);
		part.story_id = sg.story_id = st.id;
		check(store_story_put_items(s, &part, 1, &ei), &ei);
		check(store_suggestion_insert(s, &sg, 1, NULL, &ei), &ei);
	}
	check(store_commit(s, &ei), &ei);
}

static double list_ms(struct store *s, const struct suggestion_query *query)
{
	struct arena *a = arena_new();
	struct queue_entry *list;
	struct err_info ei;
	double start = cpu_s();
	size_t n;

	check(store_suggestion_list(a, s, query, &list, &n, &ei), &ei);
	start = cpu_s() - start;
	arena_free(a);
	return start * 1e3;
}

static void bench_queue(struct store *s)
{
	const struct str word = STR("person 4999");
	double start = cpu_s();

	add_suggestions(s);
	printf(
	    "%d suggestions: queued in %.0f ms; ", SUGGESTIONS, (cpu_s() - start) * 1e3);
	printf("listed in ms: best %d %.1f, of a contact %.1f, by words %.1f, all %.1f\n",
	    SHOWN, list_ms(s, &(struct suggestion_query){.limit = SHOWN}),
	    list_ms(s, &(struct suggestion_query){.contact_id = 7}),
	    list_ms(s, &(struct suggestion_query){.words = &word, .n_words = 1}),
	    list_ms(s, &(struct suggestion_query){0}));
}

static void bench_open(const char *path)
{
	struct err_info ei;
	struct store *s;
	double start = cpu_s();

	check(store_open(path, 0, &s, &ei), &ei);
	printf("opened in %.1f ms\n", (cpu_s() - start) * 1e3);
	store_close(s);
}

int main(int argc, char **argv)
{
	int64_t n_items = 200000, n_contacts = 100000;
	char folder[] = "/tmp/sawthis-bench-XXXXXX", path[64];
	const char *const files[] = {
	    "peer.db", "peer.db-wal", "peer.db-shm", "sawthis.db"};
	struct err_info ei;
	struct store *s;

	if ((argc > 2 && !str_to_int(str_of(argv[2]), 1, INT32_MAX, &n_items)) ||
	    (argc > 3 && !str_to_int(str_of(argv[3]), 1, INT32_MAX, &n_contacts)) ||
	    !mkdtemp(folder))
		return 1;
	snprintf(path, sizeof(path), "%s/sawthis.db", folder);
	check(store_open(path, STORE_CREATE, &s, &ei), &ei);
	bench_items(s, folder, (size_t)n_items);
	bench_contacts(s, (size_t)n_contacts);
	bench_queue(s);
	store_close(s);
	bench_open(path);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, files[i]);
		unlink(path);
	}
	rmdir(folder);
	return 0;
}
