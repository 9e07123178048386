/*
 * outcome.h - what became of one attempt to hand over a message, by whatever way.
 */
#ifndef MAIL_OUTCOME_H
#define MAIL_OUTCOME_H

#include "base/err.h"

enum mail_outcome {
	MAIL_ACCEPTED,
	MAIL_TEMPORARY, /* not accepted; worth another try later */
	MAIL_PERMANENT, /* not accepted; the same again will not be */
	MAIL_UNKNOWN,	/* lost after the end of the message had gone out */
};

struct mail_result {
	enum mail_outcome outcome;
	int code; /* the server's reply or the command's exit code; 0 if none */
	struct err_info info; /* what to tell the user, unless accepted */
};

#endif
