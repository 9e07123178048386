/*
 * learning_names.h - how far names can be trusted, from decisions: a company's name that
 * is a word of the dictionary, a person's name that others bear.
 */
#ifndef APP_LEARNING_NAMES_H
#define APP_LEARNING_NAMES_H

#include "app/home.h"
#include "model/contact.h"
#include "rank/learn.h"

/* Marks the examples in which the contact's company was found by its name: they speak of
 * the name, not of a taste. is_named has room for n. */
enum err learning_find_names(struct arena *a, struct home *h, const struct contact *c,
    const struct learn_example *examples, size_t n, bool *is_named,
    struct err_info *ei) MUST_USE;

/* Works out trust and context words of the contact's company anew, from the decisions of
 * all who work there. */
enum err learning_update_company(
    struct home *h, int64_t company_id, struct err_info *ei) MUST_USE;

/* Marks contacts whose name turned out to be a namesake's more often than theirs. */
enum err learning_doubt_names(struct arena *a, struct home *h, struct contact *contacts,
    size_t n, struct err_info *ei) MUST_USE;

#endif
