/*
 * taught.h - what the user's decisions said about a company's name: the words that stood
 * around it when it was right and when something else was meant.
 */
#ifndef MATCH_TAUGHT_H
#define MATCH_TAUGHT_H

#include "model/contact.h"
#include "model/item.h"

/* Compares items with context words; one for each thread. */
struct taught;
struct taught *taught_new(void);
void taught_free(struct taught *t); /* NULL does nothing */

/* How sure it is, 0..1, that the company is meant in the item, where p says how sure it
 * is by the name alone. The same p where nothing was taught. */
double taught_company(
    struct taught *t, const struct company *c, const struct item *it, double p);

#endif
