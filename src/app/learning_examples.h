/*
 * learning_examples.h - what a contact's taste is learned from: the decisions with their
 * items, and what its stated interests find beside them.
 */
#ifndef APP_LEARNING_EXAMPLES_H
#define APP_LEARNING_EXAMPLES_H

#include "app/home.h"
#include "model/contact.h"
#include "rank/learn.h"

/* The decisions on a contact with their items, in the arena. */
enum err learning_load_examples(struct arena *a, struct home *h, int64_t contact_id,
    struct learn_example **out, size_t *n, struct err_info *ei) MUST_USE;

/* The newest news that were there at the last decision, by id. */
enum err learning_load_news(struct arena *a, struct home *h,
    const struct learn_example *examples, size_t n, struct item **items, size_t *n_items,
    struct err_info *ei) MUST_USE;

/* Adds guesses to n examples: the best of what the contact's stated interests find in the
 * news that were there at the last decision, so that news to come change nothing. */
enum err learning_add_guesses(struct arena *a, struct home *h, const struct contact *c,
    struct learn_example **examples, size_t *n, struct err_info *ei) MUST_USE;

/* How common the words of the examples are in the news counted so far. */
enum err learning_load_background(struct arena *a, struct home *h,
    const struct learn_example *examples, size_t n, struct learn_background *out,
    struct err_info *ei) MUST_USE;

#endif
