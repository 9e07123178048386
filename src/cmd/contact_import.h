/*
 * contact_import.h - what an import says, from a file or from a server.
 */
#ifndef CMD_CONTACT_IMPORT_H
#define CMD_CONTACT_IMPORT_H

#include "app/importing.h"
#include "cmd/cmd.h"

struct import_counts {
	size_t n[IMPORT_FORGOTTEN + 1];
	size_t n_conflicts;
	size_t n_interests; /* of contacts that were added */
	size_t n_proposals; /* contacts whose notes speak of interests */
};

/* Stores the records of one file, prints problems and differences, and counts. path names
 * the file in messages. */
enum err import_records(struct app *app, const char *path, struct people_import *file,
    const struct import_options *o, struct import_counts *counts) MUST_USE;

void import_print_counts(const struct import_options *o, const struct import_counts *c);

#endif
