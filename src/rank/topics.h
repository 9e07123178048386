/*
 * topics.h - news that wants a second look before it goes to anybody (bad news about the
 * person or their company, touchy subjects), and news that is an occasion to write.
 *
 * The words are data: a table of defaults in English, German, French and Spanish, and the
 * user's own on top. A line of the user's file is one of
 *	bad-news layoffs: job cuts, restructur*
 *	touchy politics: election*
 *	congratulations award: wins the prize
 *	allow: cancer, strike
 * KIND NAME: words parted by commas; a star stands for any ending; `allow` takes words
 * off; # begins a comment.
 */
#ifndef RANK_TOPICS_H
#define RANK_TOPICS_H

#include "base/arena.h"
#include "model/item.h"
#include "model/match.h"

enum topic_kind { TOPIC_BAD_NEWS, TOPIC_TOUCHY, TOPIC_CONGRATULATIONS };

struct topics;

struct topics *topics_new(void); /* with the defaults */
void topics_free(struct topics *t);

/* Words of queue.quiet_topics: bad news whatever the item is about. */
void topics_add_quiet(struct topics *t, struct str words_parted_by_commas);

/* The user's file. ERR_DATA names source and line; the lines before it count. */
enum err topics_read(
    struct topics *t, struct str text, const char *source, struct err_info *ei) MUST_USE;

struct topic_finding {
	struct str held_for; /* "bad news: layoffs (\"lays off\")"; p NULL if nothing */
	struct str occasion; /* "congratulations: promotion"; p NULL if none */
};

/* Whether topics_find() will find nothing in the item whoever it is for: none of the
 * phrases stands where it looks. */
bool topics_are_silent(const struct topics *t, const struct item *it);

/* What the item says of a pair's contact. Bad news counts in title and first sentences,
 * where a person or company matched; touchy subjects in the title, except those that the
 * contact's own matched terms are about; congratulations in a title that names the person
 * or company. Bad news goes before congratulations. Texts live in the arena. */
struct topic_finding topics_find(const struct topics *t, struct arena *a,
    const struct item *it, const struct pair *pair);

#endif
