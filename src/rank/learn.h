/*
 * learn.h - what decisions say about a contact's taste: words and phrases that stand in
 * what was forwarded and not in what was dismissed, weighed against all news (Rocchio,
 * beta 1; gamma 0.25 for what was only ever dismissed, else 0.1). The stated interests
 * speak with a low voice: the best of what they find, undecided, counts as a guess of
 * what is good. Pure: examples in, terms out; the same examples give the same terms.
 */
#ifndef RANK_LEARN_H
#define RANK_LEARN_H

#include "model/contact.h"
#include "model/points.h"
#include "model/suggestion.h"
#include "rank/learn_news.h"

enum {
	LEARN_TERMS_MAX = 40,	/* of one contact, liked and disliked together */
	LEARN_EXAMPLES_MIN = 2, /* fewer decisions teach nothing */
	LEARN_GUESSES_MAX = 15, /* more say no more */
	LEARN_GUESS_MIN = POINTS_ONE / 2, /* score by the stated interests */
};

/* A decision: forwarded or judged good, dismissed or judged bad. Or a guess: an item that
 * nobody decided on and the stated interests find. */
struct learn_example {
	const struct item *item;
	bool is_good, is_guess;
	enum dismiss_reason reason;
	int64_t decided_at_s; /* 0 for a guess */
};

struct learn_term {
	struct str term; /* as it is most often written */
	double weight;	 /* of a stated interest is 1; below 0 for what is disliked */
	int64_t n_good, n_bad; /* decisions that speak for and against it */
};

/* A dismissal teaches terms unless its reason says that the topic was right. */
bool learn_is_about_topic(enum dismiss_reason reason);

/* The terms of a contact, the strongest first, without those that its stated interests
 * and its own names have already. In the arena. */
size_t learn_terms(struct arena *a, const struct contact *c,
    const struct learn_example *examples, size_t n, const struct learn_background *news,
    struct learn_term **out);

#endif
