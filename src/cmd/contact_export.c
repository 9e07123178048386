/*
 * contact_export.c - `sawthis contact export`: all contacts, or some, as vCards or CSV.
 */
#include "cmd/commands.h"

#include "app/lookup.h"
#include "cmd/out.h"
#include "people/csv.h"
#include "people/vcard.h"
#include "store/company.h"

#include <stdio.h>

enum { FLUSH_BYTES = 1 << 20 };

/* What is written is a file's content: it goes out as it is, escaped for its format. */
static enum err flush(struct app *app, struct buf *b, bool is_last)
{
	size_t n;

	if (!is_last && b->n < FLUSH_BYTES)
		return OK;
	n = b->n ? fwrite(b->p, 1, b->n, stdout) : 0;
	if (n != b->n || (is_last && fflush(stdout) != 0))
		return err_set_errno(app->ei, "standard output", "cannot write");
	buf_reset(b);
	return OK;
}

static enum err print_vcards(
    struct app *app, const struct contact *contacts, size_t n, enum vcard_version version)
{
	struct buf b;
	enum err e = OK;

	buf_init(&b, OUT_MAX_BYTES);
	for (size_t i = 0; i < n && e == OK; i++) {
		people_vcard_write(&b, &contacts[i], version);
		e = flush(app, &b, false);
	}
	if (e == OK)
		e = flush(app, &b, true);
	buf_clear(&b);
	return e;
}

/* The company of that id; companies are sorted by it. */
static const struct company *company_of(
    const struct company *companies, size_t n, int64_t id)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;

		if (companies[middle].id == id)
			return &companies[middle];
		if (companies[middle].id < id)
			low = middle + 1;
		else
			n = middle;
	}
	return NULL;
}

static enum err print_csv(struct app *app, const struct contact *contacts, size_t n)
{
	struct company *companies;
	size_t n_companies;
	struct buf b;
	enum err e = store_company_list(
	    app->arena, app->home->store, &companies, &n_companies, app->ei);

	if (e != OK)
		return e;
	buf_init(&b, OUT_MAX_BYTES);
	people_csv_write_header(&b);
	for (size_t i = 0; i < n && e == OK; i++) {
		people_csv_write(&b, &contacts[i],
		    company_of(companies, n_companies, contacts[i].company_id));
		e = flush(app, &b, false);
	}
	if (e == OK)
		e = flush(app, &b, true);
	buf_clear(&b);
	return e;
}

enum err cmd_contact_export(struct app *app, int argc, char **argv)
{
	struct str format = STR("vcard");
	int64_t version = 3;
	const struct opt opts[] = {
	    {"--format", OPT_TEXT, &format},
	    {"--version", OPT_INT, &version},
	    {NULL, OPT_FLAG, NULL},
	};
	struct contact *contacts;
	size_t n = 0;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 1000);

	if (e != OK)
		return e;
	if (!str_eq(format, STR("vcard")) && !str_eq(format, STR("csv")))
		return cmd_usage(app, "--format is vcard or csv, not '%.40s'", format.p);
	if (version != 3 && version != 4)
		return cmd_usage(app, "--version is 3 or 4");
	contacts = arena_alloc(app->arena, (size_t)argc, sizeof(*contacts));
	for (; n < (size_t)argc && e == OK; n++)
		e = lookup_contact(
		    app->arena, app->home, str_of(argv[n]), &contacts[n], app->ei);
	if (e == OK && !argc)
		e = store_contact_list(
		    app->arena, app->home->store, NULL, &contacts, &n, app->ei);
	if (e != OK)
		return e;
	if (str_eq(format, STR("csv")))
		return print_csv(app, contacts, n);
	return print_vcards(app, contacts, n, version == 4 ? VCARD_4 : VCARD_3);
}
