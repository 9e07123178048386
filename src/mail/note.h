/*
 * note.h - the ready note for a suggestion, and the way through the user's editor.
 */
#ifndef MAIL_NOTE_H
#define MAIL_NOTE_H

#include "mail/template.h"
#include "model/match.h"

enum note_occasion {
	NOTE_INTERESTING,     /* an article for them */
	NOTE_CONGRATULATIONS, /* something good that they or their company did */
	NOTE_QUESTION,	      /* an article and something to ask */
	NOTE_CHECKING_IN,     /* no article needed */
};

/* What a note is made of; every text may be empty where it is not known. */
struct note_request {
	enum note_occasion occasion;
	struct str language;  /* of the contact */
	struct str goes_by;   /* "Ada" */
	struct str full_name; /* "Ada Lovelace" */
	struct str company;
	struct str headline, outlet, url; /* the url is cleaned here */
	bool has_because;
	enum term_kind because_kind; /* why: TERM_INTEREST with the term as the user */
	struct str because_term; /* wrote it, TERM_COMPANY, TERM_PERSON; others: none */
	int because_month;	 /* 1..12, when the contact spoke of it; 0 if not known */
	struct str question;
	struct str line; /* the user's own words instead of a wording; p NULL if none */
	struct str signature;
	struct str last_wording; /* what this contact read last, from struct note_text */
	uint64_t seed;		 /* chooses the first wording: the contact's id */
};

struct note_text {
	struct str subject;
	struct str text;    /* lines ended by \n */
	struct str wording; /* to be passed as last_wording the next time */
};

/* Makes the note, allocated in a. ERR_CONFIG where a template asks for a field that is
 * not there. */
enum err note_make(struct arena *a, const struct template_set *t,
    const struct note_request *r, struct note_text *out, struct err_info *ei) MUST_USE;

/* The name that a contact goes by: the nickname, else the given name, else that of the
 * full name (model/person_name.h). A view of one of them. */
struct str note_goes_by(struct str nickname, struct str given, struct str full_name);

/* Appends what the editor shows: a Subject line, a blank line, the text, and below a
 * scissors line what is not sent: to whom, why, what to take care of (empty: nothing),
 * how to cancel. */
void note_put_for_editor(struct buf *b, const struct note_text *n, struct str to,
    struct str why, struct str warning);

/* Reads what the editor saved: CR LF or LF, a first line "Subject: …" (without one the
 * subject of *n stays), the text down to the first line of what is not sent. False when
 * no text is left, which cancels; *n is then as it was. */
bool note_parse_edited(struct arena *a, struct str saved, struct note_text *n);

#endif
