/*
 * learning_shared.h - a new contact profits from the others: what those who share a
 * stated interest turned out to like is the prior for who has no decisions yet. Worked
 * out from what is learned whenever it is needed, and kept nowhere: it is gone with the
 * decisions behind it, and fades as decisions of their own come.
 */
#ifndef APP_LEARNING_SHARED_H
#define APP_LEARNING_SHARED_H

#include "app/home.h"
#include "model/contact.h"
#include "store/learn.h"

/* What others lend to n contacts, by id, in their order, the strongest term first;
 * status LEARNED_SHARED, with the decisions of the others. own holds what is learned of
 * these contacts, or where they are several, of all, by contact: a term that one has or
 * struck is not lent. */
enum err learning_share(struct arena *a, struct home *h, const struct contact *contacts,
    size_t n, const struct learned_term *own, size_t n_own, struct learned_term **out,
    size_t *n_out, struct err_info *ei) MUST_USE;

#endif
