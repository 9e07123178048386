/*
 * contact_leave.c - contacts that leave: two that are one person, and one who is to be
 * forgotten. Always: merging loses no decision, touch or interest; forgetting leaves no
 * trace in the database, its log and the copies beside it but salted hashes.
 */
#include "store/company.h"
#include "store/contact.h"
#include "store/internal.h"
#include "store/run.h"
#include "store/twice.h"

#include <inttypes.h>

#define SALT "store.forgotten_salt"

/* ---- Merging ---- */

static const struct str *join(struct arena *a, const struct str *mine, size_t n_mine,
    const struct str *theirs, size_t n_theirs, struct str own, size_t *n_out)
{
	struct str *both = arena_alloc(a, n_mine + n_theirs + 1, sizeof(*both));
	size_t n = 0;

	for (size_t i = 0; i < n_mine; i++)
		both[n++] = mine[i];
	for (size_t i = 0; i <= n_theirs; i++) {
		struct str next = i < n_theirs ? theirs[i] : own;
		size_t k = 0;

		while (k < n && !str_eq_nocase(both[k], next))
			k++;
		if (k == n && next.n)
			both[n++] = next;
	}
	*n_out = n;
	return both;
}

static void fill(struct str *mine, struct str theirs)
{
	if (!mine->n)
		*mine = theirs;
}

/* One record of both: what `into` says wins, lists are joined. */
static struct contact join_records(
    struct arena *a, const struct contact *into, const struct contact *from)
{
	struct contact c = *into;
	const struct str no_name = {NULL, 0};

	fill(&c.given, from->given);
	fill(&c.family, from->family);
	fill(&c.nickname, from->nickname);
	fill(&c.title, from->title);
	fill(&c.place, from->place);
	fill(&c.language, from->language);
	fill(&c.url, from->url);
	fill(&c.notes, from->notes);
	fill(&c.extra, from->extra);
	if (!c.company_id)
		c.company_id = from->company_id;
	if (!c.every_days)
		c.every_days = from->every_days;
	c.emails = join(a, into->emails, into->n_emails, from->emails, from->n_emails,
	    no_name, &c.n_emails);
	c.aliases = join(a, into->aliases, into->n_aliases, from->aliases,
	    from->n_aliases, str_eq_nocase(into->name, from->name) ? no_name : from->name,
	    &c.n_aliases);
	c.edited |= from->edited;
	return c;
}

/* All employers of both, and the company of `from` where it is another. */
static void join_employers(struct arena *a, struct contact *c, const struct contact *into,
    const struct contact *from)
{
	struct employer *both =
	    arena_alloc(a, into->n_employers + from->n_employers + 1, sizeof(*both));
	size_t n = 0;

	if (from->company_id && from->company_id != c->company_id)
		both[n++] = (struct employer){.company_id = from->company_id,
		    .from_s = NO_TIME,
		    .until_s = from->updated_at_s};
	for (size_t i = 0; i < into->n_employers; i++)
		both[n++] = into->employers[i];
	for (size_t i = 0; i < from->n_employers; i++)
		both[n++] = from->employers[i];
	c->employers = both;
	c->n_employers = n;
}

static enum err run_two(
    struct store *s, enum sql sql, int64_t into, int64_t from, struct err_info *ei)
{
	struct query q = query_open(s, sql);

	put_int(&q, into);
	put_int(&q, from);
	return query_run(&q, ei);
}

static enum err move_rows(
    struct store *s, int64_t into, int64_t from, struct err_info *ei)
{
	const enum sql steps[] = {SQL_LEAVING_SUGGESTIONS, SQL_LEAVING_DECISIONS,
	    SQL_LEAVING_TOUCHES, SQL_LEAVING_NOTES, SQL_LEAVING_OUTBOX, SQL_LEAVING_ASKED,
	    SQL_LEAVING_INTERESTS, SQL_LEAVING_LEARNED, SQL_LEAVING_JUDGEMENTS,
	    SQL_LEAVING_TOUCH_STATED};
	enum err e = twice_settle(s, SQL_LEAVING_BOTH_SUGGESTIONS, into, from, ei);

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && e == OK; i++)
		e = run_two(s, steps[i], into, from, ei);
	return e;
}

static enum err delete_contact(struct store *s, int64_t id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_CONTACT_DELETE);
	enum err e;

	put_int(&q, id);
	e = query_run(&q, ei);
	return e == OK ? store_expect_change(s, "contact", id, ei) : e;
}

static enum err merge(struct arena *a, struct store *s, int64_t into_id, int64_t from_id,
    struct err_info *ei)
{
	struct contact into, from, both;
	enum err e;

	if (into_id == from_id)
		return err_set(
		    ei, ERR_USAGE, NULL, "a contact cannot be merged with itself");
	if ((e = store_contact_get(a, s, into_id, &into, ei)) != OK ||
	    (e = store_contact_get(a, s, from_id, &from, ei)) != OK)
		return e;
	both = join_records(a, &into, &from);
	join_employers(a, &both, &into, &from);
	if ((e = move_rows(s, into_id, from_id, ei)) != OK ||
	    (e = delete_contact(s, from_id, ei)) != OK)
		return e;
	return store_contact_update(s, &both, ei);
}

enum err store_contact_merge(
    struct store *s, int64_t into, int64_t from, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	enum err e = store_begin(s, ei);

	if (e == OK) {
		e = merge(scratch, s, into, from, ei);
		e = store_end(s, e, ei);
	}
	arena_free(scratch);
	return e;
}

/* ---- Forgetting ---- */

/* Random, made when the first contact is forgotten; without it nobody is. */
static enum err read_salt(
    struct arena *a, struct store *s, bool is_made, struct str *salt, struct err_info *ei)
{
	uint64_t random[2];
	enum err e = store_setting_get(a, s, SALT, salt, ei);

	if (e != OK || salt->p || !is_made)
		return e;
	sqlite3_randomness(sizeof(random), random);
	*salt =
	    str_of(arena_printf(a, "%016" PRIx64 "%016" PRIx64, random[0], random[1]));
	return store_setting_set(s, SALT, *salt, ei);
}

static uint64_t hash(
    struct arena *a, struct str salt, const char *what, struct str one, struct str two)
{
	return str_hash(str_of(arena_printf(a, "%.*s\n%s\n%.*s\n%.*s", STR_ARG(salt),
	    what, STR_ARG(store_name_key(a, one)), STR_ARG(store_name_key(a, two)))));
}

/* What c is known by: its uid, each address, its name with its company. */
static uint64_t *hash_contact(
    struct arena *a, struct str salt, const struct contact *c, size_t *n_out)
{
	const struct str none = {NULL, 0};
	uint64_t *keys = arena_alloc(a, c->n_emails + 3, sizeof(*keys));
	size_t n = 0;

	if (c->uid.n)
		keys[n++] = hash(a, salt, "uid", c->uid, none);
	if (c->email.n)
		keys[n++] = hash(a, salt, "email", c->email, none);
	for (size_t i = 0; i < c->n_emails; i++)
		keys[n++] = hash(a, salt, "email", c->emails[i], none);
	keys[n++] = hash(a, salt, "name", c->name, c->company);
	*n_out = n;
	return keys;
}

static enum err remember(
    struct arena *a, struct store *s, const struct contact *c, struct err_info *ei)
{
	struct str salt;
	uint64_t *keys;
	size_t n;
	enum err e = read_salt(a, s, true, &salt, ei);

	if (e != OK)
		return e;
	keys = hash_contact(a, salt, c, &n);
	for (size_t i = 0; i < n && e == OK; i++) {
		struct query q = query_open(s, SQL_FORGOTTEN_PUT);

		put_hash(&q, keys[i]);
		put_int(&q, clock_now_s());
		e = query_run(&q, ei);
	}
	return e;
}

static enum err delete_company_unused(struct store *s, int64_t id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_COMPANY_DELETE_UNUSED);

	put_int(&q, id);
	return query_run(&q, ei);
}

static enum err forget(struct arena *a, struct store *s, int64_t id, struct err_info *ei)
{
	struct contact c;
	enum err e;

	if ((e = store_contact_get(a, s, id, &c, ei)) != OK ||
	    (e = remember(a, s, &c, ei)) != OK || (e = delete_contact(s, id, ei)) != OK)
		return e;
	e = delete_company_unused(s, c.company_id, ei);
	for (size_t i = 0; i < c.n_employers && e == OK; i++)
		e = delete_company_unused(s, c.employers[i].company_id, ei);
	return e;
}

enum err store_contact_forget(struct store *s, int64_t id, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	enum err e = store_begin(s, ei);

	if (e == OK) {
		e = forget(scratch, s, id, ei);
		e = store_end(s, e, ei);
	}
	if (e == OK)
		e = store_remove_copies(s, ei);
	if (e == OK)
		e = store_scrub(s, ei);
	arena_free(scratch);
	return e;
}

enum err store_contact_is_forgotten(
    struct store *s, const struct contact *c, bool *out, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	struct str salt;
	int64_t found = 0;
	uint64_t *keys;
	size_t n = 0;
	enum err e = read_salt(scratch, s, false, &salt, ei);

	keys = e == OK && salt.p ? hash_contact(scratch, salt, c, &n) : NULL;
	for (size_t i = 0; i < n && e == OK && !found; i++) {
		struct query q = query_open(s, SQL_FORGOTTEN_HAS);

		put_hash(&q, keys[i]);
		e = query_int(&q, 0, &found, ei);
	}
	arena_free(scratch);
	if (e == OK)
		*out = found > 0;
	return e;
}

enum err store_contact_unforget(
    struct store *s, const struct contact *c, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	struct str salt;
	uint64_t *keys;
	size_t n = 0;
	enum err e = store_begin(s, ei);

	if (e == OK) {
		e = read_salt(scratch, s, false, &salt, ei);
		keys = e == OK && salt.p ? hash_contact(scratch, salt, c, &n) : NULL;
		for (size_t i = 0; i < n && e == OK; i++) {
			struct query q = query_open(s, SQL_FORGOTTEN_DELETE);

			put_hash(&q, keys[i]);
			e = query_run(&q, ei);
		}
		e = store_end(s, e, ei);
	}
	arena_free(scratch);
	return e;
}
