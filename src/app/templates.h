/*
 * templates.h - the wordings of notes as the user has them: the defaults, and the files
 * LANGUAGE.txt of templates/ beside the configuration on top.
 */
#ifndef APP_TEMPLATES_H
#define APP_TEMPLATES_H

#include "app/home.h"
#include "mail/template.h"

/* The caller frees *out with template_set_free(). ERR_CONFIG names file and line. */
enum err app_templates_load(
    struct home *h, struct template_set **out, struct err_info *ei) MUST_USE;

/* Writes the defaults where no file is there yet, for the user to edit. */
enum err app_templates_write(struct home *h, struct err_info *ei) MUST_USE;

#endif
