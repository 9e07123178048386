/*
 * csv.h - contacts as tables: the own CSV of sawthis in and out, LinkedIn, Google and
 * Outlook in. Headers are known in any order; comma, semicolon or tab parts the cells.
 *
 * The own CSV: uid,name,email,company,title,ticker,aliases,interests,every_days,
 * last_touch,notes, and beside them given, family, nickname, place, language, url,
 * domain and person_aliases. `aliases` and `ticker` are those of the company where there
 * is one, else of the person. Several values are parted by ";". An interest may carry a
 * weight (`crude oil=2`), begin with `/` for a regular expression (its `;` written `\;`)
 * or with `!` for never. Unknown columns are kept as "Header: value" lines of the notes.
 */
#ifndef PEOPLE_CSV_H
#define PEOPLE_CSV_H

#include "base/buf.h"
#include "people/import.h"

/* Reads a table in valid UTF-8. ERR_DATA if the header is of no known kind, or a quoted
 * cell never ends (with the line where it begins). */
enum err people_csv_read(struct arena *a, struct str text, const char *file,
    struct people_import *out, struct err_info *ei) MUST_USE;

/* The header row and one contact a row of the own CSV, with CRLF. company may be NULL.
 * Cells that a spreadsheet would run as a formula begin with an apostrophe, which
 * reading takes off again. */
void people_csv_write_header(struct buf *b);
void people_csv_write(
    struct buf *b, const struct contact *c, const struct company *company);

#endif
