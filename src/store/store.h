/*
 * store.h - the database of a home: opened, checked, and changed in transactions. The
 * other headers of this folder hold what can be done with each kind of record.
 *
 * One owner, one thread at a time. Results live in the arena that is passed first and
 *stay valid after the store is closed. Every function that writes is one transaction by
 * itself, and part of the caller's where one is open. What all may return:
 *	ERR_NOINPUT   the id is unknown
 *	ERR_TEMPFAIL  another program holds the database longer than we wait
 *	ERR_IO        disk full, I/O error;  ERR_NOPERM  read-only or not ours
 *	ERR_DATA      the database is damaged or is none, or was made by a newer sawthis
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

struct store;

enum {
	STORE_CREATE = 1,    /* make the file where there is none; else ERR_NOINPUT */
	STORE_READ_ONLY = 2, /* writes fail; an older database is refused, not migrated */
};

/* Opens the database at path, brings it up to date after a copy of it was put beside it
 * ("PATH.vN.bak"). */
enum err store_open(
    const char *path, int flags, struct store **out, struct err_info *ei) MUST_USE;
void store_close(struct store *s); /* rolls back what is open; NULL does nothing */

/* One transaction may stand within another: its rollback takes back its own work alone.
 */
enum err store_begin(struct store *s, struct err_info *ei) MUST_USE;

/* The same for work that fails as a whole: once a part within it has failed, it can only
 * be rolled back. Much cheaper where the parts are thousands. Within another it is
 * store_begin(). */
enum err store_begin_whole(struct store *s, struct err_info *ei) MUST_USE;
enum err store_commit(struct store *s, struct err_info *ei) MUST_USE;
void store_rollback(struct store *s);

#endif
