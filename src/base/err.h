/*
 * err.h - how functions fail, and what a person is told.
 *
 * What can fail returns enum err, whose values are the exit codes of the program
 * (sysexits(3)), so that main() can return one as it is. The sentence for the person
 * travels in struct err_info, which the caller owns and may pass as NULL.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#define MUST_USE     __attribute__((warn_unused_result))
#define PRINTF(f, a) __attribute__((format(printf, f, a)))

enum err {
	OK = 0,
	ERR_USAGE = 64,	   /* the command line is wrong */
	ERR_DATA = 65,	   /* a file or a document given has bad data */
	ERR_NOINPUT = 66,  /* a file given is not there; a contact, feed, id is unknown */
	ERR_UNAVAIL = 69,  /* every feed failed, mail could not be delivered */
	ERR_INTERNAL = 70, /* a mistake in the program, or memory ran out */
	ERR_CANTCREAT = 73, /* a file cannot be created */
	ERR_IO = 74,	    /* reading or writing failed: disk full, I/O error */
	ERR_TEMPFAIL = 75,  /* try later: another run holds the lock */
	ERR_NOPERM = 77,    /* no permission */
	ERR_CONFIG = 78,    /* the configuration is wrong */
};

struct err_info {
	char source[256]; /* the file, URL, "file:line" or SQL name; empty if none */
	char text[512];	  /* what went wrong and what to do, without a final full stop */
};

/* Fills in ei (unless NULL) and returns e, so that `return err_set(...)` reads well.
 * source may be NULL. Text that does not fit is cut. */
enum err err_set(struct err_info *ei, enum err e, const char *source, const char *fmt,
    ...) PRINTF(4, 5);

/* The error that errno stands for where something is read: EACCES and EPERM are
 * ERR_NOPERM, ENOENT ERR_NOINPUT, EISDIR ERR_DATA, anything else ERR_IO. The text is
 * "WHAT: strerror". */
enum err err_set_errno(struct err_info *ei, const char *source, const char *what);

/* The same where something is made: ERR_NOPERM, ERR_IO where the disk is full or fails,
 * anything else ERR_CANTCREAT. */
enum err err_set_errno_making(struct err_info *ei, const char *source, const char *what);

#endif
