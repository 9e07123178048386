/*
 * twice.c - two suggestions of one story to one contact become one. Always: rule 2 holds
 * before the rows that stand in its way are moved; no decision, touch or note is lost,
 * and undoing a decision of the one that went changes nothing.
 */
#include "store/twice.h"

#include "model/suggestion.h"

struct pair_of_ids {
	int64_t one, other;
};

/* What was decided stands above what was not, a forward above all. */
static int strength(enum suggestion_status status)
{
	switch (status) {
	case SUGGESTION_FORWARDED: return 6;
	case SUGGESTION_DISMISSED: return 5;
	case SUGGESTION_SNOOZED: return 4;
	case SUGGESTION_NEW: return 3;
	case SUGGESTION_HELD: return 2;
	case SUGGESTION_WAITING: return 1;
	case SUGGESTION_EXPIRED: break;
	}
	return 0;
}

static enum err read_strength(struct store *s, int64_t id, int *out, struct err_info *ei)
{
	struct query q = query_open(s, SQL_TWICE_STATUS);
	enum suggestion_status status = SUGGESTION_EXPIRED;

	put_int(&q, id);
	if (query_next(&q) && suggestion_status_parse(get_view(&q), &status))
		*out = strength(status);
	return query_close(&q, ei);
}

static enum err settle(struct store *s, struct pair_of_ids p, struct err_info *ei)
{
	const enum sql moves[] = {SQL_TWICE_MOVE_DECISIONS, SQL_TWICE_MOVE_TOUCHES,
	    SQL_TWICE_MOVE_NOTES, SQL_TWICE_MOVE_OUTBOX};
	int one = 0, other = 0;
	struct query q;
	enum err e;

	if ((e = read_strength(s, p.one, &one, ei)) != OK ||
	    (e = read_strength(s, p.other, &other, ei)) != OK)
		return e;
	if (other > one)
		p = (struct pair_of_ids){p.other, p.one};
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]) && e == OK; i++) {
		q = query_open(s, moves[i]);
		put_int(&q, p.one);
		put_int(&q, p.other);
		e = query_run(&q, ei);
	}
	if (e != OK)
		return e;
	q = query_open(s, SQL_TWICE_DELETE);
	put_int(&q, p.other);
	return query_run(&q, ei);
}

enum err twice_settle(
    struct store *s, enum sql sql_pairs, int64_t into, int64_t from, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	struct pair_of_ids *pairs = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, sql_pairs);
	enum err e;

	put_int(&q, into);
	put_int(&q, from);
	while (query_next(&q)) {
		arena_grow(scratch, &pairs, n, &cap, sizeof(*pairs));
		pairs[n].one = get_int(&q);
		pairs[n++].other = get_int(&q);
	}
	e = query_close(&q, ei);
	for (size_t i = 0; i < n && e == OK; i++)
		e = settle(s, pairs[i], ei);
	arena_free(scratch);
	return e;
}
