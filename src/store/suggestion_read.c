/*
 * suggestion_read.c - the queue read: each suggestion with its contact, item and story,
 * and its reasons. Always: best first.
 */
#include "base/mem.h"
#include "store/internal.h"
#include "store/suggestion.h"

#include <stdlib.h>

static enum term_kind parse_kind(struct str name)
{
	int kind = TERM_PERSON;

	while (kind < TERM_LEARNED &&
	       !str_eq(name, str_of(term_kind_name((enum term_kind)kind))))
		kind++;
	return (enum term_kind)kind;
}

static enum field parse_field(struct str name)
{
	int field = FIELD_TITLE;

	while (field < FIELD_CATEGORY &&
	       !str_eq(name, str_of(field_name((enum field)field))))
		field++;
	return (enum field)field;
}

static enum err read_reasons(
    struct arena *a, struct store *s, struct suggestion *sg, struct err_info *ei)
{
	struct match *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_SUGGESTION_REASON_LIST);
	enum err e;

	put_int(&q, sg->id);
	while (query_next(&q)) {
		struct match *m;

		arena_grow(a, &list, n, &cap, sizeof(*list));
		m = &list[n++];
		m->kind = parse_kind(get_view(&q));
		m->term = get_text(&q, a);
		m->field = parse_field(get_view(&q));
		m->category = (uint32_t)get_int(&q);
		m->start = (uint32_t)get_int(&q);
		m->end = (uint32_t)get_int(&q);
		m->points = (points)get_int(&q);
		m->interest_id = get_int(&q);
		m->text = get_text(&q, a);
	}
	e = query_close(&q, ei);
	sg->reasons = list;
	sg->n_reasons = n;
	return e;
}

static enum err read_adjustments(
    struct arena *a, struct store *s, struct suggestion *sg, struct err_info *ei)
{
	struct query q = query_open(s, SQL_SUGGESTION_ADJUSTMENT_LIST);

	put_int(&q, sg->id);
	while (sg->n_adjustments < ADJUSTMENTS_MAX && query_next(&q)) {
		struct adjustment *adjustment = &sg->adjustments[sg->n_adjustments++];

		adjustment->name = get_text(&q, a).p;
		adjustment->points = (points)get_int(&q);
	}
	return query_close(&q, ei);
}

static enum err attach_why(struct arena *a, struct store *s, struct queue_entry *list,
    size_t n, struct err_info *ei)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		e = read_reasons(a, s, &list[i].suggestion, ei);
		if (e == OK)
			e = read_adjustments(a, s, &list[i].suggestion, ei);
	}
	return e;
}

static void read_entry(struct query *q, struct arena *a, struct queue_entry *entry)
{
	struct suggestion *sg = &entry->suggestion;

	*entry = (struct queue_entry){0};
	sg->id = get_int(q);
	sg->contact_id = get_int(q);
	sg->story_id = get_int(q);
	sg->item_id = get_int(q);
	(void)suggestion_status_parse(get_view(q), &sg->status);
	(void)dismiss_reason_parse(get_view(q), &sg->dismissed_for);
	sg->score = (points)get_int(q);
	sg->created_at_s = get_int(q);
	sg->decided_at_s = get_time(q);
	sg->snoozed_until_s = get_time(q);
	sg->note = get_text(q, a);
	sg->held_for = get_text(q, a);
	sg->occasion = get_text(q, a);
	entry->story_title = get_text(q, a);
	entry->is_story_muted = get_int(q);
	store_read_contact(q, a, &entry->contact);
	entry->contact.email = get_text(q, a);
	store_read_item(q, a, &entry->item);
}

static void put_statuses(struct query *q, unsigned statuses)
{
	for (int i = SUGGESTION_NEW; i <= SUGGESTION_EXPIRED; i++)
		put_name(q, !statuses || statuses & STATUS_BIT(i)
				? suggestion_status_name((enum suggestion_status)i)
				: NULL);
}

static struct query open_list(struct store *s, const struct suggestion_query *query)
{
	struct query q = query_open(s, SQL_SUGGESTION_LIST);

	store_look_for(s, query->words, query->n_words);
	put_statuses(&q, query->statuses);
	put_id(&q, query->contact_id);
	put_id(&q, query->company_id);
	put_id(&q, query->story_id);
	put_id(&q, query->item_id);
	put_int(&q, query->since_s ? query->since_s : INT64_MIN);
	put_time(&q, query->decided_since_s);
	put_int(&q, query->min_score ? query->min_score : INT32_MIN);
	put_int(&q, query->max_score ? query->max_score : INT32_MAX);
	put_int(&q, query->is_overdue);
	put_int(&q, query->every_days);
	put_int(&q, query->now_s);
	put_int(&q, store_limit(query->limit));
	put_int(&q, query->n_words > 0);
	return q;
}

static int best_first(const void *a, const void *b)
{
	const struct suggestion *x = &((const struct queue_entry *)a)->suggestion;
	const struct suggestion *y = &((const struct queue_entry *)b)->suggestion;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->id > y->id) - (x->id < y->id);
}

/* The query chooses and limits; joins give no order. */
static enum err read_list(struct arena *a, struct store *s,
    const struct suggestion_query *query, struct queue_entry **out, size_t *n_out,
    struct err_info *ei)
{
	size_t n = 0, cap = 0;
	struct queue_entry *list = NULL;
	struct query q = open_list(s, query);
	enum err e;

	while (query_next(&q)) {
		mem_grow(&list, n, &cap, sizeof(*list));
		read_entry(&q, a, &list[n++]);
	}
	e = query_close(&q, ei);
	list = store_keep(a, list, n, sizeof(*list));
	if (n)
		qsort(list, n, sizeof(*list), best_first);
	if (e == OK && !query->has_no_reasons)
		e = attach_why(a, s, list, n, ei);
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

enum err store_suggestion_list(struct arena *a, struct store *s,
    const struct suggestion_query *query, struct queue_entry **out, size_t *n,
    struct err_info *ei)
{
	enum err e = store_begin_read(s, ei);

	return e == OK ? store_end(s, read_list(a, s, query, out, n, ei), ei) : e;
}

enum err store_suggestion_get(struct arena *a, struct store *s, int64_t id,
    struct queue_entry *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_SUGGESTION_GET);
	struct queue_entry found = {0};
	enum err e;

	put_int(&q, id);
	if (query_next(&q))
		read_entry(&q, a, &found);
	e = query_close(&q, ei);
	if (e == OK && !found.suggestion.id)
		e = store_no_such("suggestion", id, ei);
	if (e == OK)
		e = attach_why(a, s, &found, 1, ei);
	if (e == OK)
		*out = found;
	return e;
}

static int by_contact_and_story(const void *a, const void *b)
{
	const struct given *x = a, *y = b;

	if (x->contact_id != y->contact_id)
		return x->contact_id < y->contact_id ? -1 : 1;
	return (x->story_id > y->story_id) - (x->story_id < y->story_id);
}

/* Sorted here: read by its index, each row would be looked up by itself. */
enum err store_suggestion_list_given(struct arena *a, struct store *s, struct given **out,
    size_t *n_out, struct err_info *ei)
{
	struct given *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_SUGGESTION_LIST_GIVEN);
	enum err e;

	while (query_next(&q)) {
		mem_grow(&list, n, &cap, sizeof(*list));
		list[n].contact_id = get_int(&q);
		list[n].story_id = get_int(&q);
		list[n].id = get_int(&q);
		(void)suggestion_status_parse(get_view(&q), &list[n].status);
		n++;
	}
	e = query_close(&q, ei);
	list = store_keep(a, list, n, sizeof(*list));
	if (e != OK)
		return e;
	if (n > 1)
		qsort(list, n, sizeof(*list), by_contact_and_story);
	*out = list;
	*n_out = n;
	return OK;
}

enum err store_suggestion_count(struct store *s, int64_t contact_id,
    int64_t counts[SUGGESTION_EXPIRED + 1], struct err_info *ei)
{
	struct query q = query_open(s, SQL_SUGGESTION_COUNT);

	for (int i = 0; i <= SUGGESTION_EXPIRED; i++)
		counts[i] = 0;
	put_range(&q, contact_id);
	while (query_next(&q)) {
		enum suggestion_status status;

		if (suggestion_status_parse(get_view(&q), &status))
			counts[status] = get_int(&q);
	}
	return query_close(&q, ei);
}
