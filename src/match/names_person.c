/*
 * names_person.c - a contact's names in, spellings out: given and family name, with room
 * for a middle name. Always: a spelling has two words or more, or is written without
 * spaces.
 */
#include "match/names.h"

#include "base/fold.h"

enum { PARTS_MAX = 8, SURNAME_MIN = 3 };

struct person {
	struct speller *speller;
	uint32_t entity;
	struct str part[PARTS_MAX]; /* "Jean-Marie", "O'Neill" */
	uint64_t hash[PARTS_MAX];   /* of its first word */
	size_t n;
	bool is_unspaced; /* written in a script without spaces */
};

/* The parts of a name: words, those that are written as one taken together. */
static void split(struct person *p, struct str name)
{
	struct tokens t = {0};

	p->n = 0;
	p->is_unspaced = false;
	if (name.n == 0)
		return;
	tokenizer_run(p->speller->tk, name, &t);
	for (size_t i = 0; i < t.n; i++) {
		const struct token *tok = &t.v[i];

		if (tok->flags & TOKEN_SINGLE)
			p->is_unspaced = true;
		if (p->n > 0 && tok->flags & TOKEN_GLUED && !(tok->flags & TOKEN_BREAK)) {
			struct str *last = &p->part[p->n - 1];

			last->n = (size_t)(name.p + tok->end - last->p);
		} else if (p->n < PARTS_MAX) {
			p->hash[p->n] = tok->hash;
			p->part[p->n++] =
			    str_sub(name, tok->start, tok->end - tok->start);
		}
	}
	tokens_clear(&t);
}

static void drop_first(struct person *p)
{
	for (size_t i = 1; i < p->n; i++) {
		p->part[i - 1] = p->part[i];
		p->hash[i - 1] = p->hash[i];
	}
	p->n--;
}

/* Takes "Dr." and "Prof." off the front and "Jr." and "PhD" off the end. */
static void strip_titles(struct person *p)
{
	while (p->n > 2 && words_flags(p->speller->words, p->hash[0]) & WORD_HONORIFIC)
		drop_first(p);
	while (p->n > 2 &&
	       words_flags(p->speller->words, p->hash[p->n - 1]) & WORD_POSTNOMINAL)
		p->n--;
}

static bool is_particle(struct str word)
{
	static const char *const particles[] = {"al", "bin", "da", "de", "del", "della",
	    "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "st", "ten",
	    "ter", "van", "von", "zu", "zum"};

	for (size_t i = 0; i < sizeof(particles) / sizeof(*particles); i++)
		if (str_eq_nocase(word, str_of(particles[i])))
			return true;
	return false;
}

static void add(const struct person *p, struct str given, struct str family,
    enum variant variant, uint32_t flags)
{
	struct str text = {0};

	text.p = arena_printf(
	    p->speller->c->arena, "%.*s %.*s", STR_ARG(given), STR_ARG(family));
	text.n = str_of(text.p).n;
	speller_add(p->speller, text, p->entity, variant, flags | SPELLING_CAPITAL);
}

static void add_nicknames(
    const struct person *p, struct str given, struct str family, uint32_t flags)
{
	struct str folded = fold_dup(p->speller->c->arena, given), line, other;

	for (size_t n = 0; (line = words_nicknames(folded, n)).n; n++)
		while (line.n && str_split(&line, ' ', &other))
			if (!str_eq(other, folded))
				add(p, other, family, VARIANT_NICK, flags);
}

/* Given and family name of the parts: "Jean-Marie Le Pen" is "Jean-Marie", "Le Pen". */
static void add_name(struct person *p, struct str nickname)
{
	size_t last = p->n - 1;
	struct str family, whole;
	uint32_t flags = SPELLING_MIDDLE, known;

	while (last > 1 && is_particle(p->part[last - 1]))
		last--;
	family = (struct str){p->part[last].p,
	    (size_t)(p->part[p->n - 1].p + p->part[p->n - 1].n - p->part[last].p)};
	known = words_flags(p->speller->words, p->hash[p->n - 1]);
	if (words_flags(p->speller->words, p->hash[0]) & WORD_GIVEN &&
	    known & WORD_FAMILY)
		flags |= SPELLING_NAMESAKE;
	add(p, p->part[0], family, VARIANT_PERSON, flags);
	if (!(known & (WORD_FAMILY | WORD_GIVEN)) && family.n >= SURNAME_MIN)
		speller_add(
		    p->speller, family, p->entity, VARIANT_SURNAME, SPELLING_CAPITAL);
	add_nicknames(p, p->part[0], family, flags);
	if (nickname.n)
		add(p, nickname, family, VARIANT_NICK, flags);
	if (last > 1) {
		whole = (struct str){
		    p->part[0].p, (size_t)(family.p + family.n - p->part[0].p)};
		speller_add(
		    p->speller, whole, p->entity, VARIANT_PERSON, SPELLING_CAPITAL);
	}
}

static void add_written(struct person *p, struct str name, struct str nickname)
{
	size_t comma = str_find_char(name, ',');

	split(p, name);
	/* "Bush, George" but not "George Bush, PhD". */
	if (comma < name.n && p->n >= 2 &&
	    !(words_flags(p->speller->words, p->hash[p->n - 1]) & WORD_POSTNOMINAL)) {
		struct str swapped = {0};

		swapped.p = arena_printf(p->speller->c->arena, "%.*s %.*s",
		    STR_ARG(str_sub(name, comma + 1, SIZE_MAX)),
		    STR_ARG(str_sub(name, 0, comma)));
		swapped.n = str_of(swapped.p).n;
		split(p, swapped);
	}
	if (p->is_unspaced && p->n > 0) {
		speller_add(p->speller, name, p->entity, VARIANT_PERSON, 0);
		return;
	}
	strip_titles(p);
	if (p->n >= 2)
		add_name(p, nickname);
}

void names_add_person(struct speller *s, uint32_t entity, const struct contact *contact)
{
	struct person p = {.speller = s, .entity = entity};
	struct str nickname = contact->nickname;
	bool is_one_word = str_find_char(nickname, ' ') == nickname.n;

	add_written(&p, contact->name, is_one_word ? nickname : (struct str){0});
	if (!is_one_word)
		add_written(&p, nickname, (struct str){0});
	for (size_t i = 0; i < contact->n_aliases; i++)
		add_written(&p, contact->aliases[i], (struct str){0});
}
