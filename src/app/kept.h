/*
 * kept.h - what a program that answers again and again keeps in memory between answers:
 * the news of the last ninety days, and everybody with their index. A command that runs
 * once has home.kept NULL and loads what it needs.
 *
 * What other programs change is seen at once, and so is what is told by kept_forget().
 * What decisions made here taught counts from the next kept_renew() on.
 */
#ifndef APP_KEPT_H
#define APP_KEPT_H

#include "app/matching.h"
#include "app/tuning.h"

enum { KEPT_DAYS = 90 };

struct kept;

struct kept *kept_new(void);
void kept_free(struct kept *k); /* NULL does nothing */

/* The items dated in the last KEPT_DAYS days, by id: until the next change where they are
 * kept, else in the arena. */
enum err kept_news(struct arena *a, struct home *h, struct item **out, size_t *n,
    struct err_info *ei) MUST_USE;

/* The newest items that have all the words in title, summary, author or categories. */
enum err kept_find(struct arena *a, struct home *h, const struct str *words,
    size_t n_words, size_t most, struct item **out, size_t *n,
    struct err_info *ei) MUST_USE;

/* Whom one item suits, best first, as if nothing else had been matched. pairs and what
 * *people lends are there until the next change. Needs home.kept. */
enum err kept_match(struct home *h, const struct item *item, size_t most,
    const struct matching **people, struct pair **pairs, size_t *n,
    struct err_info *ei) MUST_USE;

/* As tuning_report(), kept for the contact who was asked about last: trying one term
 * after another need not count the hits of the others again. Needs home.kept. */
enum err kept_report(struct home *h, int64_t contact_id, struct tuning_term **out,
    size_t *n, struct err_info *ei) MUST_USE;

/* Contacts, companies or interests were changed here. NULL does nothing. */
void kept_forget(struct kept *k);

/* Loads again what is no longer true, for a moment in which nobody waits. */
enum err kept_renew(struct home *h, struct err_info *ei) MUST_USE;

/* Gives the memory back until it is needed again. */
void kept_drop(struct kept *k);

#endif
