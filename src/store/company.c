/*
 * company.c - the table company and its lists. Always: no two companies have names that
 * differ only in case, accents or spaces.
 */
#include "store/company.h"

#include "store/internal.h"
#include "store/lists.h"

static enum err write_aliases(
    struct store *s, int64_t id, const struct company *c, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	struct str *keys = arena_alloc(scratch, c->n_aliases, sizeof(*keys));
	size_t n = 0;
	enum err e = OK;

	for (size_t i = 0; i < c->n_aliases && e == OK; i++) {
		struct query q;
		size_t k = 0;

		keys[n] = store_name_key(scratch, c->aliases[i]);
		while (k < n && !str_eq(keys[k], keys[n]))
			k++;
		if (k < n || keys[n].n == 0)
			continue;
		q = query_open(s, SQL_COMPANY_ALIAS_INSERT);
		put_int(&q, id);
		put_int(&q, (int64_t)n);
		put_text(&q, c->aliases[i]);
		put_text(&q, keys[n++]);
		e = query_run(&q, ei);
	}
	arena_free(scratch);
	return e;
}

static enum err write_lists(
    struct store *s, int64_t id, const struct company *c, struct err_info *ei)
{
	enum err e = write_aliases(s, id, c, ei);

	if (e == OK)
		e = list_write(
		    s, SQL_COMPANY_TICKER_INSERT, id, c->tickers, c->n_tickers, ei);
	return e;
}

static enum err clear_lists(struct store *s, int64_t id, struct err_info *ei)
{
	enum err e = list_clear(s, SQL_COMPANY_ALIAS_DELETE, id, ei);

	return e == OK ? list_clear(s, SQL_COMPANY_TICKER_DELETE, id, ei) : e;
}

/* Another company of that name is an error. *key is in the arena. */
static enum err check_name(struct arena *a, struct store *s, struct str name, int64_t id,
    struct str *key, struct err_info *ei)
{
	struct query q = query_open(s, SQL_COMPANY_BY_NAME);
	int64_t other = 0;
	enum err e;

	*key = store_name_key(a, name);
	put_text(&q, *key);
	e = query_int(&q, 0, &other, ei);
	if (e == OK && key->n == 0)
		e = err_set(ei, ERR_DATA, NULL, "a company needs a name");
	if (e == OK && other && other != id)
		e = err_set(ei, ERR_DATA, NULL,
		    "the company %.*s is there already, as %lld", STR_ARG(name),
		    (long long)other);
	return e;
}

static enum err insert(struct store *s, struct str name, int64_t *id, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	struct str key;
	enum err e = check_name(scratch, s, name, 0, &key, ei);

	if (e == OK) {
		struct query q = query_open(s, SQL_COMPANY_INSERT);

		put_text(&q, name);
		put_text(&q, key);
		e = query_run(&q, ei);
		*id = sqlite3_last_insert_rowid(s->db);
	}
	arena_free(scratch);
	return e;
}

enum err store_company_update(
    struct store *s, const struct company *c, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	struct str key;
	enum err e = store_begin(s, ei);

	if (e != OK)
		goto done;
	e = check_name(scratch, s, c->name, c->id, &key, ei);
	if (e == OK) {
		struct query q = query_open(s, SQL_COMPANY_UPDATE);

		put_text(&q, c->name);
		put_text(&q, key);
		put_text(&q, c->domain);
		put_text(&q, c->industry);
		put_int(&q, c->id);
		e = query_run(&q, ei);
	}
	if (e == OK)
		e = store_expect_change(s, "company", c->id, ei);
	if (e == OK)
		e = clear_lists(s, c->id, ei);
	if (e == OK)
		e = write_lists(s, c->id, c, ei);
	e = store_end(s, e, ei);
done:
	arena_free(scratch);
	return e;
}

static enum err read_companies(struct arena *a, struct store *s, int64_t id,
    struct company **out, size_t *n_out, struct err_info *ei)
{
	struct company *list = NULL;
	struct str_list aliases, tickers;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_COMPANY_LIST);
	enum err e;

	put_range(&q, id);
	while (query_next(&q)) {
		arena_grow(a, &list, n, &cap, sizeof(*list));
		list[n] = (struct company){.id = get_int(&q)};
		list[n].name = get_text(&q, a);
		list[n].domain = get_text(&q, a);
		list[n].industry = get_text(&q, a);
		list[n].trust_hits = get_int(&q);
		list[n].trust_misses = get_int(&q);
		list[n].trust_expected = get_real(&q);
		n++;
	}
	e = query_close(&q, ei);
	if (e == OK)
		e = list_read(a, s, SQL_COMPANY_ALIAS_LIST, id, &aliases, ei);
	if (e == OK)
		e = list_read(a, s, SQL_COMPANY_TICKER_LIST, id, &tickers, ei);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		list[i].aliases = list_take(&aliases, list[i].id, &list[i].n_aliases);
		list[i].tickers = list_take(&tickers, list[i].id, &list[i].n_tickers);
	}
	*out = list;
	*n_out = n;
	return OK;
}

enum err store_company_get(struct arena *a, struct store *s, int64_t id,
    struct company *out, struct err_info *ei)
{
	struct company *list;
	size_t n = 0;
	enum err e = id > 0 ? read_companies(a, s, id, &list, &n, ei) : OK;

	if (e == OK && n == 0)
		e = store_no_such("company", id, ei);
	if (e == OK)
		*out = list[0];
	return e;
}

/* Puts the context words to their companies; both are by company. */
static enum err read_contexts(struct arena *a, struct store *s, struct company *companies,
    size_t n, struct err_info *ei)
{
	struct query q = query_open(s, SQL_COMPANY_CONTEXT_LIST);
	struct company_context *list = NULL;
	size_t at = 0, cap = 0;

	while (query_next(&q)) {
		int64_t id = get_int(&q);

		while (at < n && companies[at].id < id) {
			at++;
			list = NULL;
			cap = 0;
		}
		if (at == n || companies[at].id != id)
			continue;
		arena_grow(a, &list, companies[at].n_contexts, &cap, sizeof(*list));
		list[companies[at].n_contexts++] = (struct company_context){
		    .word = get_text(&q, a),
		    .n_right = get_int(&q),
		    .n_wrong = get_int(&q),
		};
		companies[at].contexts = list;
	}
	return query_close(&q, ei);
}

enum err store_company_list(struct arena *a, struct store *s, struct company **out,
    size_t *n, struct err_info *ei)
{
	enum err e = read_companies(a, s, 0, out, n, ei);

	return e == OK ? read_contexts(a, s, *out, *n, ei) : e;
}

enum err store_company_find(
    struct store *s, struct str name, int64_t *id, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	struct query q = query_open(s, SQL_COMPANY_BY_NAME_OR_ALIAS);
	enum err e;

	put_text(&q, store_name_key(scratch, name));
	e = query_int(&q, 0, id, ei);
	arena_free(scratch);
	return e;
}

enum err store_company_ensure(
    struct store *s, struct str name, int64_t *id, struct err_info *ei)
{
	int64_t found = 0;
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	e = store_company_find(s, name, &found, ei);
	if (e == OK && !found)
		e = insert(s, name, &found, ei);
	e = store_end(s, e, ei);
	if (e == OK)
		*id = found;
	return e;
}

enum err store_company_count_contacts(
    struct store *s, int64_t id, int64_t *n, struct err_info *ei)
{
	struct query q = query_open(s, SQL_COMPANY_COUNT_CONTACTS);

	put_int(&q, id);
	return query_int(&q, 0, n, ei);
}

/* Only without contacts and without former ones; ERR_DATA otherwise. */
static enum err delete_unused(struct store *s, int64_t id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_COMPANY_DELETE_UNUSED);
	enum err e;

	put_int(&q, id);
	e = query_run(&q, ei);
	if (e == OK && sqlite3_changes(s->db) == 0)
		e = err_set(ei, ERR_DATA, NULL,
		    "the company %lld is not there, or contacts are or were with it",
		    (long long)id);
	return e;
}

/* Statements of two parameters: into and from. */
static enum err move(
    struct store *s, enum sql sql, int64_t into, int64_t from, struct err_info *ei)
{
	struct query q = query_open(s, sql);

	put_int(&q, into);
	put_int(&q, from);
	return query_run(&q, ei);
}

/* The record of both: into's values win, lists are joined. */
static struct company join(
    struct arena *a, const struct company *into, const struct company *from)
{
	struct company both = *into;
	struct str *aliases =
	    arena_alloc(a, into->n_aliases + from->n_aliases + 1, sizeof(*aliases));
	struct str *tickers =
	    arena_alloc(a, into->n_tickers + from->n_tickers, sizeof(*tickers));

	both.n_aliases = both.n_tickers = 0;
	for (size_t i = 0; i < into->n_aliases; i++)
		aliases[both.n_aliases++] = into->aliases[i];
	aliases[both.n_aliases++] = from->name;
	for (size_t i = 0; i < from->n_aliases; i++)
		aliases[both.n_aliases++] = from->aliases[i];
	for (size_t i = 0; i < into->n_tickers; i++)
		tickers[both.n_tickers++] = into->tickers[i];
	for (size_t i = 0; i < from->n_tickers; i++) {
		size_t k = 0;

		while (k < both.n_tickers && !str_eq(tickers[k], from->tickers[i]))
			k++;
		if (k == both.n_tickers)
			tickers[both.n_tickers++] = from->tickers[i];
	}
	both.aliases = aliases;
	both.tickers = tickers;
	if (!both.domain.n)
		both.domain = from->domain;
	if (!both.industry.n)
		both.industry = from->industry;
	return both;
}

static enum err set_trust(struct store *s, int64_t id, int64_t n_hits, int64_t n_misses,
    double n_expected, struct err_info *ei)
{
	struct query q = query_open(s, SQL_COMPANY_SET_TRUST);
	enum err e;

	put_int(&q, id);
	put_int(&q, n_hits);
	put_int(&q, n_misses);
	put_real(&q, n_expected);
	e = query_run(&q, ei);
	return e == OK ? store_expect_change(s, "company", id, ei) : e;
}

enum err store_company_merge(
    struct store *s, int64_t into, int64_t from, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	struct company a, b;
	enum err e;

	if (into == from) {
		e = err_set(
		    ei, ERR_USAGE, NULL, "a company cannot be merged with itself");
		goto done;
	}
	if ((e = store_begin(s, ei)) != OK)
		goto done;
	if ((e = store_company_get(scratch, s, into, &a, ei)) == OK &&
	    (e = store_company_get(scratch, s, from, &b, ei)) == OK &&
	    (e = move(s, SQL_COMPANY_MOVE_CONTACTS, into, from, ei)) == OK &&
	    (e = move(s, SQL_COMPANY_MOVE_EMPLOYERS, into, from, ei)) == OK &&
	    (e = move(s, SQL_COMPANY_MOVE_CONTEXT, into, from, ei)) == OK &&
	    (e = set_trust(s, into, a.trust_hits + b.trust_hits,
		 a.trust_misses + b.trust_misses, a.trust_expected + b.trust_expected,
		 ei)) == OK &&
	    (e = delete_unused(s, from, ei)) == OK) {
		struct company both = join(scratch, &a, &b);

		e = store_company_update(s, &both, ei);
	}
	e = store_end(s, e, ei);
done:
	arena_free(scratch);
	return e;
}

enum err store_company_set_taught(
    struct store *s, const struct company *c, struct err_info *ei)
{
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	e = set_trust(s, c->id, c->trust_hits, c->trust_misses, c->trust_expected, ei);
	if (e == OK) {
		struct query q = query_open(s, SQL_COMPANY_CLEAR_CONTEXT);

		put_int(&q, c->id);
		e = query_run(&q, ei);
	}
	for (size_t i = 0; i < c->n_contexts && e == OK; i++) {
		struct query q = query_open(s, SQL_COMPANY_CONTEXT_PUT);

		put_int(&q, c->id);
		put_text(&q, c->contexts[i].word);
		put_int(&q, c->contexts[i].n_right);
		put_int(&q, c->contexts[i].n_wrong);
		e = query_run(&q, ei);
	}
	return store_end(s, e, ei);
}
