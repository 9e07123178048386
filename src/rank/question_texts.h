/*
 * question_texts.h - the wordings of questions, in the languages that notes are written
 * in.
 */
#ifndef RANK_QUESTION_TEXTS_H
#define RANK_QUESTION_TEXTS_H

#include "base/arena.h"

enum question_text {
	ASK_ARTICLE_BUSINESS, /* {title} {company} */
	ASK_ARTICLE_INTEREST, /* {term} {title} */
	ASK_ARTICLE_OWN,      /* {term} {title} */
	ASK_NOTE,	      /* {term} */
	ASK_INTEREST,	      /* {term} */
	ASK_OWN,	      /* {term} {company} */
	ASK_INDUSTRY,	      /* {term} {company} */
	ASK_ROLE,	      /* {term} */
	ASK_PROJECT,	      /* {company} */
	ASK_HELP,
	ASK_PLANS,
	N_QUESTION_TEXTS,
};

struct question_words {
	struct str title, term;
	struct str company; /* p NULL: "your company" */
};

/* The wording with the words put in, in the arena. language is a code such as "de" or
 * "de-at"; English for one that has no wordings. */
struct str question_text_say(struct arena *a, enum question_text text,
    struct str language, const struct question_words *words);

#endif
