/*
 * cadence.h - when a contact is due: every so many days, counted from the last touch.
 */
#ifndef RANK_CADENCE_H
#define RANK_CADENCE_H

#include "model/contact.h"

/* due_in_days of a contact without a cadence; printed as null. */
#define DUE_NEVER INT64_MAX

/* The contact's own interval, else the default; 0 if there is neither. */
int64_t cadence_every_days(const struct contact *c, int64_t default_every_days);

/* Whole UTC days until the next touch is due; 0 today, negative when overdue. A contact
 * never touched is due today. DUE_NEVER without a cadence, or when muted. */
int64_t cadence_due_in_days(
    const struct contact *c, int64_t default_every_days, int64_t now_s);

/* Whole UTC days since the last touch; -1 if there was none. */
int64_t cadence_days_since(int64_t last_touch_at_s, int64_t now_s);

/* Fills order[] with the indexes of those that are due (all that have a cadence, where
 * is_all), the longest overdue first, then by name and id. Returns how many. order has
 * room for n. */
size_t cadence_list_due(const struct contact *contacts, size_t n,
    int64_t default_every_days, int64_t now_s, bool is_all, size_t *order);

#endif
