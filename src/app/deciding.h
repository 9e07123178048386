/*
 * deciding.h - what the user decides about suggestions, on the command line, in review
 * and on the page. Each decision is one transaction, is logged, and can be undone.
 * Forwarding is forwarding.h's.
 */
#ifndef APP_DECIDING_H
#define APP_DECIDING_H

#include "app/home.h"
#include "store/decision.h"

/* All of ids, or none. Each: ERR_NOINPUT for an unknown id, ERR_DATA for one that was
 * forwarded. */
enum err deciding_dismiss(struct home *h, const int64_t *ids, size_t n,
    enum dismiss_reason reason, struct err_info *ei) MUST_USE;
enum err deciding_snooze(
    struct home *h, int64_t id, int64_t until_s, struct err_info *ei) MUST_USE;

/* Lets a held, waiting, snoozed, dismissed or expired one into the queue. */
enum err deciding_release(struct home *h, int64_t id, struct err_info *ei) MUST_USE;

/* The story never appears again for anybody. */
enum err deciding_mute_story(
    struct home *h, int64_t story_id, struct err_info *ei) MUST_USE;

/* Takes the last decision back; out says which. */
enum err deciding_undo(
    struct home *h, struct decision *out, struct err_info *ei) MUST_USE;

/* "Dismissed as off-topic: TITLE, for NAME": a decision in words, in the arena. */
enum err deciding_describe(struct arena *a, struct home *h, const struct decision *d,
    struct str *out, struct err_info *ei) MUST_USE;

#endif
