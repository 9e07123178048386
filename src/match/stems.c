/*
 * stems.c - tables of endings. Words are folded before they are stemmed, so endings are
 * written without accents. Always: the first rule that fits is the only one.
 */
#include "match/stems.h"

#include <stdlib.h>
#include <string.h>

struct ending {
	const char *from, *to;
	size_t word_min; /* bytes that the word has at least */
};

struct known { /* a word and its stem */
	const char *word, *stem;
};

enum { ENDINGS_MAX = 8 };

struct stem_rules {
	const char *stemmer;
	struct ending before[ENDINGS_MAX]; /* up to the first without from */
	struct ending after[ENDINGS_MAX];
	const struct known *words; /* sorted */
	size_t n_words;
};

/* To the stemmer these are forms of animal, author, custom, emerge, experience, hospital,
 * import, intern, market, organ, past, physics, politics, ration, sever, university. */
static const struct known english_words[] = {
    {"animate", "animat"},
    {"animated", "animat"},
    {"animation", "animat"},
    {"animations", "animat"},
    {"animator", "animat"},
    {"animators", "animat"},
    {"authorities", "authority"},
    {"authority", "authority"},
    {"customer", "customer"},
    {"customers", "customer"},
    {"emergencies", "emergency"},
    {"emergency", "emergency"},
    {"experiment", "experiment"},
    {"experimental", "experiment"},
    {"experiments", "experiment"},
    {"hospitality", "hospitality"},
    {"importance", "important"},
    {"important", "important"},
    {"internal", "internal"},
    {"international", "international"},
    {"internet", "internet"},
    {"marketing", "marketing"},
    {"organisation", "organiz"},
    {"organisations", "organiz"},
    {"organise", "organiz"},
    {"organised", "organiz"},
    {"organiser", "organiz"},
    {"organisers", "organiz"},
    {"organising", "organiz"},
    {"organization", "organiz"},
    {"organizational", "organiz"},
    {"organizations", "organiz"},
    {"organize", "organiz"},
    {"organized", "organiz"},
    {"organizer", "organiz"},
    {"organizers", "organiz"},
    {"organizing", "organiz"},
    {"paste", "paste"},
    {"physical", "physical"},
    {"physically", "physical"},
    {"polite", "polite"},
    {"rational", "rational"},
    {"several", "several"},
    {"universal", "universal"},
    {"universe", "universe"},
    {"universes", "universe"},
};

static const struct stem_rules rules[] = {
    {.stemmer = "dutch",
	/* molens, molen; huizen, huis; brieven, brief */
	.before = {{"ens", "en", 5}, {"els", "el", 5}, {"ers", "er", 5}},
	.after = {{"z", "s", 3}, {"v", "f", 3}}},
    {.stemmer = "english",
	.words = english_words,
	.n_words = sizeof(english_words) / sizeof(*english_words)},
    {.stemmer = "german",
	/* Autos, Auto; Kitas, Kita; Handys, Handy */
	.before = {{"os", "o", 5}, {"as", "a", 5}, {"ys", "y", 5}}},
    {.stemmer = "portuguese",
	/* without their accents these are no plurals to the stemmer: ações, pães */
	.before = {{"oes", "ao", 4}, {"aes", "ao", 4}}},
    {.stemmer = "spanish",
	/* solar loses what it has in common with verbs, solares does not */
	.before = {{"ares", "ar", 6}, {"eres", "er", 6}, {"ores", "or", 6}}},
    {.stemmer = "swedish",
	/* valet, val; räntan, ränta */
	.after = {{"internet", "internet", 0}, {"planet", "planet", 0},
	    {"budget", "budget", 0}, {"et", "", 5}, {"an", "", 5}}},
};

const struct stem_rules *stem_rules_of(const char *stemmer)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (strcmp(rules[i].stemmer, stemmer) == 0)
			return &rules[i];
	return NULL;
}

static void apply(const struct ending *e, struct buf *word)
{
	for (size_t i = 0; i < ENDINGS_MAX && e[i].from; i++) {
		struct str from = str_of(e[i].from);

		if (word->n < e[i].word_min || !str_ends(buf_borrow(word), from))
			continue;
		word->n -= from.n;
		buf_puts(word, e[i].to);
		return;
	}
}

void stem_rules_before(const struct stem_rules *r, struct buf *word)
{
	if (r)
		apply(r->before, word);
}

void stem_rules_after(const struct stem_rules *r, struct buf *stem)
{
	if (r)
		apply(r->after, stem);
}

static int compare_word(const void *key, const void *known)
{
	const struct str *word = key;
	const struct known *k = known;
	struct str other = str_of(k->word);
	size_t n = word->n < other.n ? word->n : other.n;
	int order = memcmp(word->p, other.p, n);

	return order ? order : (word->n > other.n) - (word->n < other.n);
}

const char *stem_rules_word(const struct stem_rules *r, struct str word)
{
	const struct known *found =
	    r && r->n_words && word.n
		? bsearch(&word, r->words, r->n_words, sizeof(*r->words), compare_word)
		: NULL;

	return found ? found->stem : NULL;
}
