/*
 * file.c - reading, replacing and making files. Always: a file at its final name is
 * whole; symbolic links at the final name of a new file are not followed.
 */
#include "base/file.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK_BYTES = 65536 };

static enum err read_all(int fd, const char *path, struct buf *b, struct err_info *ei)
{
	for (;;) {
		size_t want = b->max - b->n < CHUNK_BYTES ? b->max - b->n : CHUNK_BYTES;
		char extra = 0;
		char *to = want ? buf_reserve(b, want) : &extra;
		ssize_t n = read(fd, to, want ? want : 1);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set_errno(ei, path, "cannot read");
		if (n == 0)
			return OK;
		if (!want)
			return err_set(ei, ERR_DATA, path,
			    "larger than the limit of %zu bytes", b->max);
		b->n += (size_t)n;
		b->p[b->n] = '\0';
	}
}

enum err file_read(const char *path, struct buf *b, struct err_info *ei)
{
	enum err e;
	int fd;

	if (strcmp(path, "-") == 0)
		return read_all(STDIN_FILENO, "standard input", b, ei);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set_errno(ei, path, "cannot open");
	e = read_all(fd, path, b, ei);
	close(fd);
	return e;
}

static enum err write_all(int fd, const char *path, struct str bytes, struct err_info *ei)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set_errno(ei, path, "cannot write");
		bytes = str_sub(bytes, (size_t)n, bytes.n);
	}
	if (fsync(fd) != 0)
		return err_set_errno(ei, path, "cannot write");
	return OK;
}

/* The name in the folder is on the disk only once the folder is. */
static void sync_folder_of(const char *path)
{
	char *folder = mem_dup(path);
	char *slash = strrchr(folder, '/');
	int fd;

	if (slash)
		slash[slash == folder] = '\0';
	fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
	free(folder);
}

static enum err write_beside(
    const char *path, struct str bytes, bool may_replace, struct err_info *ei)
{
	char temporary[PATH_MAX];
	enum err e;
	int fd;

	if (snprintf(temporary, sizeof(temporary), "%s.%ld.tmp", path, (long)getpid()) >=
	    (int)sizeof(temporary))
		return err_set(ei, ERR_CANTCREAT, path, "the path is too long");
	(void)unlink(temporary);
	fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set_errno_making(ei, path, "cannot create");
	e = write_all(fd, path, bytes, ei);
	if (close(fd) != 0 && e == OK)
		e = err_set_errno(ei, path, "cannot write");
	if (e == OK && !may_replace && link(temporary, path) != 0)
		e = err_set_errno_making(ei, path, "cannot create");
	if (e == OK && may_replace && rename(temporary, path) != 0)
		e = err_set_errno_making(ei, path, "cannot replace");
	if (e != OK || !may_replace)
		(void)unlink(temporary);
	if (e == OK)
		sync_folder_of(path);
	return e;
}

enum err file_write(const char *path, struct str bytes, struct err_info *ei)
{
	return write_beside(path, bytes, true, ei);
}

enum err file_write_new(const char *path, struct str bytes, struct err_info *ei)
{
	return write_beside(path, bytes, false, ei);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

enum err file_make_folder(const char *path, struct err_info *ei)
{
	char *part = mem_dup(path);
	enum err e = OK;

	for (char *p = part + 1; e == OK; p++) {
		if (*p != '/' && *p != '\0')
			continue;
		bool is_last = *p == '\0';
		*p = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST)
			e = err_set_errno_making(ei, part, "cannot make the folder");
		else if (!is_folder(part))
			e = err_set(ei, ERR_CANTCREAT, part, "is there and no folder");
		if (is_last)
			break;
		*p = '/';
	}
	free(part);
	return e;
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

char *file_join(const char *dir, const char *name)
{
	struct buf b;

	buf_init(&b, PATH_MAX);
	buf_printf(&b, "%s/%s", dir, name);
	return buf_take(&b);
}
