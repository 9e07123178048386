/*
 * fold.h - text as it is compared: lower case, without accents, compatibility forms
 * replaced (full width, ligatures). "Nestlé" is "nestle", "STRASSE" and "Straße" are
 * "strasse", "Łódź" is "lodz". Marks that carry meaning (Indic vowels, Thai tones) stay.
 */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/arena.h"
#include "base/buf.h"

enum { FOLD_MAX = 4 }; /* characters that one character folds to, at most */

/* What c folds to: 0 (an accent, a soft hyphen) to FOLD_MAX characters. */
size_t fold_char(uint32_t c, uint32_t out[FOLD_MAX]);

/* Appends s folded. */
void fold_put(struct buf *b, struct str s);

/* s folded, in the arena. */
struct str fold_dup(struct arena *a, struct str s);

/* Whether each of the words, which are ended by line feeds, stands in text; both folded.
 */
bool fold_has_words(struct str text, struct str words);

/* Whether both fold to the same text. */
bool fold_eq(struct str a, struct str b);

#endif
