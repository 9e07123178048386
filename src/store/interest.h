/*
 * interest.h - interests stored; each belongs to one contact. They are read with their
 * contacts (contact.h).
 */
#ifndef STORE_INTEREST_H
#define STORE_INTEREST_H

#include "model/contact.h"
#include "store/store.h"

/* Adds i->term for i->contact_id, or replaces weight, source and is_never where the
 * contact has that term of that kind. is_new may be NULL. */
enum err store_interest_put(struct store *s, const struct interest *i, int64_t *id,
    bool *is_new, struct err_info *ei) MUST_USE;

/* Replaces term, weight, kind, source and is_never of i->id. */
enum err store_interest_update(
    struct store *s, const struct interest *i, struct err_info *ei) MUST_USE;

enum err store_interest_delete(struct store *s, int64_t id, struct err_info *ei) MUST_USE;

/* Those of a contact (0: of all), by contact and id. */
enum err store_interest_list(struct arena *a, struct store *s, int64_t contact_id,
    struct interest **out, size_t *n, struct err_info *ei) MUST_USE;

/* Those of contacts of whom something is learned, by contact and id. */
enum err store_interest_list_learned(struct arena *a, struct store *s,
    struct interest **out, size_t *n, struct err_info *ei) MUST_USE;

#endif
