/*
 * store.c - opens and closes the database, and its transactions. In: a path; out: a store
 * whose schema is the newest. Always: the file and what SQLite puts beside it are the
 * user's alone (0600); schema and data are not trusted (defensive, no functions from the
 * schema); what was committed survives a power cut.
 */
#include "store/internal.h"

#include "base/mem.h"
#include "store/rows.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_TIMEOUT_MS = 10000 };

/* secure_delete: what is deleted is overwritten; synchronous FULL: a decision is on disk
 * when the command ends; temp_store: no names of contacts in /tmp. */
static const char settings[] = "PRAGMA foreign_keys = ON;"
			       "PRAGMA synchronous = FULL;"
			       "PRAGMA secure_delete = ON;"
			       "PRAGMA temp_store = MEMORY;"
			       "PRAGMA cache_size = -16384;"
			       "PRAGMA mmap_size = 0;";

/* Makes the file where that is asked for; it is 0600 before SQLite writes into it, which
 * gives the files beside it the same mode. */
static enum err make_file(const char *path, int flags, struct err_info *ei)
{
	int open_flags = (flags & STORE_READ_ONLY ? O_RDONLY : O_RDWR) | O_CLOEXEC |
			 O_NOFOLLOW | (flags & STORE_CREATE ? O_CREAT : 0);
	int fd = open(path, open_flags, 0600);
	struct stat st;

	if (fd < 0 && errno == ENOENT && !(flags & STORE_CREATE))
		return err_set(ei, ERR_NOINPUT, path,
		    "there is no database yet; `sawthis init` makes one");
	if (fd < 0 && errno == ELOOP)
		return err_set(ei, ERR_NOPERM, path, "the database is a symbolic link");
	if (fd < 0 && errno == ENOENT)
		return err_set(
		    ei, ERR_CANTCREAT, path, "cannot create: its folder is not there");
	if (fd < 0)
		return err_set_errno(ei, path, "cannot open the database");
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return err_set(ei, ERR_DATA, path, "the database is no regular file");
	}
	close(fd);
	return OK;
}

static enum err configure(struct store *s, struct err_info *ei)
{
	int is_on;

	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_LOOKASIDE, NULL, 1200, 400);
	sqlite3_busy_timeout(s->db, BUSY_TIMEOUT_MS);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, &is_on);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, &is_on);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, &is_on);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, &is_on);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DDL, 0, &is_on);
	return store_exec(s, settings, ei);
}

enum err store_open(const char *path, int flags, struct store **out, struct err_info *ei)
{
	struct store *s;
	bool is_read_only = flags & STORE_READ_ONLY;
	enum err e = make_file(path, flags, ei);

	if (e != OK)
		return e;
	/* Counting its memory would cost SQLite a lock at each allocation. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	s = mem_new(1, sizeof(*s));
	s->path = mem_dup(path);
	s->is_read_only = is_read_only;
	if (sqlite3_open_v2(path, &s->db,
		(is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
		NULL) != SQLITE_OK) {
		e = store_fail(s, NULL, ei);
		goto fail;
	}
	if ((e = configure(s, ei)) != OK || (e = store_define_words_fit(s, ei)) != OK ||
	    (e = store_define_rows(s, ei)) != OK ||
	    (e = store_migrate(
		 s, store_schema, store_migrations, store_migrations_count, ei)) != OK)
		goto fail;
	*out = s;
	return OK;
fail:
	store_close(s);
	return e;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	for (int i = 0; i < SQL_COUNT; i++)
		sqlite3_finalize(s->stmts[i]);
	sqlite3_close(s->db);
	table_clear(&s->finder);
	buf_clear(&s->search.words);
	buf_clear(&s->search.text);
	free(s->path);
	free(s);
}

/* The outermost takes the write lock at once, so that no transaction fails half way for
 * the lock of another program. One within it is a savepoint, so that the caller can go on
 * after a function failed. Deeper ones are parts of functions, which fail as a whole:
 * they only count, for savepoints copy every page that is touched. */
enum err store_begin(struct store *s, struct err_info *ei)
{
	enum err e = OK;

	if (s->depth == 0)
		e = store_exec(s, "BEGIN IMMEDIATE", ei);
	else if (s->depth == 1 && !s->is_whole)
		e = store_exec(s, "SAVEPOINT part", ei);
	if (e == OK)
		s->depth++;
	return e;
}

enum err store_begin_whole(struct store *s, struct err_info *ei)
{
	enum err e = store_begin(s, ei);

	s->is_whole = s->is_whole || (e == OK && s->depth == 1);
	return e;
}

enum err store_begin_read(struct store *s, struct err_info *ei)
{
	enum err e;

	if (s->depth)
		return store_begin(s, ei);
	if ((e = store_exec(s, "BEGIN", ei)) == OK)
		s->depth++;
	return e;
}

enum err store_commit(struct store *s, struct err_info *ei)
{
	enum err e = OK;

	assert(s->depth > 0);
	if (s->is_doomed)
		return err_set(ei, ERR_INTERNAL, s->path,
		    "a part of the change failed; nothing of it was stored");
	if (s->depth == 1)
		e = store_exec(s, "COMMIT", ei);
	else if (s->depth == 2 && !s->is_whole)
		e = store_exec(s, "RELEASE part", ei);
	if (e == OK)
		s->depth--;
	s->is_whole = s->is_whole && s->depth > 0;
	return e;
}

void store_rollback(struct store *s)
{
	assert(s->depth > 0);
	s->depth--;
	s->is_doomed = s->depth > (s->is_whole ? 0 : 1);
	s->is_whole = s->is_whole && s->depth > 0;
	/* A full disk may have made SQLite roll everything back by itself. */
	if (s->is_doomed || sqlite3_get_autocommit(s->db))
		return;
	sqlite3_exec(s->db, s->depth ? "ROLLBACK TO part; RELEASE part" : "ROLLBACK",
	    NULL, NULL, NULL);
}

enum err store_end(struct store *s, enum err e, struct err_info *ei)
{
	if (e == OK)
		e = store_commit(s, ei);
	if (e != OK)
		store_rollback(s);
	return e;
}
