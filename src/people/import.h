/*
 * import.h - a file of contacts, of whatever kind, as records. No network, no database,
 * no files: bytes in, contacts out.
 *
 * Kinds, told by content alone: vCard 2.1, 3.0 and 4.0; the own CSV of sawthis;
 * LinkedIn's Connections.csv; Google Contacts, old and new; Outlook. Bad records are
 * named with their line and left out, the good ones are kept; a file that is none of
 * these, is binary, or ends within a quoted cell is refused whole.
 */
#ifndef PEOPLE_IMPORT_H
#define PEOPLE_IMPORT_H

#include "base/arena.h"
#include "model/contact.h"

/* A contact as its file has it, with what the file tells of the company. */
struct people_record {
	struct contact contact; /* id 0; interests are SOURCE_IMPORTED */
	size_t line;		/* where the record begins, from 1 */
	const struct str *company_aliases;
	size_t n_company_aliases;
	const struct str *company_tickers;
	size_t n_company_tickers;
	struct str company_domain;
};

/* Something that the user should know: is_error if a record was left out or lost a part
 * of its meaning (a bad address), else a remark ("photograph left out"). */
struct people_problem {
	size_t line;
	bool is_error;
	/* A sentence without a final full stop. It may quote the file: make it visible
	 * (utf8_put_visible) before it is printed. */
	struct str text;
};

enum { PEOPLE_PROBLEMS_MAX = 1000 }; /* more are counted, not kept */

struct people_import {
	const char *dialect; /* "vCard", "LinkedIn CSV", "Google CSV", … */
	struct people_record *records;
	size_t n_records;
	struct people_problem *problems;
	size_t n_problems;
	size_t n_errors, n_remarks; /* count those that were not kept, too */
};

/* Reads bytes, which are made UTF-8 first (by their BOM; windows-1252 where they are not
 * valid UTF-8). file is named in errors. Everything in *out lives in the arena and
 * nothing points into bytes. ERR_DATA, with "FILE:LINE" as source and what was expected,
 * if the file is refused whole; *out is then untouched. */
enum err people_import(struct arena *a, struct str bytes, const char *file,
    struct people_import *out, struct err_info *ei) MUST_USE;

#endif
