/*
 * questions.c - makes questions and chooses among them. In: a contact, news of theirs and
 * the user's interests; out: a few questions. Always: none that was asked, no article
 * twice, and kinds take turns.
 */
#include "rank/questions.h"

#include "base/fold.h"
#include "base/utf8.h"

enum {
	N_KINDS = QUESTION_NOTE + 1,
	TITLE_BYTES_SHOWN = 160,
	FRAGMENT_BYTES_MIN = 8, /* a shorter piece of a note asks nothing */
	FRAGMENT_BYTES_MAX = 160,
};

struct maker {
	struct arena *arena;
	const struct question_source *source;
	struct question *made;
	size_t n_made, cap_made;
};

/* ---- Making ---------------------------------------------------------------------- */

static bool is_asked(const struct question_source *source, uint64_t hash)
{
	for (size_t i = 0; i < source->n_asked; i++)
		if (source->asked[i] == hash)
			return true;
	return false;
}

/* key: what makes it the same question again, whatever its wording. */
static void make(struct maker *m, enum question_kind kind, struct str key,
    const struct item *item, const char *text)
{
	struct str folded = fold_dup(m->arena, key);
	uint64_t hash = str_hash(folded) * 31 + (uint64_t)kind + 1;

	if (is_asked(m->source, hash))
		return;
	for (size_t i = 0; i < m->n_made; i++)
		if (m->made[i].hash == hash)
			return;
	arena_grow(m->arena, &m->made, m->n_made, &m->cap_made, sizeof(*m->made));
	m->made[m->n_made++] = (struct question){hash, kind, str_of(text), item};
}

/* The key of an article: its story, so that another outlet does not ask again. */
static struct str article_key(struct maker *m, const struct item *it)
{
	return str_of(it->story_id
			  ? arena_printf(m->arena, "story %lld", (long long)it->story_id)
			  : arena_dup_str(m->arena, it->url));
}

static const char *quote_title(struct maker *m, const struct item *it)
{
	struct str title = utf8_cut(str_trim(it->title), TITLE_BYTES_SHOWN);

	return arena_printf(m->arena, "“%.*s%s”", STR_ARG(title),
	    title.n < str_trim(it->title).n ? "…" : "");
}

static struct str company_of(const struct maker *m)
{
	const struct contact *c = m->source->contact;

	return c->company.n ? c->company : STR("your company");
}

static const struct match *find_kind(const struct pair *pair, bool wants_company)
{
	for (size_t i = 0; i < pair->n_matches; i++) {
		const struct match *match = &pair->matches[i];
		bool is_company =
		    match->kind == TERM_COMPANY || match->kind == TERM_PERSON;

		if (match->points > 0 && is_company == wants_company &&
		    match->kind != TERM_REGEX)
			return match;
	}
	return NULL;
}

/* Whether the folded words of term stand in the folded text. */
static bool speaks_of(struct maker *m, const struct item *it, struct str term)
{
	struct str needle = fold_dup(m->arena, str_trim(term));

	return needle.n >= 2 &&
	       (str_find(fold_dup(m->arena, it->title), needle) < it->title.n ||
		   str_find(fold_dup(m->arena, it->summary), needle) < it->summary.n);
}

static void make_from_news(struct maker *m, const struct question_news *news)
{
	const struct item *it = news->item;
	const struct match *company = find_kind(news->pair, true);
	const struct match *interest = find_kind(news->pair, false);
	const char *title = quote_title(m, it);
	struct str key = article_key(m, it);

	if (company)
		make(m, QUESTION_BUSINESS, key, it,
		    arena_printf(m->arena, "What does %s mean for your work at %.*s?",
			title, STR_ARG(company_of(m))));
	if (interest)
		make(m, QUESTION_INTEREST, key, it,
		    arena_printf(m->arena, "You follow %.*s: what do you make of %s?",
			STR_ARG(interest->term), title));
	for (size_t i = 0; i < m->source->n_own_interests; i++) {
		struct str own = m->source->own_interests[i];

		if (speaks_of(m, it, own))
			make(m, QUESTION_OWN, key, it,
			    arena_printf(m->arena,
				"I have been reading about %.*s, lately %s. How does "
				"that "
				"look from where you are?",
				STR_ARG(own), title));
	}
}

static void make_from_notes(struct maker *m)
{
	struct str rest = m->source->contact->notes, line;

	while (str_split(&rest, '\n', &line))
		for (struct str part; str_split(&line, ';', &part);) {
			part = str_trim(part);
			if (part.n >= FRAGMENT_BYTES_MIN && part.n <= FRAGMENT_BYTES_MAX)
				make(m, QUESTION_NOTE, part, NULL,
				    arena_printf(m->arena,
					"You once told me this: “%.*s”. How has it gone "
					"since?",
					STR_ARG(part)));
		}
}

/* What can be asked without any news. */
static void make_from_contact(struct maker *m)
{
	const struct contact *c = m->source->contact;
	struct str company = company_of(m), industry = m->source->industry;

	for (size_t i = 0; i < c->n_interests; i++)
		if (c->interests[i].kind == INTEREST_WORDS && !c->interests[i].is_never)
			make(m, QUESTION_INTEREST, c->interests[i].term, NULL,
			    arena_printf(m->arena,
				"What is the best thing you have come across about %.*s "
				"lately?",
				STR_ARG(c->interests[i].term)));
	for (size_t i = 0; i < m->source->n_own_interests; i++)
		make(m, QUESTION_OWN, m->source->own_interests[i], NULL,
		    arena_printf(m->arena, "How is %.*s seen at %.*s?",
			STR_ARG(m->source->own_interests[i]), STR_ARG(company)));
	if (industry.n)
		make(m, QUESTION_BUSINESS, industry, NULL,
		    arena_printf(m->arena,
			"What has changed most in %.*s over the last year, seen from "
			"%.*s?",
			STR_ARG(industry), STR_ARG(company)));
	if (c->title.n)
		make(m, QUESTION_BUSINESS, c->title, NULL,
		    arena_printf(m->arena,
			"What takes most of your time as %.*s these days?",
			STR_ARG(c->title)));
	make(m, QUESTION_BUSINESS, STR("learn"), NULL,
	    arena_printf(m->arena,
		"What is %.*s working on that you wish more people knew about?",
		STR_ARG(company)));
	make(m, QUESTION_BUSINESS, STR("help"), NULL,
	    "Is there somebody I know whom you would like to meet?");
	make(m, QUESTION_BUSINESS, STR("next"), NULL,
	    "What would you like to have done by this time next year?");
}

/* ---- Choosing -------------------------------------------------------------------- */

static bool is_item_used(
    const struct question *chosen, size_t n, const struct question *candidate)
{
	for (size_t i = 0; i < n; i++)
		if (chosen[i].hash == candidate->hash ||
		    (candidate->item && chosen[i].item == candidate->item))
			return true;
	return false;
}

/* Takes questions in the order made: those with an article, or those without; of a kind
 * that was not chosen yet, or of any. */
static size_t choose(const struct maker *m, bool has_item, bool is_any_kind,
    struct question out[QUESTIONS_MAX], size_t n, bool chosen_kinds[N_KINDS])
{
	for (size_t i = 0; i < m->n_made && n < QUESTIONS_MAX; i++) {
		const struct question *q = &m->made[i];

		if ((q->item != NULL) != has_item || is_item_used(out, n, q) ||
		    (!is_any_kind && chosen_kinds[q->kind]))
			continue;
		chosen_kinds[q->kind] = true;
		out[n++] = *q;
	}
	return n;
}

size_t questions_make(struct arena *a, const struct question_source *source,
    struct question out[QUESTIONS_MAX])
{
	struct maker m = {.arena = a, .source = source};
	bool chosen_kinds[N_KINDS] = {false};
	size_t n = 0;

	for (size_t i = 0; i < source->n_news; i++)
		make_from_news(&m, &source->news[i]);
	make_from_notes(&m);
	make_from_contact(&m);
	n = choose(&m, true, false, out, n, chosen_kinds);
	n = choose(&m, false, false, out, n, chosen_kinds);
	n = choose(&m, true, true, out, n, chosen_kinds);
	return choose(&m, false, true, out, n, chosen_kinds);
}

const char *question_kind_name(enum question_kind kind)
{
	static const char *const names[] = {"business", "interest", "own", "note"};

	return names[kind];
}
