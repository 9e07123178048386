/*
 * contact_read.c - contacts read and found. Always: a list of any length costs the same
 * five queries, whose rows are merged by contact.
 */
#include "base/mem.h"
#include "store/contact.h"
#include "store/interest.h"
#include "store/internal.h"
#include "store/lists.h"

void store_read_contact(struct query *q, struct arena *a, struct contact *c)
{
	*c = (struct contact){.id = get_int(q)};
	c->uid = get_text(q, a);
	c->name = get_text(q, a);
	c->given = get_text(q, a);
	c->family = get_text(q, a);
	c->nickname = get_text(q, a);
	c->company_id = get_int(q);
	c->company = get_text(q, a);
	c->title = get_text(q, a);
	c->place = get_text(q, a);
	c->language = get_text(q, a);
	c->url = get_text(q, a);
	c->every_days = get_int(q);
	c->last_touch_at_s = get_time(q);
	c->is_muted = get_int(q);
	c->notes = get_text(q, a);
	c->extra = get_text(q, a);
	c->edited = (uint32_t)get_int(q);
	c->updated_at_s = get_int(q);
}

static enum err attach_texts(struct arena *a, struct store *s, int64_t id,
    struct contact *list, size_t n, struct err_info *ei)
{
	struct str_list emails, aliases;
	enum err e = list_read(a, s, SQL_CONTACT_EMAIL_LIST, id, &emails, ei);

	if (e == OK)
		e = list_read(a, s, SQL_CONTACT_ALIAS_LIST, id, &aliases, ei);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		list[i].emails = list_take(&emails, list[i].id, &list[i].n_emails);
		if (list[i].n_emails)
			list[i].email = list[i].emails[0];
		list[i].aliases = list_take(&aliases, list[i].id, &list[i].n_aliases);
	}
	return OK;
}

static enum err attach_interests(struct arena *a, struct store *s, int64_t id,
    struct contact *list, size_t n, struct err_info *ei)
{
	struct interest *interests;
	size_t n_interests, next = 0;
	enum err e = store_interest_list(a, s, id, &interests, &n_interests, ei);

	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		size_t first;

		while (next < n_interests && interests[next].contact_id < list[i].id)
			next++;
		first = next;
		while (next < n_interests && interests[next].contact_id == list[i].id)
			next++;
		list[i].n_interests = next - first;
		list[i].interests = next > first ? &interests[first] : NULL;
	}
	return OK;
}

static enum err attach_employers(struct arena *a, struct store *s, int64_t id,
    struct contact *list, size_t n, struct err_info *ei)
{
	struct employer *employers = NULL;
	int64_t *owners = NULL;
	size_t n_employers = 0, cap = 0, cap_owners = 0, next = 0;
	struct query q = query_open(s, SQL_CONTACT_EMPLOYER_LIST);
	enum err e;

	put_range(&q, id);
	while (query_next(&q)) {
		arena_grow(a, &employers, n_employers, &cap, sizeof(*employers));
		arena_grow(a, &owners, n_employers, &cap_owners, sizeof(*owners));
		owners[n_employers] = get_int(&q);
		employers[n_employers].company_id = get_int(&q);
		employers[n_employers].company = get_text(&q, a);
		employers[n_employers].from_s = get_time(&q);
		employers[n_employers].until_s = get_time(&q);
		n_employers++;
	}
	e = query_close(&q, ei);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		size_t first;

		while (next < n_employers && owners[next] < list[i].id)
			next++;
		first = next;
		while (next < n_employers && owners[next] == list[i].id)
			next++;
		list[i].n_employers = next - first;
		list[i].employers = next > first ? &employers[first] : NULL;
	}
	return OK;
}

static enum err read_all(struct arena *a, struct store *s, int64_t id,
    const struct contact_query *query, struct contact **out, size_t *n_out,
    struct err_info *ei)
{
	struct contact *list = NULL;
	size_t n = 0, cap = 0;
	struct query q = query_open(s, SQL_CONTACT_LIST);
	enum err e;

	store_look_for(s, query->words, query->n_words);
	put_range(&q, id);
	put_int(&q, query->company_id);
	put_int(&q, query->is_muted_left_out);
	put_int(&q, query->n_words > 0);
	while (query_next(&q)) {
		mem_grow(&list, n, &cap, sizeof(*list));
		store_read_contact(&q, a, &list[n++]);
	}
	e = query_close(&q, ei);
	list = store_keep(a, list, n, sizeof(*list));
	if (e != OK || (e = attach_texts(a, s, id, list, n, ei)) != OK ||
	    (e = attach_employers(a, s, id, list, n, ei)) != OK ||
	    (!query->has_interests_left_out &&
		(e = attach_interests(a, s, id, list, n, ei)) != OK))
		return e;
	*out = list;
	*n_out = n;
	return OK;
}

static enum err read_contacts(struct arena *a, struct store *s, int64_t id,
    const struct contact_query *query, struct contact **out, size_t *n,
    struct err_info *ei)
{
	enum err e = store_begin_read(s, ei);

	return e == OK ? store_end(s, read_all(a, s, id, query, out, n, ei), ei) : e;
}

enum err store_contact_get(struct arena *a, struct store *s, int64_t id,
    struct contact *out, struct err_info *ei)
{
	struct contact *list;
	size_t n = 0;
	const struct contact_query all = {0};
	enum err e = id > 0 ? read_contacts(a, s, id, &all, &list, &n, ei) : OK;

	if (e == OK && n == 0)
		e = store_no_such("contact", id, ei);
	if (e == OK)
		*out = list[0];
	return e;
}

enum err store_contact_list(struct arena *a, struct store *s,
    const struct contact_query *query, struct contact **out, size_t *n,
    struct err_info *ei)
{
	const struct contact_query all = {0};

	return read_contacts(a, s, 0, query ? query : &all, out, n, ei);
}

static enum err find_ids(struct arena *a, struct store *s, enum sql sql, struct str text,
    int64_t **ids, size_t *n, struct err_info *ei)
{
	int64_t *list = NULL;
	size_t n_list = 0, cap = 0;
	struct query q = query_open(s, sql);
	enum err e;

	put_text(&q, text);
	while (query_next(&q)) {
		arena_grow(a, &list, n_list, &cap, sizeof(*list));
		list[n_list++] = get_int(&q);
	}
	e = query_close(&q, ei);
	if (e == OK) {
		*ids = list;
		*n = n_list;
	}
	return e;
}

enum err store_contact_find(struct arena *a, struct store *s, struct str text,
    int64_t **ids, size_t *n, struct err_info *ei)
{
	struct str trimmed = str_trim(text);
	struct str key = store_name_key(a, trimmed);
	const struct {
		enum sql sql;
		struct str text;
	} ways[] = {
	    {SQL_CONTACT_FIND_ID, trimmed},
	    {SQL_CONTACT_FIND_UID, trimmed},
	    {SQL_CONTACT_FIND_EMAIL, trimmed},
	    {SQL_CONTACT_FIND_NAME, key},
	    {SQL_CONTACT_FIND_PART, key},
	};
	int64_t *found = NULL;
	size_t n_found = 0;
	enum err e = OK;

	for (size_t i = 0;
	     i < sizeof(ways) / sizeof(ways[0]) && trimmed.n && !n_found && e == OK; i++)
		e = find_ids(a, s, ways[i].sql, ways[i].text, &found, &n_found, ei);
	if (e == OK) {
		*ids = found;
		*n = n_found;
	}
	return e;
}

enum err store_contact_count(struct store *s, int64_t *n, struct err_info *ei)
{
	struct query q = query_open(s, SQL_CONTACT_COUNT);

	return query_int(&q, 0, n, ei);
}
