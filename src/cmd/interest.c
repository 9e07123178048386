/*
 * interest.c - `sawthis interest add`, `list` and `rm`.
 */
#include "cmd/commands.h"

#include "app/lookup.h"
#include "cmd/interest.h"
#include "cmd/json.h"
#include "match/match.h"
#include "people/interest.h"
#include "store/interest.h"

enum err cmd_interest_add(struct app *app, int argc, char **argv)
{
	double weight = 0;
	bool is_regex = false, is_never = false, is_new;
	const struct opt opts[] = {
	    {"--weight", OPT_NUMBER, &weight},
	    {"--regex", OPT_FLAG, &is_regex},
	    {"--never", OPT_FLAG, &is_never},
	    {NULL, OPT_FLAG, NULL},
	};
	struct interest in = {.source = SOURCE_STATED};
	struct contact c;
	enum err e = opts_parse(app, opts, &argc, argv, 2, 2);

	if (e == OK)
		e = lookup_contact(app->arena, app->home, str_of(argv[0]), &c, app->ei);
	if (e == OK) {
		struct str term = str_of(argv[1]);

		/* A slash at the end of what has none before it is of the expression. */
		if (is_regex && !str_starts(term, STR("/")))
			term = str_of(arena_printf(app->arena, "/%s%s", argv[1],
			    str_ends(term, STR("/")) ? "/" : ""));
		e = people_interest_parse(app->arena, term, &in, app->ei);
	}
	if (e == OK && in.kind == INTEREST_REGEX)
		e = match_check_regex(in.term, app->ei);
	if (e != OK)
		return e;
	if (weight != 0 && (weight < 0.01 || weight > 100))
		return cmd_usage(
		    app, "--weight is from 0.01 to 100; --never makes a term veto");
	in.weight = weight != 0 ? weight : in.weight;
	in.is_never = in.is_never || is_never;
	in.contact_id = c.id;
	e = store_interest_put(app->home->store, &in, &in.id, &is_new, app->ei);
	if (e == OK)
		out_line("%s for %.*s: %.*s", is_new ? "Added" : "Changed",
		    STR_ARG(c.name), STR_ARG(in.term));
	return e;
}

static void print_text(const struct contact *contacts, size_t n)
{
	static const struct table_column columns[] = {
	    {"CONTACT", false, true, STYLE_BOLD},
	    {"TERM", false, true, STYLE_PLAIN},
	    {"WEIGHT", true, false, STYLE_PLAIN},
	    {"KIND", false, false, STYLE_PLAIN},
	    {"SOURCE", false, false, STYLE_DIM},
	};
	struct table t;

	table_init(&t, columns, 5);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < contacts[i].n_interests; k++) {
			const struct interest *in = &contacts[i].interests[k];

			table_add(&t, contacts[i].name);
			table_add(&t, in->term);
			table_addf(&t, "%g", in->weight);
			table_addf(&t, "%s%s", interest_kind_name(in->kind),
			    in->is_never ? ", never" : "");
			table_add(&t, str_of(interest_source_name(in->source)));
		}
	table_print(&t);
}

enum err cmd_interest_list(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct contact one, *contacts = &one;
	size_t n = 1;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 20);

	if (e == OK && argc)
		e = lookup_contact(
		    app->arena, app->home, opts_join(app, argc, argv), &one, app->ei);
	else if (e == OK)
		e = store_contact_list(
		    app->arena, app->home->store, NULL, &contacts, &n, app->ei);
	if (e != OK)
		return e;
	if (format == FORMAT_TEXT) {
		print_text(contacts, n);
		return argc ? interest_print_learned(app, &one) : OK;
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < contacts[i].n_interests; k++) {
			json_t *o = json_of_interest(&contacts[i].interests[k]);

			json_object_set_new(o, "contact",
			    json_pack("{s:I, s:o}", "id", (json_int_t)contacts[i].id,
				"name", out_json_str(contacts[i].name)));
			out_json(o);
		}
	return OK;
}

enum err cmd_interest_rm(struct app *app, int argc, char **argv)
{
	struct contact c;
	struct str term;
	size_t i;
	enum err e = opts_parse(app, NULL, &argc, argv, 2, 2);

	if (e == OK)
		e = lookup_contact(app->arena, app->home, str_of(argv[0]), &c, app->ei);
	if (e != OK)
		return e;
	term = people_interest_bare(str_of(argv[1]));
	for (i = 0; i < c.n_interests && !str_eq_nocase(c.interests[i].term, term); i++)
		;
	if (i == c.n_interests)
		return err_set(app->ei, ERR_NOINPUT, NULL,
		    "%.80s has no interest '%.80s'; `sawthis interest list` shows all",
		    c.name.p, argv[1]);
	e = store_interest_delete(app->home->store, c.interests[i].id, app->ei);
	if (e == OK)
		out_line("Removed from %.*s: %.*s", STR_ARG(c.name),
		    STR_ARG(c.interests[i].term));
	return e;
}
