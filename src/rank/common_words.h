/*
 * common_words.h - words that every text has and that tell no story from another, folded,
 * in the languages most news come in. Parted by spaces.
 */
#ifndef RANK_COMMON_WORDS_H
#define RANK_COMMON_WORDS_H

extern const char *const common_words[]; /* ended by NULL, one string a language */

/* Numbers from two on, written out. */
extern const char *const number_words[]; /* as above */

/* Days of the week and months, but those that are common words too. */
extern const char *const calendar_words[]; /* as above */

#endif
