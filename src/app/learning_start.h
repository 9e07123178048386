/*
 * learning_start.h - interests to begin with, for a contact who has few: what the
 * industry of the company is about, and what its people have stated. Proposals with their
 * reason; nothing is adopted.
 */
#ifndef APP_LEARNING_START_H
#define APP_LEARNING_START_H

#include "app/home.h"
#include "model/contact.h"

enum { LEARNING_FEW_INTERESTS = 3 }; /* who has so many needs no beginning */

struct learning_start {
	struct str term;
	struct str
	    why; /* "2 colleagues have it"; "industry energy, by the name: Power" */
};

/* Colleagues' interests first, then those of the industry; without what the contact has
 * or struck. */
enum err learning_start(struct arena *a, struct home *h, const struct contact *c,
    struct learning_start **out, size_t *n, struct err_info *ei) MUST_USE;

#endif
