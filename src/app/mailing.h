/*
 * mailing.h - the outbox at work: stored messages are handed over by SMTP, IMAP or a
 * command, one at a time, with each state on disk before it is acted on. One process at a
 * time sends (a lock of its own beside that of the batch), so that whatever is found in
 * `sending` has lost its sender and becomes unknown.
 */
#ifndef APP_MAILING_H
#define APP_MAILING_H

#include "app/home.h"
#include "model/outbox.h"

struct mailing;

struct mailing *mailing_new(struct home *h);
void mailing_free(struct mailing *m); /* lets go of the lock, wipes the password */

/* Whether messages can go this way: settings are there, the password was read (once).
 * ERR_CONFIG says what to set. */
enum err mailing_prepare(
    struct mailing *m, enum mail_via via, struct err_info *ei) MUST_USE;

/* One attempt at a queued message; *out is it afterwards, error and all (in the arena).
 * OK whatever became of it. ERR_CONFIG from mailing_prepare(), ERR_TEMPFAIL while another
 * process sends: the message is as it was. */
enum err mailing_try(struct arena *a, struct mailing *m, int64_t id,
    struct outbox_message *out, struct err_info *ei) MUST_USE;

/* What a flush came to; unknown are all that wait for the user's word. */
struct mailing_counts {
	size_t n_sent, n_waiting, n_failed, n_unknown;
};

/* Tries all that wait (only those whose turn has come, where is_due_only). What happens
 * to each is told to `tell`, which may be NULL. Errors as mailing_try(), after the other
 * ways were tried. */
typedef void mailing_tell_fn(void *ctx, const struct outbox_message *m);
enum err mailing_flush(struct arena *a, struct mailing *m, bool is_due_only,
    mailing_tell_fn *tell, void *ctx, struct mailing_counts *out,
    struct err_info *ei) MUST_USE;

/* The user's word on a message that is unknown, or a waiting one that is cancelled.
 * ERR_DATA where it is in another state. */
enum mailing_word { WORD_SENT, WORD_RESEND, WORD_CANCEL };
enum err mailing_resolve(struct arena *a, struct mailing *m, int64_t id,
    enum mailing_word word, struct outbox_message *out, struct err_info *ei) MUST_USE;

/* Tries the settings of a way without sending; what works is appended to said. */
enum err mailing_check(
    struct mailing *m, enum mail_via via, struct buf *said, struct err_info *ei) MUST_USE;

/* How mail to the user goes: smtp where mail.smtp_url is set, else sendmail. ERR_CONFIG
 * where neither is. */
enum err mailing_via_to_user(
    const struct home *h, enum mail_via *out, struct err_info *ei) MUST_USE;

#endif
