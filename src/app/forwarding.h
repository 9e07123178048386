/*
 * forwarding.h - from a suggestion to a mail, for the command line, the review and the
 * page alike: a ready note first, which the user may change, then out by the configured
 * way. Nothing here asks or prints.
 */
#ifndef APP_FORWARDING_H
#define APP_FORWARDING_H

#include "app/home.h"
#include "mail/note.h"
#include "model/outbox.h"
#include "store/suggestion.h"

/* A note ready to be changed or sent; everything lives in the arena. */
struct forward_draft {
	int64_t suggestion_id;	  /* 0 for an article that the user found */
	struct queue_entry entry; /* contact and item */
	struct note_text note;
	struct str to;	/* "Ada Lovelace <ada@x.example>"; p NULL without an address */
	struct str why; /* the note of the suggestion, for the user alone */
	struct str warning; /* who was sent the story too, why it is held; or p NULL */
	struct str
	    in_reply_to; /* Message-ID of the mail that is followed up, or p NULL */
};

/* What the user says beside the suggestion; all zero for nothing. */
struct forward_wish {
	struct str line;     /* own words instead of a wording */
	struct str question; /* to be asked below the article */
	struct str title;    /* the headline of an article that is not stored */
	bool is_follow_up;   /* answers the last mail to this person */
};

/* The draft of a suggestion that is not forwarded yet; wish may be NULL. ERR_NOINPUT,
 * ERR_DATA (forwarded already; nothing to follow up), ERR_CONFIG (a template asks for
 * what is not there). */
enum err forwarding_prepare(struct arena *a, struct home *h, int64_t suggestion_id,
    const struct forward_wish *wish, struct forward_draft *out,
    struct err_info *ei) MUST_USE;

/* The draft of an article that the user found: the stored item of that URL, else the URL
 * with the title of the wish or one made of the URL's words. ERR_DATA for an address that
 * is not of the web, or where the contact was sent the story before. */
enum err forwarding_prepare_url(struct arena *a, struct home *h, struct str url,
    int64_t contact_id, const struct forward_wish *wish, struct forward_draft *out,
    struct err_info *ei) MUST_USE;

struct forward_result {
	enum mail_via via;	 /* as it went: an overlong mailto becomes an eml */
	struct str handle;	 /* path of the .eml, or the mailto URI; else p NULL */
	int64_t suggestion_id;	 /* made for an article that the user found */
	enum outbox_state state; /* OUTBOX_SENT unless it waits or its fate is unknown */
	struct str said; /* why it waits or is unknown, and what to do; else p NULL */
};

/* Hands the note over and records it: suggestion forwarded, touch logged, words
 * remembered. d->note may have been changed. The message is on disk before the first byte
 * goes out. OK where it was handed over, where it waits in the outbox for another try,
 * and where its fate is unknown: out->state tells. A failure leaves the suggestion where
 * it was: ERR_UNAVAIL, refused for good; ERR_CONFIG, mail is not set up, the text says
 * how; ERR_DATA, the contact has no address. */
enum err forwarding_send(struct arena *a, struct home *h, const struct forward_draft *d,
    enum mail_via via, struct forward_result *out, struct err_info *ei) MUST_USE;

/* mail.via of the configuration. */
enum mail_via forwarding_via(const struct home *h);

#endif
