/*
 * due.c - `sawthis due`: whom to check in with, and what to say: the best suggestion that
 * is waiting, else a question.
 */
#include "cmd/commands.h"

#include "app/asking.h"
#include "cmd/queue.h"
#include "rank/cadence.h"
#include "store/contact.h"
#include "store/suggestion.h"

enum { SHOWN_MAX = 50 }; /* as text: nobody checks in with more today */

/* What there is to say to one contact. */
struct say {
	struct queue_entry *entry; /* NULL: the question */
	struct question question;
	bool has_question;
};

struct due {
	struct app *app;
	struct contact *contacts;
	size_t n_contacts;
	size_t *order; /* indexes of those to be printed */
	size_t n;
	struct queue_entry *entries; /* open suggestions, best first */
	size_t n_entries;
	int64_t every_days;
};

static enum err load(struct due *d, bool is_all)
{
	const struct contact_query everybody = {.is_muted_left_out = true};
	const struct suggestion_query open = {
	    .statuses = STATUS_BIT(SUGGESTION_NEW) | STATUS_BIT(SUGGESTION_WAITING),
	    .has_no_reasons = true};
	struct app *app = d->app;
	enum err e = store_contact_list(app->arena, app->home->store, &everybody,
	    &d->contacts, &d->n_contacts, app->ei);

	if (e == OK)
		e = store_suggestion_list(app->arena, app->home->store, &open,
		    &d->entries, &d->n_entries, app->ei);
	if (e != OK)
		return e;
	d->every_days = config_int(app->home->config, "queue.every_days");
	d->order = arena_alloc(app->arena, d->n_contacts + 1, sizeof(*d->order));
	d->n = cadence_list_due(
	    d->contacts, d->n_contacts, d->every_days, clock_now_s(), is_all, d->order);
	return OK;
}

static enum err find_say(struct due *d, const struct contact *c, struct say *out)
{
	struct question questions[QUESTIONS_MAX];
	size_t n = 0;
	enum err e;

	*out = (struct say){0};
	for (size_t i = 0; i < d->n_entries; i++)
		if (d->entries[i].suggestion.contact_id == c->id &&
		    d->entries[i].item.id && !d->entries[i].is_story_muted &&
		    suggestion_is_sayable(&d->entries[i].suggestion)) {
			out->entry = &d->entries[i];
			return OK;
		}
	e = asking_make(d->app->arena, d->app->home, c, false, questions, &n, d->app->ei);
	out->has_question = n > 0;
	if (n > 0)
		out->question = questions[0];
	return e;
}

static void print_json(
    const struct due *d, const struct contact *c, const struct say *say)
{
	int64_t due = cadence_due_in_days(c, d->every_days, clock_now_s());
	json_t *object = json_object(), *suggestion = json_null();

	if (say->entry) {
		suggestion = json_object();
		json_object_set_new(
		    suggestion, "id", json_integer(say->entry->suggestion.id));
		json_object_set_new(
		    suggestion, "score", out_json_points(say->entry->suggestion.score));
		json_object_set_new(
		    suggestion, "item", json_of_item_short(&say->entry->item));
		json_object_set_new(
		    suggestion, "note", out_json_str(say->entry->suggestion.note));
	}
	json_object_set_new(object, "contact", json_of_contact(c, due));
	json_object_set_new(object, "due_in_days", json_integer(due));
	json_object_set_new(object, "last_touch", out_json_time(c->last_touch_at_s));
	json_object_set_new(object, "suggestion", suggestion);
	json_object_set_new(object, "question",
	    say->has_question ? out_json_str(say->question.text) : json_null());
	out_json(object);
}

static void put_due(struct buf *b, int64_t due)
{
	if (due < 0)
		buf_printf(
		    b, "%lld day%s overdue", (long long)-due, due == -1 ? "" : "s");
	else if (due == 0)
		buf_puts(b, "due today");
	else
		buf_printf(b, "due in %lld day%s", (long long)due, due == 1 ? "" : "s");
}

static void put_text(
    struct buf *b, const struct due *d, const struct contact *c, const struct say *say)
{
	char ago[AGO_SIZE], touch[AGO_SIZE + 20] = ", never touched yet";
	struct buf when;

	buf_init(&when, 128);
	put_due(&when, cadence_due_in_days(c, d->every_days, clock_now_s()));
	if (c->last_touch_at_s != NO_TIME)
		snprintf(touch, sizeof(touch), ", last touch %s",
		    ago_format(c->last_touch_at_s, ago));
	queue_put_who(b, c, when.n + strlen(touch));
	term_put(b, STYLE_WARN, buf_borrow(&when));
	term_put(b, STYLE_DIM, str_of(touch));
	buf_putc(b, '\n');
	if (say->entry) {
		buf_printf(b, "%6lld  ", (long long)say->entry->suggestion.id);
		term_put_wrapped(
		    b, STYLE_PLAIN, say->entry->item.title, term_columns() - 8, 8);
		buf_putc(b, '\n');
	} else if (say->has_question) {
		buf_puts(b, "   ask  ");
		term_put_wrapped(
		    b, STYLE_PLAIN, say->question.text, term_columns() - 8, 8);
		buf_putc(b, '\n');
	}
	buf_clear(&when);
}

static enum err print_all(struct due *d, enum format format, size_t n_shown)
{
	struct buf b;
	enum err e = OK;

	buf_init(&b, OUT_MAX_BYTES);
	for (size_t i = 0; i < n_shown && e == OK; i++) {
		const struct contact *c = &d->contacts[d->order[i]];
		struct say say;

		e = find_say(d, c, &say);
		if (e == OK && format == FORMAT_JSON)
			print_json(d, c, &say);
		else if (e == OK)
			put_text(&b, d, c, &say);
	}
	if (e == OK && format == FORMAT_TEXT)
		out_print(&b);
	buf_clear(&b);
	return e;
}

enum err cmd_due(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	bool is_all = false;
	const struct opt opts[] = {
	    {"--all", OPT_FLAG, &is_all},
	    {"--format", OPT_FORMAT, &format},
	    {NULL, OPT_FLAG, NULL},
	};
	struct due d = {.app = app};
	size_t n_shown;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 0);

	if (e == OK)
		e = load(&d, is_all);
	n_shown = is_all || format == FORMAT_JSON || d.n < SHOWN_MAX ? d.n : SHOWN_MAX;
	if (e == OK)
		e = print_all(&d, format, n_shown);
	if (e == OK && n_shown < d.n)
		out_line("%zu more are due. `sawthis due --all` lists everybody.",
		    d.n - n_shown);
	if (e == OK && format == FORMAT_TEXT && d.n == 0)
		out_line("Nobody is due. `sawthis due --all` lists who comes next.");
	return e;
}
