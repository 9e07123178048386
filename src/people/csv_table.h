/*
 * csv_table.h - tables and the meaning of their columns. For people/ alone.
 */
#ifndef PEOPLE_CSV_TABLE_H
#define PEOPLE_CSV_TABLE_H

#include "base/str.h"

struct csv_row {
	size_t line; /* where it begins, from 1 */
	const struct str *cells;
	size_t n_cells;
	bool is_cut; /* the row is longer than 32 MB, the rest is missing */
};

/* What a scan calls for each row that is not blank; false ends the scan. */
typedef bool csv_row_fn(void *context, const struct csv_row *row);

/* Calls fn for the rows of text (RFC 4180, lenient). False if the text ends within a
 * quoted cell; *open_line is then the line where its row begins. */
bool csv_scan(
    struct str text, char separator, csv_row_fn *fn, void *context, size_t *open_line);

/* What a column holds. */
enum csv_role {
	COLUMN_UNKNOWN, /* kept as a note */
	COLUMN_IGNORED,
	COLUMN_UID,
	COLUMN_NAME,
	COLUMN_GIVEN,
	COLUMN_MIDDLE,
	COLUMN_FAMILY,
	COLUMN_NICKNAME,
	COLUMN_EMAIL,
	COLUMN_COMPANY,
	COLUMN_TITLE,
	COLUMN_TICKER,
	COLUMN_DOMAIN,
	COLUMN_ALIASES,	       /* of the company, else of the person */
	COLUMN_PERSON_ALIASES, /* of the person */
	COLUMN_INTERESTS,      /* with weights and marks */
	COLUMN_HOBBY,	       /* words alone */
	COLUMN_CATEGORIES,     /* interests but for groups */
	COLUMN_GROUPS,
	COLUMN_EVERY_DAYS,
	COLUMN_LAST_TOUCH,
	COLUMN_CONNECTED, /* since when, at LinkedIn */
	COLUMN_PLACE,
	COLUMN_LANGUAGE,
	COLUMN_URL,
	COLUMN_NOTES,
};

enum csv_dialect { CSV_OWN, CSV_LINKEDIN, CSV_GOOGLE, CSV_OUTLOOK, CSV_THUNDERBIRD };

enum { CSV_COLUMNS_MAX = 512 };

struct csv_header {
	enum csv_dialect dialect;
	char separator;
	size_t line;	/* where the header row is; those above it are a preamble */
	size_t n_known; /* columns with a meaning */
	size_t n_columns;
	enum csv_role roles[CSV_COLUMNS_MAX];
};

/* Finds the header row among the first rows. False if none is of a known kind. */
bool csv_header_find(struct str text, struct csv_header *out);

const char *csv_dialect_name(enum csv_dialect dialect); /* "LinkedIn CSV", … */

#endif
