/*
 * sendmail.h - a message handed to a command such as msmtp or sendmail. No shell is
 * involved.
 */
#ifndef MAIL_SENDMAIL_H
#define MAIL_SENDMAIL_H

#include "base/str.h"
#include "mail/outcome.h"

/* Runs `COMMAND -i -f FROM -- TO` with the message on standard input; the words of the
 * command are parted by blanks, quotes '…' and "…" hold one together. A command with -t
 * reads the recipient from the message and gets -i alone. Exit codes are those of
 * sysexits(3); killed by a signal or by the timeout is MAIL_UNKNOWN. */
struct mail_result sendmail_send(const char *command, const char *from, const char *to,
    struct str bytes, int timeout_s);

/* Whether the command can be split into words and its program is in PATH. ERR_CONFIG. */
enum err sendmail_check(const char *command, struct err_info *ei) MUST_USE;

#endif
