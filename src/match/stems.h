/*
 * stems.h - what the Snowball stemmers do not know: forms of words that they leave apart
 * (the plural of loanwords in German, the definite form in Swedish), and words that they
 * take for one ("university" and "universe").
 */
#ifndef MATCH_STEMS_H
#define MATCH_STEMS_H

#include "base/buf.h"

struct stem_rules; /* of one language */

/* The rules beside the stemmer of that name ("swedish"); NULL if there are none. */
const struct stem_rules *stem_rules_of(const char *stemmer);

/* Changes the folded word before it is stemmed, and the stem afterwards. */
void stem_rules_before(const struct stem_rules *r, struct buf *word);
void stem_rules_after(const struct stem_rules *r, struct buf *stem);

/* The stem of a folded word that the stemmer would mistake for another; NULL if it is
 * none of those. */
const char *stem_rules_word(const struct stem_rules *r, struct str word);

#endif
