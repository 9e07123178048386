/*
 * mail.h - the outbox seen to by another command.
 */
#ifndef CMD_MAIL_H
#define CMD_MAIL_H

#include "cmd/cmd.h"

/* Tries the messages whose turn has come; what is not sent is told by log_warn(). */
enum err mail_flush_due(struct app *app);

/* Sends the digest to the user where mail.digest is on, it was not sent today, and there
 * is something to say. For `run`. */
enum err digest_send_daily(struct app *app);

#endif
