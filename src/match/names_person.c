/*
 * names_person.c - a contact's names in, spellings out: given and family name, with room
 * for a middle name. Always: a spelling has two words or more, or is written without
 * spaces.
 */
#include "match/names.h"

#include "base/fold.h"

#include <string.h>

enum { PARTS_MAX = 8, SURNAME_MIN = 3, CAPITALS_MIN = 4, INITIALS_MAX = 3 };

struct part {
	struct str text;  /* "Jean-Marie", "O'Neill", "J.K" */
	uint32_t known;	  /* enum word_flag; 0 for what is put together */
	bool is_initials; /* "J", "J.K" */
	bool is_upper;	  /* "DUPONT" */
};

struct person {
	struct speller *speller;
	struct arena *arena; /* of the catalog */
	uint32_t entity;
	struct part part[PARTS_MAX];
	size_t n;
	bool is_unspaced; /* written in a script without spaces */
	char middle;	  /* initial of the middle name, or 0 */
};

/* ---- Reading --------------------------------------------------------------------- */

static void take_token(struct person *p, struct str name, const struct token *t)
{
	struct part *last = p->n ? &p->part[p->n - 1] : NULL;

	if (t->flags & TOKEN_SINGLE)
		p->is_unspaced = true;
	if (last && t->flags & TOKEN_GLUED && !(t->flags & TOKEN_BREAK)) {
		last->text.n = (size_t)(name.p + t->end - last->text.p);
		last->known = 0;
		last->is_initials = last->is_initials && t->end - t->start == 1;
		last->is_upper = last->is_upper && t->flags & TOKEN_UPPER;
	} else if (p->n < PARTS_MAX) {
		p->part[p->n++] =
		    (struct part){.text = str_sub(name, t->start, t->end - t->start),
			.known = words_flags(p->speller->words, t->hash),
			.is_initials = t->end - t->start == 1,
			.is_upper = t->flags & TOKEN_UPPER};
	}
}

/* The parts of a name: words, those that are written as one taken together. */
static void split(struct person *p, struct str name)
{
	struct tokens t = {0};

	p->n = 0;
	p->is_unspaced = false;
	if (name.n == 0)
		return;
	tokenizer_run(p->speller->tk, name, &t);
	for (size_t i = 0; i < t.n; i++)
		take_token(p, name, &t.v[i]);
	tokens_clear(&t);
}

static void drop_first(struct person *p)
{
	for (size_t i = 1; i < p->n; i++)
		p->part[i - 1] = p->part[i];
	p->n--;
}

/* Takes "Dr." and "Prof." off the front and "Jr." and "PhD" off the end. */
static void strip_titles(struct person *p)
{
	while (p->n > 2 && p->part[0].known & WORD_HONORIFIC)
		drop_first(p);
	while (p->n > 2 && p->part[p->n - 1].known & WORD_POSTNOMINAL)
		p->n--;
}

/* "DUPONT Jean" is Jean Dupont. */
static void put_family_last(struct person *p)
{
	size_t n_upper = 0;

	while (n_upper < p->n && p->part[n_upper].is_upper)
		n_upper++;
	if (n_upper == p->n || p->part[0].text.n < CAPITALS_MIN)
		return;
	while (n_upper-- > 0) {
		struct part first = p->part[0];

		drop_first(p);
		p->part[p->n++] = first;
	}
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

/* ---- Spellings ------------------------------------------------------------------- */

static void add_text(
    const struct person *p, struct str text, enum variant variant, uint32_t flags)
{
	speller_add(p->speller, text, p->entity, variant, flags | SPELLING_CAPITAL)
	    ->middle = p->middle;
}

static struct str joined(struct arena *a, struct str given, struct str family)
{
	const size_t n = given.n + 1 + family.n;
	char *text = arena_alloc(a, n + 1, 1);

	memcpy(text, given.p, given.n);
	text[given.n] = ' ';
	memcpy(text + given.n + 1, family.p, family.n);
	return (struct str){text, n};
}

static void add(const struct person *p, struct str given, struct str family,
    enum variant variant, uint32_t flags)
{
	struct str text = joined(p->arena, given, family), other;

	add_text(p, text, variant, flags);
	other = speller_transcribe(p->speller, text);
	if (other.n)
		add_text(p, other, variant, flags);
}

static void add_nicknames(
    const struct person *p, struct str given, struct str family, uint32_t flags)
{
	struct str folded = fold_dup(p->arena, given), line, other;
	size_t at = 0;

	if (!(words_flags(p->speller->words, token_hash(folded)) & WORD_NICKNAMED))
		return;
	while ((line = words_nicknames(folded, &at)).n)
		while (line.n && str_split(&line, ' ', &other))
			if (!str_eq(other, folded))
				add(p, other, family, VARIANT_NICK, flags);
}

/* "J.K.", "J. K." and "JK" are one. */
static void add_initials(const struct person *p, struct str family, uint32_t flags)
{
	const struct part *first = &p->part[0];
	char letters[INITIALS_MAX], dotted[2 * INITIALS_MAX];
	size_t n = 0;

	for (size_t i = 0;
	     i < p->n && (p->part[i].is_initials || (!i && first->is_upper)); i++)
		for (size_t k = 0; k < p->part[i].text.n; k++) {
			char c = p->part[i].text.p[k];

			if (c == '.' || c == ' ')
				continue;
			if (n == INITIALS_MAX)
				return;
			letters[n] = c;
			dotted[2 * n] = c;
			dotted[2 * n++ + 1] = '.';
		}
	if (n < 2 || (first->is_upper && p->part[p->n - 1].is_upper))
		return;
	add(p, (struct str){letters, n}, family, VARIANT_PERSON, flags);
	add(p, (struct str){dotted, 2 * n}, family, VARIANT_PERSON, flags);
}

/* "O'Neill" is "ONeill", "Di Caprio" "DiCaprio" and the other way round. */
static void add_ways_of_family(
    const struct person *p, struct str family, size_t n_parts, uint32_t flags)
{
	static const char *const prefixes[] = {
	    "De", "Del", "Di", "Du", "La", "Le", "Van", "Von"};
	char text[64];
	size_t n = 0;

	if (family.n >= sizeof(text))
		return;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		struct str prefix = str_of(prefixes[i]);

		if (n_parts == 1 && family.n > prefix.n && str_starts(family, prefix) &&
		    family.p[prefix.n] >= 'A' && family.p[prefix.n] <= 'Z')
			add(p, p->part[0].text,
			    str_of(arena_printf(p->arena, "%s %.*s", prefixes[i],
				STR_ARG(str_sub(family, prefix.n, SIZE_MAX)))),
			    VARIANT_PERSON, flags);
	}
	for (size_t i = 0; i < family.n; i++)
		if (str_starts(str_sub(family, i, SIZE_MAX), STR("’")))
			i += 2;
		else if (family.p[i] != '\'' && (family.p[i] != ' ' || n_parts > 2))
			text[n++] = family.p[i];
	if (n < family.n)
		add(p, p->part[0].text, (struct str){text, n}, VARIANT_PERSON, flags);
}

/* A name that many bear. */
static bool has_namesakes(const struct person *p)
{
	return p->part[0].known & WORD_GIVEN && p->part[p->n - 1].known & WORD_FAMILY;
}

/* Given and family name of the parts: "Jean-Marie Le Pen" is "Jean-Marie", "Le Pen". */
static void add_name(struct person *p, struct str nickname)
{
	const struct part *end = &p->part[p->n - 1];
	struct str given = p->part[0].text, family, whole;
	size_t last = p->n - 1;
	uint32_t flags = SPELLING_MIDDLE | (has_namesakes(p) ? SPELLING_NAMESAKE : 0);

	while (last > 1 && is_particle(p->part[last - 1].text))
		last--;
	family = (struct str){p->part[last].text.p,
	    (size_t)(end->text.p + end->text.n - p->part[last].text.p)};
	p->middle = last == 2 ? p->part[1].text.p[0] : 0;
	add(p, given, family, VARIANT_PERSON, flags);
	if (!(end->known & (WORD_FAMILY | WORD_GIVEN)) && family.n >= SURNAME_MIN)
		add_text(p, family, VARIANT_SURNAME, 0);
	add_nicknames(p, given, family, flags);
	add_initials(p, family, flags);
	add_ways_of_family(p, family, p->n - last, flags);
	if (nickname.n)
		add(p, nickname, family, VARIANT_NICK, flags);
	if (last > 1 && family.p > given.p) {
		whole = (struct str){given.p, (size_t)(family.p + family.n - given.p)};
		add_text(p, whole, VARIANT_PERSON, 0);
	}
}

/* ---- The whole ------------------------------------------------------------------- */

/* Takes what stands in brackets or quotes out of the name: "Karl "Charlie" Miller", "Ann
 * Lee (she/her)". Returns it if it may be a nickname. */
static struct str take_aside(struct arena *a, struct str *name)
{
	static const char *const marks[][2] = {
	    {"(", ")"}, {"\"", "\""}, {"“", "”"}, {"„", "“"}, {"«", "»"}};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		struct str open = str_of(marks[i][0]), close = str_of(marks[i][1]);
		size_t from = str_find(*name, open);
		struct str rest = str_sub(*name, from + open.n, SIZE_MAX), aside;
		size_t to = str_find(rest, close);

		if (from == 0 || from == name->n || to == rest.n)
			continue;
		aside = str_trim(str_sub(rest, 0, to));
		*name = str_of(arena_printf(a, "%.*s %.*s",
		    STR_ARG(str_trim(str_sub(*name, 0, from))),
		    STR_ARG(str_trim(str_sub(rest, to + close.n, SIZE_MAX)))));
		if (str_find_char(aside, ' ') < aside.n ||
		    str_find_char(aside, '/') < aside.n)
			return (struct str){0};
		return aside;
	}
	return (struct str){0};
}

static void add_written(struct person *p, struct str name, struct str nickname)
{
	struct str aside = take_aside(p->arena, &name);
	size_t comma = str_find_char(name, ',');

	split(p, name);
	/* "Bush, George" but not "George Bush, PhD". */
	if (comma < name.n && p->n >= 2 &&
	    !(p->part[p->n - 1].known & WORD_POSTNOMINAL)) {
		name = str_of(arena_printf(p->arena, "%.*s %.*s",
		    STR_ARG(str_sub(name, comma + 1, SIZE_MAX)),
		    STR_ARG(str_sub(name, 0, comma))));
		split(p, name);
	}
	if (p->is_unspaced && p->n > 0) {
		speller_add(p->speller, name, p->entity, VARIANT_PERSON, 0);
		return;
	}
	strip_titles(p);
	put_family_last(p);
	if (p->n >= 2)
		add_name(p, nickname.n ? nickname : aside);
}

void names_add_person(struct speller *s, uint32_t entity, const struct contact *contact)
{
	struct person p = {.speller = s, .arena = s->c->arena, .entity = entity};
	struct str nickname = contact->nickname;
	bool is_one_word = str_find_char(nickname, ' ') == nickname.n;

	add_written(&p, contact->name, is_one_word ? nickname : (struct str){0});
	if (!is_one_word)
		add_written(&p, nickname, (struct str){0});
	for (size_t i = 0; i < contact->n_aliases; i++)
		add_written(&p, contact->aliases[i], (struct str){0});
}
