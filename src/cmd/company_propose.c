/*
 * company_propose.c - `sawthis company propose`: other names under which the stored news
 * speak of companies, with the evidence and the command that accepts each.
 */
#include "cmd/commands.h"

#include "app/matching.h"
#include "base/escape.h"
#include "base/limits.h"
#include "cmd/company.h"
#include "cmd/out.h"
#include "match/propose.h"

static const char *kind_name(enum proposal_kind kind)
{
	switch (kind) {
	case PROPOSAL_SHORT: return "short";
	case PROPOSAL_INITIALS: return "initials";
	case PROPOSAL_BRAND: return "brand";
	}
	return "";
}

static void print_json(const struct matching *m, const struct proposal *p)
{
	json_t *o = json_object();

	json_object_set_new(o, "company", json_integer(p->company_id));
	json_object_set_new(o, "name", out_json_str(m->companies[p->company].name));
	json_object_set_new(o, "alias", out_json_str(p->alias));
	json_object_set_new(o, "kind", json_string(kind_name(p->kind)));
	json_object_set_new(o, "evidence", out_json_str(p->evidence));
	out_json(o);
}

/* The alias comes from the news: the command is for a shell. */
static void print_text(const struct matching *m, const struct proposal *p)
{
	struct buf word;

	buf_init(&word, LIMIT_TITLE_BYTES * 4);
	escape_shell(&word, p->alias);
	out_line(
	    "%.*s: \"%.*s\"", STR_ARG(m->companies[p->company].name), STR_ARG(p->alias));
	out_line("  %.*s", STR_ARG(p->evidence));
	out_line("  sawthis company edit %lld --alias %.*s", (long long)p->company_id,
	    STR_ARG(buf_borrow(&word)));
	buf_clear(&word);
}

enum err cmd_company_propose(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct company only = {0};
	struct proposal *proposals;
	struct matching m;
	size_t n, n_shown = 0;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 20);

	if (e == OK && argc)
		e = company_find(app, opts_join(app, argc, argv), &only, app->ei);
	if (e == OK)
		e = matching_load(app->home, NO_TIME, &m, app->ei);
	if (e != OK)
		return e;
	match_propose(
	    m.companies, m.n_companies, m.items, m.n_items, app->arena, &proposals, &n);
	for (size_t i = 0; i < n; i++) {
		if (only.id && proposals[i].company_id != only.id)
			continue;
		n_shown++;
		if (format == FORMAT_JSON)
			print_json(&m, &proposals[i]);
		else
			print_text(&m, &proposals[i]);
	}
	if (format == FORMAT_TEXT && !n_shown)
		out_line("The stored news know no other names that are not there yet.");
	matching_free(&m);
	return OK;
}
