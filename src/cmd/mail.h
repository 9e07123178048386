/*
 * mail.h - the outbox seen to by another command.
 */
#ifndef CMD_MAIL_H
#define CMD_MAIL_H

#include "app/mailing.h"
#include "cmd/cmd.h"

/* Tries the messages that wait; problems are told by log_warn(). For `run` and `mail
 * flush`. */
enum err mail_flush(struct app *app, bool is_due_only, struct mailing_counts *counts);

/* Sends the digest to the user where mail.digest is on, it was not sent today, and there
 * is something to say. For `run`. */
enum err digest_send_daily(struct app *app);

#endif
