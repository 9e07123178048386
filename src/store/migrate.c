/*
 * migrate.c - brings a database up to date. In: the version in its header; out: the
 * newest, or the database as it was. Always: one transaction for everything, and before
 * an older database is touched a whole copy of it lies beside it, "PATH.vN.bak".
 */
#include "store/internal.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COPY_VERSIONS_MAX = 1000 };

static enum err read_int(struct store *s, const char *sql, int *out, struct err_info *ei)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		*out = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return rc == SQLITE_ROW ? OK : store_fail(s, NULL, ei);
}

static char *copy_path(const struct store *s, int version, const char *suffix)
{
	size_t size = strlen(s->path) + 32;
	char *path = mem_new(size, 1);

	snprintf(path, size, "%s.v%d.bak%s", s->path, version, suffix);
	return path;
}

/* Writes the copy under another name first: a copy that has its name is whole. */
static enum err write_copy(struct store *s, int version, struct err_info *ei)
{
	char *path = copy_path(s, version, "");
	char *part = copy_path(s, version, ".part");
	sqlite3_stmt *stmt = NULL;
	enum err e = OK;
	int fd;

	unlink(part);
	fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0) {
		e = err_set_errno(ei, part, "cannot copy the database before its update");
		goto done;
	}
	close(fd);
	if (sqlite3_prepare_v2(s->db, "VACUUM INTO ?1", -1, &stmt, NULL) != SQLITE_OK ||
	    sqlite3_bind_text(stmt, 1, part, -1, SQLITE_STATIC) != SQLITE_OK ||
	    sqlite3_step(stmt) != SQLITE_DONE)
		e = store_fail(s, NULL, ei);
	else if (rename(part, path) != 0)
		e = err_set_errno(ei, path, "cannot copy the database before its update");
done:
	sqlite3_finalize(stmt);
	if (e != OK)
		unlink(part);
	free(part);
	free(path);
	return e;
}

enum err store_remove_copies(struct store *s, struct err_info *ei)
{
	enum err e = OK;

	for (int version = 1; version < COPY_VERSIONS_MAX && e == OK; version++) {
		char *path = copy_path(s, version, "");
		char *part = copy_path(s, version, ".part");

		if ((unlink(path) != 0 && errno != ENOENT) ||
		    (unlink(part) != 0 && errno != ENOENT))
			e = err_set_errno(ei, path, "cannot remove the copy");
		free(part);
		free(path);
	}
	return e;
}

static enum err set_version(struct store *s, int version, struct err_info *ei)
{
	char sql[96];

	snprintf(sql, sizeof(sql), "PRAGMA application_id = %d; PRAGMA user_version = %d",
	    (int)STORE_APPLICATION_ID, version);
	return store_exec(s, sql, ei);
}

/* Whose database it is; OK leaves *version, 0 for an empty file. */
static enum err identify(struct store *s, int newest, int *version, struct err_info *ei)
{
	int application_id = 0, n_tables = 0;
	enum err e;

	if ((e = read_int(s, "PRAGMA user_version", version, ei)) != OK ||
	    (e = read_int(s, "PRAGMA application_id", &application_id, ei)) != OK ||
	    (e = read_int(s, "SELECT count(*) FROM sqlite_schema", &n_tables, ei)) != OK)
		return e;
	if (application_id == 0 && *version == 0 && n_tables == 0)
		return OK;
	if (application_id != STORE_APPLICATION_ID || *version < 1)
		return err_set(ei, ERR_DATA, s->path,
		    "this is a database of another program; name another --home");
	if (*version > newest)
		return err_set(ei, ERR_DATA, s->path,
		    "the database is of version %d, made by a newer sawthis; this one "
		    "knows version %d: install the newer one",
		    *version, newest);
	return OK;
}

/* Foreign keys are off while a migration rebuilds tables: no row may be left alone. */
static enum err check_references(struct store *s, struct err_info *ei)
{
	int n_broken = 0;
	enum err e =
	    read_int(s, "SELECT count(*) FROM pragma_foreign_key_check", &n_broken, ei);

	if (e == OK && n_broken)
		e = err_set(ei, ERR_INTERNAL, s->path,
		    "the update would leave %d rows without what they belong to",
		    n_broken);
	return e;
}

static enum err bring_forward(struct store *s, int version, const char *schema,
    const struct store_migration *migrations, int n_migrations, struct err_info *ei)
{
	enum err e = OK;

	if (version == 0) {
		e = store_exec(s, schema, ei);
		version = 1;
	}
	for (int i = 0; i < n_migrations && e == OK; i++)
		if (migrations[i].version > version) {
			e = store_exec(s, migrations[i].text, ei);
			version = migrations[i].version;
		}
	if (e == OK)
		e = check_references(s, ei);
	return e == OK ? set_version(s, version, ei) : e;
}

/* The first one to get the lock does the work; another that waited finds it done. */
static enum err update(struct store *s, const char *schema,
    const struct store_migration *migrations, int n_migrations, int newest,
    struct err_info *ei)
{
	int version = 0;
	enum err e = store_begin(s, ei);

	if (e != OK)
		return e;
	e = identify(s, newest, &version, ei);
	if (e == OK && version < newest)
		e = bring_forward(s, version, schema, migrations, n_migrations, ei);
	return store_end(s, e, ei);
}

enum err store_migrate(struct store *s, const char *schema,
    const struct store_migration *migrations, int n_migrations, struct err_info *ei)
{
	int newest = n_migrations ? migrations[n_migrations - 1].version : 1;
	int version = 0;
	enum err e = identify(s, newest, &version, ei);

	if (e != OK || version == newest)
		return e;
	if (s->is_read_only)
		return err_set(ei, ERR_NOPERM, s->path,
		    "the database is of the older version %d and cannot be updated while "
		    "it is read only",
		    version);
	if (version == 0)
		e = store_exec(s, "PRAGMA journal_mode = WAL", ei);
	else
		e = write_copy(s, version, ei);
	if (e != OK || (e = store_exec(s, "PRAGMA foreign_keys = OFF", ei)) != OK)
		return e;
	e = update(s, schema, migrations, n_migrations, newest, ei);
	if (e == OK)
		return store_exec(s, "PRAGMA foreign_keys = ON", ei);
	sqlite3_exec(s->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	return e;
}
