/*
 * contact.c - `sawthis contact add`, `list` and `show`.
 */
#include "cmd/commands.h"

#include "app/lookup.h"
#include "base/limits.h"
#include "cmd/json.h"
#include "match/match.h"
#include "model/address.h"
#include "people/interest.h"
#include "people/proposals.h"
#include "people/text.h"
#include "rank/cadence.h"
#include "store/touch.h"

static int64_t due_of(const struct app *app, const struct contact *c)
{
	return cadence_due_in_days(
	    c, config_int(app->home->config, "queue.every_days"), clock_now_s());
}

/* Reads --interest values into the contact. */
static enum err parse_interests(
    struct app *app, const struct opt_list *texts, struct contact *c)
{
	struct interest *list = arena_alloc(app->arena, texts->n, sizeof(*list));
	enum err e = OK;

	for (size_t i = 0; i < texts->n && e == OK; i++) {
		list[i].source = SOURCE_STATED;
		e = people_interest_parse(app->arena, texts->texts[i], &list[i], app->ei);
		if (e == OK && list[i].kind == INTEREST_REGEX)
			e = match_check_regex(list[i].term, app->ei);
	}
	c->interests = list;
	c->n_interests = texts->n;
	return e;
}

enum err cmd_contact_add(struct app *app, int argc, char **argv)
{
	struct contact c = {.last_touch_at_s = NO_TIME};
	struct opt_list interests = {0};
	const struct opt opts[] = {
	    {"--email", OPT_TEXT, &c.email},
	    {"--company", OPT_TEXT, &c.company},
	    {"--title", OPT_TEXT, &c.title},
	    {"--every", OPT_INT, &c.every_days},
	    {"--interest", OPT_LIST, &interests},
	    {"--note", OPT_TEXT, &c.notes},
	    {NULL, OPT_FLAG, NULL},
	};
	enum err e = opts_parse(app, opts, &argc, argv, 1, 20);
	int64_t id, *same;
	size_t n_same;

	if (e != OK)
		return e;
	c.name = people_text_line(app->arena, opts_join(app, argc, argv));
	c.company = people_text_line(app->arena, c.company);
	c.title = people_text_line(app->arena, c.title);
	c.notes = people_text_block(app->arena, c.notes);
	if (!c.name.n || c.name.n > LIMIT_NAME_BYTES)
		return cmd_usage(
		    app, "the name is empty or longer than %d bytes", LIMIT_NAME_BYTES);
	if (c.every_days > CONTACT_EVERY_DAYS_MAX)
		return cmd_usage(
		    app, "--every is %d days at most", CONTACT_EVERY_DAYS_MAX);
	if (c.email.n && !address_is_valid(c.email))
		return cmd_usage(app, "'%.80s' is no e-mail address", c.email.p);
	e = parse_interests(app, &interests, &c);
	if (e == OK && c.email.n) {
		e = store_contact_find(
		    app->arena, app->home->store, c.email, &same, &n_same, app->ei);
		if (e == OK && n_same)
			e = err_set(app->ei, ERR_DATA, NULL,
			    "%.80s is the address of contact %lld already", c.email.p,
			    (long long)same[0]);
	}
	if (e == OK)
		e = store_contact_insert(app->home->store, &c, &id, app->ei);
	if (e == OK)
		out_line("%lld  %.*s", (long long)id, STR_ARG(c.name));
	return e;
}

static void print_list(struct app *app, const struct contact *contacts, size_t n)
{
	static const struct table_column columns[] = {
	    {"ID", true, false, STYLE_DIM},
	    {"NAME", false, true, STYLE_BOLD},
	    {"COMPANY", false, true, STYLE_PLAIN},
	    {"INTERESTS", false, true, STYLE_PLAIN},
	    {"LAST TOUCH", false, false, STYLE_PLAIN},
	    {"DUE", false, false, STYLE_WARN},
	};
	struct table t;

	table_init(&t, columns, 6);
	for (size_t i = 0; i < n; i++) {
		const struct contact *c = &contacts[i];
		int64_t due = due_of(app, c);
		char ago[AGO_SIZE];
		struct buf interests;

		buf_init(&interests, 1 << 20);
		for (size_t k = 0; k < c->n_interests; k++) {
			buf_puts(&interests, k ? "; " : "");
			people_interest_write(&interests, &c->interests[k]);
		}
		table_addf(&t, "%lld", (long long)c->id);
		table_add(&t, c->name);
		table_add(&t, c->company);
		table_add(&t, buf_borrow(&interests));
		table_add(&t, str_of(ago_format(c->last_touch_at_s, ago)));
		if (c->is_muted)
			table_add(&t, STR("muted"));
		else if (due == DUE_NEVER)
			table_add(&t, STR(""));
		else if (due <= 0)
			table_addf(&t, "now");
		else
			table_addf(&t, "in %lld d", (long long)due);
		buf_clear(&interests);
	}
	table_print(&t);
}

enum err cmd_contact_list(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct contact_query query = {0};
	struct contact *contacts;
	struct str *words;
	size_t n;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 100);

	if (e != OK)
		return e;
	words = arena_alloc(app->arena, (size_t)argc, sizeof(*words));
	for (int i = 0; i < argc; i++)
		words[i] = str_of(argv[i]);
	query.words = words;
	query.n_words = (size_t)argc;
	e = store_contact_list(
	    app->arena, app->home->store, &query, &contacts, &n, app->ei);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n && format == FORMAT_JSON; i++)
		out_json(json_of_contact(&contacts[i], due_of(app, &contacts[i])));
	if (format == FORMAT_TEXT && n)
		print_list(app, contacts, n);
	else if (format == FORMAT_TEXT)
		out_line(argc ? "No contact fits."
			      : "No contacts yet: sawthis contact import FILE");
	return OK;
}

static void put_interests(struct buf *b, const struct contact *c)
{
	for (size_t i = 0; i < c->n_interests; i++) {
		struct buf one;

		buf_init(&one, LIMIT_TERM_BYTES * 4 + LIMIT_PATTERN_BYTES);
		people_interest_write(&one, &c->interests[i]);
		buf_printf(b, "  %-12s", i ? "" : "interests");
		term_put(b, STYLE_PLAIN, buf_borrow(&one));
		term_put(b, STYLE_DIM, STR("  "));
		term_put(
		    b, STYLE_DIM, str_of(interest_source_name(c->interests[i].source)));
		buf_putc(b, '\n');
		buf_clear(&one);
	}
}

/* Where the person worked before, the last first. */
static void put_employers(struct app *app, struct buf *b, const struct contact *c)
{
	for (size_t i = 0; i < c->n_employers; i++) {
		const struct employer *was = &c->employers[i];
		char day[CLOCK_ISO_SIZE];
		char *text = arena_dup_str(app->arena, was->company);

		if (was->until_s != NO_TIME)
			text = arena_printf(app->arena, "%s, until %s", text,
			    clock_format_date(was->until_s, day));
		out_put_field(b, i ? "" : "before", str_of(text));
	}
}

/* What the notes speak of and is no interest yet. */
static void put_proposals(struct app *app, struct buf *b, const struct contact *c)
{
	struct str *terms;
	struct buf list;
	size_t n;

	people_propose_interests(app->arena, c, &terms, &n);
	buf_init(&list, LIMIT_NOTES_BYTES);
	for (size_t i = 0; i < n; i++) {
		buf_puts(&list, i ? ", " : "");
		buf_put_str(&list, terms[i]);
	}
	out_put_field(b, "notes tell", buf_borrow(&list));
	buf_clear(&list);
}

static void put_notes(struct buf *b, struct str notes)
{
	struct str line;

	for (size_t i = 0; notes.n && str_split(&notes, '\n', &line); i++)
		out_put_field(b, i ? "" : "notes", line);
}

static void print_contact(struct app *app, const struct contact *c,
    const struct touch *touches, size_t n_touches)
{
	char text[AGO_SIZE];
	struct buf b;
	int64_t due = due_of(app, c);

	buf_init(&b, OUT_MAX_BYTES);
	term_put(&b, STYLE_BOLD, c->name);
	buf_printf(&b, "%s\n", c->is_muted ? "  (muted)" : "");
	out_put_field(
	    &b, "id", str_of(arena_printf(app->arena, "%lld", (long long)c->id)));
	out_put_field(&b, "uid", c->uid);
	for (size_t i = 0; i < c->n_emails; i++)
		out_put_field(&b, i ? "" : "email", c->emails[i]);
	out_put_field(&b, "nickname", c->nickname);
	out_put_field(&b, "company", c->company);
	put_employers(app, &b, c);
	out_put_field(&b, "title", c->title);
	out_put_field(&b, "place", c->place);
	out_put_field(&b, "url", c->url);
	for (size_t i = 0; i < c->n_aliases; i++)
		out_put_field(&b, i ? "" : "aliases", c->aliases[i]);
	put_interests(&b, c);
	if (due != DUE_NEVER)
		out_put_field(&b, "check in",
		    str_of(arena_printf(app->arena, "every %lld days, due %s",
			(long long)cadence_every_days(
			    c, config_int(app->home->config, "queue.every_days")),
			due <= 0
			    ? "now"
			    : arena_printf(app->arena, "in %lld days", (long long)due))));
	out_put_field(&b, "last touch", str_of(ago_format(c->last_touch_at_s, text)));
	for (size_t i = 0; i < n_touches; i++) {
		buf_printf(&b, "    %-10s  %-8s ",
		    clock_format_date(touches[i].at_s, text),
		    touch_kind_name(touches[i].kind));
		term_put_wrapped(
		    &b, STYLE_PLAIN, touches[i].text, term_columns() - 25, 25);
		buf_putc(&b, '\n');
	}
	put_notes(&b, c->notes);
	put_proposals(app, &b, c);
	out_print(&b);
	buf_clear(&b);
}

enum err cmd_contact_show(struct app *app, int argc, char **argv)
{
	enum { TOUCHES_SHOWN = 5 };
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct touch *touches;
	struct contact c;
	size_t n;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 20);

	if (e == OK)
		e = lookup_contact(
		    app->arena, app->home, opts_join(app, argc, argv), &c, app->ei);
	if (e == OK)
		e = store_touch_list(app->arena, app->home->store, c.id, 0, TOUCHES_SHOWN,
		    &touches, &n, app->ei);
	if (e != OK)
		return e;
	if (format == FORMAT_JSON)
		out_json(json_of_contact(&c, due_of(app, &c)));
	else
		print_contact(app, &c, touches, n);
	return OK;
}
