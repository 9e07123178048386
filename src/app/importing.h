/*
 * importing.h - contacts from files into the database: found again, compared, added.
 */
#ifndef APP_IMPORTING_H
#define APP_IMPORTING_H

#include "app/home.h"
#include "people/import.h"
#include "people/merge.h"

enum import_fate { IMPORT_ADDED, IMPORT_CHANGED, IMPORT_KEPT, IMPORT_FORGOTTEN };

/* A record of the file and what becomes of it. */
struct imported {
	const struct people_record *record;
	enum import_fate fate;
	const struct people_change *changes; /* that are, or would be, made */
	size_t n_changes;
	size_t n_conflicts;	/* differences that are shown, and not applied */
	bool is_company_taught; /* a known contact's company was given what it had not */
};

struct import_options {
	bool is_dry;	/* change nothing */
	bool is_update; /* apply differences, too; else empty fields alone are filled */
	bool is_by_hand_too; /* even over what the user edited by hand */
	bool has_forgotten;  /* take in those who were forgotten, too */
};

/* Leaves out interests whose expression cannot be compiled, and adds an error for each to
 * the problems of the file. */
void importing_check_expressions(struct arena *a, struct people_import *file);

/* Stores the records of one file in one transaction. *out lives in the arena, in the
 * order of the file. */
enum err importing_run(struct arena *a, struct home *h, const struct people_import *file,
    const struct import_options *options, struct imported **out,
    struct err_info *ei) MUST_USE;

#endif
