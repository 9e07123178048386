/*
 * contact_import.c - `sawthis contact import`: files of contacts, of whatever kind.
 */
#include "cmd/contact_import.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "cmd/commands.h"
#include "cmd/out.h"
#include "people/proposals.h"

enum { PROPOSALS_SHOWN = 20 };

static void print_problems(const char *path, const struct people_import *file)
{
	for (size_t i = 0; i < file->n_problems; i++) {
		const struct people_problem *p = &file->problems[i];

		if (p->is_error)
			log_warn("%s:%zu: %.*s", path, p->line, STR_ARG(p->text));
		else
			log_info("%s:%zu: %.*s", path, p->line, STR_ARG(p->text));
	}
	if (file->n_errors + file->n_remarks > file->n_problems)
		log_warn("%s: %zu more problems", path,
		    file->n_errors + file->n_remarks - file->n_problems);
}

/* One line a difference: what is, what the file says, and whether it was taken. */
static void print_changes(const struct imported *im, const struct import_options *o)
{
	if (im->is_company_taught)
		out_line("  ~ %.*s: the file's aliases, tickers or domain, where there "
			 "were none",
		    STR_ARG(im->record->contact.company));
	for (size_t i = 0; i < im->n_changes; i++) {
		const struct people_change *c = &im->changes[i];
		bool is_taken = (c->is_addition || o->is_update) &&
				(!c->is_by_hand || o->is_by_hand_too);

		if (c->field == CONTACT_EXTRA)
			continue; /* kept for the way back, read by nobody */
		out_line("  %c %.*s: %s: %.*s%s%.*s%s", is_taken ? '~' : '!',
		    STR_ARG(im->record->contact.name), contact_field_name(c->field),
		    STR_ARG(c->old), c->old.n ? " -> " : "", STR_ARG(c->new),
		    is_taken	    ? ""
		    : c->is_by_hand ? "  (yours is kept)"
				    : "  (kept; --update takes the file's)");
	}
}

/* Interests that the notes of a new contact speak of: shown, never taken. */
static void print_proposals(
    struct app *app, const struct contact *c, struct import_counts *counts)
{
	struct str *terms;
	struct buf b;
	size_t n;

	people_propose_interests(app->arena, c, &terms, &n);
	if (!n || counts->n_proposals++ >= PROPOSALS_SHOWN)
		return;
	buf_init(&b, 1 << 16);
	for (size_t i = 0; i < n; i++) {
		buf_puts(&b, i ? ", " : "");
		buf_put_str(&b, terms[i]);
	}
	out_line("  ? %.*s: the notes speak of %.*s", STR_ARG(c->name),
	    STR_ARG(buf_borrow(&b)));
	buf_clear(&b);
}

enum err import_records(struct app *app, const char *path, struct people_import *file,
    const struct import_options *o, struct import_counts *counts)
{
	struct imported *all;
	enum err e;

	importing_check_expressions(app->arena, file);
	print_problems(path, file);
	e = importing_run(app->arena, app->home, file, o, &all, app->ei);
	for (size_t i = 0; e == OK && i < file->n_records; i++) {
		const struct contact *c = &file->records[i].contact;

		counts->n[all[i].fate]++;
		counts->n_conflicts += all[i].n_conflicts > 0;
		if (o->is_dry && all[i].fate == IMPORT_ADDED)
			out_line("  + %.*s", STR_ARG(c->name));
		print_changes(&all[i], o);
		if (all[i].fate != IMPORT_ADDED)
			continue;
		counts->n_interests += c->n_interests;
		print_proposals(app, c, counts);
	}
	return e;
}

void import_print_counts(const struct import_options *o, const struct import_counts *c)
{
	size_t n_added = c->n[IMPORT_ADDED];

	out_line("%zu contact%s %s, %zu %s, %zu as they were%s", n_added,
	    n_added == 1 ? "" : "s", o->is_dry ? "would be added" : "added",
	    c->n[IMPORT_CHANGED], o->is_dry ? "would change" : "changed",
	    c->n[IMPORT_KEPT],
	    c->n_conflicts ? " (! marks what differs and was kept)" : "");
	if (c->n_interests)
		out_line(
		    "%zu interests came with them; `sawthis interest list` shows them",
		    c->n_interests);
	if (c->n_proposals)
		out_line(
		    "%zu have notes that speak of interests (?); `sawthis interest add "
		    "CONTACT TERM` takes one",
		    c->n_proposals);
	if (c->n[IMPORT_FORGOTTEN])
		out_line("%zu left out because you had them forgotten; --forgotten-too "
			 "takes them",
		    c->n[IMPORT_FORGOTTEN]);
}

static enum err import_file(struct app *app, const char *path,
    const struct import_options *o, struct import_counts *counts)
{
	struct people_import file;
	struct buf bytes;
	enum err e;

	buf_init(&bytes, LIMIT_CONTACTS_FILE_BYTES);
	e = file_read(path, &bytes, app->ei);
	if (e == OK)
		e = people_import(app->arena, buf_borrow(&bytes), path, &file, app->ei);
	buf_clear(&bytes);
	return e == OK ? import_records(app, path, &file, o, counts) : e;
}

enum err cmd_contact_import(struct app *app, int argc, char **argv)
{
	struct import_options o = {0};
	const struct opt opts[] = {
	    {"--dry-run", OPT_FLAG, &o.is_dry},
	    {"--update", OPT_FLAG, &o.is_update},
	    {"--force", OPT_FLAG, &o.is_by_hand_too},
	    {"--forgotten-too", OPT_FLAG, &o.has_forgotten},
	    {NULL, OPT_FLAG, NULL},
	};
	struct import_counts c = {0};
	int n_done = 0;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 1000);

	for (; n_done < argc && e == OK; n_done++)
		e = import_file(app, argv[n_done], &o, &c);
	if (e == OK || n_done > 1) /* the files before the bad one count */
		import_print_counts(&o, &c);
	return e;
}
