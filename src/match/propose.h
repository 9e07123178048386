/*
 * propose.h - other names by which the news call a company, proposed with the evidence:
 * its first word where the news continue it with the company's own next word ("Goldman"
 * with "Sachs" in 94 of 97 items), initials that stand beside the name ("State Bank of
 * India (SBI)"), and shorter spellings in use.
 */
#ifndef MATCH_PROPOSE_H
#define MATCH_PROPOSE_H

#include "base/arena.h"
#include "model/contact.h"
#include "model/item.h"

enum proposal_kind { PROPOSAL_SHORT, PROPOSAL_INITIALS, PROPOSAL_BRAND };

struct proposal {
	int64_t company_id;
	size_t company; /* which of those given */
	enum proposal_kind kind;
	struct str alias;      /* "Goldman" */
	size_t n_for, n_items; /* items that speak for it, of those that have it */
	struct str evidence;   /* "continues with \"Sachs\" in 94 of 97 items" */
};

/* Proposals not yet among the aliases, by company in the order given, then by n_for
 * descending. In the arena. */
void match_propose(const struct company *companies, size_t n_companies,
    const struct item *items, size_t n_items, struct arena *a, struct proposal **out,
    size_t *n_out);

#endif
