/*
 * names.h - the spellings under which the news may call a company, a person, an interest.
 */
#ifndef MATCH_NAMES_H
#define MATCH_NAMES_H

#include "match/spellings.h"

/* Adds the spellings of the company: its name without legal forms, aliases, tickers, its
 * first words, abbreviated words ("Industries", "Ind"), joined and parted words
 * ("JPMorgan", "J.P. Morgan"). */
void names_add_company(struct speller *s, uint32_t entity, const struct company *company);

/* Adds the spellings of the person: given and family name, nicknames for the given
 * name, other names. A single word is no name. */
void names_add_person(struct speller *s, uint32_t entity, const struct contact *contact);

/* Adds other ways to write the interest, whose words are s->tokens: "NFL" and "N.F.L.",
 * "startup" and "start-up", "Zölle" and "Zoelle". flags and n_words are those of its
 * spelling. */
void names_add_ways_of_interest(
    struct speller *s, uint32_t entity, struct str term, uint32_t flags, uint8_t n_words);

#endif
