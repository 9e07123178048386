/*
 * decision.h - what the user decided, and the way back. Each decision keeps what was
 * there before; undo takes the last one that stands, to any depth.
 */
#ifndef STORE_DECISION_H
#define STORE_DECISION_H

#include "model/story.h"
#include "model/suggestion.h"
#include "store/store.h"

enum decision_verb {
	DECISION_FORWARD,
	DECISION_DISMISS,
	DECISION_SNOOZE,
	DECISION_RELEASE, /* a held one is let into the queue */
	DECISION_MUTE,	  /* a story, for everybody */
	DECISION_LEARN,	  /* learned terms of a contact adopted or struck */
};

struct decision {
	int64_t id;
	enum decision_verb verb;
	int64_t at_s;
	int64_t undone_at_s; /* NO_TIME while it stands */
	int64_t suggestion_id, story_id, contact_id,
	    item_id;		    /* 0 where it is about none */
	enum dismiss_reason reason; /* of a dismissal */
	bool is_mail_sent; /* its message left or may have left: that cannot be undone */
};

/* Marks the suggestion forwarded and logs a touch with text. *id of the decision.
 * ERR_DATA if it is forwarded already. */
enum err store_decision_forward(struct store *s, int64_t suggestion_id, int64_t at_s,
    struct str text, int64_t *id, struct err_info *ei) MUST_USE;

enum err store_decision_dismiss(struct store *s, int64_t suggestion_id,
    enum dismiss_reason reason, int64_t at_s, int64_t *id, struct err_info *ei) MUST_USE;

enum err store_decision_snooze(struct store *s, int64_t suggestion_id, int64_t until_s,
    int64_t at_s, int64_t *id, struct err_info *ei) MUST_USE;

/* A held, waiting, snoozed, dismissed or expired one becomes new. */
enum err store_decision_release(struct store *s, int64_t suggestion_id, int64_t at_s,
    int64_t *id, struct err_info *ei) MUST_USE;

/* The last decision that stands; id 0 if there is none. */
enum err store_decision_last(
    struct store *s, struct decision *out, struct err_info *ei) MUST_USE;

/* Takes the last decision back: the suggestion is as it was, its touch is gone, a message
 * still queued for it is gone. ERR_NOINPUT if nothing is left to undo. Where mail has
 * left, the rest is undone and out->is_mail_sent says so. */
enum err store_decision_undo(
    struct store *s, int64_t at_s, struct decision *out, struct err_info *ei) MUST_USE;

#endif
