/*
 * forgetting.h - a person wholly forgotten: database, copies of it, drafts and other
 * files that sawthis wrote into its home.
 */
#ifndef APP_FORGETTING_H
#define APP_FORGETTING_H

#include "app/home.h"
#include "model/contact.h"

/* Forgets c (store/contact.h), then removes the drafts and texts of the editor that speak
 * of them: by address, uid or name. Configuration, templates and other files are the
 * user's own and stay. *n_files counts what was removed. */
enum err forgetting_run(struct arena *a, struct home *h, const struct contact *c,
    size_t *n_files, struct err_info *ei) MUST_USE;

#endif
