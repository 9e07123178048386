/*
 * learn.h - what decisions taught: learned terms, judgements, what terms led to, and
 * the background of all news.
 */
#ifndef STORE_LEARN_H
#define STORE_LEARN_H

#include "model/match.h"
#include "model/suggestion.h"
#include "store/store.h"

enum learned_status {
	LEARNED_PROPOSED,
	LEARNED_ADOPTED,  /* matches, and changes with decisions */
	LEARNED_ACCEPTED, /* the user made it a stated interest */
	LEARNED_STRUCK,	  /* never again */
	LEARNED_SHARED,	  /* lent by others; never stored */
};

struct learned_term {
	int64_t contact_id;
	struct str term;
	double weight;
	int64_t n_forwarded, n_dismissed; /* decisions behind it */
	enum learned_status status;
	int64_t changed_at_s;
};

/* Those of a contact (0: of all), by contact and term. */
enum err store_learned_list(struct arena *a, struct store *s, int64_t contact_id,
    struct learned_term **out, size_t *n, struct err_info *ei) MUST_USE;

/* Replaces all learned terms of the contact. Where is_decision, undo brings back what was
 * there. */
enum err store_learned_replace(struct store *s, int64_t contact_id,
    const struct learned_term *terms, size_t n, bool is_decision, int64_t at_s,
    struct err_info *ei) MUST_USE;

/* An item that the user said is good or bad for a contact: by forward, dismissal or
 * judge. */
struct judgement {
	int64_t contact_id, item_id;
	bool is_good;
	enum dismiss_reason reason;
	struct str source; /* "judge" or "queue" */
	int64_t at_s;
};

enum err store_judgement_put(
    struct store *s, const struct judgement *j, size_t n, struct err_info *ei) MUST_USE;

/* All that decisions of the queue and `judge` say of a contact (0: of all), by contact,
 * then time, then item. Items that are gone are left out. */
enum err store_judgement_list(struct arena *a, struct store *s, int64_t contact_id,
    struct judgement **out, size_t *n, struct err_info *ei) MUST_USE;

/* What a term of a contact led to in the queue. */
struct term_use {
	int64_t contact_id;
	enum term_kind kind;
	struct str term;
	int64_t n_suggested, n_forwarded;
	int64_t n_dismissed[DISMISS_STALE + 1]; /* by reason */
	int64_t last_at_s;			/* of the last suggestion */
};

/* Of a contact (0: of all), by contact, kind and term. */
enum err store_term_use_list(struct arena *a, struct store *s, int64_t contact_id,
    struct term_use **out, size_t *n, struct err_info *ei) MUST_USE;

/* The suggestions that a term of a contact led to, and those of them that were forwarded,
 * in each of n weeks, the first of which begins at first_s; out has room for n. */
struct term_week {
	int64_t n_suggested, n_forwarded;
};
enum err store_term_use_weeks(struct store *s, int64_t contact_id, enum term_kind kind,
    struct str term, int64_t first_s, size_t n, struct term_week *out,
    struct err_info *ei) MUST_USE;

/* Contacts whose name found somebody else more often than them, ascending. */
enum err store_name_doubted_list(struct arena *a, struct store *s, int64_t **contact_ids,
    size_t *n, struct err_info *ei) MUST_USE;

struct seen_term {
	uint64_t term; /* a hash */
	int64_t n_items;
};

/* Of these terms, given ascending, those that were seen, ascending; *n_items counts the
 * items behind all terms. */
enum err store_background_find(struct arena *a, struct store *s, const uint64_t *terms,
    size_t n_terms, struct seen_term **out, size_t *n, int64_t *n_items,
    struct err_info *ei) MUST_USE;

/* Adds to the counts of the terms given, by term ascending, what n_items more showed. */
enum err store_background_add(struct store *s, const struct seen_term *seen, size_t n,
    int64_t n_items, struct err_info *ei) MUST_USE;

const char *learned_status_name(enum learned_status status);

#endif
