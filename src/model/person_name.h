/*
 * person_name.h - the parts of a person's name.
 */
#ifndef MODEL_PERSON_NAME_H
#define MODEL_PERSON_NAME_H

#include "base/arena.h"

/* Given and family name out of a name as it is written in full: "Dr. Ada King Lovelace,
 * PhD" gives "Ada" and "Lovelace", "Lovelace, Ada" the same, "Ludwig van Beethoven"
 * "Ludwig" and "van Beethoven". A single word, and a name in a script without spaces,
 * is the given name alone. Views of full. */
void person_name_split(struct str full, struct str *given, struct str *family);

/* "Ada King Lovelace" from parts, any of which may be empty; p is NULL if all are. */
struct str person_name_join(
    struct arena *a, struct str given, struct str middle, struct str family);

#endif
