/*
 * twice.h - when two contacts become one, two suggestions may stand for one story. The
 * further decided stays; what hung on the other goes to it.
 */
#ifndef STORE_TWICE_H
#define STORE_TWICE_H

#include "store/internal.h"

/* Settles all pairs (one suggestion, the other) that the statement of (into, from) gives.
 */
enum err twice_settle(struct store *s, enum sql sql_pairs, int64_t into, int64_t from,
    struct err_info *ei) MUST_USE;

#endif
