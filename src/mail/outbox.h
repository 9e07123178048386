/*
 * outbox.h - how the states of a message follow each other. No input or output: the
 * caller stores each state before it acts on it.
 *
 *	queued -> sending -> sent | queued (later) | failed | unknown
 *	unknown -> sent | queued | cancelled    by the user's word alone
 *
 * What always holds: nothing goes from unknown to sending, and a message that is found
 * in `sending` when nobody sends it has become unknown.
 */
#ifndef MAIL_OUTBOX_H
#define MAIL_OUTBOX_H

#include "mail/outcome.h"
#include "model/outbox.h"

enum outbox_event {
	OUTBOX_BEGIN,	     /* an attempt starts now */
	OUTBOX_WAS_ACCEPTED, /* the four outcomes of an attempt */
	OUTBOX_WAS_DEFERRED,
	OUTBOX_WAS_REFUSED,
	OUTBOX_WAS_LOST,
	OUTBOX_WAS_ABANDONED,  /* found in sending, its sender gone */
	OUTBOX_USER_SAYS_SENT, /* the user found it in the mailbox */
	OUTBOX_USER_SAYS_RESEND,
	OUTBOX_USER_CANCELS,
};

/* The event that an outcome is. */
enum outbox_event outbox_event_of(enum mail_outcome outcome);

/* Changes state, n_tries, next_try_at_s and changed_at_s of m as the event demands.
 * False, m untouched, when the event has no place in that state. Deferred messages wait
 * 5 minutes, then three times as long each time, a day at most; after OUTBOX_TRIES_MAX
 * attempts they fail. */
enum { OUTBOX_TRIES_MAX = 8 };
bool outbox_apply(struct outbox_message *m, enum outbox_event event, int64_t now_s);

/* Whether an attempt may begin. */
bool outbox_is_due(const struct outbox_message *m, int64_t now_s);

#endif
