/*
 * merge.c - two records of one person. In: contacts. Always: nothing of the old record is
 * lost but what a change names; taking a change over once leaves no difference.
 */
#include "people/merge.h"

#include "base/clock.h"
#include "model/company_name.h"
#include "people/union.h"
#include "people/vcard_extra.h"

#include <stdlib.h>
#include <string.h>

/* ---- Interests ------------------------------------------------------------------- */

static size_t find_interest(const struct interest *v, size_t n, const struct interest *it)
{
	for (size_t i = 0; i < n; i++)
		if ((v[i].kind == INTEREST_REGEX) == (it->kind == INTEREST_REGEX) &&
		    (it->kind == INTEREST_REGEX ? str_eq(v[i].term, it->term)
						: str_eq_nocase(v[i].term, it->term)))
			return i;
	return n;
}

/* Whether the new one says something about a term that is known: a weight other than the
 * usual, or never. */
static bool interest_differs(const struct interest *old, const struct interest *new)
{
	return (new->weight != 1 && new->weight != old->weight) ||
	       (new->is_never && !old->is_never);
}

/* old's interests changed and added to by new's; *n_new and *n_changed count them. */
static struct interest *interests_union(struct arena *a, const struct contact *old,
    const struct contact *new, size_t *n, size_t *n_new, size_t *n_changed)
{
	struct interest *v =
	    arena_alloc(a, old->n_interests + new->n_interests, sizeof(*v));

	*n = old->n_interests;
	*n_new = *n_changed = 0;
	if (*n)
		memcpy(v, old->interests, *n * sizeof(*v));
	for (size_t i = 0; i < new->n_interests; i++) {
		const struct interest *it = &new->interests[i];
		size_t at = find_interest(v, *n, it);

		if (at == *n) {
			v[*n] = *it;
			v[*n].id = 0;
			v[*n].contact_id = old->id;
			++*n;
			++*n_new;
		} else if (interest_differs(&v[at], it)) {
			v[at].weight = it->weight;
			v[at].is_never |= it->is_never;
			++*n_changed;
		}
	}
	return v;
}

/* ---- Differences ----------------------------------------------------------------- */

static bool company_differs(struct arena *a, struct str old, struct str new)
{
	if (!new.n || str_eq(old, new))
		return false;
	return !old.n || !str_eq(company_name_key(a, old), company_name_key(a, new));
}

static struct str date_text(struct arena *a, int64_t at_s)
{
	char date[CLOCK_ISO_SIZE];

	return str_of(arena_dup(a, clock_format_date(at_s, date)));
}

/* Both sides of a field of one text, if new tells something else. */
static bool text_change(struct str old, struct str new, struct people_change *out)
{
	if (!new.n || str_eq(old, new))
		return false;
	out->old = old;
	out->new = new;
	out->is_addition = old.n == 0;
	return true;
}

static bool list_change(
    struct arena *a, struct list old, struct list new, struct people_change *out)
{
	if (!list_adds(old, new))
		return false;
	out->old = list_text(a, old);
	out->new = list_text(a, list_union(a, old, new));
	out->is_addition = true;
	return true;
}

static bool interests_change(struct arena *a, const struct contact *old,
    const struct contact *new, struct people_change *out)
{
	size_t n, n_new, n_changed;
	struct interest *v = interests_union(a, old, new, &n, &n_new, &n_changed);
	struct str *terms;

	if (!n_new && !n_changed)
		return false;
	terms = arena_alloc(a, n, sizeof(*terms));
	for (size_t i = 0; i < n; i++)
		terms[i] = v[i].term;
	out->old = list_text(a, (struct list){terms, old->n_interests});
	out->new = list_text(a, (struct list){terms, n});
	out->is_addition = !n_changed;
	return true;
}

static bool added_lines(
    struct arena *a, struct str old, struct str new, struct people_change *out)
{
	struct str both = text_union(a, old, new, false);

	if (both.n == old.n)
		return false;
	out->old = old;
	out->new = both;
	out->is_addition = true;
	return true;
}

/* new's kept lines, without those that say more about a company or title that is not
 * taken over. */
static struct str kept_lines(struct arena *a, const struct contact *old,
    const struct contact *new, uint32_t fields)
{
	struct str extra = new->extra;

	if (!extra.n)
		return extra;
	if (!(fields & 1u << CONTACT_COMPANY) &&
	    company_differs(a, old->company, new->company))
		extra = vcard_extra_without(a, extra, STR("ORG"), new->company);
	if (!(fields & 1u << CONTACT_TITLE) && !str_eq(old->title, new->title))
		extra = vcard_extra_without(a, extra, STR("TITLE"), new->title);
	return extra;
}

static bool field_change(struct arena *a, const struct contact *old,
    const struct contact *new, enum contact_field field, struct people_change *out)
{
	struct list old_list = {old->emails, old->n_emails};

	switch (field) {
	case CONTACT_NAME:
		return text_change(old->name, new->name, out) ||
		       text_change(old->nickname, new->nickname, out);
	case CONTACT_EMAILS:
		return list_change(
		    a, old_list, (struct list){new->emails, new->n_emails}, out);
	case CONTACT_COMPANY:
		return company_differs(a, old->company, new->company) &&
		       text_change(old->company, new->company, out);
	case CONTACT_TITLE: return text_change(old->title, new->title, out);
	case CONTACT_PLACE: return text_change(old->place, new->place, out);
	case CONTACT_LANGUAGE: return text_change(old->language, new->language, out);
	case CONTACT_URL: return text_change(old->url, new->url, out);
	case CONTACT_ALIASES:
		old_list = (struct list){old->aliases, old->n_aliases};
		return list_change(
		    a, old_list, (struct list){new->aliases, new->n_aliases}, out);
	case CONTACT_INTERESTS: return interests_change(a, old, new, out);
	case CONTACT_EVERY_DAYS:
		if (!new->every_days || new->every_days == old->every_days)
			return false;
		out->old = str_of(arena_printf(a, "%lld", (long long)old->every_days));
		out->new = str_of(arena_printf(a, "%lld", (long long)new->every_days));
		out->is_addition = !old->every_days;
		return true;
	case CONTACT_LAST_TOUCH:
		if (new->last_touch_at_s == NO_TIME ||
		    new->last_touch_at_s <= old->last_touch_at_s)
			return false;
		out->old = date_text(a, old->last_touch_at_s);
		out->new = date_text(a, new->last_touch_at_s);
		out->is_addition = true;
		return true;
	case CONTACT_NOTES: return added_lines(a, old->notes, new->notes, out);
	case CONTACT_EXTRA:
		return added_lines(a, old->extra, kept_lines(a, old, new, 0), out);
	case CONTACT_FIELDS: break;
	}
	return false;
}

void people_diff(struct arena *a, const struct contact *old, const struct contact *new,
    struct people_change **changes, size_t *n_changes)
{
	struct people_change found[CONTACT_FIELDS];
	size_t n = 0;

	for (int f = 0; f < CONTACT_FIELDS; f++) {
		enum contact_field field = (enum contact_field)f;
		struct people_change change = {.field = field};

		if (!field_change(a, old, new, field, &change))
			continue;
		change.is_by_hand = old->edited & 1u << field;
		found[n++] = change;
	}
	*changes = arena_alloc(a, n, sizeof(**changes));
	if (n)
		memcpy(*changes, found, n * sizeof(found[0]));
	*n_changes = n;
}

/* ---- Taking over ----------------------------------------------------------------- */

static void take_text(struct str *old, struct str new)
{
	if (new.n)
		*old = new;
}

/* The file's preferred address leads where its company does, too. */
static void take_emails(struct arena *a, struct contact *c, const struct contact *old,
    const struct contact *new, bool is_new_first)
{
	struct list first = {old->emails, old->n_emails};
	struct list second = {new->emails, new->n_emails}, both;

	both = is_new_first ? list_union(a, second, first) : list_union(a, first, second);
	c->emails = both.v;
	c->n_emails = both.n;
	if (both.n)
		c->email = both.v[0];
}

static bool has_field(uint32_t fields, enum contact_field field)
{
	return fields & 1u << field;
}

/* Name, company, title and the other single texts of those fields. A company or title
 * that goes takes the line along that said more about it. */
static void apply_texts(struct arena *a, struct contact *c, const struct contact *old,
    const struct contact *new, uint32_t fields)
{
	if (has_field(fields, CONTACT_NAME)) {
		take_text(&c->nickname, new->nickname);
		if (new->name.n && !str_eq(old->name, new->name)) {
			c->name = new->name;
			c->given = new->given;
			c->family = new->family;
		}
	}
	if (has_field(fields, CONTACT_COMPANY) &&
	    company_differs(a, old->company, new->company)) {
		c->company = new->company;
		c->company_id = new->company_id;
		c->extra = vcard_extra_without(a, c->extra, STR("ORG"), old->company);
	}
	if (has_field(fields, CONTACT_TITLE) && new->title.n &&
	    !str_eq(new->title, old->title)) {
		c->title = new->title;
		c->extra = vcard_extra_without(a, c->extra, STR("TITLE"), old->title);
	}
	if (has_field(fields, CONTACT_PLACE))
		take_text(&c->place, new->place);
	if (has_field(fields, CONTACT_LANGUAGE))
		take_text(&c->language, new->language);
	if (has_field(fields, CONTACT_URL))
		take_text(&c->url, new->url);
}

/* Addresses, aliases, interests, notes and kept lines of those fields. */
static void apply_lists(struct arena *a, struct contact *c, const struct contact *old,
    const struct contact *new, uint32_t fields)
{
	bool is_move = has_field(fields, CONTACT_COMPANY) && old->company.n &&
		       company_differs(a, old->company, new->company);
	struct list both;
	size_t n_new, n_changed;

	if (has_field(fields, CONTACT_EMAILS))
		take_emails(a, c, old, new, is_move);
	if (has_field(fields, CONTACT_ALIASES)) {
		both = list_union(a, (struct list){old->aliases, old->n_aliases},
		    (struct list){new->aliases, new->n_aliases});
		c->aliases = both.v;
		c->n_aliases = both.n;
	}
	if (has_field(fields, CONTACT_INTERESTS))
		c->interests =
		    interests_union(a, old, new, &c->n_interests, &n_new, &n_changed);
	if (has_field(fields, CONTACT_NOTES))
		c->notes = text_union(a, old->notes, new->notes, false);
	if (has_field(fields, CONTACT_EXTRA) || has_field(fields, CONTACT_COMPANY) ||
	    has_field(fields, CONTACT_TITLE))
		c->extra = text_union(a, c->extra, kept_lines(a, old, new, fields), true);
}

struct contact people_apply(struct arena *a, const struct contact *old,
    const struct contact *new, uint32_t fields)
{
	struct contact c = *old;

	apply_texts(a, &c, old, new, fields);
	apply_lists(a, &c, old, new, fields);
	if (has_field(fields, CONTACT_EVERY_DAYS) && new->every_days)
		c.every_days = new->every_days;
	if (has_field(fields, CONTACT_LAST_TOUCH) &&
	    new->last_touch_at_s > c.last_touch_at_s)
		c.last_touch_at_s = new->last_touch_at_s;
	return c;
}

struct contact people_join(
    struct arena *a, const struct contact *keep, const struct contact *gone)
{
	const uint32_t lists = 1u << CONTACT_EMAILS | 1u << CONTACT_ALIASES |
			       1u << CONTACT_LAST_TOUCH | 1u << CONTACT_NOTES |
			       1u << CONTACT_EXTRA;
	struct contact other = *gone, c;
	struct list alias = {&gone->name, 1};
	uint32_t fields = lists | 1u << CONTACT_INTERESTS;
	struct interest *plain;

	/* What keep says of an interest wins: only new terms come over. */
	plain = arena_alloc(a, gone->n_interests, sizeof(*plain));
	for (size_t i = other.n_interests = 0; i < gone->n_interests; i++)
		if (find_interest(keep->interests, keep->n_interests,
			&gone->interests[i]) == keep->n_interests)
			plain[other.n_interests++] = gone->interests[i];
	other.interests = plain;
	if (!str_eq_nocase(keep->name, gone->name)) {
		alias =
		    list_union(a, (struct list){gone->aliases, gone->n_aliases}, alias);
		other.aliases = alias.v;
		other.n_aliases = alias.n;
	}
	fields |= keep->company.n ? 0 : 1u << CONTACT_COMPANY;
	fields |= keep->title.n ? 0 : 1u << CONTACT_TITLE;
	fields |= keep->place.n ? 0 : 1u << CONTACT_PLACE;
	fields |= keep->language.n ? 0 : 1u << CONTACT_LANGUAGE;
	fields |= keep->url.n ? 0 : 1u << CONTACT_URL;
	fields |= keep->every_days ? 0 : 1u << CONTACT_EVERY_DAYS;
	c = people_apply(a, keep, &other, fields);
	take_text(&c.uid, keep->uid.n ? keep->uid : gone->uid);
	take_text(&c.nickname, keep->nickname.n ? keep->nickname : gone->nickname);
	c.edited |= gone->edited;
	c.is_muted |= gone->is_muted;
	return c;
}
