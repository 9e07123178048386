/*
 * mailbox.h - names of IMAP mailboxes: as a LIST reply has them, and as a command wants
 * them (quoted, modified UTF-7 of RFC 3501 section 5.1.3).
 */
#ifndef MAIL_MAILBOX_H
#define MAIL_MAILBOX_H

#include "base/buf.h"

struct mailbox {
	struct str token;      /* the name as the server wrote it, quotes included */
	bool is_drafts;	       /* marked \Drafts */
	bool is_called_drafts; /* its last part is Drafts */
	bool is_selectable;
};

/* Reads what follows "* " in a LIST reply; false if it is none, or its name is a literal.
 * The token is a view. */
bool mailbox_parse_list(struct str line, struct mailbox *out);

/* Appends a name that the user wrote, as UTF-8 or in the server's spelling. */
void mailbox_put_name(struct buf *b, struct str name);

#endif
