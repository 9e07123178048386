/*
 * learn.c - the tables learned_term, judgement and background: what decisions
 * and the news taught. Always: everything that learning needs is here or in the queue, so
 * that the same history gives the same weights, also after a dump and a restore.
 */
#include "store/learn.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/rows.h"
#include "store/run.h"

#define BACKGROUND_ITEMS "store.background_items"

static const char *const status_names[] = {
    "proposed", "adopted", "accepted", "struck", "shared"};

const char *learned_status_name(enum learned_status status)
{
	return status_names[status];
}

static enum learned_status parse_status(struct str name)
{
	int status = LEARNED_PROPOSED;

	while (status < LEARNED_STRUCK && !str_eq(name, str_of(status_names[status])))
		status++;
	return (enum learned_status)status;
}

static enum term_kind parse_kind(struct str name)
{
	int kind = TERM_PERSON;

	while (kind < TERM_LEARNED &&
	       !str_eq(name, str_of(term_kind_name((enum term_kind)kind))))
		kind++;
	return (enum term_kind)kind;
}

enum err store_learned_list(struct arena *a, struct store *s, int64_t contact_id,
    struct learned_term **out, size_t *n_out, struct err_info *ei)
{
	struct learned_term *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_LEARNED_LIST);
	enum err e;

	put_range(&q, contact_id);
	while (query_next(&q)) {
		struct learned_term *t;

		arena_grow(a, &list, n, &cap, sizeof(*list));
		t = &list[n++];
		t->contact_id = get_int(&q);
		t->term = get_text(&q, a);
		t->weight = get_real(&q);
		t->n_forwarded = get_int(&q);
		t->n_dismissed = get_int(&q);
		t->status = parse_status(get_view(&q));
		t->changed_at_s = get_int(&q);
	}
	e = query_close(&q, ei);
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

/* Keeps the terms as they are for undo. */
static enum err log_learned(
    struct store *s, int64_t contact_id, int64_t at_s, struct err_info *ei)
{
	struct query q = query_open(s, SQL_LEARNED_LOG);
	enum err e;

	put_int(&q, contact_id);
	put_int(&q, at_s);
	e = query_run(&q, ei);
	if (e != OK)
		return e;
	q = query_open(s, SQL_LEARNED_LOG_TERMS);
	put_int(&q, contact_id);
	put_int(&q, sqlite3_last_insert_rowid(s->db));
	return query_run(&q, ei);
}

static enum err insert_learned(struct store *s, int64_t contact_id,
    const struct learned_term *t, int64_t at_s, struct err_info *ei)
{
	struct query q = query_open(s, SQL_LEARNED_INSERT);

	put_int(&q, contact_id);
	put_text(&q, t->term);
	put_real(&q, t->weight);
	put_int(&q, t->n_forwarded);
	put_int(&q, t->n_dismissed);
	put_name(&q, status_names[t->status]);
	put_int(&q, t->changed_at_s ? t->changed_at_s : at_s);
	return query_run(&q, ei);
}

enum err store_learned_replace(struct store *s, int64_t contact_id,
    const struct learned_term *terms, size_t n, bool is_decision, int64_t at_s,
    struct err_info *ei)
{
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	if (is_decision)
		e = log_learned(s, contact_id, at_s, ei);
	if (e == OK) {
		struct query q = query_open(s, SQL_LEARNED_DELETE);

		put_int(&q, contact_id);
		e = query_run(&q, ei);
	}
	for (size_t i = 0; i < n && e == OK; i++)
		e = insert_learned(s, contact_id, &terms[i], at_s, ei);
	return store_end(s, e, ei);
}

enum err store_judgement_put(
    struct store *s, const struct judgement *j, size_t n, struct err_info *ei)
{
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	for (size_t i = 0; i < n && e == OK; i++) {
		struct query q = query_open(s, SQL_JUDGEMENT_PUT);

		put_int(&q, j[i].contact_id);
		put_int(&q, j[i].item_id);
		put_int(&q, j[i].is_good);
		put_name(&q, j[i].reason ? dismiss_reason_name(j[i].reason) : NULL);
		put_text(&q, j[i].source.p ? j[i].source : STR("judge"));
		put_int(&q, j[i].at_s);
		e = query_run(&q, ei);
	}
	return store_end(s, e, ei);
}

enum err store_judgement_list(struct arena *a, struct store *s, int64_t contact_id,
    struct judgement **out, size_t *n_out, struct err_info *ei)
{
	struct judgement *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_JUDGEMENT_LIST);
	enum err e;

	put_range(&q, contact_id);
	while (query_next(&q)) {
		struct judgement *j;

		arena_grow(a, &list, n, &cap, sizeof(*list));
		j = &list[n++];
		j->contact_id = get_int(&q);
		j->item_id = get_int(&q);
		j->is_good = get_int(&q);
		(void)dismiss_reason_parse(get_view(&q), &j->reason);
		j->source = get_text(&q, a);
		j->at_s = get_int(&q);
	}
	e = query_close(&q, ei);
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

enum err store_term_use_list(struct arena *a, struct store *s, int64_t contact_id,
    struct term_use **out, size_t *n_out, struct err_info *ei)
{
	struct term_use *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_TERM_USE_LIST);
	enum err e;

	put_range(&q, contact_id);
	while (query_next(&q)) {
		struct term_use *use;

		arena_grow(a, &list, n, &cap, sizeof(*list));
		use = &list[n++];
		use->contact_id = get_int(&q);
		use->kind = parse_kind(get_view(&q));
		use->term = get_text(&q, a);
		use->n_suggested = get_int(&q);
		use->n_forwarded = get_int(&q);
		for (int reason = DISMISS_NONE; reason <= DISMISS_STALE; reason++)
			use->n_dismissed[reason] = get_int(&q);
		use->last_at_s = get_time(&q);
	}
	e = query_close(&q, ei);
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

enum err store_term_use_weeks(struct store *s, int64_t contact_id, enum term_kind kind,
    struct str term, int64_t first_s, size_t n, struct term_week *out,
    struct err_info *ei)
{
	struct query q = query_open(s, SQL_TERM_USE_WEEKS);

	for (size_t i = 0; i < n; i++)
		out[i] = (struct term_week){0, 0};
	put_int(&q, contact_id);
	put_name(&q, term_kind_name(kind));
	put_text(&q, term);
	put_int(&q, first_s);
	while (query_next(&q)) {
		int64_t week = get_int(&q);

		if (week < 0 || week >= (int64_t)n)
			continue;
		out[week].n_suggested = get_int(&q);
		out[week].n_forwarded = get_int(&q);
	}
	return query_close(&q, ei);
}

enum err store_name_doubted_list(struct arena *a, struct store *s, int64_t **contact_ids,
    size_t *n_out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_NAME_DOUBTED_LIST);

	return query_ids(&q, a, contact_ids, n_out, ei);
}

enum err store_background_find(struct arena *a, struct store *s, const uint64_t *terms,
    size_t n_terms, struct seen_term **out, size_t *n_out, int64_t *n_items,
    struct err_info *ei)
{
	struct seen_term *list = arena_alloc(a, n_terms, sizeof(*list));
	size_t n = 0;
	int64_t items = 0;
	enum err e = store_setting_get_int(s, BACKGROUND_ITEMS, 0, &items, ei);

	for (size_t i = 0; i < n_terms && e == OK; i++) {
		struct query q = query_open(s, SQL_BACKGROUND_GET);

		put_hash(&q, terms[i]);
		if (query_next(&q))
			list[n++] = (struct seen_term){terms[i], get_int(&q)};
		e = query_close(&q, ei);
	}
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	*n_items = items;
	return OK;
}

/* Terms ascend; as signed numbers, as which they are stored, those from first_negative on
 * come before the others. */
struct seen_terms {
	const struct seen_term *list;
	size_t n, first_negative;
};

static void put_seen(struct row *r, const void *records, size_t i)
{
	const struct seen_terms *seen = records;
	size_t k = seen->first_negative + i;

	k = k < seen->n ? k : k - seen->n;
	row_put_hash(r, seen->list[k].term);
	row_put_int(r, seen->list[k].n_items);
}

static enum err add_items(struct store *s, int64_t n, struct err_info *ei)
{
	int64_t before = 0;
	enum err e = store_setting_get_int(s, BACKGROUND_ITEMS, 0, &before, ei);

	return e == OK ? store_setting_set_int(s, BACKGROUND_ITEMS, before + n, ei) : e;
}

enum err store_background_add(struct store *s, const struct seen_term *seen, size_t n,
    int64_t n_items, struct err_info *ei)
{
	struct seen_terms terms = {seen, n, n};
	const struct rows rows = {&terms, n, put_seen};
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	while (terms.first_negative && seen[terms.first_negative - 1].term > INT64_MAX)
		terms.first_negative--;
	e = add_items(s, n_items, ei);
	if (e == OK)
		e = rows_write(s, SQL_BACKGROUND_ADD, &rows, ei);
	return store_end(s, e, ei);
}
