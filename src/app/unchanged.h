/*
 * unchanged.h - runs that have nothing to match: where people, news, settings and
 * decisions are as they were after the last run of the day, matching again would queue
 * nothing. A day is part of it, so the first run of each matches.
 */
#ifndef APP_UNCHANGED_H
#define APP_UNCHANGED_H

#include "app/history.h"
#include "app/matching.h"

/* Sets m->inputs, which stands for all that matching depends on: everybody in m with what
 * was learned of them, the items since since_s, the settings, the day, the program. */
enum err unchanged_note_inputs(
    struct home *h, struct matching *m, int64_t since_s, struct err_info *ei) MUST_USE;

/* Whether the last run that matched had the same inputs, and nothing was given, decided,
 * woken or expired since. If so, m->history is what was given: it holds until the end of
 * the transaction that the caller is in. */
enum err unchanged_ask(
    struct home *h, struct matching *m, bool *is_unchanged, struct err_info *ei) MUST_USE;

/* Remembers m->inputs and what is given by now for unchanged_ask(): within the
 * transaction that queued m's pairs. */
enum err unchanged_remember(
    struct home *h, const struct matching *m, struct err_info *ei) MUST_USE;

/* After unchanged_ask() said yes: loads of the items since since_s those alone that the
 * scores of open suggestions depend on: of their own stories, and of those that were sent
 * to the same contacts. */
enum err unchanged_load_items(
    struct home *h, struct matching *m, int64_t since_s, struct err_info *ei) MUST_USE;

#endif
