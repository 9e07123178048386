/*
 * outbox.h - a message on its way: its bytes are fixed before the first attempt, its
 * state says what is known of its fate. mail/outbox.h says how states follow each other.
 */
#ifndef MODEL_OUTBOX_H
#define MODEL_OUTBOX_H

#include "base/str.h"

enum outbox_state {
	OUTBOX_QUEUED,	  /* waits for its next attempt */
	OUTBOX_SENDING,	  /* written before the wire sees the first byte */
	OUTBOX_SENT,	  /* the server, command or folder has it */
	OUTBOX_FAILED,	  /* refused for good: the suggestion is back in the queue */
	OUTBOX_UNKNOWN,	  /* may or may not have been accepted: the user is asked */
	OUTBOX_CANCELLED, /* by the user: the suggestion is back in the queue */
};

enum mail_via { VIA_EML, VIA_MAILTO, VIA_IMAP, VIA_SMTP, VIA_SENDMAIL };

struct outbox_message {
	int64_t id;
	int64_t suggestion_id; /* 0 for the digest */
	int64_t contact_id;    /* 0 for the digest */
	enum mail_via via;
	enum outbox_state state;
	struct str message_id; /* "<…@…>" */
	struct str from, to;   /* bare addresses of the envelope */
	struct str subject;    /* as text, for lists */
	struct str bytes;      /* the whole message, RFC 5322 with CRLF */
	int64_t n_tries;       /* attempts begun */
	int64_t created_at_s;
	int64_t next_try_at_s; /* NO_TIME unless queued */
	int64_t changed_at_s;  /* when the state last changed */
	struct str error;      /* what the last attempt said; p NULL if nothing */
};

/* "queued", "sending", …; as stored and as printed. */
const char *outbox_state_name(enum outbox_state state);
bool outbox_state_parse(struct str name, enum outbox_state *out);

/* "eml", "mailto", "imap", "smtp", "sendmail". */
const char *mail_via_name(enum mail_via via);
bool mail_via_parse(struct str name, enum mail_via *out);

#endif
