/*
 * contact_sync.c - `sawthis contact sync`: an address book of a CardDAV server, read.
 */
#include "cmd/contact_import.h"

#include "app/syncing.h"
#include "cmd/commands.h"
#include "cmd/out.h"

static enum err sync_book(struct app *app, struct sync_book *b,
    const struct import_options *o, struct import_counts *counts)
{
	enum err e = OK;

	if (b->is_unchanged)
		out_line("%.*s: nothing new", STR_ARG(b->name.n ? b->name : b->url));
	else
		e = import_records(app, b->url.p, &b->file, o, counts);
	if (e == OK && b->n_gone)
		out_line("%.*s: %zu cards were removed there; the contacts stay",
		    STR_ARG(b->name.n ? b->name : b->url), b->n_gone);
	if (e == OK && !o->is_dry)
		e = syncing_remember(app->home, b, app->ei);
	return e;
}

enum err cmd_contact_sync(struct app *app, int argc, char **argv)
{
	struct import_options o = {0};
	bool is_full = false;
	const struct opt opts[] = {
	    {"--dry-run", OPT_FLAG, &o.is_dry},
	    {"--update", OPT_FLAG, &o.is_update},
	    {"--force", OPT_FLAG, &o.is_by_hand_too},
	    {"--forgotten-too", OPT_FLAG, &o.has_forgotten},
	    {"--full", OPT_FLAG, &is_full},
	    {NULL, OPT_FLAG, NULL},
	};
	struct import_counts counts = {0};
	struct sync_book *books;
	struct str url;
	size_t n = 0;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 1);

	if (e != OK)
		return e;
	url = argc ? str_of(argv[0]) : config_text(app->home->config, "contacts.url");
	if (!url.n)
		return cmd_usage(app, "give the address of the server, or set it: "
				      "sawthis config contacts.url https://…");
	e = syncing_read(app->arena, app->home, url, is_full, &books, &n, app->ei);
	for (size_t i = 0; i < n && e == OK; i++)
		e = sync_book(app, &books[i], &o, &counts);
	if (e == OK)
		import_print_counts(&o, &counts);
	return e;
}
