/*
 * name_words.h - the name of a company as its words, and the spellings that are made by
 * putting them together. Private to names_company.c and name_words.c.
 */
#ifndef MATCH_NAME_WORDS_H
#define MATCH_NAME_WORDS_H

#include "match/spellings.h"

enum { NAME_WORDS_MAX = 12 };

struct name {
	struct speller *speller;
	struct arena *arena; /* of the catalog */
	uint32_t entity;
	struct str text;
	struct tokens t;
	struct str word[NAME_WORDS_MAX]; /* as written, "and" for "&" */
	uint32_t known[NAME_WORDS_MAX];	 /* enum word_flag */
	size_t n;
	size_t n_whole; /* words of the whole name that this is a part of */
};

/* Borrows speller and text, which must live as long as the catalog. */
void name_read(struct name *n, struct speller *speller, uint32_t entity, struct str text);
void name_clear(struct name *n);

bool name_is_stop(const struct name *n, size_t i);

/* Whether the words [0, end) say little of which company is meant. */
bool name_is_weak(const struct name *n, size_t end);

/* Whether the word is coined: "JPMorgan", "BlackRock", but "McDonald" is a surname. */
bool name_is_coined(struct str word);

/* enum spelling_flag of the words [0, end). */
uint32_t name_flags(const struct name *n, size_t end);

/* The words [0, end), the one at `which` (if < end) replaced; in the arena. */
struct str name_joined(
    const struct name *n, size_t end, size_t which, struct str instead, const char *sep);

/* Adds a spelling. */
void name_add(const struct name *n, struct str text, enum variant v, uint32_t flags);

/* Adds other ways to write the name: "JP Morgan" for "JPMorgan"; "JPMorgan" for "J P
 * Morgan"; "Mueller" for "Müller"; and all of them, with the name itself. */
void name_add_parted(const struct name *n, enum variant v, uint32_t flags);
void name_add_joined(const struct name *n, enum variant v, uint32_t flags);
void name_add_umlauts(const struct name *n, enum variant v, uint32_t flags);
void name_add_all_ways(const struct name *n, enum variant v);

#endif
