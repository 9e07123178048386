/*
 * interest.h - what the commands about interests share.
 */
#ifndef CMD_INTEREST_H
#define CMD_INTEREST_H

#include "cmd/cmd.h"

/* Prints the terms that were learned about a contact, with the decisions behind each;
 * nothing where there are none. */
enum err interest_print_learned(struct app *app, const struct contact *c) MUST_USE;

#endif
