/*
 * word_lists.h - the lists behind words.h. Each ends with NULL.
 */
#ifndef MATCH_WORD_LISTS_H
#define MATCH_WORD_LISTS_H

extern const char *const word_list_common[];
extern const char *const word_list_stop[];
extern const char *const word_list_generic[];
extern const char *const word_list_given[];
extern const char *const word_list_forename[];
extern const char *const word_list_family[];
extern const char *const word_list_business[];
extern const char *const word_list_place[];
extern const char *const word_list_acronym[];
extern const char *const word_list_filler[];
extern const char *const word_list_leading[];
extern const char *const word_list_honorific[];
extern const char *const word_list_postnominal[];
extern const char *const word_list_shortened[];

/* A word of a company's name, and what may stand for it. */
extern const char *const word_list_abbreviations[][2];

/* Words that are written in one or in two, parted by hyphens here. */
extern const char *const word_list_compounds[];

/* Given names that may stand for the first of the line, and it for them. */
extern const char *const word_list_nicknames[];

#endif
