/*
 * words.c - a table of the hashes of the lists in word_lists.c.
 */
#include "match/words.h"

#include "base/mem.h"
#include "base/token.h"
#include "match/word_lists.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { N_SLOTS = 8192, COMPOUND_MAX = 32 };

struct slot {
	uint64_t hash;
	uint32_t flags;
};

struct words {
	struct slot slots[N_SLOTS];
};

static void add_word(struct words *w, struct str word, uint32_t flag)
{
	uint64_t hash = token_hash(word);
	size_t i = hash % N_SLOTS;

	while (w->slots[i].hash && w->slots[i].hash != hash)
		i = (i + 1) % N_SLOTS;
	w->slots[i].hash = hash;
	w->slots[i].flags |= flag;
}

static void add_list(struct words *w, const char *const *lines, uint32_t flag)
{
	for (; *lines; lines++)
		for (const char *at = *lines, *end; *at; at = *end ? end + 1 : end) {
			for (end = at; *end && *end != ' ';)
				end++;
			add_word(w, (struct str){at, (size_t)(end - at)}, flag);
		}
}

/* Takes "start-up" apart: "startup", "start" and "up". */
static void add_compound(struct words *w, struct str hyphened)
{
	size_t border = str_find_char(hyphened, '-');
	char joined[COMPOUND_MAX];

	add_word(w, str_sub(hyphened, 0, border), WORD_COMPOUND_PART);
	add_word(w, str_sub(hyphened, border + 1, SIZE_MAX), WORD_COMPOUND_PART);
	assert(hyphened.n <= COMPOUND_MAX);
	memcpy(joined, hyphened.p, border);
	memcpy(joined + border, hyphened.p + border + 1, hyphened.n - border - 1);
	add_word(w, (struct str){joined, hyphened.n - 1}, WORD_COMPOUND);
}

static void add_compounds(struct words *w)
{
	for (size_t i = 0; word_list_compounds[i]; i++) {
		struct str rest = str_of(word_list_compounds[i]), word;

		while (str_split(&rest, ' ', &word))
			add_compound(w, word);
	}
}

struct words *words_new(void)
{
	struct words *w = mem_new(1, sizeof(*w));

	add_list(w, word_list_common, WORD_COMMON);
	add_list(w, word_list_stop, WORD_STOP);
	add_list(w, word_list_generic, WORD_GENERIC);
	add_list(w, word_list_given, WORD_GIVEN | WORD_FORENAME);
	add_list(w, word_list_forename, WORD_FORENAME);
	add_list(w, word_list_family, WORD_FAMILY);
	add_list(w, word_list_business, WORD_BUSINESS);
	add_list(w, word_list_place, WORD_PLACE);
	add_list(w, word_list_acronym, WORD_ACRONYM);
	add_list(w, word_list_filler, WORD_FILLER);
	add_list(w, word_list_leading, WORD_LEADING);
	add_compounds(w);
	add_list(w, word_list_honorific, WORD_HONORIFIC);
	add_list(w, word_list_postnominal, WORD_POSTNOMINAL);
	add_list(w, word_list_shortened, WORD_SHORTENED);
	add_list(w, word_list_nicknames, WORD_NICKNAMED);
	for (size_t i = 0; word_list_abbreviations[i][0]; i++)
		add_word(w, str_of(word_list_abbreviations[i][0]), WORD_ABBREVIATED);
	return w;
}

void words_free(struct words *w)
{
	free(w);
}

uint32_t words_flags(const struct words *w, uint64_t hash)
{
	size_t i = hash % N_SLOTS;

	while (w->slots[i].hash && w->slots[i].hash != hash)
		i = (i + 1) % N_SLOTS;
	return w->slots[i].flags;
}

struct str words_abbreviations(struct str folded)
{
	for (size_t i = 0; word_list_abbreviations[i][0]; i++)
		if (str_eq(folded, str_of(word_list_abbreviations[i][0])))
			return str_of(word_list_abbreviations[i][1]);
	return (struct str){0};
}

static bool has_word(const char *list, struct str word)
{
	while (strncmp(list, word.p, word.n) != 0 ||
	       (list[word.n] != ' ' && list[word.n] != '\0')) {
		list += strcspn(list, " ");
		if (*list++ == '\0')
			return false;
	}
	return true;
}

/* Whether the word is the compound, without its hyphen. */
static bool is_joined(struct str word, struct str compound, size_t border)
{
	return word.n + 1 == compound.n &&
	       str_starts(compound, str_sub(word, 0, border)) &&
	       str_ends(compound, str_sub(word, border, SIZE_MAX));
}

size_t words_compound_border(struct str folded)
{
	for (size_t i = 0; word_list_compounds[i]; i++) {
		struct str rest = str_of(word_list_compounds[i]), compound;

		while (str_split(&rest, ' ', &compound)) {
			size_t border = str_find_char(compound, '-');

			if (is_joined(folded, compound, border))
				return border;
		}
	}
	return 0;
}

struct str words_nicknames(struct str folded, size_t *line)
{
	for (const char *const *l = word_list_nicknames + *line; *l; l++)
		if (has_word(*l, folded)) {
			*line = (size_t)(l - word_list_nicknames) + 1;
			return str_of(*l);
		}
	return (struct str){0};
}
