/*
 * why.c - `sawthis why`: a suggestion explained to the last point.
 */
#include "cmd/commands.h"

#include "base/utf8.h"
#include "cmd/queue.h"
#include "rank/cadence.h"

enum { INDENT = 13, AROUND_MIN_BYTES = 24 };

/* How many bytes of the text fit on a line with a match of n bytes. */
static size_t excerpt_bytes(size_t n)
{
	size_t taken = INDENT + 2; /* an ellipsis on each side */
	size_t left = term_columns() > taken ? term_columns() - taken : 0;

	return left > n + AROUND_MIN_BYTES ? left : n + AROUND_MIN_BYTES;
}

/* The field's text around a match, the match itself marked. */
static void put_excerpt(struct buf *b, const struct match *m, const struct item *it)
{
	struct str text = match_field_text(m, it);
	size_t n = excerpt_bytes(m->end - m->start);
	size_t before = (n - (m->end - m->start)) / 2;
	size_t from = m->start > before ? m->start - before : 0;
	struct str part;
	struct mark mark;

	if (m->end > text.n || m->start > m->end)
		return;
	while (from > 0 && from < m->start && text.p[from] != ' ')
		from++;
	part = utf8_cut(str_sub(text, from, text.n), n);
	mark = (struct mark){m->start - from, m->end - from};
	buf_puts(b, from ? "…" : "");
	term_put_marked(b, part, &mark, 1);
	buf_puts(b, from + part.n < text.n ? "…\n" : "\n");
}

static void put_points(struct buf *b, points p)
{
	char text[POINTS_SIZE];

	buf_printf(b, "  %9s  ", points_format(p, text));
}

static void print_why(struct app *app, const struct queue_entry *q, int64_t due_in_days)
{
	const struct suggestion *s = &q->suggestion;
	char text[POINTS_SIZE];
	struct buf b;

	(void)app;
	buf_init(&b, OUT_MAX_BYTES);
	queue_put_contact(&b, &q->contact, due_in_days);
	queue_put_entry(&b, s, &q->item);
	buf_puts(&b, "\nFound in the article\n");
	for (size_t i = 0; i < s->n_reasons; i++) {
		const struct match *m = &s->reasons[i];

		put_points(&b, m->points);
		buf_printf(&b, "%s ", term_kind_name(m->kind));
		term_put(&b, STYLE_BOLD, m->term);
		buf_printf(&b, " in the %s, bytes %u to %u\n             ",
		    field_name(m->field), m->start, m->end);
		put_excerpt(&b, m, &q->item);
	}
	if (s->n_adjustments)
		buf_puts(&b, "\nAdded for the queue\n");
	for (size_t i = 0; i < s->n_adjustments; i++) {
		put_points(&b, s->adjustments[i].points);
		buf_printf(&b, "%s\n", s->adjustments[i].name);
	}
	buf_printf(&b, "  ---------\n  %9s  score, %s\n", points_format(s->score, text),
	    suggestion_status_name(s->status));
	out_print(&b);
	buf_clear(&b);
}

enum err cmd_why(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct queue_entry q;
	int64_t id, due_in_days;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 1);

	if (e == OK)
		e = opts_id(app, argv[0], &id);
	if (e == OK)
		e = store_suggestion_get(app->arena, app->home->store, id, &q, app->ei);
	if (e != OK)
		return e;
	due_in_days = cadence_due_in_days(
	    &q.contact, config_int(app->home->config, "queue.every_days"), clock_now_s());
	if (format == FORMAT_JSON)
		out_json(json_of_why(&(struct json_queue_entry){
		    &q.suggestion, &q.contact, &q.item, due_in_days}));
	else
		print_why(app, &q, due_in_days);
	return OK;
}
