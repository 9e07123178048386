/*
 * corroborate.c - looks for the contact's company and colleagues among what was found in
 * the item, and for title and place in its text. Called for the few items that hold a
 * contact's name.
 */
#include "match/corroborate.h"

#include "base/fold.h"

static const double company_strength = 1.6;
static const double colleague_strength = 1.0;
static const double title_strength = 0.8;
static const double place_strength = 0.6;

static bool has_posting(const struct catalog *c, const struct entity *e, uint32_t contact)
{
	for (uint32_t i = 0; i < entity_n_postings(e); i++)
		if (c->postings[e->first_posting + i].contact == contact)
			return true;
	return false;
}

static bool is_same_company(const struct contact *a, const struct contact *b)
{
	if (a->company_id && a->company_id == b->company_id)
		return true;
	return a->company.n > 0 && str_eq_nocase(a->company, b->company);
}

/* Whether the words of phrase stand together in the folded text. */
static bool holds(struct str folded_text, struct str phrase, struct arena *a)
{
	struct str folded = str_trim(fold_dup(a, phrase)), rest = folded_text;
	size_t at;

	if (folded.n < 3)
		return false;
	while ((at = str_find(rest, folded)) < rest.n) {
		unsigned char before = at ? (unsigned char)rest.p[at - 1] : ' ';
		unsigned char after =
		    at + folded.n < rest.n ? (unsigned char)rest.p[at + folded.n] : ' ';

		if ((before < 'a' || before > 'z') && (after < 'a' || after > 'z'))
			return true;
		rest = str_sub(rest, at + 1, SIZE_MAX);
	}
	return false;
}

double corroborate(const struct catalog *c, const struct found *found, size_t n_found,
    const struct item *item, uint32_t contact)
{
	const struct contact *who = &c->contacts[contact];
	double strength = 0;
	struct arena *a;
	struct str text;

	for (size_t i = 0; i < n_found; i++) {
		const struct entity *e = &c->entities[found[i].entity];

		if (e->kind == ENTITY_COMPANY && has_posting(c, e, contact))
			strength += company_strength;
		else if (e->kind == ENTITY_PERSON && e->record != contact &&
			 is_same_company(&c->contacts[e->record], who))
			strength += colleague_strength;
	}
	if (who->title.n == 0 && who->place.n == 0)
		return strength;
	a = arena_new();
	text.p =
	    arena_printf(a, "%.*s | %.*s", STR_ARG(item->title), STR_ARG(item->summary));
	text = fold_dup(a, str_of(text.p));
	if (holds(text, who->title, a))
		strength += title_strength;
	if (holds(text, str_sub(who->place, 0, str_find_char(who->place, ',')), a))
		strength += place_strength;
	arena_free(a);
	return strength;
}
