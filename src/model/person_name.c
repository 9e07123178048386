/*
 * person_name.c - names taken apart for the greeting of a mail, where an address book
 * does not tell the parts. In: a name in one line. Always: both parts are views of it.
 */
#include "model/person_name.h"

#include <string.h>

static bool is_one_of(struct str word, const char *const *list)
{
	if (str_ends(word, STR(".")))
		word.n--;
	for (; *list; list++)
		if (str_eq_nocase(word, str_of(*list)))
			return true;
	return false;
}

/* Before the given name. */
static bool is_title(struct str word)
{
	static const char *const titles[] = {"dr", "prof", "mr", "mrs", "ms", "miss",
	    "mx", "sir", "dame", "lord", "lady", "herr", "frau", "rev", "hon", "ing",
	    "dipl", "dipl.-ing", "mag", "m", "mme", "mlle", "sr", "sra", "dott", "avv",
	    NULL};

	return is_one_of(word, titles) && (word.n > 1);
}

/* Behind the family name. */
static bool is_suffix(struct str word)
{
	static const char *const suffixes[] = {"jr", "sr", "ii", "iii", "iv", "phd",
	    "ph.d", "md", "m.d", "mba", "cpa", "cfa", "esq", "esquire", "msc", "bsc",
	    "pmp", "rn", "jd", "dds", "pe", "frm", "caia", "obe", "mbe", "cbe", NULL};

	return is_one_of(word, suffixes);
}

/* Begins a family name of several words. */
static bool is_particle(struct str word)
{
	static const char *const particles[] = {"van", "von", "vom", "zu", "de", "del",
	    "della", "den", "der", "di", "da", "dos", "das", "du", "la", "le", "el", "al",
	    "bin", "ibn", "ben", "ter", "ten", "st", "saint", "af", "av", NULL};

	return is_one_of(word, particles);
}

/* Takes the first word off s. */
static struct str first_word(struct str s, struct str *rest)
{
	size_t n = str_find_char(s, ' ');

	*rest = str_trim(str_sub(s, n, s.n));
	return str_sub(s, 0, n);
}

static struct str last_word(struct str s)
{
	size_t from = s.n;

	while (from && s.p[from - 1] != ' ')
		from--;
	return str_sub(s, from, s.n);
}

/* "Lovelace, Ada" as its halves; false if what follows the comma is a title or suffix. */
static bool split_at_comma(struct str full, struct str *before, struct str *behind)
{
	size_t comma = str_find_char(full, ',');
	struct str rest;

	*before = str_trim(str_sub(full, 0, comma));
	*behind = str_trim(str_sub(full, comma + 1, full.n));
	if (!behind->n || !before->n)
		return false;
	rest = *behind;
	rest = first_word(rest, &rest);
	if (str_ends(rest, STR(",")))
		rest.n--;
	return !is_title(rest) && !is_suffix(rest);
}

void person_name_split(struct str full, struct str *given, struct str *family)
{
	struct str before, behind, rest, word;

	full = str_trim(full);
	if (split_at_comma(full, &before, &behind)) {
		*given = first_word(behind, &rest);
		*family = before;
		return;
	}
	full = before;
	for (word = first_word(full, &rest); rest.n && is_title(word);
	     word = first_word(full, &rest))
		full = rest;
	for (word = last_word(full); word.n < full.n && is_suffix(word);
	     word = last_word(full))
		full = str_trim(str_sub(full, 0, full.n - word.n));
	*given = first_word(full, &rest);
	*family = last_word(rest);
	while (rest.n) {
		word = first_word(rest, &before);
		if (is_particle(word) && before.n) {
			*family = rest;
			break;
		}
		rest = before;
	}
}

struct str person_name_join(
    struct arena *a, struct str given, struct str middle, struct str family)
{
	const struct str parts[] = {given, middle, family};
	size_t n = 0;
	char *p = arena_alloc(a, given.n + middle.n + family.n + 3, 1);

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!parts[i].n)
			continue;
		if (n)
			p[n++] = ' ';
		memcpy(p + n, parts[i].p, parts[i].n);
		n += parts[i].n;
	}
	return n ? (struct str){p, n} : (struct str){0};
}
