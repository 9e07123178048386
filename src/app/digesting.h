/*
 * digesting.h - the morning mail to the user: what the database has, made into records
 * for mail/digest.h, and sent through the outbox.
 */
#ifndef APP_DIGESTING_H
#define APP_DIGESTING_H

#include "app/home.h"
#include "mail/digest.h"
#include "model/outbox.h"

/* *has_news is false, *out untouched, when there is nothing to say. */
enum err digesting_make(struct arena *a, struct home *h, struct digest_text *out,
    bool *has_news, struct err_info *ei) MUST_USE;

/* Sends it to identity.email; *out is the message afterwards. ERR_CONFIG where mail to
 * the user is not set up. */
enum err digesting_send(struct arena *a, struct home *h, const struct digest_text *text,
    struct outbox_message *out, struct err_info *ei) MUST_USE;

/* Whether the digest was stored for sending on the present UTC day. */
enum err digesting_is_sent_today(struct home *h, bool *out, struct err_info *ei) MUST_USE;

#endif
