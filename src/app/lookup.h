/*
 * lookup.h - records by what a user types for them: CONTACT, FEED, QUERY.
 */
#ifndef APP_LOOKUP_H
#define APP_LOOKUP_H

#include "app/home.h"
#include "store/contact.h"
#include "store/suggestion.h"

/* The one contact that text names: id, uid, e-mail address or name. ERR_NOINPUT where it
 * names nobody; ERR_DATA where it names several, whose names and ids the sentence has. */
enum err lookup_contact(struct arena *a, struct home *h, struct str text,
    struct contact *out, struct err_info *ei) MUST_USE;

/* The feed of that id, URL or path. ERR_NOINPUT. */
enum err lookup_feed(
    struct home *h, struct str text, int64_t *id, struct err_info *ei) MUST_USE;

/* What has a scheme stays, without its fragment; a path becomes file://ABSOLUTE;
 * "news.example/feed", where no such file is, https://news.example/feed. ERR_NOINPUT for
 * anything else. */
enum err lookup_feed_url(
    struct arena *a, struct str text, struct str *url, struct err_info *ei) MUST_USE;

/* QUERY of the queue ("contact:ada status:new fusion"). Empty text: status:new. ERR_USAGE
 * names the word that is wrong. */
enum err lookup_query(struct arena *a, struct home *h, struct str text,
    struct suggestion_query *out, struct err_info *ei) MUST_USE;

#endif
