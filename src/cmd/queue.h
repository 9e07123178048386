/*
 * queue.h - suggestions as people read them, grouped by contact.
 */
#ifndef CMD_QUEUE_H
#define CMD_QUEUE_H

#include "app/batch.h"
#include "cmd/cmd.h"
#include "cmd/json.h"
#include "store/suggestion.h"

/* Appends one suggestion: id, score, headline, where and when, why, address. */
void queue_put_entry(struct buf *b, const struct suggestion *s, const struct item *it);

/* Appends "NAME, COMPANY  ", cut so that `behind` columns are left in the line, but to no
 * less than 30. */
void queue_put_who(struct buf *b, const struct contact *c, size_t behind);

/* Appends the line above a contact's suggestions: name, company, last touch, due. */
void queue_put_contact(struct buf *b, const struct contact *c, int64_t due_in_days);

/* The suggestions of a dry run, which are stored nowhere. */
void queue_print_batch(struct app *app, const struct batch *batch);

#endif
