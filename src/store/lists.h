/*
 * lists.h - texts that belong to a record, in an order: aliases, tickers, addresses. Read
 * for all records at once and handed out in the order of their ids: no query a record.
 */
#ifndef STORE_LISTS_H
#define STORE_LISTS_H

#include "store/internal.h"

/* All texts of all owners, by owner; `next` is the first not handed out. */
struct str_list {
	int64_t *owners;
	struct str *texts;
	size_t n, next;
};

/* Runs a statement of (first id, last id) giving (owner, text) by owner; id 0: all. */
enum err list_read(struct arena *a, struct store *s, enum sql sql, int64_t id,
    struct str_list *out, struct err_info *ei) MUST_USE;

/* The texts of the owner, borrowed from the list; ask with ascending owners. */
const struct str *list_take(struct str_list *list, int64_t owner, size_t *n);

/* Runs a statement of (owner) that deletes its list. */
enum err list_clear(
    struct store *s, enum sql sql_delete, int64_t owner, struct err_info *ei) MUST_USE;

/* Writes a list by a statement of (owner, position, text); empty texts are left out. */
enum err list_write(struct store *s, enum sql sql_insert, int64_t owner,
    const struct str *texts, size_t n, struct err_info *ei) MUST_USE;

#endif
