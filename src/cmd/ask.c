/*
 * ask.c - `sawthis ask`: three questions worth asking a contact, never the same again.
 */
#include "cmd/commands.h"

#include "app/asking.h"
#include "app/lookup.h"
#include "cmd/json.h"

static void print_json(const struct contact *c, const struct question *q)
{
	json_t *object = json_object();

	json_object_set_new(object, "contact", json_integer(c->id));
	json_object_set_new(object, "kind", json_string(question_kind_name(q->kind)));
	json_object_set_new(object, "question", out_json_str(q->text));
	json_object_set_new(
	    object, "item", q->item ? json_of_item_short(q->item) : json_null());
	out_json(object);
}

static void print_text(
    const struct contact *c, const struct question *questions, size_t n)
{
	struct buf b;

	buf_init(&b, OUT_MAX_BYTES);
	buf_puts(&b, "Ask ");
	term_put(&b, STYLE_BOLD, c->name);
	buf_puts(&b, ":\n");
	for (size_t i = 0; i < n; i++) {
		buf_printf(&b, "\n%3zu  ", i + 1);
		term_put_wrapped(
		    &b, STYLE_PLAIN, questions[i].text, term_columns() - 5, 5);
		buf_putc(&b, '\n');
		if (questions[i].item) {
			buf_puts(&b, "     ");
			term_put(&b, STYLE_DIM, questions[i].item->url);
			buf_putc(&b, '\n');
		}
	}
	out_print(&b);
	buf_clear(&b);
}

enum err cmd_ask(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct question questions[QUESTIONS_MAX];
	struct contact c;
	size_t n = 0;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 20);

	if (e == OK)
		e = lookup_contact(
		    app->arena, app->home, opts_join(app, argc, argv), &c, app->ei);
	if (e == OK)
		e = asking_make(app->arena, app->home, &c, true, questions, &n, app->ei);
	if (e == OK)
		e = asking_remember(app->home, c.id, questions, n, app->ei);
	if (e != OK)
		return e;
	for (size_t i = 0; format == FORMAT_JSON && i < n; i++)
		print_json(&c, &questions[i]);
	if (format == FORMAT_TEXT && n)
		print_text(&c, questions, n);
	else if (format == FORMAT_TEXT)
		out_line("No question is left that was not asked before. More interests, "
			 "notes or news make more.");
	return OK;
}
