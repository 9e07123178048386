/*
 * company.c - `sawthis company list`, `show` and `merge`.
 */
#include "cmd/company.h"

#include "cmd/commands.h"
#include "cmd/out.h"
#include "people/merge.h"
#include "store/contact.h"

/* By a whole number, which is an id, or by name or alias. */
enum err company_find(
    struct app *app, struct str text, struct company *out, struct err_info *ei)
{
	int64_t id = 0;
	enum err e = OK;

	text = str_trim(text);
	if (!str_to_int(text, 1, INT64_MAX, &id))
		e = store_company_find(app->home->store, text, &id, ei);
	if (e == OK && !id)
		return err_set(ei, ERR_NOINPUT, NULL,
		    "there is no company '%.80s'; `sawthis company list %.80s` looks for "
		    "it",
		    text.p, text.p);
	return e == OK ? store_company_get(app->arena, app->home->store, id, out, ei) : e;
}

static json_t *json_of_list(const struct str *v, size_t n)
{
	json_t *a = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(a, out_json_str(v[i]));
	return a;
}

static json_t *json_of_company(const struct company *c, int64_t n_contacts)
{
	json_t *o = json_object();

	json_object_set_new(o, "id", json_integer(c->id));
	json_object_set_new(o, "name", out_json_str(c->name));
	json_object_set_new(o, "aliases", json_of_list(c->aliases, c->n_aliases));
	json_object_set_new(o, "tickers", json_of_list(c->tickers, c->n_tickers));
	json_object_set_new(o, "domain", out_json_str(c->domain));
	json_object_set_new(o, "industry", out_json_str(c->industry));
	json_object_set_new(o, "contacts", json_integer(n_contacts));
	return o;
}

static struct str joined(struct app *app, const struct str *v, size_t n)
{
	struct buf b;
	struct str text;

	buf_init(&b, 1 << 20);
	for (size_t i = 0; i < n; i++) {
		buf_puts(&b, i ? "; " : "");
		buf_put_str(&b, v[i]);
	}
	text = (struct str){arena_dup_str(app->arena, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return text;
}

/* Whether all words are in the name or one alias each, ASCII case apart. */
static bool fits(struct app *app, const struct company *c, int argc, char **argv)
{
	struct str text = str_of(arena_printf(app->arena, "%.*s; %.*s", STR_ARG(c->name),
	    STR_ARG(joined(app, c->aliases, c->n_aliases))));

	for (int i = 0; i < argc; i++) {
		if (str_find_nocase(text, str_of(argv[i])) == text.n)
			return false;
	}
	return true;
}

enum err cmd_company_list(struct app *app, int argc, char **argv)
{
	static const struct table_column columns[] = {
	    {"ID", true, false, STYLE_DIM},
	    {"COMPANY", false, true, STYLE_BOLD},
	    {"CONTACTS", true, false, STYLE_PLAIN},
	    {"ALIASES", false, true, STYLE_PLAIN},
	    {"TICKERS", false, false, STYLE_PLAIN},
	    {"DOMAIN", false, false, STYLE_PLAIN},
	};
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct company *v;
	struct table t;
	size_t n, n_shown = 0;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 20);

	if (e == OK)
		e = store_company_list(app->arena, app->home->store, &v, &n, app->ei);
	if (e != OK)
		return e;
	table_init(&t, columns, 6);
	for (size_t i = 0; i < n && e == OK; i++) {
		int64_t n_contacts = 0;

		if (!fits(app, &v[i], argc, argv))
			continue;
		n_shown++;
		e = store_company_count_contacts(
		    app->home->store, v[i].id, &n_contacts, app->ei);
		if (format == FORMAT_JSON) {
			out_json(json_of_company(&v[i], n_contacts));
			continue;
		}
		table_addf(&t, "%lld", (long long)v[i].id);
		table_add(&t, v[i].name);
		table_addf(&t, "%lld", (long long)n_contacts);
		table_add(&t, joined(app, v[i].aliases, v[i].n_aliases));
		table_add(&t, joined(app, v[i].tickers, v[i].n_tickers));
		table_add(&t, v[i].domain);
	}
	if (format == FORMAT_TEXT && !n_shown)
		out_line(argc ? "No company fits." : "No companies yet.");
	else if (format == FORMAT_TEXT)
		table_print(&t);
	return e;
}

static void print_company(
    struct app *app, const struct company *c, const struct contact *contacts, size_t n)
{
	struct buf b;

	buf_init(&b, OUT_MAX_BYTES);
	term_put(&b, STYLE_BOLD, c->name);
	buf_putc(&b, '\n');
	out_put_field(
	    &b, "id", str_of(arena_printf(app->arena, "%lld", (long long)c->id)));
	out_put_field(&b, "aliases", joined(app, c->aliases, c->n_aliases));
	out_put_field(&b, "tickers", joined(app, c->tickers, c->n_tickers));
	out_put_field(&b, "domain", c->domain);
	out_put_field(&b, "industry", c->industry);
	for (size_t i = 0; i < n; i++)
		out_put_field(&b, i ? "" : "contacts",
		    str_of(arena_printf(app->arena, "%.*s (%lld)%s%.*s",
			STR_ARG(contacts[i].name), (long long)contacts[i].id,
			contacts[i].title.n ? ", " : "", STR_ARG(contacts[i].title))));
	out_print(&b);
	buf_clear(&b);
}

enum err cmd_company_show(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct contact_query query = {.has_interests_left_out = true};
	struct contact *contacts;
	struct company c;
	size_t n;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 20);

	if (e == OK)
		e = company_find(app, opts_join(app, argc, argv), &c, app->ei);
	if (e != OK)
		return e;
	query.company_id = c.id;
	e = store_contact_list(
	    app->arena, app->home->store, &query, &contacts, &n, app->ei);
	if (e == OK && format == FORMAT_JSON)
		out_json(json_of_company(&c, (int64_t)n));
	else if (e == OK)
		print_company(app, &c, contacts, n);
	return e;
}

static enum err propose(struct app *app, enum format format)
{
	struct company *v;
	struct people_duplicate *found;
	size_t n, n_found;
	enum err e = store_company_list(app->arena, app->home->store, &v, &n, app->ei);

	if (e != OK)
		return e;
	people_company_duplicates(app->arena, v, n, &found, &n_found);
	for (size_t i = 0; i < n_found; i++) {
		struct str keep = {0}, other = {0};

		for (size_t k = 0; k < n; k++) {
			if (v[k].id == found[i].keep_id)
				keep = v[k].name;
			if (v[k].id == found[i].other_id)
				other = v[k].name;
		}
		if (format == FORMAT_JSON)
			out_json(json_pack("{s:I, s:o, s:I, s:o, s:o}", "into",
			    (json_int_t)found[i].keep_id, "into_name", out_json_str(keep),
			    "from", (json_int_t)found[i].other_id, "from_name",
			    out_json_str(other), "reason",
			    out_json_str(found[i].reason)));
		else
			out_line("%lld %.*s  <-  %lld %.*s: %.*s",
			    (long long)found[i].keep_id, STR_ARG(keep),
			    (long long)found[i].other_id, STR_ARG(other),
			    STR_ARG(found[i].reason));
	}
	if (format == FORMAT_TEXT)
		out_line(n_found
			     ? "sawthis company merge INTO FROM makes one of two; the "
			       "other name becomes an alias."
			     : "No two companies look like one.");
	return OK;
}

enum err cmd_company_merge(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	bool is_yes = false;
	struct company into, from;
	enum err e = opts_merge(app, &argc, argv, &format, &is_yes);

	if (e != OK)
		return e;
	if (argc == 0)
		return propose(app, format);
	e = company_find(app, str_of(argv[0]), &into, app->ei);
	if (e == OK)
		e = company_find(app, str_of(argv[1]), &from, app->ei);
	if (e == OK && into.id == from.id)
		return cmd_usage(app, "that is one company already");
	if (e == OK)
		e = cmd_confirm(app, is_yes,
		    arena_printf(app->arena,
			"%.*s will be part of %.*s, its name an alias.",
			STR_ARG(from.name), STR_ARG(into.name)));
	if (e == OK)
		e = store_company_merge(app->home->store, into.id, from.id, app->ei);
	if (e == OK)
		out_line("%.*s is an alias of %.*s now", STR_ARG(from.name),
		    STR_ARG(into.name));
	return e;
}
