/*
 * judge.c - the rules about names. Each hit starts from what its spelling is worth and
 * loses or gains by its context.
 */
#include "match/judge.h"

/* ---- Companies ------------------------------------------------------------------- */

static bool is_place(const struct counts *n)
{
	return n->n_place > 1 && 6 * n->n_place > n->n;
}

/* The share of the spelling that is written small: a word of the dictionary, whatever the
 * list of them says, if the news use it so. Few sightings are added to a guess. */
static double small_share(const struct spelling *s, const struct counts *n)
{
	const double guess = s->flags & SPELLING_COMMON ? 0.5 : 0.02, weight = 4;

	return (n->n_lower + weight * guess) / (n->n + weight);
}

/* Whether one word is as likely to be a word as a name. */
static bool is_word(
    const struct evidence *e, const struct spelling *s, const struct hit *h)
{
	/* "SAP" is none, unless all is written so. */
	if (s->flags & SPELLING_UPPER && h->context & CONTEXT_UPPER &&
	    !(h->context & CONTEXT_SHOUTED))
		return false;
	return h->n_words == 1 && s->variant != VARIANT_INITIALS &&
	       small_share(s, evidence_counts(e, h->spelling)) > 0.12;
}

/* "Delta CEO", and "Ford Ousts Its Chief", where the summary goes on of "the carmaker".
 */
static bool is_surely_company(const struct hit *h)
{
	return h->context & CONTEXT_OFFICER ||
	       (h->context & CONTEXT_REFERENCE && h->context & CONTEXT_START &&
		   h->field == FIELD_TITLE && !(h->context & CONTEXT_BEFORE_NUMBER));
}

static double whole_value(const struct spelling *s, const struct counts *n)
{
	double named = n->n_own + n->n_other + n->n_alone, small;

	if (!(s->flags & SPELLING_SINGLE))
		return 0.95;
	small = small_share(s, n);
	if (n->n_other > 3 && n->n_other > 0.6 * named)
		return 0.4;
	return small < 0.05 ? 0.85 : small < 0.12 ? 0.75 : 0.55;
}

/* The first word alone is safe where the news continue it with nothing else. */
static double lead_value(
    const struct spelling *s, const struct counts *n, const struct hit *h)
{
	double other = n->n_other, named = n->n_own + n->n_other + n->n_alone;
	double small = small_share(s, n);

	if (other > 0.4 * named || is_place(n))
		return 0.1;
	if (s->flags & SPELLING_UPPER)
		return s->text.n <= 3 && n->n_alone > 2 * n->n_own ? 0.2 : 0.6;
	if (small > 0.12)
		return is_surely_company(h) || (n->n_own > 1 && 3 * n->n_own > named)
			   ? 0.4
			   : 0.12;
	/* What is seldom continued so is the name of others, too: Duke. */
	if (n->n_alone > 4 * n->n_own + 4 && !(h->context & CONTEXT_BUSINESS))
		return 0.4;
	return small > 0.05 ? 0.5 : 0.7;
}

/* Initials are safe where the news write the whole name too, or nothing else is called
 * so as often. */
static double initials_value(
    const struct spelling *s, const struct counts *n, uint32_t n_whole)
{
	double other = n->n_other, named = n->n_other + n->n_alone;
	bool is_short = s->flags & SPELLING_COMMON;

	if (n->n_together > 0)
		return 0.85;
	if (other > 0.3 * named)
		return 0.1;
	if (s->text.n > 3 && !is_short)
		return 0.75;
	if (n_whole == 0)
		return 0.3;
	return is_short ? 0.55 : 0.65;
}

static double part_value(const struct spelling *s, const struct counts *n)
{
	double named = n->n_own + n->n_other + n->n_alone;

	if (s->flags & SPELLING_COMMON)
		return 0.6;
	if (n->n_other > 0.5 * named || is_place(n))
		return 0.2;
	return 0.8;
}

/* What the spelling is worth, wherever it stands. */
static double spelling_value(
    const struct evidence *e, const struct spelling *s, const struct hit *h)
{
	const struct counts *n = evidence_counts(e, h->spelling);

	switch ((enum variant)s->variant) {
	case VARIANT_FULL:
	case VARIANT_ALIAS: return whole_value(s, n);
	case VARIANT_TICKER:
		return h->context & CONTEXT_TITLE_CASE || h->end - h->start < 3 ? 0.1
										: 0.7;
	case VARIANT_PART: return part_value(s, n);
	case VARIANT_LEAD: return lead_value(s, n, h);
	case VARIANT_INITIALS: return initials_value(s, n, evidence_n_sure(e, s->entity));
	default: return 0;
	}
}

/* What capitals and neighbours leave of it. */
static double neighbour_factor(
    const struct evidence *e, const struct spelling *s, const struct hit *h)
{
	bool is_single = h->n_words == 1, is_lead = s->variant == VARIANT_LEAD;
	bool is_title_case = h->context & CONTEXT_TITLE_CASE;
	double f = 1;

	if (h->context & CONTEXT_AFTER_NAME) {
		if (is_lead)
			f *= is_title_case ? 0.6 : 0.2;
		else if (!is_title_case && (!(h->context & CONTEXT_AFTER_START) ||
					       evidence_is_neighbour_known(e, h)))
			f *= 0.4;
	}
	if (h->context & CONTEXT_BEFORE_NAME && !is_surely_company(h)) {
		if (is_lead)
			f *= is_title_case ? 0.5 : 0.3;
		else if (!is_title_case)
			f *= !is_single ? 0.9 : is_word(e, s, h) ? 0.7 : 0.55;
	}
	if (h->context & CONTEXT_LONGER && f > 0.4)
		f = 0.4;
	if (is_single && h->context & CONTEXT_ARTICLE)
		f *= 0.5;
	if (h->context & CONTEXT_DATELINE)
		f *= 0.3;
	return f;
}

/* What is left of a name that is written small: of "best buy" nothing much. */
static double lower_factor(const struct spelling *s, bool is_single, bool is_word)
{
	if (is_single)
		return is_word ? 0 : 0.5;
	return s->flags & SPELLING_COMMON ? 0.2 : 0.5;
}

/* A word of the dictionary is a name only where everything speaks for it. */
static double word_factor(const struct hit *h)
{
	double f = 1;

	if (is_surely_company(h))
		return 1.3;
	if (h->context & CONTEXT_TITLE_CASE)
		f *= h->context & CONTEXT_AFTER_NAME ? 0.3 : 0.5;
	if (h->context & CONTEXT_START)
		f *= 0.7;
	if (h->context & CONTEXT_BEFORE_NUMBER)
		f *= 0.5;
	if (h->context & CONTEXT_NEAR_BUSINESS)
		return f * 1.5;
	return f * (h->context & CONTEXT_BUSINESS ? 1.2 : 0.7);
}

/* What the user decided before about the name: how often it was right, against how often
 * that was to be expected, moves the odds, so that a doubtful mention stays behind a good
 * one and what was sure all along says nothing of what is not. */
static double trusted(const struct catalog *c, const struct spelling *s, double p)
{
	const struct company *co = &c->companies[c->entities[s->entity].record];
	double hits, misses, odds;

	if (c->entities[s->entity].record >= c->n_companies || p <= 0 || p > 0.9)
		return p;
	hits = (double)co->trust_hits;
	misses = (double)co->trust_misses;
	odds = p / (1 - p) * (hits + 1) / (co->trust_expected + 1) *
	       (hits + misses - co->trust_expected + 1) / (misses + 1);
	return odds / (1 + odds);
}

double judge_company(
    const struct catalog *c, const struct evidence *e, const struct hit *h)
{
	const struct spelling *s = &c->spellings[h->spelling];
	bool is_single = h->n_words == 1, is_initials = s->variant == VARIANT_INITIALS;
	bool is_common = is_word(e, s, h);
	double p;

	if (h->context & (CONTEXT_OWN | CONTEXT_COVERED))
		return 0;
	if (h->context & CONTEXT_EXCHANGE)
		return 0.97;
	/* "TIL Ltd." is called so, and no Tilaknagar Industries. */
	if (h->context & CONTEXT_LEGAL)
		return s->variant == VARIANT_LEAD || is_initials ? 0.2 : 0.95;
	p = spelling_value(e, s, h) * neighbour_factor(e, s, h);
	if (s->flags & SPELLING_UPPER && !(h->context & CONTEXT_UPPER) && !is_initials)
		p *= is_common || h->context & CONTEXT_LOWER || h->end - h->start <= 3
			 ? 0.1
			 : 0.8;
	if (h->context & CONTEXT_LOWER)
		p *= lower_factor(s, is_single, is_common);
	if (is_common)
		p *= word_factor(h);
	return trusted(c, s, p > 0.97 ? 0.97 : p);
}

/* ---- People ---------------------------------------------------------------------- */

enum { LEADING_WORDS = 4 };

/* "Mr. Kushner" is the contact only where the news speak of this Kushner nearly alone:
 * they must have named him in full several times. */
static double surname_value(
    const struct evidence *e, const struct hit *h, uint32_t entity)
{
	uint32_t n_whole = evidence_n_sure(e, entity),
		 n_named = evidence_n_named(e, h->spelling);

	return n_whole >= 3 && 10 * n_whole >= 8 * n_named ? 0.35 : 0;
}

double judge_person(
    const struct catalog *c, const struct evidence *e, const struct hit *h)
{
	const struct spelling *s = &c->spellings[h->spelling];
	double p = s->flags & SPELLING_NAMESAKE ? 0.4 : 0.6;

	if (h->context & (CONTEXT_OWN | CONTEXT_COVERED))
		return 0;
	if (s->variant == VARIANT_SURNAME)
		return surname_value(e, h, s->entity);
	if (h->context & CONTEXT_LOWER)
		p *= 0.3;
	/* "in Grant Park" */
	if (h->context & CONTEXT_PLACE)
		p *= 0.5;
	if (s->variant == VARIANT_NICK)
		p *= 0.9;
	if (h->context & CONTEXT_BEFORE_NAME && !(h->context & CONTEXT_TITLE_CASE))
		p *= 0.7;
	if (h->context & CONTEXT_AFTER_NAME && !(h->context & CONTEXT_TITLE_CASE) &&
	    !(h->context & CONTEXT_AFTER_START))
		p *= 0.9;
	/* Who is named first is spoken of; who is named late is mentioned. */
	if (h->field == FIELD_SUMMARY && h->word >= LEADING_WORDS)
		p *= 0.95;
	return p;
}
