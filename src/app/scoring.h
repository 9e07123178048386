/*
 * scoring.h - what speaks for and against each pair today: pairs that nobody was given
 * become candidates, what is open gets its score anew. Reads the database; writes
 * nothing.
 */
#ifndef APP_SCORING_H
#define APP_SCORING_H

#include "app/history.h"
#include "app/matching.h"
#include "rank/caps.h"

/* What scores depend on beside the pair: the home's words and bounds, the stories that
 * m's items tell, and what was given before. */
struct scoring;

/* Borrows h and m. */
enum err scoring_new(struct home *h, struct matching *m, struct scoring **out,
    struct err_info *ei) MUST_USE;
void scoring_free(struct scoring *s); /* NULL does nothing */

const struct history *scoring_history(const struct scoring *s);

/* One candidate for each contact and story among m's pairs, with the best of the story's
 * items; what was given before and muted stories are left out. A suggestion that waits
 * keeps its id. The list lives as long as s, what it points to as long as m. */
void scoring_list_candidates(struct scoring *s, struct candidate **out, size_t *n);

/* Gives an open suggestion its score of today; whether it is held stays as the user has
 * seen it. */
void scoring_renew(struct scoring *s, struct queue_entry *entry);

#endif
