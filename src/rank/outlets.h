/*
 * outlets.h - which item of a story to show: one that the reader can open, the original
 * before its copies, and never the reader's own company's page.
 */
#ifndef RANK_OUTLETS_H
#define RANK_OUTLETS_H

#include "model/contact.h"
#include "model/item.h"

/* True for an address at a known paywall. user: hosts that the user added; "!host" takes
 * one off the list that sawthis brings. */
bool outlet_is_paywalled(struct str url, const struct str *user, size_t n_user);

/* The domain of the contact's employer: the company's (which may be NULL), else that of
 * their address, unless anyone has an address there. Empty if neither tells. */
struct str outlet_own_domain(const struct contact *c, const struct company *company);

/* The index of the best item; n if every item is of own_domain (p NULL: none), so that
 * there is nothing to show. Ties go to the earliest, then to the first in the array. */
size_t outlet_best_item(const struct item *items, size_t n, struct str own_domain,
    const struct str *paywalls, size_t n_paywalls);

/* Distinct outlets among the items, by host. */
size_t outlet_count(const struct item *items, size_t n);

#endif
