/*
 * importing.c - people ──► store. In: records of a file. Out: contacts added and changed.
 * Always: what the user has is never overwritten unasked, and importing a file again
 * changes nothing.
 */
#include "app/importing.h"

#include "match/match.h"
#include "store/company.h"
#include "store/contact.h"
#include "store/interest.h"

static bool has_expression(const struct contact *c)
{
	for (size_t i = 0; i < c->n_interests; i++)
		if (c->interests[i].kind == INTEREST_REGEX)
			return true;
	return false;
}

/* Appends to the problems; the array of the file has no room of its own. */
static void add_problem(
    struct arena *a, struct people_import *file, size_t line, const char *text)
{
	struct people_problem *v;

	file->n_errors++;
	if (file->n_problems >= PEOPLE_PROBLEMS_MAX)
		return;
	v = arena_alloc(a, file->n_problems + 1, sizeof(*v));
	for (size_t i = 0; i < file->n_problems; i++)
		v[i] = file->problems[i];
	v[file->n_problems++] =
	    (struct people_problem){line, true, str_of(arena_dup(a, text))};
	file->problems = v;
}

void importing_check_expressions(struct arena *a, struct people_import *file)
{
	for (size_t i = 0; i < file->n_records; i++) {
		struct people_record *r = &file->records[i];
		struct interest *good;
		size_t n = 0;

		if (!has_expression(&r->contact))
			continue;
		good = arena_alloc(a, r->contact.n_interests, sizeof(*good));
		for (size_t k = 0; k < r->contact.n_interests; k++) {
			const struct interest *in = &r->contact.interests[k];
			struct err_info why;

			if (in->kind != INTEREST_REGEX ||
			    match_check_regex(in->term, &why) == OK)
				good[n++] = *in;
			else
				add_problem(a, file, r->line, why.text);
		}
		r->contact.interests = good;
		r->contact.n_interests = n;
	}
}

/* Appends those of `more` that are neither there nor `but`. True if there was one. */
static bool add_names(struct arena *a, const struct str **names, size_t *n,
    const struct str *more, size_t n_more, struct str but)
{
	struct str *all = arena_alloc(a, *n + n_more, sizeof(*all));
	size_t n_before = *n;

	for (size_t i = 0; i < n_before; i++)
		all[i] = (*names)[i];
	for (size_t i = 0; i < n_more; i++) {
		bool is_known = str_eq_nocase(more[i], but);

		for (size_t k = 0; k < *n; k++)
			is_known = is_known || str_eq_nocase(all[k], more[i]);
		if (!is_known)
			all[(*n)++] = more[i];
	}
	*names = all;
	return *n > n_before;
}

/* Aliases, tickers and a domain that the file tells of the company are added to it; where
 * the contact was there before, only what the company has none of: the user may have
 * dropped the others. */
static enum err teach_company(struct arena *a, struct home *h,
    const struct people_record *r, bool is_known, bool is_dry, bool *is_taught,
    struct err_info *ei)
{
	struct company c;
	int64_t id = 0;
	bool is_changed = false;
	enum err e = OK;

	if (r->n_company_aliases || r->n_company_tickers || r->company_domain.n)
		e = store_company_find(h->store, r->contact.company, &id, ei);
	if (e != OK || !id)
		return e;
	e = store_company_get(a, h->store, id, &c, ei);
	if (e != OK)
		return e;
	if (!is_known || !c.n_aliases)
		is_changed |= add_names(a, &c.aliases, &c.n_aliases, r->company_aliases,
		    r->n_company_aliases, c.name);
	if (!is_known || !c.n_tickers)
		is_changed |= add_names(a, &c.tickers, &c.n_tickers, r->company_tickers,
		    r->n_company_tickers, (struct str){0});
	if (!c.domain.n && r->company_domain.n) {
		c.domain = r->company_domain;
		is_changed = true;
	}
	*is_taught = is_changed;
	return is_changed && !is_dry ? store_company_update(h->store, &c, ei) : OK;
}

static enum err put_interests(
    struct home *h, const struct contact *c, int64_t id, struct err_info *ei)
{
	enum err e = OK;

	for (size_t i = 0; i < c->n_interests && e == OK; i++) {
		struct interest in = c->interests[i];

		in.contact_id = id;
		if (!in.id)
			e = store_interest_put(h->store, &in, &in.id, NULL, ei);
	}
	return e;
}

static enum err add(
    struct arena *a, struct home *h, const struct people_record *r, struct err_info *ei)
{
	int64_t id;
	bool is_taught;
	enum err e = store_contact_insert(h->store, &r->contact, &id, ei);

	return e == OK ? teach_company(a, h, r, false, false, &is_taught, ei) : e;
}

/* Which of the changes are applied, as bits of contact_field. */
static uint32_t choose(struct imported *im, const struct import_options *o)
{
	uint32_t fields = 0;

	for (size_t i = 0; i < im->n_changes; i++) {
		const struct people_change *c = &im->changes[i];
		bool is_wanted = c->is_addition || o->is_update;

		if (is_wanted && (!c->is_by_hand || o->is_by_hand_too))
			fields |= 1u << c->field;
		else
			im->n_conflicts++;
	}
	return fields;
}

/* The contacts that were there before the file. Those of the file are not looked up among
 * each other: what it says twice was joined when it was read, and two of its persons may
 * share an address. */
struct known {
	struct people_index *index;
	struct contact *contacts;
	size_t n;
	struct arena *scratch; /* for what one record needs */
};

static enum err apply(struct arena *a, struct home *h, struct contact *old,
    const struct imported *im, uint32_t fields, struct err_info *ei)
{
	struct contact merged = people_apply(a, old, &im->record->contact, fields);
	enum err e;

	if (!str_eq(merged.company, old->company))
		merged.company_id = 0;
	merged.updated_at_s = 0; /* now; the company left ends today */
	e = store_contact_update(h->store, &merged, ei);
	if (e == OK)
		e = put_interests(h, &merged, merged.id, ei);
	*old = merged; /* a later record of the file may tell more */
	return e;
}

static enum err change(struct arena *a, struct home *h, const struct known *known,
    struct contact *old, struct imported *im, const struct import_options *o,
    struct err_info *ei)
{
	struct people_change *changes;
	uint32_t fields;
	enum err e = OK;

	people_diff(known->scratch, old, &im->record->contact, &changes, &im->n_changes);
	arena_reset(known->scratch);
	if (im->n_changes)
		people_diff(a, old, &im->record->contact, &changes, &im->n_changes);
	im->changes = im->n_changes ? changes : NULL;
	fields = choose(im, o);
	im->fate = fields ? IMPORT_CHANGED : IMPORT_KEPT;
	if (fields && !o->is_dry)
		e = apply(a, h, old, im, fields, ei);
	if (e == OK)
		e = teach_company(known->scratch, h, im->record, true, o->is_dry,
		    &im->is_company_taught, ei);
	arena_reset(known->scratch);
	if (im->is_company_taught)
		im->fate = IMPORT_CHANGED;
	return e;
}

static enum err import_one(struct arena *a, struct home *h, struct known *known,
    struct imported *im, const struct import_options *o, struct err_info *ei)
{
	const struct contact *new = &im->record->contact, *old;
	bool is_forgotten = false;
	enum err e;

	if (people_index_find(known->index, new, &old) != FOUND_NOT)
		return change(
		    a, h, known, &known->contacts[old - known->contacts], im, o, ei);
	e = store_contact_is_forgotten(h->store, new, &is_forgotten, ei);
	if (e != OK)
		return e;
	im->fate = is_forgotten && !o->has_forgotten ? IMPORT_FORGOTTEN : IMPORT_ADDED;
	if (im->fate == IMPORT_FORGOTTEN || o->is_dry)
		return OK;
	if (is_forgotten)
		e = store_contact_unforget(h->store, new, ei);
	return e == OK ? add(a, h, im->record, ei) : e;
}

enum err importing_run(struct arena *a, struct home *h, const struct people_import *file,
    const struct import_options *o, struct imported **out, struct err_info *ei)
{
	struct imported *all = arena_alloc(a, file->n_records, sizeof(*all));
	struct known known = {.index = people_index_new(), .scratch = arena_new()};
	enum err e = store_begin(h->store, ei);

	if (e != OK)
		goto done;
	e = store_contact_list(a, h->store, NULL, &known.contacts, &known.n, ei);
	for (size_t i = 0; e == OK && i < known.n; i++)
		people_index_add(known.index, &known.contacts[i]);
	for (size_t i = 0; i < file->n_records && e == OK; i++) {
		all[i].record = &file->records[i];
		e = import_one(a, h, &known, &all[i], o, ei);
	}
	if (e == OK)
		e = store_commit(h->store, ei);
	else
		store_rollback(h->store);
	if (e == OK)
		*out = all;
done:
	people_index_free(known.index);
	arena_free(known.scratch);
	return e;
}
