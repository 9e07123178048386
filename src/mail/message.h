/*
 * message.h - one mail message as bytes: RFC 5322 headers, RFC 2045 bodies in
 * quoted-printable, RFC 2047 encoded words, CRLF, no line over 78 bytes but for a long
 * address (never over 998). Read back by any mail program it shows what was given, in any
 * script.
 *
 * A header or a recipient more than those given can come from no text: line breaks and
 * white space in a subject or a name become spaces, control characters go, an address
 * that is none is refused.
 */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include "base/arena.h"
#include "base/buf.h"

struct mail_address {
	struct str name;  /* may be empty */
	struct str email; /* user@host */
};

struct mail_message {
	struct mail_address from; /* email may be empty where is_unsent */
	struct mail_address to;
	struct str subject;
	struct str text;	/* lines ended by \n */
	struct str html;	/* p NULL: text alone; else multipart/alternative */
	struct str message_id;	/* from message_id_new() */
	struct str in_reply_to; /* the Message-ID that this follows up; p NULL if none */
	int64_t date_at_s;
	bool is_unsent;	   /* X-Unsent: 1, so that mail programs open it as a draft */
	bool is_automatic; /* Auto-Submitted: the digest */
};

/* A message with quoted-printable text of LIMIT_NOTES_BYTES takes three times that. */
enum { MESSAGE_MAX_BYTES = 4 << 20 };

/* Appends m to out. ERR_DATA, naming it, when an address is none, or the message is
 * larger than out->max. */
enum err message_write(
    struct buf *out, const struct mail_message *m, struct err_info *ei) MUST_USE;

/* "<RANDOM@HOST>", the host taken from the sender's address: 128 random bits, so that
 * no two messages share one. */
struct str message_id_new(struct arena *a, struct str from_email);

/* "<…@…>" without white space or controls. */
bool message_id_is_valid(struct str id);

#endif
