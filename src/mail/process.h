/*
 * process.h - a command run with bytes on its standard input and its output kept.
 */
#ifndef MAIL_PROCESS_H
#define MAIL_PROCESS_H

#include "base/buf.h"

struct process_end {
	int exit_code;	   /* -1 unless it exited by itself */
	bool is_timed_out; /* ran longer than allowed */
	bool is_all_read;  /* the command took the whole input */
	bool is_startable; /* false: there is no such program */
};

enum process_output {
	PROCESS_KEEP_STDOUT, /* standard error goes where ours goes */
	PROCESS_KEEP_STDERR, /* standard output goes nowhere */
};

/* Runs argv (looked up in PATH) and waits. What it prints, cut at out->max, is appended
 * to out. ERR_IO when no process can be made. */
enum err process_run(char *const argv[], struct str input, enum process_output keep,
    int timeout_s, struct buf *out, struct process_end *end,
    struct err_info *ei) MUST_USE;

#endif
