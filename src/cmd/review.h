/*
 * review.h - the state of a review in the terminal, and how it is drawn.
 */
#ifndef CMD_REVIEW_H
#define CMD_REVIEW_H

#include "cmd/cmd.h"
#include "cmd/screen.h"
#include "store/suggestion.h"

enum review_page { PAGE_SUGGESTION, PAGE_TEXT, PAGE_WHY, PAGE_KEYS };

struct review {
	struct app *app;
	struct queue_entry *entries; /* grouped by contact */
	bool *is_done;
	size_t n, at;
	size_t n_decided;
	bool is_finished; /* everything is decided */
	enum review_page page;
	struct buf message; /* what the last key did */
	struct screen screen;
};

/* Groups the entries by contact, the contact with the best one first. */
void review_sort(struct review *r);

/* Draws the page of now. */
void review_draw(struct review *r);

size_t review_count_left(const struct review *r);

#endif
