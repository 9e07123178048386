/*
 * interest_tune.c - `sawthis interest test`, `replay` and `report`: what keywords find,
 * what a change would do, and how they did.
 */
#include "cmd/commands.h"

#include "app/lookup.h"
#include "app/tuning.h"
#include "cmd/json.h"
#include "people/interest.h"

#include <stdlib.h>

enum { FINDS_SHOWN = 20, MARKS_MAX = 16, WORST_SHOWN = 10, CHANGES_SHOWN = 30 };

/* A term as typed on the command line, an expression checked. */
static enum err parse_term(struct app *app, struct str text, struct interest *in)
{
	enum err e = people_interest_parse(app->arena, text, in, app->ei);

	in->source = SOURCE_STATED;
	if (e == OK && in->kind == INTEREST_REGEX)
		e = match_check_regex(in->term, app->ei);
	return e;
}

static int by_start(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

static size_t marks_of(const struct pair *p, enum field field, struct mark *marks)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_matches && n < MARKS_MAX; i++)
		if (p->matches[i].field == field)
			marks[n++] =
			    (struct mark){p->matches[i].start, p->matches[i].end};
	qsort(marks, n, sizeof(*marks), by_start);
	return n;
}

static void print_test(const struct tuning_test *t)
{
	struct mark marks[MARKS_MAX];
	char ago[AGO_SIZE];
	struct buf b;

	buf_init(&b, OUT_MAX_BYTES);
	for (size_t i = 0; i < t->n && i < FINDS_SHOWN; i++) {
		buf_printf(&b, "%.2f  ", points_to_double(t->pairs[i].score));
		term_put_marked(&b, t->items[i].title, marks,
		    marks_of(&t->pairs[i], FIELD_TITLE, marks));
		buf_puts(&b, "\n      ");
		term_put(&b, STYLE_DIM, t->items[i].outlet);
		buf_printf(&b, "%s%s\n", t->items[i].outlet.n ? ", " : "",
		    ago_format(item_date_s(&t->items[i]), ago));
	}
	buf_printf(&b, "%s%zu of %zu stored items. A week, the last %d weeks:",
	    t->n > FINDS_SHOWN ? "…\n" : "", t->n, t->n_searched, TUNING_WEEKS);
	for (size_t i = 0; i < TUNING_WEEKS; i++)
		buf_printf(&b, " %lld", (long long)t->weeks[i]);
	buf_putc(&b, '\n');
	out_print(&b);
	buf_clear(&b);
}

enum err cmd_interest_test(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct interest in = {0};
	struct tuning_test t;
	struct contact c;
	enum err e = opts_parse(app, opts, &argc, argv, 2, 2);

	if (e == OK)
		e = lookup_contact(app->arena, app->home, str_of(argv[0]), &c, app->ei);
	if (e == OK)
		e = parse_term(app, str_of(argv[1]), &in);
	if (e == OK)
		e = tuning_test(app->arena, app->home, &in, &t, app->ei);
	if (e != OK)
		return e;
	for (size_t i = 0; i < t.n && format == FORMAT_JSON; i++) {
		const struct suggestion s = {.contact_id = c.id,
		    .story_id = t.items[i].story_id,
		    .score = t.pairs[i].score,
		    .reasons = t.pairs[i].matches,
		    .n_reasons = t.pairs[i].n_matches};

		out_json(json_of_pair(
		    &(struct json_queue_entry){&s, &c, &t.items[i], INT64_MAX}));
	}
	if (format == FORMAT_TEXT)
		print_test(&t);
	return OK;
}

static void print_replay(const struct tuning_replay *r)
{
	char ago[AGO_SIZE];
	struct buf b;

	buf_init(&b, OUT_MAX_BYTES);
	for (size_t i = 0; i < r->n && i < CHANGES_SHOWN; i++) {
		const struct tuning_change *c = &r->changes[i];
		bool is_gain = c->fate == TUNING_GAINED;

		term_put(&b, is_gain ? STYLE_GOOD : STYLE_BAD,
		    is_gain ? STR("+ ") : STR("- "));
		term_put(&b, c->was_forwarded ? STYLE_BOLD : STYLE_PLAIN, c->item.title);
		buf_printf(&b, "  %s%s\n", ago_format(item_date_s(&c->item), ago),
		    c->was_forwarded ? "  (you forwarded it)" : "");
	}
	buf_printf(&b, "%s%zu gained, %zu lost, %zu as before.\n",
	    r->n > CHANGES_SHOWN ? "…\n" : "", r->n_gained, r->n_lost, r->n_kept);
	if (r->n_forwards_lost) {
		term_put(&b, STYLE_BAD, STR("Lost are "));
		buf_printf(&b, "%zu that you forwarded.\n", r->n_forwards_lost);
	}
	out_print(&b);
	buf_clear(&b);
}

enum err cmd_interest_replay(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	struct opt_list adds = {0}, rms = {0};
	int64_t days = 90;
	const struct opt opts[] = {
	    {"--add", OPT_LIST, &adds},
	    {"--rm", OPT_LIST, &rms},
	    {"--days", OPT_INT, &days},
	    {"--format", OPT_FORMAT, &format},
	    {NULL, OPT_FLAG, NULL},
	};
	struct tuning_replay r;
	struct interest *add;
	struct contact c;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 20);

	if (e == OK)
		e = lookup_contact(
		    app->arena, app->home, opts_join(app, argc, argv), &c, app->ei);
	add = arena_alloc(app->arena, adds.n, sizeof(*add));
	for (size_t i = 0; i < adds.n && e == OK; i++)
		e = parse_term(app, adds.texts[i], &add[i]);
	if (e == OK)
		e = tuning_replay(app->arena, app->home, &c, add, adds.n, rms.texts,
		    rms.n, days, &r, app->ei);
	if (e != OK)
		return e;
	for (size_t i = 0; i < r.n && format == FORMAT_JSON; i++)
		out_json(json_pack("{s:s, s:o, s:o, s:o, s:b}", "change",
		    r.changes[i].fate == TUNING_GAINED ? "gained" : "lost", "item",
		    json_of_item_short(&r.changes[i].item), "before",
		    out_json_points(r.changes[i].before), "after",
		    out_json_points(r.changes[i].after), "forwarded",
		    r.changes[i].was_forwarded));
	if (format == FORMAT_TEXT)
		print_replay(&r);
	return OK;
}

static void print_report(const struct tuning_term *terms, size_t n, bool has_names)
{
	static const struct table_column columns[] = {
	    {"CONTACT", false, true, STYLE_BOLD},
	    {"TERM", false, true, STYLE_PLAIN},
	    {"HITS", true, false, STYLE_PLAIN},
	    {"SUGGESTED", true, false, STYLE_PLAIN},
	    {"FORWARDED", true, false, STYLE_GOOD},
	    {"DISMISSED", true, false, STYLE_PLAIN},
	    {"LAST HIT", false, false, STYLE_DIM},
	    {"", false, false, STYLE_WARN},
	};
	struct table t;

	table_init(&t, columns + !has_names, 8 - !has_names);
	for (size_t i = 0; i < n; i++) {
		char ago[AGO_SIZE];
		int64_t n_dismissed = 0;

		for (int r = 0; r <= DISMISS_STALE; r++)
			n_dismissed += terms[i].n_dismissed[r];
		if (has_names)
			table_add(&t, terms[i].contact_name);
		table_add(&t, terms[i].term);
		table_addf(&t, "%lld", (long long)terms[i].n_hits);
		table_addf(&t, "%lld", (long long)terms[i].n_suggested);
		table_addf(&t, "%lld", (long long)terms[i].n_forwarded);
		table_addf(&t, "%lld", (long long)n_dismissed);
		table_add(&t, str_of(ago_format(terms[i].last_hit_s, ago)));
		table_add(&t, str_of(tuning_verdict_name(terms[i].verdict)));
	}
	table_print(&t);
	for (size_t i = 0; i < n; i++)
		if (terms[i].proposal.p)
			out_line("  %.*s", STR_ARG(terms[i].proposal));
}

static void print_report_json(const struct tuning_term *t)
{
	json_t *dismissed = json_object();

	for (int r = 0; r <= DISMISS_STALE; r++)
		json_object_set_new(dismissed,
		    r ? dismiss_reason_name((enum dismiss_reason)r) : "none",
		    json_integer(t->n_dismissed[r]));
	out_json(json_pack("{s:I, s:o, s:o, s:s, s:I, s:I, s:I, s:I, s:o, s:o, s:s, s:o}",
	    "contact", (json_int_t)t->contact_id, "name", out_json_str(t->contact_name),
	    "term", out_json_str(t->term), "kind", term_kind_name(t->kind), "hits",
	    (json_int_t)t->n_hits, "items", (json_int_t)t->n_items, "suggested",
	    (json_int_t)t->n_suggested, "forwarded", (json_int_t)t->n_forwarded,
	    "dismissed", dismissed, "last_hit", out_json_time(t->last_hit_s), "verdict",
	    tuning_verdict_name(t->verdict), "proposal", out_json_str(t->proposal)));
}

enum err cmd_interest_report(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct tuning_term *terms;
	struct contact c = {0};
	size_t n;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 20);

	if (e == OK && argc)
		e = lookup_contact(
		    app->arena, app->home, opts_join(app, argc, argv), &c, app->ei);
	if (e == OK)
		e = tuning_report(app->arena, app->home, c.id, &terms, &n, app->ei);
	if (e != OK)
		return e;
	if (!c.id && n > WORST_SHOWN)
		n = WORST_SHOWN;
	for (size_t i = 0; i < n && format == FORMAT_JSON; i++)
		print_report_json(&terms[i]);
	if (format == FORMAT_TEXT && n)
		print_report(terms, n, !c.id);
	else if (format == FORMAT_TEXT)
		out_line("No interests yet: sawthis interest add CONTACT TERM");
	return OK;
}
