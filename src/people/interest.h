/*
 * interest.h - one interest as people write it: "crude oil=2", "/fusion|tokamak",
 * "!football", in CSV cells, on the command line and in the editor.
 */
#ifndef PEOPLE_INTEREST_H
#define PEOPLE_INTEREST_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/contact.h"

/* ERR_DATA if it is empty, too long, or its weight is out of 0.01..100. The term lives in
 * the arena; source and ids are left as they are in *out. */
enum err people_interest_parse(
    struct arena *a, struct str text, struct interest *out, struct err_info *ei) MUST_USE;

/* The term alone, as it is stored: without the marks "!" and "/". A view of text. */
struct str people_interest_bare(struct str text);

/* Appends the form that parse reads back. */
void people_interest_write(struct buf *b, const struct interest *it);

#endif
