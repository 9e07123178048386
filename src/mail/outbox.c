/*
 * outbox.c - the transitions, as one table: a state and an event give the next state.
 */
#include "mail/outbox.h"
#include "base/clock.h"

enum { FIRST_WAIT_S = 5 * 60, WAIT_GROWTH = 3, WAIT_MAX_S = DAY_S };

struct transition {
	enum outbox_state from;
	enum outbox_event event;
	enum outbox_state to;
};

static const struct transition transitions[] = {
    {OUTBOX_QUEUED, OUTBOX_BEGIN, OUTBOX_SENDING},
    {OUTBOX_QUEUED, OUTBOX_USER_CANCELS, OUTBOX_CANCELLED},
    {OUTBOX_SENDING, OUTBOX_WAS_ACCEPTED, OUTBOX_SENT},
    {OUTBOX_SENDING, OUTBOX_WAS_DEFERRED, OUTBOX_QUEUED},
    {OUTBOX_SENDING, OUTBOX_WAS_REFUSED, OUTBOX_FAILED},
    {OUTBOX_SENDING, OUTBOX_WAS_LOST, OUTBOX_UNKNOWN},
    {OUTBOX_SENDING, OUTBOX_WAS_ABANDONED, OUTBOX_UNKNOWN},
    {OUTBOX_UNKNOWN, OUTBOX_USER_SAYS_SENT, OUTBOX_SENT},
    {OUTBOX_UNKNOWN, OUTBOX_USER_SAYS_RESEND, OUTBOX_QUEUED},
    {OUTBOX_UNKNOWN, OUTBOX_USER_CANCELS, OUTBOX_CANCELLED},
};

enum outbox_event outbox_event_of(enum mail_outcome outcome)
{
	switch (outcome) {
	case MAIL_ACCEPTED: return OUTBOX_WAS_ACCEPTED;
	case MAIL_TEMPORARY: return OUTBOX_WAS_DEFERRED;
	case MAIL_PERMANENT: return OUTBOX_WAS_REFUSED;
	case MAIL_UNKNOWN: break;
	}
	return OUTBOX_WAS_LOST;
}

static int64_t wait_s(int64_t n_tries)
{
	int64_t wait = FIRST_WAIT_S;

	for (int64_t i = 1; i < n_tries && wait < WAIT_MAX_S; i++)
		wait *= WAIT_GROWTH;
	return wait < WAIT_MAX_S ? wait : WAIT_MAX_S;
}

static const struct transition *find(enum outbox_state from, enum outbox_event event)
{
	for (size_t i = 0; i < sizeof(transitions) / sizeof(transitions[0]); i++) {
		if (transitions[i].from == from && transitions[i].event == event)
			return &transitions[i];
	}
	return NULL;
}

bool outbox_apply(struct outbox_message *m, enum outbox_event event, int64_t now_s)
{
	const struct transition *t = find(m->state, event);

	if (!t)
		return false;
	m->state = t->to;
	m->changed_at_s = now_s;
	m->next_try_at_s = NO_TIME;
	if (event == OUTBOX_BEGIN)
		m->n_tries++;
	if (event == OUTBOX_USER_SAYS_RESEND) {
		m->n_tries = 0;
		m->next_try_at_s = now_s;
	}
	if (event == OUTBOX_WAS_DEFERRED) {
		if (m->n_tries >= OUTBOX_TRIES_MAX)
			m->state = OUTBOX_FAILED;
		else
			m->next_try_at_s = now_s + wait_s(m->n_tries);
	}
	return true;
}

bool outbox_is_due(const struct outbox_message *m, int64_t now_s)
{
	return m->state == OUTBOX_QUEUED &&
	       (m->next_try_at_s == NO_TIME || m->next_try_at_s <= now_s);
}
