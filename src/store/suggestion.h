/*
 * suggestion.h - the queue stored. One contact has one suggestion of a story, ever.
 */
#ifndef STORE_SUGGESTION_H
#define STORE_SUGGESTION_H

#include "model/contact.h"
#include "model/item.h"
#include "model/suggestion.h"
#include "store/store.h"

/* Queues many in one transaction, with reasons and adjustments. ids, if not NULL, has
 * room for n and gets 0 where the contact was given the story before: that one is left
 * out. */
enum err store_suggestion_insert(struct store *s, const struct suggestion *sg, size_t n,
    int64_t *ids, struct err_info *ei) MUST_USE;

enum { STATUS_ALL = (1 << (SUGGESTION_EXPIRED + 1)) - 1 };
#define STATUS_BIT(status) (1u << (status))

struct suggestion_query {
	int64_t contact_id, company_id, story_id, item_id; /* 0: any */
	unsigned statuses;				   /* STATUS_BITs; 0: all */
	int64_t since_s;				   /* created; 0: any */
	int64_t decided_since_s;			   /* 0: any */
	points min_score, max_score; /* both 0: any; max 0: no bound */
	bool is_overdue;	     /* only contacts past their cadence */
	int64_t now_s;		     /* for is_overdue; */
	int64_t every_days;	     /* the cadence of those who have none; 0: none */
	const struct str *words;     /* all in title, contact's name or reasons */
	size_t n_words;
	size_t limit;	     /* 0: all */
	bool has_no_reasons; /* leave reasons and adjustments out: cheaper */
};

/* A suggestion with what is shown of it. The contact comes without interests, aliases and
 * employers; the item has id 0 where it was purged. */
struct queue_entry {
	struct suggestion suggestion;
	struct contact contact;
	struct item item;
	struct str story_title;
	bool is_story_muted;
};

/* By score, best first, then by id. */
enum err store_suggestion_list(struct arena *a, struct store *s,
    const struct suggestion_query *query, struct queue_entry **out, size_t *n,
    struct err_info *ei) MUST_USE;

/* One with everything; ERR_NOINPUT if the id is unknown. */
enum err store_suggestion_get(struct arena *a, struct store *s, int64_t id,
    struct queue_entry *out, struct err_info *ei) MUST_USE;

/* Who has which story, and what became of it: what rank/ must know for rule 2 and caps.
 */
struct given {
	int64_t contact_id, story_id;
	int64_t id; /* of the suggestion */
	enum suggestion_status status;
};

/* All, by contact and story, and what was judged without a suggestion: its id is 0, its
 * status SUGGESTION_EXPIRED. 32 bytes each. */
enum err store_suggestion_list_given(struct arena *a, struct store *s, struct given **out,
    size_t *n, struct err_info *ei) MUST_USE;

/* Replaces status, score, item, note, held_for, occasion, reasons and adjustments of
 * sg->id, for those that are undecided: waiting ones take their turn. */
enum err store_suggestion_update(
    struct store *s, const struct suggestion *sg, struct err_info *ei) MUST_USE;

/* New and held ones whose item is from before before_s expire; *n counts them. */
enum err store_suggestion_expire(struct store *s, int64_t before_s, int64_t now_s,
    int64_t *n, struct err_info *ei) MUST_USE;

/* Waiting ones that are not to show leave the queue as if they had never been in it; one
 * that the user had a word on expires instead. */
enum err store_suggestion_drop_waiting(struct store *s, const int64_t *ids, size_t n,
    int64_t now_s, struct err_info *ei) MUST_USE;

/* Snoozed ones whose day has come are new again; *n counts them. */
enum err store_suggestion_wake(
    struct store *s, int64_t now_s, int64_t *n, struct err_info *ei) MUST_USE;

/* How many there are of each status; counts[status]. contact_id 0: of all. */
enum err store_suggestion_count(struct store *s, int64_t contact_id,
    int64_t counts[SUGGESTION_EXPIRED + 1], struct err_info *ei) MUST_USE;

#endif
