/*
 * review_draw.c - the pages of the review. In: its state. Out: one screen, filled no
 * further than it reaches.
 */
#include "cmd/review.h"

#include "app/home.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cmd/json.h"
#include "cmd/queue.h"
#include "rank/cadence.h"
#include "store/touch.h"

#include <stdlib.h>

enum { MARKS_MAX = 32, TOUCHES_SHOWN = 3 };

static const char keys_help[] =
    "j k         next, previous\n"
    "o Enter     the whole text\n"
    "w           why: every reason with its points\n"
    "v           the original in the browser\n"
    "f           forward: the note in your editor, then out\n"
    "e           dismiss\n"
    "# x n ! s   dismiss as wrong person, off topic, known, bad news, stale\n"
    "b           snooze until a day\n"
    "m           mute the story for everybody\n"
    "t           tune: add an interest, or !term for never\n"
    "z           undo\n"
    "/           search\n"
    "q           leave; everything is saved already\n";

size_t review_count_left(const struct review *r)
{
	size_t left = 0;

	for (size_t i = 0; i < r->n; i++)
		left += !r->is_done[i];
	return left;
}

void review_sort(struct review *r)
{
	struct queue_entry *sorted = mem_new(r->n, sizeof(*sorted));
	bool *is_taken = mem_new(r->n, sizeof(*is_taken));
	size_t n = 0;

	/* Best first within and between contacts: each contact comes where its best is.
	 */
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = i; k < r->n && !is_taken[i]; k++) {
			if (r->entries[k].contact.id != r->entries[i].contact.id ||
			    is_taken[k])
				continue;
			sorted[n++] = r->entries[k];
			is_taken[k] = k != i;
		}
	for (size_t i = 0; i < n; i++)
		r->entries[i] = sorted[i];
	free(is_taken);
	free(sorted);
}

static int by_start(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* The places of one field that matched. */
static size_t marks_of(
    const struct suggestion *s, enum field field, struct mark marks[MARKS_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_reasons && n < MARKS_MAX; i++)
		if (s->reasons[i].field == field)
			marks[n++] =
			    (struct mark){s->reasons[i].start, s->reasons[i].end};
	qsort(marks, n, sizeof(*marks), by_start);
	return n;
}

static void draw_contact(struct review *r)
{
	const struct contact *c = &r->entries[r->at].contact;
	struct buf line;
	char ago[AGO_SIZE];
	int64_t due = cadence_due_in_days(
	    c, config_int(r->app->home->config, "queue.every_days"), clock_now_s());

	buf_init(&line, 1 << 14);
	buf_printf(&line, "%zu left   %.*s%s%.*s", review_count_left(r), STR_ARG(c->name),
	    c->company.n ? ", " : "", STR_ARG(c->company));
	screen_text(&r->screen, STYLE_BOLD, buf_borrow(&line), NULL, 0, 2);
	buf_reset(&line);
	buf_printf(&line, "last touch %s%s", ago_format(c->last_touch_at_s, ago),
	    due <= 0 ? ", due for a check-in" : "");
	screen_text(
	    &r->screen, due <= 0 ? STYLE_WARN : STYLE_DIM, buf_borrow(&line), NULL, 0, 1);
	screen_blank(&r->screen);
	buf_clear(&line);
}

static void draw_headline(struct review *r)
{
	const struct queue_entry *q = &r->entries[r->at];
	struct mark marks[MARKS_MAX];
	struct buf line;
	char ago[AGO_SIZE];

	screen_text(&r->screen, STYLE_BOLD, q->item.title, marks,
	    marks_of(&q->suggestion, FIELD_TITLE, marks), 4);
	buf_init(&line, 1 << 14);
	buf_printf(&line, "%.*s, %s, %s", STR_ARG(q->item.outlet),
	    ago_format(item_date_s(&q->item), ago),
	    suggestion_fit_name(suggestion_relevance(&q->suggestion)));
	screen_text(&r->screen, STYLE_DIM, buf_borrow(&line), NULL, 0, 1);
	if (q->suggestion.held_for.n) {
		buf_reset(&line);
		buf_printf(&line, "Held for a second look: %.*s",
		    STR_ARG(q->suggestion.held_for));
		screen_text(&r->screen, STYLE_WARN, buf_borrow(&line), NULL, 0, 2);
	}
	screen_blank(&r->screen);
	buf_clear(&line);
}

static void draw_text(struct review *r, size_t max_lines)
{
	const struct queue_entry *q = &r->entries[r->at];
	struct mark marks[MARKS_MAX];
	size_t n = marks_of(&q->suggestion, FIELD_SUMMARY, marks);

	if (q->item.summary.n)
		screen_text(
		    &r->screen, STYLE_PLAIN, q->item.summary, marks, n, max_lines);
}

static void draw_sum(struct review *r, points sum, const char *what)
{
	struct buf line;

	buf_init(&line, 100);
	buf_printf(&line, " %.3f  %s", points_to_double(sum), what);
	screen_text(&r->screen, STYLE_BOLD, buf_borrow(&line), NULL, 0, 1);
	buf_clear(&line);
}

static void draw_why(struct review *r)
{
	const struct suggestion *s = &r->entries[r->at].suggestion;
	struct buf line;

	buf_init(&line, 1 << 14);
	for (size_t i = 0; i < s->n_reasons; i++) {
		const struct match *m = &s->reasons[i];

		buf_reset(&line);
		buf_printf(&line, "%+.3f  %s %.*s in the %s", points_to_double(m->points),
		    term_kind_name(m->kind), STR_ARG(m->term), field_name(m->field));
		screen_text(&r->screen, STYLE_PLAIN, buf_borrow(&line), NULL, 0, 1);
	}
	draw_sum(r, suggestion_relevance(s), "fit, of 1 at most");
	for (size_t i = 0; i < s->n_adjustments; i++) {
		buf_reset(&line);
		buf_printf(&line, "%+.3f  %s", points_to_double(s->adjustments[i].points),
		    s->adjustments[i].name);
		screen_text(&r->screen, STYLE_DIM, buf_borrow(&line), NULL, 0, 1);
	}
	draw_sum(r, s->score, "place in the queue, the highest first");
	buf_clear(&line);
}

/* The last things that happened between the user and the contact. */
static void draw_touches(struct review *r)
{
	struct app *app = r->app;
	struct touch *touches;
	struct buf line;
	size_t n;

	if (store_touch_list(app->arena, app->home->store, r->entries[r->at].contact.id,
		0, TOUCHES_SHOWN, &touches, &n, app->ei) != OK)
		return;
	buf_init(&line, 1 << 14);
	for (size_t i = 0; i < n; i++) {
		char ago[AGO_SIZE];

		buf_printf(&line, "%s%.*s (%s)", i ? "; " : "Between you: ",
		    STR_ARG(touches[i].text.n ? utf8_cut(touches[i].text, 80)
					      : str_of(touch_kind_name(touches[i].kind))),
		    ago_format(touches[i].at_s, ago));
	}
	if (n)
		screen_text(&r->screen, STYLE_DIM, buf_borrow(&line), NULL, 0, 2);
	buf_clear(&line);
}

static void draw_keys(struct review *r)
{
	struct str rest = str_of(keys_help), line;

	while (str_split(&rest, '\n', &line))
		if (line.n)
			screen_text(&r->screen, STYLE_PLAIN, line, NULL, 0, 1);
}

static void draw_page(struct review *r)
{
	size_t left;

	draw_contact(r);
	if (r->page == PAGE_KEYS) {
		draw_keys(r);
		return;
	}
	draw_headline(r);
	left = screen_rows_left(&r->screen);
	switch (r->page) {
	case PAGE_TEXT: draw_text(r, left); break;
	case PAGE_WHY: draw_why(r); break;
	default:
		draw_text(r, left > 9 ? 6 : left / 2);
		screen_blank(&r->screen);
		screen_text(&r->screen, STYLE_PLAIN, r->entries[r->at].suggestion.note,
		    NULL, 0, 3);
		screen_text(
		    &r->screen, STYLE_DIM, r->entries[r->at].item.url, NULL, 0, 1);
		draw_touches(r);
	}
}

void review_draw(struct review *r)
{
	screen_clear(&r->screen);
	if (r->is_finished)
		screen_text(&r->screen, STYLE_GOOD,
		    STR("Everything is reviewed. z takes the last decision back, q "
			"leaves."),
		    NULL, 0, 2);
	else
		draw_page(r);
	screen_footer(&r->screen, 1, STYLE_GOOD, buf_borrow(&r->message));
	screen_footer(&r->screen, 0, STYLE_DIM,
	    STR("[f]orward [e]dismiss [b]snooze [j]next [w]hy [z]undo [?]keys [q]uit"));
	screen_show(&r->screen);
}
