/*
 * running.h - a batch started from the page: `sawthis run` as a process of its own, with
 * its own hands on the database, so that the page stays quick.
 */
#ifndef WEB_RUNNING_H
#define WEB_RUNNING_H

#include "base/buf.h"

#include <sys/types.h>

struct running {
	const char *program;	 /* path of sawthis */
	const char *home_folder; /* of --home, or NULL */
	pid_t pid;		 /* 0 while nothing runs */
	int fd;			 /* what it prints */
	struct buf line;	 /* what has come of the line being printed */
	char stage[16];
	int64_t n, total;
	int64_t n_changes;  /* grows when one of these is another */
	struct buf summary; /* what the last run printed in the end */
};

void running_init(struct running *run, const char *program, const char *home_folder);
void running_clear(struct running *run); /* a process under way is asked to end */

/* Starts a run; does nothing while one is under way. ERR_INTERNAL. */
enum err running_start(struct running *run, struct err_info *ei) MUST_USE;

/* What it is at, in words: "Reading feeds". */
const char *running_stage(const struct running *run);

/* Takes in what was printed since; never waits. */
void running_poll(struct running *run);

#endif
