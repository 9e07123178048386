/*
 * questions.h - questions worth asking a contact: from their business, the user's own
 * interests, their notes and the stored news, each with the article behind it.
 */
#ifndef RANK_QUESTIONS_H
#define RANK_QUESTIONS_H

#include "base/arena.h"
#include "model/contact.h"
#include "model/item.h"
#include "model/match.h"

enum { QUESTIONS_MAX = 3 };

enum question_kind {
	QUESTION_BUSINESS, /* their company or field */
	QUESTION_INTEREST, /* what they like */
	QUESTION_OWN,	   /* what the user cares about */
	QUESTION_NOTE,	   /* what the user wrote down */
};

struct question {
	uint64_t hash; /* of what is asked, to be remembered */
	enum question_kind kind;
	struct str text;
	const struct item *item; /* the article behind it; NULL if there is none */
};

/* News of the contact: an item with what matched in it. */
struct question_news {
	const struct item *item;
	const struct pair *pair;
};

struct question_source {
	const struct contact *contact;
	struct str language;		  /* of the wordings, as in question_texts.h */
	struct str industry;		  /* of the company; p NULL if not known */
	const struct question_news *news; /* best first */
	size_t n_news;
	const struct str *own_interests; /* the user's */
	size_t n_own_interests;
	const uint64_t *asked; /* hashes of what was asked before */
	size_t n_asked;
};

/* At most QUESTIONS_MAX, of different kinds where there is a choice, those with an
 * article first, none that was asked before. Returns how many; texts live in the arena.
 */
size_t questions_make(struct arena *a, const struct question_source *source,
    struct question out[QUESTIONS_MAX]);

const char *question_kind_name(enum question_kind kind);

#endif
