/*
 * questions.c - makes questions and chooses among them. In: a contact, news of theirs and
 * the user's interests; out: a few questions. Always: none that was asked, no article
 * twice, and kinds take turns.
 */
#include "rank/questions.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "rank/question_texts.h"

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

static struct str shorten_title(struct maker *m, const struct item *it)
{
	struct str whole = str_trim(it->title);
	struct str title = utf8_cut(whole, TITLE_BYTES_SHOWN);

	if (title.n == whole.n)
		return whole;
	return str_of(arena_printf(m->arena, "%.*s…", STR_ARG(title)));
}

/* key: what makes it the same question again, whatever its wording. */
static void make(struct maker *m, enum question_kind kind, struct str key,
    const struct item *item, enum question_text text, struct str term)
{
	const struct question_words words = {
	    .title = item ? shorten_title(m, item) : (struct str){NULL, 0},
	    .term = term,
	    .company = m->source->contact->company};
	struct str folded = fold_dup(m->arena, key);
	uint64_t hash = str_hash(folded) * 31 + (uint64_t)kind + 1;

	if (is_asked(m->source, hash))
		return;
	for (size_t i = 0; i < m->n_made; i++)
		if (m->made[i].hash == hash)
			return;
	arena_grow(m->arena, &m->made, m->n_made, &m->cap_made, sizeof(*m->made));
	m->made[m->n_made++] = (struct question){hash, kind,
	    question_text_say(m->arena, text, m->source->language, &words), item};
}

/* The key of an article: its story, so that another outlet does not ask again. */
static struct str article_key(struct maker *m, const struct item *it)
{
	return str_of(it->story_id
			  ? arena_printf(m->arena, "story %lld", (long long)it->story_id)
			  : arena_dup_str(m->arena, it->url));
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
	struct str key = article_key(m, it);

	if (company)
		make(m, QUESTION_BUSINESS, key, it, ASK_ARTICLE_BUSINESS, company->term);
	if (interest)
		make(m, QUESTION_INTEREST, key, it, ASK_ARTICLE_INTEREST, interest->term);
	for (size_t i = 0; i < m->source->n_own_interests; i++) {
		struct str own = m->source->own_interests[i];

		if (speaks_of(m, it, own))
			make(m, QUESTION_OWN, key, it, ASK_ARTICLE_OWN, own);
	}
}

static void make_from_notes(struct maker *m)
{
	struct str rest = m->source->contact->notes, line;

	while (str_split(&rest, '\n', &line))
		for (struct str part; str_split(&line, ';', &part);) {
			part = str_trim(part);
			if (part.n >= FRAGMENT_BYTES_MIN && part.n <= FRAGMENT_BYTES_MAX)
				make(m, QUESTION_NOTE, part, NULL, ASK_NOTE, part);
		}
}

/* What can be asked without any news. */
static void make_from_contact(struct maker *m)
{
	const struct contact *c = m->source->contact;
	const struct question_source *s = m->source;
	struct str none = {NULL, 0};

	for (size_t i = 0; i < c->n_interests; i++)
		if (c->interests[i].kind == INTEREST_WORDS && !c->interests[i].is_never)
			make(m, QUESTION_INTEREST, c->interests[i].term, NULL,
			    ASK_INTEREST, c->interests[i].term);
	for (size_t i = 0; i < s->n_own_interests; i++)
		make(m, QUESTION_OWN, s->own_interests[i], NULL, ASK_OWN,
		    s->own_interests[i]);
	if (s->industry.n)
		make(m, QUESTION_BUSINESS, s->industry, NULL, ASK_INDUSTRY, s->industry);
	if (c->title.n)
		make(m, QUESTION_BUSINESS, c->title, NULL, ASK_ROLE, c->title);
	make(m, QUESTION_BUSINESS, STR("learn"), NULL, ASK_PROJECT, none);
	make(m, QUESTION_BUSINESS, STR("help"), NULL, ASK_HELP, none);
	make(m, QUESTION_BUSINESS, STR("next"), NULL, ASK_PLANS, none);
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
