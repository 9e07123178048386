/*
 * interest.c - the table interest. Always: a contact has a term of a kind once.
 */
#include "store/interest.h"

#include "base/mem.h"
#include "store/internal.h"

#include <stdlib.h>

static enum interest_kind parse_kind(struct str name)
{
	int kind = INTEREST_WORDS;

	while (kind < INTEREST_LEARNED &&
	       !str_eq(name, str_of(interest_kind_name((enum interest_kind)kind))))
		kind++;
	return (enum interest_kind)kind;
}

static enum interest_source parse_source(struct str name)
{
	int source = SOURCE_STATED;

	while (source < SOURCE_ACCEPTED &&
	       !str_eq(name, str_of(interest_source_name((enum interest_source)source))))
		source++;
	return (enum interest_source)source;
}

static void read_interest(struct query *q, struct arena *a, struct interest *i)
{
	*i = (struct interest){.id = get_int(q)};
	i->contact_id = get_int(q);
	i->term = get_text(q, a);
	i->weight = get_real(q);
	i->kind = parse_kind(get_view(q));
	i->source = parse_source(get_view(q));
	i->is_never = get_int(q);
}

static enum err write_interest(
    struct store *s, const struct interest *i, int64_t id, struct err_info *ei)
{
	struct query q = query_open(s, id ? SQL_INTEREST_UPDATE : SQL_INTEREST_INSERT);
	enum err e;

	if (!id)
		put_int(&q, i->contact_id);
	put_text(&q, i->term);
	put_real(&q, i->weight);
	put_name(&q, interest_kind_name(i->kind));
	put_name(&q, interest_source_name(i->source));
	put_int(&q, i->is_never);
	if (id)
		put_int(&q, id);
	e = query_run(&q, ei);
	return e == OK ? store_expect_change(s, "interest", id, ei) : e;
}

static enum err find_term(
    struct store *s, const struct interest *i, int64_t *id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_INTEREST_BY_TERM);

	put_int(&q, i->contact_id);
	put_text(&q, i->term);
	put_name(&q, interest_kind_name(i->kind));
	return query_int(&q, 0, id, ei);
}

/* Whether the list has the term of i above it. */
static bool is_copy(const struct interest *list, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (list[k].kind == list[i].kind && str_eq(list[k].term, list[i].term))
			return true;
	return false;
}

enum err interest_insert_all(struct store *s, int64_t contact_id,
    const struct interest *list, size_t n, struct err_info *ei)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		struct interest interest = list[i];

		interest.contact_id = contact_id;
		if (!is_copy(list, i))
			e = write_interest(s, &interest, 0, ei);
	}
	return e;
}

enum err store_interest_put(struct store *s, const struct interest *i, int64_t *id,
    bool *is_new, struct err_info *ei)
{
	int64_t known = 0;
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	e = find_term(s, i, &known, ei);
	if (e == OK)
		e = write_interest(s, i, known, ei);
	if (e == OK && is_new)
		*is_new = known == 0;
	if (e == OK)
		*id = known ? known : sqlite3_last_insert_rowid(s->db);
	return store_end(s, e, ei);
}

enum err store_interest_update(
    struct store *s, const struct interest *i, struct err_info *ei)
{
	int64_t other = 0;
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	e = find_term(s, i, &other, ei);
	if (e == OK && other && other != i->id)
		e = err_set(ei, ERR_DATA, NULL,
		    "the contact has the interest %.*s already, as %lld",
		    STR_ARG(i->term), (long long)other);
	if (e == OK)
		e = write_interest(s, i, i->id, ei);
	return store_end(s, e, ei);
}

enum err store_interest_delete(struct store *s, int64_t id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_INTEREST_DELETE);
	enum err e;

	put_int(&q, id);
	e = query_run(&q, ei);
	return e == OK ? store_expect_change(s, "interest", id, ei) : e;
}

static enum err read_list(struct arena *a, struct query q, struct interest **out,
    size_t *n_out, struct err_info *ei)
{
	struct interest *list = NULL;
	size_t n = 0, cap = 0;
	enum err e;

	while (query_next(&q)) {
		mem_grow(&list, n, &cap, sizeof(*list));
		read_interest(&q, a, &list[n++]);
	}
	e = query_close(&q, ei);
	list = store_keep(a, list, n, sizeof(*list));
	if (e != OK)
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

static int by_contact(const void *a, const void *b)
{
	const struct interest *x = a, *y = b;

	if (x->contact_id != y->contact_id)
		return x->contact_id < y->contact_id ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* All are read as they lie, which costs half of looking up each by its contact; mostly
 * that is their order. */
static enum err list_all(struct arena *a, struct store *s, struct interest **out,
    size_t *n, struct err_info *ei)
{
	enum err e = read_list(a, query_open(s, SQL_INTEREST_LIST_ALL), out, n, ei);
	size_t i = 1;

	if (e != OK)
		return e;
	while (i < *n && by_contact(&(*out)[i - 1], &(*out)[i]) < 0)
		i++;
	if (i < *n)
		qsort(*out, *n, sizeof(**out), by_contact);
	return OK;
}

enum err store_interest_list(struct arena *a, struct store *s, int64_t contact_id,
    struct interest **out, size_t *n, struct err_info *ei)
{
	struct query q;

	if (!contact_id)
		return list_all(a, s, out, n, ei);
	q = query_open(s, SQL_INTEREST_LIST);
	put_int(&q, contact_id);
	return read_list(a, q, out, n, ei);
}

enum err store_interest_list_learned(struct arena *a, struct store *s,
    struct interest **out, size_t *n, struct err_info *ei)
{
	return read_list(a, query_open(s, SQL_INTEREST_LIST_LEARNED), out, n, ei);
}
