/*
 * company.h - companies by what a user types for them.
 */
#ifndef CMD_COMPANY_H
#define CMD_COMPANY_H

#include "cmd/cmd.h"
#include "store/company.h"

/* The company of that id, name or alias. ERR_NOINPUT. */
enum err company_find(
    struct app *app, struct str text, struct company *out, struct err_info *ei) MUST_USE;

#endif
