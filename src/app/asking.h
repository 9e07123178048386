/*
 * asking.h - questions worth asking a contact, made of what is stored about them.
 */
#ifndef APP_ASKING_H
#define APP_ASKING_H

#include "app/home.h"
#include "model/contact.h"
#include "rank/questions.h"

/* At most QUESTIONS_MAX that were not asked before, in the arena. has_news: with the
 * articles behind them, which costs a match of the stored news. Remembers nothing. */
enum err asking_make(struct arena *a, struct home *h, const struct contact *c,
    bool has_news, struct question out[QUESTIONS_MAX], size_t *n,
    struct err_info *ei) MUST_USE;

/* Never again these. */
enum err asking_remember(struct home *h, int64_t contact_id,
    const struct question *questions, size_t n, struct err_info *ei) MUST_USE;

#endif
