/*
 * item.c - the tables item and item_mark, written: what a feed's document carries becomes
 * new items, changed items, or nothing. Always: one transaction a document; an item keeps
 * its id and when it was first seen; rows are added in the order of their keys.
 */
#include "store/item.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/known.h"
#include "store/rows.h"
#include "store/run.h"

#include <stdlib.h>

#define LAST_ID	  "store.last_item_id"
#define N_CHANGED "store.n_items_changed"

/* One document on its way into the tables. */
struct putting {
	struct store *s;
	int64_t feed_id;
	struct str feed_title;
	const struct item *items;
	size_t n;
	struct item_mark *marks; /* of the feed */
	size_t n_marks;
	struct recognised *known; /* of each item */
	size_t *fresh;		  /* the items that are new, in the order of their ids */
	size_t n_fresh;
	int64_t first_id; /* of them, less one: the last that was given before */
	int64_t n_changed;
	int64_t now_s;
	struct buf text; /* for categories */
};

static enum err load_marks(struct putting *p, struct err_info *ei)
{
	struct query q = query_open(p->s, SQL_ITEM_MARK_LIST);
	size_t cap = 0;

	put_int(&q, p->feed_id);
	while (query_next(&q)) {
		struct item_mark *m;

		mem_grow(&p->marks, p->n_marks, &cap, sizeof(*p->marks));
		m = &p->marks[p->n_marks++];
		m->item_id = get_int(&q);
		m->keys.guid = get_hash(&q);
		m->keys.url = get_hash(&q);
		m->keys.title = get_hash(&q);
		m->keys.content = get_hash(&q);
	}
	return query_close(&q, ei);
}

static struct str join_categories(struct buf *b, const struct item *it)
{
	buf_reset(b);
	for (size_t i = 0; i < it->n_categories; i++) {
		if (i)
			buf_putc(b, '\n');
		buf_put_str(b, it->categories[i]);
	}
	return it->n_categories ? buf_borrow(b) : (struct str){NULL, 0};
}

/* A time more than a day ahead of when the item was seen is a mistake of the feed (what
 * it wrote is kept in date_as_given): `instead` stands for it. */
static int64_t believe(int64_t at_s, int64_t seen_at_s, int64_t instead)
{
	return at_s > seen_at_s + DAY_S ? instead : at_s;
}

/* What stands in the table as the feed's: nothing. */
static struct str unless_same(struct str s, struct str known)
{
	return str_eq(s, known) ? (struct str){NULL, 0} : s;
}

/* ---- New items -------------------------------------------------------------------- */

static void put_item_row(struct row *r, const void *records, size_t i)
{
	struct putting *p = *(struct putting *const *)records;
	const struct item *it = &p->items[p->fresh[i]];
	int64_t seen_at_s = it->first_seen_at_s ? it->first_seen_at_s : p->now_s;

	row_put_int(r, p->first_id + 1 + (int64_t)i);
	row_put_text(r, unless_same(it->guid, it->url));
	row_put_text(r, it->url);
	row_put_text(r, it->title);
	row_put_text(r, it->summary);
	row_put_text(r, it->author);
	row_put_text(r, unless_same(it->outlet, p->feed_title));
	row_put_text(r, it->language);
	row_put_text(r, join_categories(&p->text, it));
	row_put_time(r, believe(it->published_at_s, seen_at_s, seen_at_s));
	row_put_time(r, believe(it->updated_at_s, seen_at_s, seen_at_s));
	row_put_text(r, it->date_as_given);
	row_put_int(r, p->feed_id);
	row_put_int(r, seen_at_s);
}

static void put_mark_row(struct row *r, const void *records, size_t i)
{
	const struct putting *p = *(struct putting *const *)records;
	const struct item_keys *keys = &p->known[p->fresh[i]].keys;

	row_put_int(r, p->feed_id);
	row_put_int(r, p->first_id + 1 + (int64_t)i);
	row_put_hash(r, keys->guid);
	row_put_hash(r, keys->url);
	row_put_hash(r, keys->title);
	row_put_hash(r, keys->content);
}

/* The last id ever given is kept beside the items: that of a purged one does not come
 * again. */
static enum err put_fresh(struct putting *p, struct err_info *ei)
{
	const struct rows items = {&p, p->n_fresh, put_item_row};
	const struct rows marks = {&p, p->n_fresh, put_mark_row};
	int64_t n = (int64_t)p->n_fresh;
	struct query q;
	enum err e = rows_write(p->s, SQL_ITEM_INSERT, &items, ei);

	if (e == OK)
		e = rows_write(p->s, SQL_ITEM_MARK_INSERT, &marks, ei);
	if (e != OK)
		return e;
	q = query_open(p->s, SQL_ITEM_COUNT_NEW);
	put_int(&q, p->feed_id);
	put_int(&q, n);
	e = query_run(&q, ei);
	return e == OK ? store_setting_set_int(p->s, LAST_ID, p->first_id + n, ei) : e;
}

/* ---- Items that are known --------------------------------------------------------- */

static enum err update_item(
    struct putting *p, int64_t id, const struct item *it, struct err_info *ei)
{
	struct query q = query_open(p->s, SQL_ITEM_UPDATE);

	put_int(&q, id);
	put_text(&q, unless_same(it->guid, it->url));
	put_text(&q, it->url);
	put_text(&q, it->title);
	put_text(&q, it->summary);
	put_text(&q, it->author);
	put_text(&q, unless_same(it->outlet, p->feed_title));
	put_text(&q, it->language);
	put_text(&q, join_categories(&p->text, it));
	/* NO_TIME leaves what is stored as it is. */
	put_time(&q, believe(it->published_at_s, p->now_s, NO_TIME));
	put_time(&q, believe(it->updated_at_s, p->now_s, NO_TIME));
	put_text(&q, it->date_as_given);
	return query_run(&q, ei);
}

static enum err update_mark(
    struct putting *p, int64_t item_id, const struct item_keys *keys, struct err_info *ei)
{
	struct query q = query_open(p->s, SQL_ITEM_MARK_UPDATE);

	put_int(&q, p->feed_id);
	put_int(&q, item_id);
	put_hash(&q, keys->guid);
	put_hash(&q, keys->url);
	put_hash(&q, keys->title);
	put_hash(&q, keys->content);
	return query_run(&q, ei);
}

/* The mark learns a changed guid or link even where the text is the same. */
static enum err put_changed(
    struct putting *p, size_t i, struct item_put *out, struct err_info *ei)
{
	const struct recognised *known = &p->known[i];
	const struct item_mark *m = &p->marks[known->mark];
	enum err e = OK;

	*out = (struct item_put){ITEM_KNOWN, m->item_id};
	if (m->keys.content != known->keys.content) {
		e = update_item(p, m->item_id, &p->items[i], ei);
		if (e == OK && sqlite3_changes(p->s->db) > 0) {
			out->fate = ITEM_UPDATED;
			p->n_changed++;
		}
	}
	return e == OK ? update_mark(p, m->item_id, &known->keys, ei) : e;
}

static enum err put_one(
    struct putting *p, size_t i, struct item_put *out, struct err_info *ei)
{
	switch (p->known[i].how) {
	case KNOWN_NOT:
		p->fresh[p->n_fresh++] = i;
		*out = (struct item_put){ITEM_NEW, p->first_id + (int64_t)p->n_fresh};
		break;
	case KNOWN_CHANGED: return put_changed(p, i, out, ei);
	case KNOWN_TWICE: *out = (struct item_put){ITEM_KNOWN, 0}; break;
	case KNOWN_SAME:
		*out = (struct item_put){ITEM_KNOWN, p->marks[p->known[i].mark].item_id};
		break;
	}
	return OK;
}

/* So that store_item_state() tells of changes. */
static enum err count_changed(struct putting *p, struct err_info *ei)
{
	int64_t before = 0;
	enum err e = store_setting_get_int(p->s, N_CHANGED, 0, &before, ei);

	return e == OK ? store_setting_set_int(p->s, N_CHANGED, before + p->n_changed, ei)
		       : e;
}

/* ---- A document ------------------------------------------------------------------- */

/* A document has its newest item first: from its end, so that ids grow with time. */
static enum err put_all(struct putting *p, struct item_put *out, struct err_info *ei)
{
	enum err e = store_setting_get_int(p->s, LAST_ID, 0, &p->first_id, ei);

	for (size_t i = p->n; i-- > 0 && e == OK;)
		e = put_one(p, i, &out[i], ei);
	if (e == OK && p->n_changed)
		e = count_changed(p, ei);
	return e == OK && p->n_fresh ? put_fresh(p, ei) : e;
}

static enum err find_feed(struct putting *p, struct arena *a, struct err_info *ei)
{
	struct query q = query_open(p->s, SQL_ITEM_FEED_TITLE);
	bool is_there;
	enum err e;

	put_int(&q, p->feed_id);
	is_there = query_next(&q);
	if (is_there)
		p->feed_title = get_text(&q, a);
	e = query_close(&q, ei);
	if (e == OK && !is_there)
		e = store_no_such("feed", p->feed_id, ei);
	return e;
}

enum err store_items_put(struct store *s, int64_t feed_id, const struct item *items,
    size_t n, struct item_put *out, struct err_info *ei)
{
	struct putting p = {
	    .s = s, .feed_id = feed_id, .items = items, .n = n, .now_s = clock_now_s()};
	struct arena *scratch = arena_new();
	struct item_put *fates = out ? out : arena_alloc(scratch, n, sizeof(*fates));
	enum err e = store_begin(s, ei);

	buf_init(&p.text, 1 << 20);
	if (e != OK)
		goto done;
	e = find_feed(&p, scratch, ei);
	if (e == OK)
		e = load_marks(&p, ei);
	if (e == OK) {
		p.known = arena_alloc(scratch, n, sizeof(*p.known));
		p.fresh = arena_alloc(scratch, n, sizeof(*p.fresh));
		known_recognise(p.marks, p.n_marks, items, n, p.known);
		e = put_all(&p, fates, ei);
	}
	e = store_end(s, e, ei);
done:
	buf_clear(&p.text);
	free(p.marks);
	arena_free(scratch);
	return e;
}
