/*
 * csv_header.c - whose table is this? In: the first rows. Always: columns are known by
 * their headers in any order; a dialect is told by a header that only it has.
 */
#include "people/csv_table.h"

#include <ctype.h>
#include <string.h>

enum { ROWS_TRIED = 20, HEADER_MAX = 64 };

#define OWN	    (1u << CSV_OWN)
#define LINKEDIN    (1u << CSV_LINKEDIN)
#define GOOGLE	    (1u << CSV_GOOGLE)
#define OUTLOOK	    (1u << CSV_OUTLOOK)
#define THUNDERBIRD (1u << CSV_THUNDERBIRD)
#define OTHERS	    (LINKEDIN | GOOGLE | OUTLOOK | THUNDERBIRD)

/* Headers in lower case, runs of digits as "#". */
static const struct column {
	const char *header;
	enum csv_role role;
	unsigned dialects; /* where it has this meaning */
	unsigned marks;	   /* the dialects that it tells */
} columns[] = {
    /* sawthis */
    {"uid", COLUMN_UID, OWN, OWN},
    {"name", COLUMN_NAME, OWN | GOOGLE, OWN},
    {"given", COLUMN_GIVEN, OWN, OWN},
    {"family", COLUMN_FAMILY, OWN, OWN},
    {"email", COLUMN_EMAIL, OWN, OWN},
    {"ticker", COLUMN_TICKER, OWN, OWN},
    {"domain", COLUMN_DOMAIN, OWN, 0},
    {"aliases", COLUMN_ALIASES, OWN, OWN},
    {"person_aliases", COLUMN_PERSON_ALIASES, OWN, OWN},
    {"interests", COLUMN_INTERESTS, OWN, OWN},
    {"every_days", COLUMN_EVERY_DAYS, OWN, OWN},
    {"last_touch", COLUMN_LAST_TOUCH, OWN, OWN},
    {"place", COLUMN_PLACE, OWN, 0},
    {"url", COLUMN_URL, OWN | LINKEDIN, 0},
    {"title", COLUMN_TITLE, OWN, 0},
    {"title", COLUMN_IGNORED, OUTLOOK, 0}, /* Mr. */
    /* everybody */
    {"company", COLUMN_COMPANY, OWN | OTHERS, 0},
    {"nickname", COLUMN_NICKNAME, OWN | OTHERS, 0},
    {"language", COLUMN_LANGUAGE, OWN | OTHERS, 0},
    {"notes", COLUMN_NOTES, OWN | OTHERS, 0},
    {"first name", COLUMN_GIVEN, OTHERS, 0},
    {"middle name", COLUMN_MIDDLE, OTHERS, 0},
    {"last name", COLUMN_FAMILY, OTHERS, 0},
    {"job title", COLUMN_TITLE, OUTLOOK | THUNDERBIRD, 0},
    {"hobby", COLUMN_HOBBY, OTHERS, 0},
    /* LinkedIn */
    {"email address", COLUMN_EMAIL, LINKEDIN, LINKEDIN},
    {"position", COLUMN_TITLE, LINKEDIN | OUTLOOK, 0},
    {"connected on", COLUMN_CONNECTED, LINKEDIN, LINKEDIN},
    /* Google, old and new */
    {"given name", COLUMN_GIVEN, GOOGLE, GOOGLE},
    {"additional name", COLUMN_MIDDLE, GOOGLE, GOOGLE},
    {"family name", COLUMN_FAMILY, GOOGLE, GOOGLE},
    {"name prefix", COLUMN_IGNORED, GOOGLE, 0},
    {"yomi name", COLUMN_IGNORED, GOOGLE, GOOGLE},
    {"file as", COLUMN_IGNORED, GOOGLE, 0},
    {"photo", COLUMN_IGNORED, GOOGLE, 0},
    {"e-mail # - value", COLUMN_EMAIL, GOOGLE, GOOGLE},
    {"organization # - name", COLUMN_COMPANY, GOOGLE, GOOGLE},
    {"organization name", COLUMN_COMPANY, GOOGLE, GOOGLE},
    {"organization # - title", COLUMN_TITLE, GOOGLE, GOOGLE},
    {"organization title", COLUMN_TITLE, GOOGLE, GOOGLE},
    {"address # - city", COLUMN_PLACE, GOOGLE, GOOGLE},
    {"website # - value", COLUMN_URL, GOOGLE, GOOGLE},
    {"group membership", COLUMN_GROUPS, GOOGLE, GOOGLE},
    {"labels", COLUMN_GROUPS, GOOGLE, GOOGLE},
    /* Outlook; in German and French too */
    {"e-mail address", COLUMN_EMAIL, OUTLOOK, OUTLOOK},
    {"e-mail # address", COLUMN_EMAIL, OUTLOOK, OUTLOOK},
    {"e-mail type", COLUMN_IGNORED, OUTLOOK, OUTLOOK},
    {"e-mail # type", COLUMN_IGNORED, OUTLOOK, OUTLOOK},
    {"e-mail display name", COLUMN_IGNORED, OUTLOOK, OUTLOOK},
    {"e-mail # display name", COLUMN_IGNORED, OUTLOOK, OUTLOOK},
    {"business city", COLUMN_PLACE, OUTLOOK, OUTLOOK},
    {"home city", COLUMN_PLACE, OUTLOOK, 0},
    {"web page", COLUMN_URL, OUTLOOK, 0},
    {"business web page", COLUMN_URL, OUTLOOK, 0},
    {"personal web page", COLUMN_URL, OUTLOOK, 0},
    {"categories", COLUMN_CATEGORIES, OUTLOOK, 0},
    {"initials", COLUMN_IGNORED, OUTLOOK, 0},
    {"priority", COLUMN_IGNORED, OUTLOOK, 0},
    {"private", COLUMN_IGNORED, OUTLOOK, 0},
    {"sensitivity", COLUMN_IGNORED, OUTLOOK, 0},
    {"gender", COLUMN_IGNORED, OUTLOOK, 0},
    {"vorname", COLUMN_GIVEN, OUTLOOK, 0},
    {"weitere vornamen", COLUMN_MIDDLE, OUTLOOK, 0},
    {"nachname", COLUMN_FAMILY, OUTLOOK, 0},
    {"anrede", COLUMN_IGNORED, OUTLOOK, 0},
    {"firma", COLUMN_COMPANY, OUTLOOK, 0},
    {"e-mail-adresse", COLUMN_EMAIL, OUTLOOK, OUTLOOK},
    {"e-mail #: adresse", COLUMN_EMAIL, OUTLOOK, OUTLOOK},
    {"kategorien", COLUMN_CATEGORIES, OUTLOOK, 0},
    {"notizen", COLUMN_NOTES, OUTLOOK, 0},
    {"pr\xc3\xa9nom", COLUMN_GIVEN, OUTLOOK, 0},
    {"nom", COLUMN_FAMILY, OUTLOOK, 0},
    {"soci\xc3\xa9t\xc3\xa9", COLUMN_COMPANY, OUTLOOK, 0},
    {"titre", COLUMN_IGNORED, OUTLOOK, 0},
    {"adresse de messagerie", COLUMN_EMAIL, OUTLOOK, OUTLOOK},
    /* Thunderbird */
    {"display name", COLUMN_NAME, THUNDERBIRD, 0},
    {"primary email", COLUMN_EMAIL, THUNDERBIRD, THUNDERBIRD},
    {"secondary email", COLUMN_EMAIL, THUNDERBIRD, THUNDERBIRD},
    {"organization", COLUMN_COMPANY, THUNDERBIRD, 0},
    {"work city", COLUMN_PLACE, THUNDERBIRD, 0},
    {"web page #", COLUMN_URL, THUNDERBIRD, 0},
};

const char *csv_dialect_name(enum csv_dialect dialect)
{
	static const char *const names[] = {
	    "CSV", "LinkedIn CSV", "Google CSV", "Outlook CSV", "Thunderbird CSV"};

	return names[dialect];
}

/* The header as the table above has it; the empty view if it is too long. */
static struct str normal_header(struct str cell, char out[HEADER_MAX])
{
	size_t n = 0;

	cell = str_trim(cell);
	if (cell.n > HEADER_MAX)
		return (struct str){0};
	for (size_t i = 0; i < cell.n; i++) {
		unsigned char c = (unsigned char)cell.p[i];

		if (c >= '0' && c <= '9') {
			if (n == 0 || out[n - 1] != '#')
				out[n++] = '#';
		} else {
			out[n++] = (char)(c < 0x80 ? tolower(c) : c);
		}
	}
	return (struct str){out, n};
}

static enum csv_role role_of(struct str header, enum csv_dialect dialect, unsigned *marks)
{
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		if (columns[i].dialects & 1u << dialect &&
		    str_eq(header, str_of(columns[i].header))) {
			*marks |= columns[i].marks;
			return columns[i].role;
		}
	if (dialect == CSV_GOOGLE &&
	    (str_ends(header, STR(" - type")) || str_ends(header, STR(" - label")) ||
		str_starts(header, STR("phonetic "))))
		return COLUMN_IGNORED;
	return COLUMN_UNKNOWN;
}

/* The row as a header of that dialect; false if it cannot be one. */
static bool read_header(
    const struct csv_row *row, enum csv_dialect dialect, struct csv_header *out)
{
	unsigned marks = 0;
	bool has_name = false, has_given = false, has_family = false;

	*out = (struct csv_header){.dialect = dialect, .line = row->line};
	for (size_t i = 0; i < row->n_cells && i < CSV_COLUMNS_MAX; i++) {
		char normal[HEADER_MAX];
		struct str header = normal_header(row->cells[i], normal);
		enum csv_role role = role_of(header, dialect, &marks);

		out->roles[out->n_columns++] = role;
		out->n_known += role != COLUMN_UNKNOWN;
		has_name |= role == COLUMN_NAME;
		has_given |= role == COLUMN_GIVEN;
		has_family |= role == COLUMN_FAMILY;
	}
	has_name |= has_given || has_family;
	/* "First Name,Last Name,Company" is LinkedIn's as far as it goes. */
	if (dialect == CSV_LINKEDIN && has_given && has_family && out->n_known > 2)
		marks |= LINKEDIN;
	if (!has_name || !(marks & 1u << dialect))
		return false;
	/* "name" alone says little: a second column of sawthis, or no other at all. */
	return dialect != CSV_OWN || out->n_known >= 2 || out->n_columns == 1;
}

struct search {
	struct csv_header *best;
	char separator;
	size_t n_rows;
	bool has_found;
};

static bool try_row(void *context, const struct csv_row *row)
{
	struct search *s = context;
	struct csv_header header;

	for (int d = CSV_OWN; d <= CSV_THUNDERBIRD; d++) {
		if (!read_header(row, (enum csv_dialect)d, &header))
			continue;
		header.separator = s->separator;
		if (!s->has_found || header.n_known > s->best->n_known)
			*s->best = header;
		s->has_found = true;
	}
	return ++s->n_rows < ROWS_TRIED && !s->has_found;
}

bool csv_header_find(struct str text, struct csv_header *out)
{
	static const char separators[] = {',', ';', '\t'};
	struct csv_header best;
	struct search s = {.best = &best};
	bool has_found = false;
	size_t ignored;

	for (size_t i = 0; i < sizeof(separators); i++) {
		s.separator = separators[i];
		s.n_rows = 0;
		s.has_found = false;
		(void)csv_scan(text, separators[i], try_row, &s, &ignored);
		if (s.has_found && (!has_found || best.n_known > out->n_known)) {
			*out = best;
			has_found = true;
		}
	}
	return has_found;
}
