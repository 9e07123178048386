/*
 * interest_learn.c - `sawthis interest learn`, `accept`, `strike` and `edit`: what
 * decisions taught, and the user's word on it.
 */
#include "cmd/commands.h"

#include "app/learning.h"
#include "app/learning_start.h"
#include "app/lookup.h"
#include "base/escape.h"
#include "cmd/interest.h"
#include "cmd/json.h"
#include "store/interest.h"

static void print_learned(const struct learned_term *terms, size_t n)
{
	static const struct table_column columns[] = {
	    {"TERM", false, true, STYLE_BOLD},
	    {"WEIGHT", true, false, STYLE_PLAIN},
	    {"FORWARDED", true, false, STYLE_GOOD},
	    {"DISMISSED", true, false, STYLE_PLAIN},
	    {"", false, false, STYLE_DIM},
	};
	struct table t;

	table_init(&t, columns, 5);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, terms[i].term);
		table_addf(&t, "%+.2f", terms[i].weight);
		table_addf(&t, "%lld", (long long)terms[i].n_forwarded);
		table_addf(&t, "%lld", (long long)terms[i].n_dismissed);
		table_add(&t, str_of(learned_status_name(terms[i].status)));
	}
	table_print(&t);
}

enum err interest_print_learned(struct app *app, const struct contact *c)
{
	struct learned_term *terms;
	size_t n;
	enum err e = learning_list(app->arena, app->home, c, &terms, &n, app->ei);

	if (e != OK || !n)
		return e;
	out_line("%s", "");
	out_line("Learned from decisions; `interest accept` or `strike` settles one:");
	print_learned(terms, n);
	return OK;
}

/* What the contact could begin with, as commands. */
static void print_start(
    const struct contact *c, const struct learning_start *list, size_t n)
{
	static const struct table_column columns[] = {
	    {"COMMAND", false, true, STYLE_PLAIN},
	    {"WHY", false, true, STYLE_DIM},
	};
	struct table t;
	struct buf b;

	if (!n)
		return;
	out_line("To begin with, for %.*s:", STR_ARG(c->name));
	table_init(&t, columns, 2);
	buf_init(&b, OUT_MAX_BYTES);
	for (size_t i = 0; i < n; i++) {
		buf_reset(&b);
		buf_printf(&b, "sawthis interest add %lld ", (long long)c->id);
		escape_shell(&b, list[i].term);
		table_add(&t, buf_borrow(&b));
		table_add(&t, list[i].why);
	}
	buf_clear(&b);
	table_print(&t);
}

static void print_json(const struct learned_term *t)
{
	out_json(json_pack("{s:I, s:o, s:f, s:I, s:I, s:s, s:n}", "contact",
	    (json_int_t)t->contact_id, "term", out_json_str(t->term), "weight", t->weight,
	    "forwarded", (json_int_t)t->n_forwarded, "dismissed",
	    (json_int_t)t->n_dismissed, "status", learned_status_name(t->status), "why"));
}

static void print_start_json(const struct contact *c, const struct learning_start *start)
{
	out_json(json_pack("{s:I, s:o, s:f, s:I, s:I, s:s, s:o}", "contact",
	    (json_int_t)c->id, "term", out_json_str(start->term), "weight", 1.0,
	    "forwarded", (json_int_t)0, "dismissed", (json_int_t)0, "status", "start",
	    "why", out_json_str(start->why)));
}

/* What was learned of the contact, or where it is NULL, of all. */
static enum err load_learned(struct app *app, const struct contact *c,
    struct learned_term **terms, size_t *n, struct learning_start **start,
    size_t *n_start)
{
	enum err e;

	*n_start = 0;
	if (!c)
		return store_learned_list(
		    app->arena, app->home->store, 0, terms, n, app->ei);
	e = learning_list(app->arena, app->home, c, terms, n, app->ei);
	if (e == OK)
		e = learning_start(app->arena, app->home, c, start, n_start, app->ei);
	return e;
}

enum err cmd_interest_learn(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	bool is_apply = false;
	const struct opt opts[] = {
	    {"--apply", OPT_FLAG, &is_apply},
	    {"--format", OPT_FORMAT, &format},
	    {NULL, OPT_FLAG, NULL},
	};
	struct learned_term *terms;
	struct learning_start *start = NULL;
	struct contact c = {0};
	size_t n, n_start;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 20);

	if (e == OK && argc)
		e = lookup_contact(
		    app->arena, app->home, opts_join(app, argc, argv), &c, app->ei);
	if (e == OK && is_apply && !c.id)
		return cmd_usage(app, "--apply wants one contact");
	if (e == OK && is_apply)
		e = learning_tell(
		    app->home, c.id, (struct str){NULL, 0}, LEARNING_ADOPT, app->ei);
	if (e == OK)
		e = load_learned(app, c.id ? &c : NULL, &terms, &n, &start, &n_start);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n && format == FORMAT_JSON; i++)
		print_json(&terms[i]);
	for (size_t i = 0; i < n_start && format == FORMAT_JSON; i++)
		print_start_json(&c, &start[i]);
	if (format == FORMAT_JSON)
		return OK;
	if (n)
		print_learned(terms, n);
	else
		out_line("Nothing learned yet; decisions teach.");
	print_start(&c, start, n_start);
	return OK;
}

static enum err tell(struct app *app, int argc, char **argv, enum learning_word word)
{
	struct contact c;
	enum err e = opts_parse(app, NULL, &argc, argv, 2, 2);

	if (e == OK)
		e = lookup_contact(app->arena, app->home, str_of(argv[0]), &c, app->ei);
	if (e == OK)
		e = learning_tell(app->home, c.id, str_of(argv[1]), word, app->ei);
	if (e == OK)
		out_line(
		    "%s: %s", word == LEARNING_ACCEPT ? "Accepted" : "Struck", argv[1]);
	return e;
}

enum err cmd_interest_accept(struct app *app, int argc, char **argv)
{
	return tell(app, argc, argv, LEARNING_ACCEPT);
}

enum err cmd_interest_strike(struct app *app, int argc, char **argv)
{
	return tell(app, argc, argv, LEARNING_STRIKE);
}

enum err cmd_interest_edit(struct app *app, int argc, char **argv)
{
	double weight = 0;
	bool is_never = false;
	const struct opt opts[] = {
	    {"--weight", OPT_NUMBER, &weight},
	    {"--never", OPT_FLAG, &is_never},
	    {NULL, OPT_FLAG, NULL},
	};
	struct interest in;
	struct contact c;
	size_t i;
	enum err e = opts_parse(app, opts, &argc, argv, 2, 2);

	if (e == OK)
		e = lookup_contact(app->arena, app->home, str_of(argv[0]), &c, app->ei);
	if (e != OK)
		return e;
	if ((weight == 0 && !is_never) ||
	    (weight != 0 && (weight < 0.01 || weight > 100)))
		return cmd_usage(app, "say --weight W, from 0.01 to 100, or --never");
	for (i = 0;
	     i < c.n_interests && !str_eq_nocase(c.interests[i].term, str_of(argv[1]));
	     i++)
		;
	if (i == c.n_interests)
		return err_set(app->ei, ERR_NOINPUT, NULL,
		    "%.80s has no interest '%.80s'; `sawthis interest list` shows all",
		    c.name.p, argv[1]);
	in = c.interests[i];
	in.weight = weight != 0 ? weight : in.weight;
	in.is_never = is_never;
	e = store_interest_update(app->home->store, &in, app->ei);
	if (e == OK)
		out_line("Changed for %.*s: %.*s", STR_ARG(c.name), STR_ARG(in.term));
	return e;
}
