/*
 * learn.h - what decisions say about a contact's taste: words that stand in what was
 * forwarded and not in what was dismissed, weighed against all news (Rocchio, beta 1,
 * gamma 0.25: both measured). Pure: examples in, terms out; the same examples give the
 * same terms.
 */
#ifndef RANK_LEARN_H
#define RANK_LEARN_H

#include "base/arena.h"
#include "model/contact.h"
#include "model/item.h"
#include "model/suggestion.h"

enum {
	LEARN_TERMS_MAX = 40,	/* of one contact, liked and disliked together */
	LEARN_EXAMPLES_MIN = 2, /* fewer decisions teach nothing */
};

/* A decision: forwarded or judged good, dismissed or judged bad. */
struct learn_example {
	const struct item *item;
	bool is_good;
	enum dismiss_reason reason;
};

/* In how many of the news a stem was seen. */
struct learn_seen {
	uint64_t stem;
	int64_t n_items;
};
struct learn_background {
	const struct learn_seen *seen; /* by stem, ascending */
	size_t n_seen;
	int64_t n_items;
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

/* Counts stems over items, for the background. */
struct learn_counter;
struct learn_counter *learn_counter_new(void);
void learn_counter_free(struct learn_counter *k); /* NULL does nothing */
void learn_counter_add(struct learn_counter *k, const struct item *it);

/* What was counted, by stem ascending, in the arena. */
size_t learn_counter_get(
    const struct learn_counter *k, struct arena *a, struct learn_seen **out);

#endif
