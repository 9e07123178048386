/*
 * history.h - who was given which story before, and what became of it: what scores, caps
 * and rule 2 ask for each pair. What waits was not given: it is offered anew at each run.
 */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

#include "app/home.h"
#include "store/suggestion.h"

/* How the suggestions of a contact, or of a story, stand. */
struct history_counts {
	int64_t id; /* of the contact or story */
	int64_t n_open, n_forwarded, n_dismissed;
};

struct history {
	struct given *given; /* by contact, then story */
	size_t n_given;
	struct given *waiting; /* likewise */
	size_t n_waiting;
	struct history_counts *contacts; /* by id; of those who were given any */
	size_t n_contacts;
	struct history_counts *stories; /* by id */
	size_t n_stories;
	int64_t *muted; /* stories, ascending */
	size_t n_muted;
};

/* In the arena. Costs with the number of suggestions there ever were. */
enum err history_load(
    struct arena *a, struct home *h, struct history *out, struct err_info *ei) MUST_USE;

bool history_has(const struct history *h, int64_t contact_id, int64_t story_id);
bool history_is_muted(const struct history *h, int64_t story_id);

/* The id of the suggestion that waits; 0 if none does. */
int64_t history_waiting(const struct history *h, int64_t contact_id, int64_t story_id);

/* All of a contact. */
const struct given *history_list(const struct history *h, int64_t contact_id, size_t *n);

struct history_counts history_of_contact(const struct history *h, int64_t id);
struct history_counts history_of_story(const struct history *h, int64_t id);

/* Stands for what was given, how it stands, and what is muted. */
uint64_t history_hash(const struct history *h);

#endif
