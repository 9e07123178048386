/*
 * match.c - `sawthis match`: stored items against all contacts, scored, nothing queued.
 */
#include "cmd/commands.h"

#include "app/matching.h"
#include "cmd/json.h"
#include "rank/cadence.h"

/* As much of a contact as the batch would look at. */
enum { PAIRS_PER_CONTACT = 50 };

static struct json_queue_entry entry(
    struct app *app, const struct matching *m, size_t i, struct suggestion *s)
{
	const struct pair *p = &m->pairs[i];
	struct json_queue_entry q = {.suggestion = s,
	    .contact = matching_contact(m, p->contact_id),
	    .item = matching_item(m, p->item_id)};

	*s = (struct suggestion){.contact_id = p->contact_id,
	    .item_id = p->item_id,
	    .story_id = q.item->story_id,
	    .score = p->score,
	    .reasons = p->matches,
	    .n_reasons = p->n_matches};
	q.due_in_days = cadence_due_in_days(
	    q.contact, config_int(app->home->config, "queue.every_days"), clock_now_s());
	return q;
}

static void print_json(struct app *app, const struct matching *m)
{
	for (size_t i = 0; i < m->n_pairs; i++) {
		struct suggestion s;
		struct json_queue_entry q = entry(app, m, i, &s);

		out_json(json_of_pair(&q));
	}
}

static void print_table(const struct matching *m)
{
	static const struct table_column columns[] = {
	    {"SCORE", true, false, STYLE_PLAIN},
	    {"CONTACT", false, true, STYLE_BOLD},
	    {"ITEM", false, true, STYLE_PLAIN},
	    {"BEST REASON", false, true, STYLE_DIM},
	};
	struct table t;

	table_init(&t, columns, 4);
	for (size_t i = 0; i < m->n_pairs; i++) {
		const struct pair *p = &m->pairs[i];

		table_addf(&t, "%.2f", points_to_double(p->score));
		table_add(&t, matching_contact(m, p->contact_id)->name);
		table_add(&t, matching_item(m, p->item_id)->title);
		table_add(&t, p->n_matches ? p->matches[0].term : (struct str){0});
	}
	table_print(&t);
}

enum err cmd_match(struct app *app, int argc, char **argv)
{
	const struct app_progress silent = {0};
	bool has_no_limits = false;
	double min_score = config_number(app->home->config, "queue.min_score");
	int64_t since_s = matching_since_s(app->home->config);
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--no-limits", OPT_FLAG, &has_no_limits},
	    {"--min-score", OPT_NUMBER, &min_score},
	    {"--since", OPT_PAST, &since_s},
	    {"--format", OPT_FORMAT, &format},
	    {NULL, OPT_FLAG, NULL},
	};
	struct match_limits limits = {.per_contact = PAIRS_PER_CONTACT};
	struct matching m;
	enum err e;

	/* Without limits every pair counts, however old and faint, unless asked
	 * otherwise. */
	for (int i = 0; i < argc; i++)
		if (str_eq(str_of(argv[i]), STR("--no-limits"))) {
			min_score = 0;
			since_s = NO_TIME;
		}
	e = opts_parse(app, opts, &argc, argv, 0, 0);
	if (e != OK)
		return e;
	limits.min_score = points_from_double(min_score);
	if (has_no_limits)
		limits.per_contact = 0;
	e = matching_load(app->home, since_s, &m, app->ei);
	if (e != OK)
		return e;
	e = matching_run(&m, &limits, &silent, app->ei);
	if (e == OK && format == FORMAT_JSON)
		print_json(app, &m);
	else if (e == OK && m.n_pairs)
		print_table(&m);
	else if (e == OK)
		out_line("Nothing fits anybody.");
	matching_free(&m);
	return e;
}
