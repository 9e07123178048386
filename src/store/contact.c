/*
 * contact.c - the table contact, written. In: whole records; out: rows, with the lists of
 * addresses, aliases, employers and, for a new contact, interests. Always: one
 * transaction a contact; the company named is there.
 */
#include "store/contact.h"

#include "store/company.h"
#include "store/internal.h"
#include "store/lists.h"

#include <inttypes.h>

/* A uid for a contact that came without: the same for the same person, so that the same
 * import gives the same rows. */
static enum err make_uid(struct arena *a, struct store *s, const struct contact *c,
    struct str *out, struct err_info *ei)
{
	char *seed = arena_printf(a, "%.*s\n%.*s\n%.*s", STR_ARG(c->name),
	    STR_ARG(c->n_emails ? c->emails[0] : c->email), STR_ARG(c->company));
	uint64_t hash = str_hash(str_of(seed));
	int64_t taken = 1;
	enum err e = OK;

	while (e == OK && taken) {
		struct query q = query_open(s, SQL_CONTACT_BY_UID);

		*out = str_of(arena_printf(a, "sawthis-%016" PRIx64, hash++));
		put_text(&q, *out);
		e = query_int(&q, 0, &taken, ei);
	}
	return e;
}

static enum err check_uid(
    struct store *s, struct str uid, int64_t id, struct err_info *ei)
{
	struct query q = query_open(s, SQL_CONTACT_BY_UID);
	int64_t other = 0;
	enum err e;

	put_text(&q, uid);
	e = query_int(&q, 0, &other, ei);
	if (e == OK && other && other != id)
		e = err_set(ei, ERR_DATA, NULL, "the uid %.*s belongs to contact %lld",
		    STR_ARG(uid), (long long)other);
	return e;
}

static enum err write_row(struct store *s, enum sql sql, const struct contact *c,
    struct str uid, struct str key, int64_t company_id, struct err_info *ei)
{
	struct query q = query_open(s, sql);

	put_text(&q, uid);
	put_text(&q, c->name);
	put_text(&q, key);
	put_text(&q, c->given);
	put_text(&q, c->family);
	put_text(&q, c->nickname);
	put_id(&q, company_id);
	put_text(&q, c->title);
	put_text(&q, c->place);
	put_text(&q, c->language);
	put_text(&q, c->url);
	put_int(&q, c->every_days);
	put_time(&q, c->last_touch_at_s);
	put_int(&q, c->is_muted);
	put_text(&q, c->notes);
	put_text(&q, c->extra);
	put_int(&q, c->edited);
	put_int(&q, c->updated_at_s ? c->updated_at_s : clock_now_s());
	if (sql == SQL_CONTACT_UPDATE)
		put_int(&q, c->id);
	return query_run(&q, ei);
}

static enum err write_aliases(
    struct store *s, int64_t id, const struct contact *c, struct err_info *ei)
{
	struct arena *scratch = c->n_aliases ? arena_new() : NULL;
	enum err e = OK;

	for (size_t i = 0; i < c->n_aliases && e == OK; i++) {
		struct query q = query_open(s, SQL_CONTACT_ALIAS_INSERT);

		put_int(&q, id);
		put_int(&q, (int64_t)i);
		put_text(&q, c->aliases[i]);
		put_text(&q, store_name_key(scratch, c->aliases[i]));
		e = query_run(&q, ei);
	}
	arena_free(scratch);
	return e;
}

static enum err write_employers(struct store *s, int64_t id,
    const struct employer *employers, size_t n, struct err_info *ei)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		int64_t company_id = employers[i].company_id;
		struct query q;

		if (!company_id)
			e = store_company_ensure(
			    s, employers[i].company, &company_id, ei);
		if (e != OK)
			break;
		q = query_open(s, SQL_CONTACT_EMPLOYER_INSERT);
		put_int(&q, id);
		put_int(&q, (int64_t)i);
		put_int(&q, company_id);
		put_time(&q, employers[i].from_s);
		put_time(&q, employers[i].until_s);
		e = query_run(&q, ei);
	}
	return e;
}

static enum err write_lists(
    struct store *s, int64_t id, const struct contact *c, struct err_info *ei)
{
	const struct str *emails = c->n_emails ? c->emails : &c->email;
	size_t n_emails = c->n_emails ? c->n_emails : c->email.n > 0;
	enum err e = list_write(s, SQL_CONTACT_EMAIL_INSERT, id, emails, n_emails, ei);

	return e == OK ? write_aliases(s, id, c, ei) : e;
}

static enum err clear_lists(struct store *s, int64_t id, struct err_info *ei)
{
	enum err e = list_clear(s, SQL_CONTACT_EMAIL_DELETE, id, ei);

	return e == OK ? list_clear(s, SQL_CONTACT_ALIAS_DELETE, id, ei) : e;
}

static enum err find_company(
    struct store *s, const struct contact *c, int64_t *id, struct err_info *ei)
{
	*id = c->company_id;
	if (*id || c->company.n == 0)
		return OK;
	return store_company_ensure(s, c->company, id, ei);
}

static enum err check_name(const struct contact *c, struct err_info *ei)
{
	if (c->name.n)
		return OK;
	return err_set(ei, ERR_DATA, NULL, "a contact needs a name");
}

static enum err insert(struct arena *a, struct store *s, const struct contact *c,
    int64_t *id, struct err_info *ei)
{
	struct str uid = c->uid;
	int64_t company_id = 0;
	enum err e;

	if ((e = check_name(c, ei)) != OK ||
	    (e = uid.n ? check_uid(s, uid, 0, ei) : make_uid(a, s, c, &uid, ei)) != OK ||
	    (e = find_company(s, c, &company_id, ei)) != OK)
		return e;
	e = write_row(
	    s, SQL_CONTACT_INSERT, c, uid, store_name_key(a, c->name), company_id, ei);
	*id = sqlite3_last_insert_rowid(s->db);
	if (e == OK)
		e = write_lists(s, *id, c, ei);
	if (e == OK && c->n_employers)
		e = write_employers(s, *id, c->employers, c->n_employers, ei);
	return e == OK ? interest_insert_all(s, *id, c->interests, c->n_interests, ei)
		       : e;
}

enum err store_contact_insert(
    struct store *s, const struct contact *c, int64_t *id, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	int64_t new_id = 0;
	enum err e = store_begin(s, ei);

	if (e == OK) {
		e = insert(scratch, s, c, &new_id, ei);
		e = store_end(s, e, ei);
	}
	if (e == OK)
		*id = new_id;
	arena_free(scratch);
	return e;
}

/* The employers of c, or where it does not say the ones known, to which the company that
 * it leaves is added. */
static enum err update_employers(struct arena *a, struct store *s,
    const struct contact *c, const struct contact *old, int64_t company_id,
    struct err_info *ei)
{
	struct employer *employers;
	enum err e = OK;

	if (!c->employers && (!old->company_id || old->company_id == company_id))
		return OK;
	e = list_clear(s, SQL_CONTACT_EMPLOYER_DELETE, c->id, ei);
	if (e == OK && c->employers)
		e = write_employers(s, c->id, c->employers, c->n_employers, ei);
	if (e != OK || c->employers)
		return e;
	employers = arena_alloc(a, old->n_employers + 1, sizeof(*employers));
	employers[0] = (struct employer){.company_id = old->company_id,
	    .from_s = NO_TIME,
	    .until_s = c->updated_at_s ? c->updated_at_s : clock_now_s()};
	for (size_t i = 0; i < old->n_employers; i++)
		employers[i + 1] = old->employers[i];
	return write_employers(s, c->id, employers, old->n_employers + 1, ei);
}

static enum err update(
    struct arena *a, struct store *s, const struct contact *c, struct err_info *ei)
{
	struct contact old;
	struct str uid = c->uid;
	int64_t company_id = 0;
	enum err e;

	if ((e = check_name(c, ei)) != OK ||
	    (e = store_contact_get(a, s, c->id, &old, ei)) != OK)
		return e;
	if (!uid.n)
		uid = old.uid;
	if ((e = check_uid(s, uid, c->id, ei)) != OK ||
	    (e = find_company(s, c, &company_id, ei)) != OK ||
	    (e = update_employers(a, s, c, &old, company_id, ei)) != OK ||
	    (e = write_row(s, SQL_CONTACT_UPDATE, c, uid, store_name_key(a, c->name),
		 company_id, ei)) != OK ||
	    (e = clear_lists(s, c->id, ei)) != OK)
		return e;
	return write_lists(s, c->id, c, ei);
}

enum err store_contact_update(
    struct store *s, const struct contact *c, struct err_info *ei)
{
	struct arena *scratch = arena_new();
	enum err e = store_begin(s, ei);

	if (e == OK) {
		e = update(scratch, s, c, ei);
		e = store_end(s, e, ei);
	}
	arena_free(scratch);
	return e;
}

enum err store_contact_mute(
    struct store *s, int64_t id, bool is_muted, struct err_info *ei)
{
	struct query q = query_open(s, SQL_CONTACT_MUTE);
	enum err e;

	put_int(&q, id);
	put_int(&q, is_muted);
	e = query_run(&q, ei);
	return e == OK ? store_expect_change(s, "contact", id, ei) : e;
}
