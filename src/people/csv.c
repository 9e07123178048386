/*
 * csv.c - tables into records. In: text in UTF-8. Out: records and problems. Always: a
 * bad cell costs itself, a bad row itself; columns without a meaning become notes.
 */
#include "people/csv.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "model/person_name.h"
#include "people/builder.h"
#include "people/csv_table.h"
#include "people/interest.h"
#include "people/text.h"
#include "people/vcard_extra.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMPANY_NAMES_MAX = 64 };

struct reader {
	struct builder b;
	struct csv_header header;
	struct str names[CSV_COLUMNS_MAX]; /* headers as they are written */
	struct str middle;
	struct str aliases; /* the cell, whosever they are */
};

/* Takes what stands before the next ";" that is not "\;" off *rest; other backslashes
 * stay (expressions are full of them). */
static bool next_escaped(struct arena *a, struct str *rest, struct str *value)
{
	size_t n = 0, n_value = 0;
	char *p;

	if (!rest->p)
		return false;
	while (n < rest->n && rest->p[n] != ';')
		n += rest->p[n] == '\\' && n + 1 < rest->n ? 2 : 1;
	*value = str_sub(*rest, 0, n);
	if (str_find_char(*value, '\\') == n)
		goto done;
	p = arena_alloc(a, n + 1, 1);
	for (size_t i = 0; i < n; i++) {
		bool is_pair = rest->p[i] == '\\' && i + 1 < n;

		if (is_pair && rest->p[i + 1] != ';')
			p[n_value++] = rest->p[i];
		i += is_pair;
		p[n_value++] = rest->p[i];
	}
	*value = (struct str){p, n_value};
done:
	*rest = n < rest->n ? str_sub(*rest, n + 1, rest->n) : (struct str){0};
	return true;
}

/* Takes the next of several values off *rest: parted by " ::: " in Google's cells, by ";"
 * elsewhere. */
static bool next_value(struct reader *r, struct str *rest, struct str *value)
{
	size_t at;

	if (r->header.dialect != CSV_GOOGLE)
		return next_escaped(r->b.arena, rest, value);
	if (!rest->p)
		return false;
	at = str_find(*rest, STR(":::"));
	*value = str_trim(str_sub(*rest, 0, at));
	*rest = at < rest->n ? str_sub(*rest, at + 3, rest->n) : (struct str){0};
	return true;
}

/* The apostrophe before what a spreadsheet would take for a formula. */
static struct str without_guard(struct str cell)
{
	if (cell.n >= 2 && cell.p[0] == '\'' && cell.p[1] &&
	    strchr("=+-@\t\r\n", cell.p[1]))
		return str_sub(cell, 1, cell.n);
	return cell;
}

static void read_interests(struct reader *r, size_t line, struct str cell)
{
	struct str rest = cell, value;

	while (next_value(r, &rest, &value)) {
		struct interest it = {.source = SOURCE_IMPORTED};
		struct err_info ei;

		if (!str_trim(value).n)
			continue;
		if (people_interest_parse(r->b.arena, value, &it, &ei) == OK)
			builder_interest(&r->b, &it);
		else
			report_error(r->b.report, line, "%s; left out", ei.text);
	}
}

/* Words alone: "sailing, chess ::: fusion". */
static void read_hobby(struct reader *r, size_t line, struct str cell)
{
	struct str rest = cell, values, value;

	while (next_value(r, &rest, &values))
		while (str_split(&values, ',', &value))
			builder_words(&r->b, line, value, 1);
}

/* Groups are kept as a vCard has them; other categories are interests, unless every value
 * is a group (are_groups). */
static void read_categories(
    struct reader *r, size_t line, struct str cell, bool are_groups)
{
	const struct vcard_property categories = {.name = STR("CATEGORIES")};
	struct str rest = cell, value;

	while (next_value(r, &rest, &value)) {
		value = people_text_line(r->b.arena, value);
		if (str_starts(value, STR("* ")))
			value = str_sub(value, 2, value.n);
		if (!value.n)
			continue;
		if (are_groups || vcard_is_group_category(value))
			(void)vcard_extra_put(&r->b.extra, &categories, value);
		else
			builder_words(&r->b, line, value, 1);
	}
}

static void read_names(
    struct reader *r, struct str cell, const struct str **out, size_t *n)
{
	struct str rest = cell, value, names[COMPANY_NAMES_MAX], *copy;
	size_t n_names = 0;

	while (n_names < COMPANY_NAMES_MAX && next_value(r, &rest, &value)) {
		value = people_text_line(r->b.arena, value);
		if (value.n && value.n <= LIMIT_NAME_BYTES)
			names[n_names++] = value;
	}
	copy = arena_alloc(r->b.arena, n_names, sizeof(*copy));
	for (size_t i = 0; i < n_names; i++)
		copy[i] = names[i];
	*out = copy;
	*n = n_names;
}

/* "Header: value" as a paragraph of the notes. */
static void note_column(struct reader *r, size_t column, struct str cell)
{
	struct str name = r->names[column];

	cell = people_text_block(r->b.arena, cell);
	if (cell.n && name.n)
		builder_note(&r->b, str_of(arena_printf(r->b.arena, "%.*s: %.*s",
					STR_ARG(name), STR_ARG(cell))));
	else
		builder_note(&r->b, cell);
}

static void note_connected(struct reader *r, size_t line, size_t column, struct str cell)
{
	char date[CLOCK_ISO_SIZE];
	int64_t at_s;

	cell = str_trim(cell);
	if (people_text_date(cell, &at_s)) {
		cell = str_of(clock_format_date(at_s, date));
	} else if (cell.n) {
		report_remark(r->b.report, line, "\"%.*s\" is no date that is known here",
		    STR_ARG(str_sub(cell, 0, 40)));
	}
	note_column(r, column, cell);
}

/* The first of several values is the field's; the others become notes. */
static void read_text(struct reader *r, size_t column, struct str cell, struct str *field)
{
	struct str rest = cell, value = cell;

	if (r->header.dialect == CSV_GOOGLE && next_value(r, &rest, &value) && rest.n)
		note_column(r, column, rest);
	if (field->n)
		note_column(r, column, value);
	else
		*field = people_text_line(r->b.arena, value);
}

static void read_cell(struct reader *r, size_t line, size_t column, struct str cell)
{
	struct contact *c = &r->b.record.contact;
	struct str rest = cell, value;

	switch (r->header.roles[column]) {
	case COLUMN_UNKNOWN: note_column(r, column, cell); break;
	case COLUMN_IGNORED: break;
	case COLUMN_UID: c->uid = people_text_line(r->b.arena, cell); break;
	case COLUMN_NAME: c->name = people_text_line(r->b.arena, cell); break;
	case COLUMN_GIVEN: c->given = people_text_line(r->b.arena, cell); break;
	case COLUMN_MIDDLE: r->middle = people_text_line(r->b.arena, cell); break;
	case COLUMN_FAMILY: c->family = people_text_line(r->b.arena, cell); break;
	case COLUMN_NICKNAME: read_text(r, column, cell, &c->nickname); break;
	case COLUMN_COMPANY: read_text(r, column, cell, &c->company); break;
	case COLUMN_TITLE: read_text(r, column, cell, &c->title); break;
	case COLUMN_PLACE: read_text(r, column, cell, &c->place); break;
	case COLUMN_LANGUAGE: read_text(r, column, cell, &c->language); break;
	case COLUMN_URL: read_text(r, column, cell, &c->url); break;
	case COLUMN_ALIASES: r->aliases = cell; break;
	case COLUMN_INTERESTS: read_interests(r, line, cell); break;
	case COLUMN_HOBBY: read_hobby(r, line, cell); break;
	case COLUMN_CATEGORIES: read_categories(r, line, cell, false); break;
	case COLUMN_GROUPS: read_categories(r, line, cell, true); break;
	case COLUMN_CONNECTED: note_connected(r, line, column, cell); break;
	case COLUMN_NOTES: builder_note(&r->b, cell); break;
	case COLUMN_DOMAIN:
		r->b.record.company_domain = people_text_line(r->b.arena, cell);
		break;
	case COLUMN_TICKER:
		read_names(r, cell, &r->b.record.company_tickers,
		    &r->b.record.n_company_tickers);
		break;
	case COLUMN_EMAIL:
		while (next_value(r, &rest, &value))
			builder_email(&r->b, line, value, PREF_NONE);
		break;
	case COLUMN_PERSON_ALIASES:
		while (next_value(r, &rest, &value))
			builder_alias(&r->b, value);
		break;
	case COLUMN_EVERY_DAYS:
		if (!str_to_int(
			str_trim(cell), 0, CONTACT_EVERY_DAYS_MAX, &c->every_days))
			report_error(r->b.report, line,
			    "every_days: \"%.*s\" is no number of days; left out",
			    STR_ARG(str_sub(cell, 0, 40)));
		break;
	case COLUMN_LAST_TOUCH:
		if (!people_text_date(str_trim(cell), &c->last_touch_at_s))
			report_error(r->b.report, line,
			    "last_touch: \"%.*s\" is no date like 2026-11-22; left out",
			    STR_ARG(str_sub(cell, 0, 40)));
		break;
	}
}

/* What needs the whole row: whose aliases, the name from its parts, a web address. */
static void finish_row(struct reader *r, size_t line)
{
	struct contact *c = &r->b.record.contact;
	struct str rest = r->aliases, value;

	if (r->aliases.n && c->company.n)
		read_names(r, r->aliases, &r->b.record.company_aliases,
		    &r->b.record.n_company_aliases);
	else if (r->aliases.n)
		while (next_value(r, &rest, &value))
			builder_alias(&r->b, value);
	if (!c->name.n)
		c->name = person_name_join(r->b.arena, c->given, r->middle, c->family);
	if (c->url.n && !str_starts_nocase(c->url, STR("http://")) &&
	    !str_starts_nocase(c->url, STR("https://"))) {
		builder_note(&r->b, c->url);
		c->url = (struct str){0};
	}
	if (c->uid.n > LIMIT_NAME_BYTES) {
		report_error(r->b.report, line, "the uid is longer than %d bytes",
		    LIMIT_NAME_BYTES);
		c->uid = (struct str){0};
	}
}

static bool read_row(void *context, const struct csv_row *row)
{
	struct reader *r = context;
	size_t n = row->n_cells;

	if (row->line <= r->header.line) {
		for (size_t i = 0; row->line == r->header.line && i < n; i++)
			if (i < CSV_COLUMNS_MAX)
				r->names[i] = people_text_line(r->b.arena, row->cells[i]);
		return true;
	}
	builder_begin(&r->b, row->line);
	r->middle = r->aliases = (struct str){0};
	if (row->is_cut) {
		report_error(r->b.report, row->line,
		    "the row is too long, a quote may be missing; it is left out");
		return true;
	}
	for (size_t i = 0; i < n; i++)
		if (row->cells[i].n && memchr(row->cells[i].p, '\0', row->cells[i].n)) {
			report_error(r->b.report, row->line,
			    "a zero byte in the row; it is left out");
			return true;
		}
	if (n > r->header.n_columns)
		report_error(r->b.report, row->line,
		    "%zu cells more than the header has; they are left out",
		    n - r->header.n_columns);
	for (size_t i = 0; i < n && i < r->header.n_columns; i++) {
		struct str cell = without_guard(row->cells[i]);

		if (str_trim(cell).n)
			read_cell(r, row->line, i, cell);
	}
	finish_row(r, row->line);
	builder_end(&r->b);
	return true;
}

enum err people_csv_read(struct arena *a, struct str text, const char *file,
    struct people_import *out, struct err_info *ei)
{
	struct reader *r = mem_new(1, sizeof(*r));
	struct report report;
	char source[256];
	size_t open_line = 0;
	enum err e = OK;

	if (!csv_header_find(text, &r->header)) {
		snprintf(source, sizeof(source), "%s:1", file);
		free(r);
		return err_set(ei, ERR_DATA, source,
		    "not a list of contacts; expected vCards (BEGIN:VCARD), or CSV with "
		    "a "
		    "header row of sawthis (name,email,company,interests), LinkedIn "
		    "(First Name,Last Name,…,Connected On), Google, Outlook or "
		    "Thunderbird");
	}
	report_init(&report, a, csv_dialect_name(r->header.dialect));
	builder_init(&r->b, &report);
	if (csv_scan(text, r->header.separator, read_row, r, &open_line)) {
		report_take(&report, out);
	} else {
		snprintf(source, sizeof(source), "%s:%zu", file, open_line);
		e = err_set(ei, ERR_DATA, source,
		    "a quoted cell of this row never ends; nothing is imported");
		report_clear(&report);
	}
	builder_clear(&r->b);
	free(r);
	return e;
}
