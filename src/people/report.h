/*
 * report.h - what the readers of one file gather: records and problems. For people/
 * alone.
 */
#ifndef PEOPLE_REPORT_H
#define PEOPLE_REPORT_H

#include "people/import.h"

struct report {
	struct arena *arena;
	struct people_import
	    import; /* records and problems are on the heap until taken */
	size_t cap_records, cap_problems;
};

void report_init(struct report *r, struct arena *a, const char *dialect);
void report_clear(struct report *r);

/* Something the user should know; the text is copied to the arena. */
void report_error(struct report *r, size_t line, const char *fmt, ...) PRINTF(3, 4);
void report_remark(struct report *r, size_t line, const char *fmt, ...) PRINTF(3, 4);

/* Keeps the record if it can be one: it has a name with a letter or digit in it, short
 * enough, and no overlong company or title. Else an error is reported. What the name does
 * not tell yet (given, family) is filled in. */
void report_record(struct report *r, struct people_record *record);

/* Leaves out records that repeat a uid, or are the same person as one before, moves
 * everything to the arena, and empties r. */
void report_take(struct report *r, struct people_import *out);

#endif
