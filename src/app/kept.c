/*
 * kept.c - records in memory, each with the version of the database that they were read
 * from. In: a home. Out: records that are as the database is. Always: what is kept can be
 * thrown away at any time.
 */
#include "app/kept.h"

#include "base/fold.h"
#include "base/mem.h"
#include "store/item.h"
#include "store/upkeep.h"

#include <stdlib.h>

enum {
	NEWS_MAX = 200000, /* items; a home with more loads them each time */
	WORDS_MAX_BYTES = 64 << 10,
	TEXT_MAX_BYTES = 4 << 20,
};

struct kept {
	struct {
		struct arena *arena; /* NULL: nothing is kept */
		struct item *items;
		size_t n;
		int64_t version, since_s;
	} news;
	struct {
		struct match_index *index; /* NULL: nothing is kept */
		struct matching m;
		struct arena *pairs; /* of the last answer */
		int64_t version, changes;
	} people;
	struct {
		struct arena *arena; /* NULL: nothing is kept */
		struct tuning_term *terms;
		size_t n;
		int64_t contact_id, version, changes, since_s;
	} report;
};

struct kept *kept_new(void)
{
	return mem_new(1, sizeof(struct kept));
}

static void drop_news(struct kept *k)
{
	arena_free(k->news.arena);
	k->news.arena = NULL;
}

static void drop_report(struct kept *k)
{
	arena_free(k->report.arena);
	k->report.arena = NULL;
}

void kept_forget(struct kept *k)
{
	if (!k || !k->people.index)
		return;
	match_index_free(k->people.index);
	matching_free(&k->people.m);
	arena_free(k->people.pairs);
	k->people.index = NULL;
}

void kept_drop(struct kept *k)
{
	drop_news(k);
	drop_report(k);
	kept_forget(k);
}

void kept_free(struct kept *k)
{
	if (!k)
		return;
	kept_drop(k);
	free(k);
}

/* ---- News ------------------------------------------------------------------------ */

/* From midnight, so that it means the same all day. */
static int64_t news_since_s(void)
{
	int64_t now_s = clock_now_s();

	return now_s - now_s % DAY_S - KEPT_DAYS * (int64_t)DAY_S;
}

static bool is_news_true(const struct kept *k, int64_t version)
{
	return k->news.arena && k->news.version == version &&
	       k->news.since_s == news_since_s();
}

static enum err renew_news(struct home *h, int64_t version, struct err_info *ei)
{
	struct kept *k = h->kept;
	const struct item_query query = {.since_s = news_since_s()};
	struct arena *a;
	enum err e;

	if (is_news_true(k, version))
		return OK;
	drop_news(k);
	a = arena_new();
	e = store_item_list(a, h->store, &query, &k->news.items, &k->news.n, ei);
	if (e != OK) {
		arena_free(a);
		return e;
	}
	k->news.arena = a;
	k->news.version = version;
	k->news.since_s = query.since_s;
	return OK;
}

/* Whether there is as little news as may be kept. */
static enum err is_little_news(struct home *h, bool *out, struct err_info *ei)
{
	int64_t n = 0;
	enum err e = h->kept ? store_item_count(h->store, &n, ei) : OK;

	*out = h->kept && n <= NEWS_MAX;
	return e;
}

enum err kept_news(
    struct arena *a, struct home *h, struct item **out, size_t *n, struct err_info *ei)
{
	const struct item_query query = {.since_s = news_since_s()};
	int64_t version = 0, changes;
	bool is_kept;
	enum err e = is_little_news(h, &is_kept, ei);

	if (e != OK || !is_kept)
		return e == OK ? store_item_list(a, h->store, &query, out, n, ei) : e;
	if ((e = store_version(h->store, &version, &changes, ei)) == OK)
		e = renew_news(h, version, ei);
	if (e == OK) {
		*out = h->kept->news.items;
		*n = h->kept->news.n;
	}
	return e;
}

static bool has_words(const struct item *it, struct str words, struct buf *text)
{
	buf_reset(text);
	fold_put(text, it->title);
	buf_putc(text, '\n');
	fold_put(text, it->summary);
	buf_putc(text, '\n');
	fold_put(text, it->author);
	for (size_t i = 0; i < it->n_categories; i++) {
		buf_putc(text, '\n');
		fold_put(text, it->categories[i]);
	}
	return fold_has_words(buf_borrow(text), words);
}

static int newest_first(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int64_t p = item_date_s(x), q = item_date_s(y);

	return p != q ? (p < q) - (p > q) : (x->id < y->id) - (x->id > y->id);
}

/* Those of the kept news that have the words, newest first. */
static struct item *find_kept(struct arena *a, const struct kept *k,
    const struct str *words, size_t n_words, size_t *n_out)
{
	struct item *found = NULL;
	struct buf folded, text;
	size_t n = 0, cap = 0;

	buf_init(&folded, WORDS_MAX_BYTES);
	buf_init(&text, TEXT_MAX_BYTES);
	for (size_t i = 0; i < n_words; i++) {
		fold_put(&folded, words[i]);
		buf_putc(&folded, '\n');
	}
	for (size_t i = 0; i < k->news.n; i++)
		if (has_words(&k->news.items[i], buf_borrow(&folded), &text)) {
			arena_grow(a, &found, n, &cap, sizeof(*found));
			found[n++] = k->news.items[i];
		}
	buf_clear(&folded);
	buf_clear(&text);
	if (n > 1)
		qsort(found, n, sizeof(*found), newest_first);
	*n_out = n;
	return found;
}

/* What is kept answers where it is all there is, or gives as many as are asked for. */
enum err kept_find(struct arena *a, struct home *h, const struct str *words,
    size_t n_words, size_t most, struct item **out, size_t *n, struct err_info *ei)
{
	const struct item_query all = {
	    .words = words, .n_words = n_words, .is_newest_first = true, .limit = most};
	struct item *kept;
	size_t n_kept = 0, n_found = 0;
	int64_t n_stored = 0;
	bool is_kept;
	enum err e = is_little_news(h, &is_kept, ei);

	if (e == OK && is_kept)
		e = kept_news(a, h, &kept, &n_kept, ei);
	if (e == OK)
		e = store_item_count(h->store, &n_stored, ei);
	if (e != OK)
		return e;
	if (is_kept)
		*out = find_kept(a, h->kept, words, n_words, &n_found);
	if (!is_kept || (n_found < most && (size_t)n_stored != n_kept))
		return store_item_list(a, h->store, &all, out, n, ei);
	*n = n_found < most ? n_found : most;
	return OK;
}

/* ---- People ---------------------------------------------------------------------- */

static enum err renew_people(
    struct home *h, int64_t version, int64_t changes, struct err_info *ei)
{
	struct kept *k = h->kept;
	enum err e;

	kept_forget(k);
	e = matching_load_people(h, &k->people.m, ei);
	if (e != OK)
		return e;
	k->people.index = match_index_new(k->people.m.contacts, k->people.m.n_contacts,
	    k->people.m.companies, k->people.m.n_companies, NULL);
	k->people.pairs = arena_new();
	k->people.version = version;
	k->people.changes = changes;
	return OK;
}

enum err kept_match(struct home *h, const struct item *item, size_t most,
    const struct matching **people, struct pair **pairs, size_t *n, struct err_info *ei)
{
	const struct match_limits limits = {.per_item = most};
	struct kept *k = h->kept;
	int64_t version = 0, changes = 0;
	enum err e = store_version(h->store, &version, &changes, ei);

	if (e == OK && (!k->people.index || k->people.version != version))
		e = renew_people(h, version, changes, ei);
	if (e != OK)
		return e;
	arena_reset(k->people.pairs);
	match_forget(k->people.index);
	*people = &k->people.m;
	e = match_items(k->people.index, item, 1, &limits, k->people.pairs, pairs, n);
	return e == OK ? OK : err_set(ei, e, NULL, "the item cannot be matched");
}

enum err kept_renew(struct home *h, struct err_info *ei)
{
	struct kept *k = h->kept;
	int64_t version = 0, changes = 0;
	bool is_kept = false;
	enum err e = store_version(h->store, &version, &changes, ei);

	if (e == OK && !is_news_true(k, version))
		e = is_little_news(h, &is_kept, ei);
	if (e == OK && is_kept)
		e = renew_news(h, version, ei);
	if (e == OK && (!k->people.index || k->people.version != version ||
			   k->people.changes != changes))
		e = renew_people(h, version, changes, ei);
	return e;
}

/* ---- The report of a contact's terms --------------------------------------------- */

enum err kept_report(struct home *h, int64_t contact_id, struct tuning_term **out,
    size_t *n, struct err_info *ei)
{
	struct kept *k = h->kept;
	int64_t version = 0, changes = 0, since_s = news_since_s();
	enum err e = store_version(h->store, &version, &changes, ei);
	bool is_true = k->report.arena && k->report.contact_id == contact_id &&
		       k->report.version == version && k->report.changes == changes &&
		       k->report.since_s == since_s;

	if (e == OK && !is_true) {
		drop_report(k);
		k->report.arena = arena_new();
		e = tuning_report(
		    k->report.arena, h, contact_id, &k->report.terms, &k->report.n, ei);
		k->report.contact_id = contact_id;
		k->report.version = version;
		k->report.changes = changes;
		k->report.since_s = since_s;
	}
	if (e != OK) {
		drop_report(k);
		return e;
	}
	*out = k->report.terms;
	*n = k->report.n;
	return OK;
}
