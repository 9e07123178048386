/*
 * templates.h - the files of src/mail/templates as they lie in the program.
 */
#ifndef MAIL_TEMPLATES_H
#define MAIL_TEMPLATES_H

#include "base/embedded.h"

/* Every file of src/mail/templates, sorted by name. */
extern const struct embedded mail_templates[];

#endif
