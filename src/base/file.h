/*
 * file.h - whole files, read and written. Paths are C strings. What sawthis makes is for
 * its user alone: folders 0700, files 0600.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"

/* Appends the file at path ("-" is standard input) to b. ERR_NOINPUT if it is not there,
 * ERR_NOPERM, ERR_IO; ERR_DATA if it is a folder or larger than b->max. */
enum err file_read(const char *path, struct buf *b, struct err_info *ei) MUST_USE;

/* Replaces the file at path in one step: a file beside it, fsync, rename, fsync of the
 * folder. A crash leaves the old or the new one. ERR_CANTCREAT, ERR_NOPERM, ERR_IO (the
 * disk is full). */
enum err file_write(const char *path, struct str bytes, struct err_info *ei) MUST_USE;

/* As file_write(), where no file may be there yet: ERR_CANTCREAT if one is. ERR_NOPERM
 * on a file system without hard links. */
enum err file_write_new(const char *path, struct str bytes, struct err_info *ei) MUST_USE;

/* Makes the folder and those above it that are missing, 0700. ERR_CANTCREAT, ERR_NOPERM,
 * ERR_IO. */
enum err file_make_folder(const char *path, struct err_info *ei) MUST_USE;

bool file_exists(const char *path);

/* "DIR/NAME" that the caller frees. */
char *file_join(const char *dir, const char *name);

#endif
