/*
 * password.h - the password, from the command that prints it. It is never logged, stored
 * or put into an error.
 */
#ifndef MAIL_PASSWORD_H
#define MAIL_PASSWORD_H

#include "base/err.h"

/* Runs the command by /bin/sh, as the user wrote it in the configuration; its first line
 * is the password. *out is released by mail_password_free(), which wipes it. ERR_CONFIG,
 * with the key of the setting as its source, when the command fails, prints nothing, or
 * takes five minutes. */
enum err mail_password_read(
    const char *key, const char *command, char **out, struct err_info *ei) MUST_USE;
void mail_password_free(char *password); /* NULL does nothing */

#endif
