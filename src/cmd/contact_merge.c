/*
 * contact_merge.c - `sawthis contact merge`: proposes who may be one person twice, and
 * makes one of two.
 */
#include "cmd/commands.h"

#include "app/lookup.h"
#include "cmd/out.h"
#include "people/merge.h"

static struct str name_of(const struct contact *contacts, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (contacts[i].id == id)
			return contacts[i].name;
	return (struct str){0};
}

static json_t *json_of_pair_of(
    const struct people_duplicate *d, struct str keep, struct str other)
{
	json_t *o = json_object();

	json_object_set_new(o, "into", json_integer(d->keep_id));
	json_object_set_new(o, "into_name", out_json_str(keep));
	json_object_set_new(o, "from", json_integer(d->other_id));
	json_object_set_new(o, "from_name", out_json_str(other));
	json_object_set_new(o, "reason", out_json_str(d->reason));
	return o;
}

static enum err propose(struct app *app, enum format format)
{
	static const struct table_column columns[] = {
	    {"INTO", true, false, STYLE_DIM},
	    {"NAME", false, true, STYLE_BOLD},
	    {"FROM", true, false, STYLE_DIM},
	    {"NAME", false, true, STYLE_BOLD},
	    {"BECAUSE", false, true, STYLE_PLAIN},
	};
	struct contact *contacts;
	struct people_duplicate *found;
	struct table t;
	size_t n, n_found;
	enum err e = store_contact_list(
	    app->arena, app->home->store, NULL, &contacts, &n, app->ei);

	if (e != OK)
		return e;
	people_duplicates(app->arena, contacts, n, &found, &n_found);
	if (format == FORMAT_TEXT && !n_found)
		out_line("No two contacts look like one person.");
	table_init(&t, columns, 5);
	for (size_t i = 0; i < n_found; i++) {
		const struct people_duplicate *d = &found[i];
		struct str keep = name_of(contacts, n, d->keep_id);
		struct str other = name_of(contacts, n, d->other_id);

		if (format == FORMAT_JSON) {
			out_json(json_of_pair_of(d, keep, other));
			continue;
		}
		table_addf(&t, "%lld", (long long)d->keep_id);
		table_add(&t, keep);
		table_addf(&t, "%lld", (long long)d->other_id);
		table_add(&t, other);
		table_add(&t, d->reason);
	}
	if (format == FORMAT_TEXT && n_found) {
		table_print(&t);
		out_line("sawthis contact merge INTO FROM makes one of two.");
	}
	return OK;
}

/* The notes of both and what their vCards told are joined here; all else is the store's.
 */
static enum err merge(struct app *app, struct contact *into, const struct contact *from)
{
	struct store *s = app->home->store;
	struct contact both = people_join(app->arena, into, from);
	enum err e = store_begin(s, app->ei);

	if (e != OK)
		return e;
	into->notes = both.notes;
	into->extra = both.extra;
	e = store_contact_update(s, into, app->ei);
	if (e == OK)
		e = store_contact_merge(s, into->id, from->id, app->ei);
	if (e == OK)
		return store_commit(s, app->ei);
	store_rollback(s);
	return e;
}

enum err cmd_contact_merge(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	bool is_yes = false;
	struct contact into, from;
	enum err e = opts_merge(app, &argc, argv, &format, &is_yes);

	if (e != OK)
		return e;
	if (argc == 0)
		return propose(app, format);
	e = lookup_contact(app->arena, app->home, str_of(argv[0]), &into, app->ei);
	if (e == OK)
		e = lookup_contact(
		    app->arena, app->home, str_of(argv[1]), &from, app->ei);
	if (e == OK && into.id == from.id)
		return cmd_usage(app, "that is one contact already");
	if (e == OK)
		e = cmd_confirm(app, is_yes,
		    arena_printf(app->arena, "%.*s (%lld) will be part of %.*s (%lld).",
			STR_ARG(from.name), (long long)from.id, STR_ARG(into.name),
			(long long)into.id));
	if (e == OK)
		e = merge(app, &into, &from);
	if (e == OK)
		out_line(
		    "%.*s is part of %.*s now", STR_ARG(from.name), STR_ARG(into.name));
	return e;
}
