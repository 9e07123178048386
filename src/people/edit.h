/*
 * edit.h - one contact as text for an editor, and back.
 *
 *	name: Ada Lovelace
 *	email: ada@engines.example
 *	interest: analytical engines=2
 *	notes:
 *	Free text until the end.
 */
#ifndef PEOPLE_EDIT_H
#define PEOPLE_EDIT_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/contact.h"

/* Appends the contact with every key, empty ones too, and lines of help. */
void people_edit_write(struct buf *b, const struct contact *c);

/* Reads it back over *c: keys that are missing keep what c has; c->edited gains the
 * fields that changed. ERR_DATA with "LABEL:LINE" as source and *c untouched if a key is
 * unknown, a value is no address, date, number or weight, or the name is empty. */
enum err people_edit_read(struct arena *a, struct str text, const char *label,
    struct contact *c, struct err_info *ei) MUST_USE;

#endif
