/*
 * learning_names.h - how far names can be trusted, from decisions: a company's name that
 * is a word of the dictionary, a person's name that others bear.
 */
#ifndef APP_LEARNING_NAMES_H
#define APP_LEARNING_NAMES_H

#include "app/home.h"
#include "model/contact.h"
#include "rank/learn.h"

/* How sure the name alone makes it, 0..1, that each of the examples is about the
 * contact's company, where the news show how the name stands: those above 0 speak of the
 * name, not of a taste. named has room for n. */
enum err learning_find_names(struct arena *a, struct home *h, const struct contact *c,
    const struct learn_example *examples, size_t n, const struct item *news,
    size_t n_news, double *named, struct err_info *ei) MUST_USE;

/* Works out trust and context words of the contact's company anew, from the decisions of
 * all who work there. */
enum err learning_update_company(
    struct home *h, int64_t company_id, struct err_info *ei) MUST_USE;

/* Marks contacts whose name turned out to be a namesake's more often than theirs. */
enum err learning_doubt_names(struct arena *a, struct home *h, struct contact *contacts,
    size_t n, struct err_info *ei) MUST_USE;

#endif
