/*
 * company.h - companies stored, with aliases, tickers and how far their names can be
 * trusted.
 */
#ifndef STORE_COMPANY_H
#define STORE_COMPANY_H

#include "model/contact.h"
#include "store/store.h"

/* Replaces the record of c->id and its lists; trust stays. */
enum err store_company_update(
    struct store *s, const struct company *c, struct err_info *ei) MUST_USE;

enum err store_company_get(struct arena *a, struct store *s, int64_t id,
    struct company *out, struct err_info *ei) MUST_USE;

/* The id of the company that has this name or alias, case and accents apart; *id is 0 if
 * there is none. A number is no id here. */
enum err store_company_find(
    struct store *s, struct str name, int64_t *id, struct err_info *ei) MUST_USE;

/* As store_company_find(), and makes the company where there is none. */
enum err store_company_ensure(
    struct store *s, struct str name, int64_t *id, struct err_info *ei) MUST_USE;

/* All, by id, with context words. */
enum err store_company_list(struct arena *a, struct store *s, struct company **out,
    size_t *n, struct err_info *ei) MUST_USE;

/* How many contacts work there now. */
enum err store_company_count_contacts(
    struct store *s, int64_t id, int64_t *n, struct err_info *ei) MUST_USE;

/* `from` becomes an alias of `into`, its contacts, aliases, tickers and trust go there.
 */
enum err store_company_merge(
    struct store *s, int64_t into, int64_t from, struct err_info *ei) MUST_USE;

/* Replaces what decisions taught about the name: trust and context words. */
enum err store_company_set_taught(
    struct store *s, const struct company *c, struct err_info *ei) MUST_USE;

#endif
