/*
 * article.h - an article that the user found by themselves becomes an item, a story and a
 * suggestion like any other: so it is told once to one person, and teaches.
 */
#ifndef APP_ARTICLE_H
#define APP_ARTICLE_H

#include "app/home.h"
#include "model/contact.h"
#include "model/item.h"
#include "model/suggestion.h"

/* The item of that URL: the stored one, else one (id 0) with the title given, or with a
 * title made of the URL's words. ERR_DATA for an address that is not of the web. */
enum err article_find(struct arena *a, struct home *h, struct str url, struct str title,
    struct item *out, struct err_info *ei) MUST_USE;

/* What of it would interest the contact: reasons, note, score. Nothing is stored. */
enum err article_match(struct arena *a, struct home *h, const struct contact *c,
    const struct item *it, struct suggestion *out, struct err_info *ei) MUST_USE;

/* The suggestion of the item's story for the contact: the stored one, else s. The item is
 * stored first where it is not. Inside the caller's transaction. */
enum err article_suggest(struct arena *a, struct home *h, const struct item *it,
    const struct suggestion *s, int64_t *suggestion_id, struct err_info *ei) MUST_USE;

#endif
