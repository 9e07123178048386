/*
 * forwarding.h - from a suggestion to a mail, for the command line, the review and the
 * page alike: a ready note first, which the user may change, then out by the configured
 * way. Nothing here asks or prints.
 */
#ifndef APP_FORWARDING_H
#define APP_FORWARDING_H

#include "app/home.h"
#include "mail/note.h"
#include "store/suggestion.h"

enum forward_via { VIA_EML, VIA_MAILTO, VIA_IMAP, VIA_SMTP, VIA_SENDMAIL };

/* "eml", "mailto", … */
bool forward_via_parse(struct str name, enum forward_via *out);
const char *forward_via_name(enum forward_via via);

/* A note ready to be changed or sent; everything lives in the arena. */
struct forward_draft {
	int64_t suggestion_id;	  /* 0 for an article that the user found */
	struct queue_entry entry; /* contact and item */
	struct note_text note;
	struct str to;	/* "Ada Lovelace <ada@x.example>"; p NULL without an address */
	struct str why; /* the note of the suggestion, for the user alone */
	struct str warning; /* "also sent to …"; p NULL for nobody */
	struct str
	    in_reply_to; /* Message-ID of the last mail that is followed up, or p NULL */
};

/* The draft of a suggestion that is not forwarded yet. ERR_NOINPUT, ERR_DATA (forwarded
 * already), ERR_CONFIG (a template asks for what is not there). */
enum err forwarding_prepare(struct arena *a, struct home *h, int64_t suggestion_id,
    struct forward_draft *out, struct err_info *ei) MUST_USE;

/* The draft of an article that the user found: the stored item of that URL, else the URL
 * alone. */
enum err forwarding_prepare_url(struct arena *a, struct home *h, struct str url,
    int64_t contact_id, struct forward_draft *out, struct err_info *ei) MUST_USE;

struct forward_result {
	enum forward_via via; /* as it went: an overlong mailto becomes an eml */
	struct str handle;    /* path of the .eml, or the mailto URI; else p NULL */
	bool is_queued; /* in the outbox: the server could not be reached or was busy */
};

/* Hands the note over and records it: suggestion forwarded, touch logged, words
 * remembered. d->note may have been changed. A failure leaves the suggestion where it
 * was. ERR_UNAVAIL: refused for good; ERR_CONFIG: mail is not set up, the text says how.
 */
enum err forwarding_send(struct arena *a, struct home *h, const struct forward_draft *d,
    enum forward_via via, struct forward_result *out, struct err_info *ei) MUST_USE;

#endif
