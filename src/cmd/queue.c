/*
 * queue.c - `sawthis queue`: suggestions listed, the best contact first.
 */
#include "cmd/queue.h"

#include "app/lookup.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cmd/commands.h"
#include "rank/cadence.h"

#include <stdio.h>
#include <stdlib.h>

enum { INDENT = 14, WHO_MIN = 30, COMPANY_MIN = 12 /* columns */ };

void queue_put_who(struct buf *b, const struct contact *c, size_t behind)
{
	size_t columns = term_columns() > behind + 2 ? term_columns() - behind - 2 : 0;
	size_t name = utf8_columns(c->name);

	columns = columns > WHO_MIN ? columns : WHO_MIN;
	term_put_fit(b, STYLE_BOLD, c->name, columns, false);
	if (c->company.n && name + COMPANY_MIN < columns) {
		buf_puts(b, ", ");
		term_put_fit(b, STYLE_PLAIN, c->company, columns - name - 2, false);
	}
	buf_puts(b, "  ");
}

void queue_put_contact(struct buf *b, const struct contact *c, int64_t due_in_days)
{
	const char *due = due_in_days != DUE_NEVER && due_in_days <= 0 ? ", due" : "";
	char ago[AGO_SIZE], touch[AGO_SIZE + 20] = "never touched yet";

	if (c->last_touch_at_s != NO_TIME)
		snprintf(touch, sizeof(touch), "last touch %s",
		    ago_format(c->last_touch_at_s, ago));
	queue_put_who(b, c, strlen(touch) + strlen(due));
	term_put(b, STYLE_DIM, str_of(touch));
	term_put(b, STYLE_WARN, str_of(due));
	buf_putc(b, '\n');
}

static void put_line(struct buf *b, enum style style, struct str text)
{
	size_t columns = term_columns() > INDENT + 20 ? term_columns() - INDENT : 20;

	buf_printf(b, "%*s", INDENT, "");
	term_put_wrapped(b, style, text, columns, INDENT);
	buf_putc(b, '\n');
}

void queue_put_entry(struct buf *b, const struct suggestion *s, const struct item *it)
{
	char ago[AGO_SIZE];
	struct buf where;
	size_t columns = term_columns() > INDENT + 20 ? term_columns() - INDENT : 20;

	buf_printf(b, "%6lld  %.2f  ", (long long)s->id, points_to_double(s->score));
	term_put_wrapped(b, STYLE_BOLD, it->title, columns, INDENT);
	buf_putc(b, '\n');
	buf_init(&where, 1 << 16);
	buf_put_str(&where, it->outlet);
	buf_printf(
	    &where, "%s%s", it->outlet.n ? ", " : "", ago_format(item_date_s(it), ago));
	put_line(b, STYLE_DIM, buf_borrow(&where));
	if (s->held_for.n) {
		buf_reset(&where);
		if (s->status == SUGGESTION_HELD)
			buf_puts(&where, "held for a second look: ");
		buf_put_str(&where, s->held_for);
		put_line(b, STYLE_WARN, buf_borrow(&where));
	}
	put_line(b, s->occasion.n ? STYLE_GOOD : STYLE_PLAIN, s->note);
	if (it->url.n) {
		buf_printf(b, "%*s", INDENT, "");
		term_put(b, STYLE_DIM, it->url);
		buf_putc(b, '\n');
	}
	buf_clear(&where);
}

/* A place in the printed list: contacts in the order of their best suggestion. */
struct place {
	size_t best; /* of the contact, in the order given */
	size_t entry;
};

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->best != y->best)
		return x->best < y->best ? -1 : 1;
	return (x->entry > y->entry) - (x->entry < y->entry);
}

/* The places of n entries, grouped by contact; the caller frees. */
static struct place *group(const int64_t *contact_ids, size_t n, size_t *n_contacts)
{
	struct place *places = mem_new(n, sizeof(*places));
	struct pair_of_ids {
		int64_t id;
		size_t best;
	} * table;
	size_t size = 16;

	while (size < n * 2)
		size *= 2;
	table = mem_new(size, sizeof(*table));
	*n_contacts = 0;
	for (size_t i = 0; i < n; i++) {
		size_t at = (size_t)contact_ids[i] * 0x9E3779B1u & (size - 1);

		while (table[at].id && table[at].id != contact_ids[i])
			at = (at + 1) & (size - 1);
		if (!table[at].id) {
			table[at].id = contact_ids[i];
			table[at].best = i;
			++*n_contacts;
		}
		places[i] = (struct place){table[at].best, i};
	}
	free(table);
	qsort(places, n, sizeof(*places), by_place);
	return places;
}

static int64_t due_of(const struct app *app, const struct contact *c)
{
	return cadence_due_in_days(
	    c, config_int(app->home->config, "queue.every_days"), clock_now_s());
}

static void print_entries(struct app *app, const struct queue_entry *entries, size_t n)
{
	int64_t *ids = arena_alloc(app->arena, n, sizeof(*ids));
	struct place *places;
	struct buf b;
	size_t n_contacts;

	for (size_t i = 0; i < n; i++)
		ids[i] = entries[i].suggestion.contact_id;
	places = group(ids, n, &n_contacts);
	buf_init(&b, OUT_MAX_BYTES);
	for (size_t i = 0; i < n; i++) {
		const struct queue_entry *q = &entries[places[i].entry];

		if (i == 0 || places[i].best != places[i - 1].best) {
			buf_puts(&b, i ? "\n" : "");
			queue_put_contact(&b, &q->contact, due_of(app, &q->contact));
		}
		queue_put_entry(&b, &q->suggestion, &q->item);
	}
	free(places);
	buf_puts(&b, n ? "\n" : "");
	out_print(&b);
	buf_clear(&b);
	if (n)
		out_line("%zu suggestion%s for %zu contact%s. `sawthis why ID` explains "
			 "one.",
		    n, str_plural((int64_t)n), n_contacts,
		    str_plural((int64_t)n_contacts));
	else
		out_line("Nothing here. `sawthis run` reads the news; `sawthis queue "
			 "status:all` "
			 "shows what was.");
}

void queue_print_batch(struct app *app, const struct batch *batch)
{
	const struct queued *q = &batch->queued;
	int64_t *ids = arena_alloc(app->arena, q->n, sizeof(*ids));
	struct place *places;
	struct buf b;
	size_t n_contacts;

	for (size_t i = 0; i < q->n; i++)
		ids[i] = q->suggestions[i].contact_id;
	places = group(ids, q->n, &n_contacts);
	buf_init(&b, OUT_MAX_BYTES);
	for (size_t i = 0; i < q->n; i++) {
		const struct suggestion *s = &q->suggestions[places[i].entry];
		const struct contact *c = matching_contact(&batch->m, s->contact_id);
		const struct item *it = matching_item(&batch->m, s->item_id);

		if (i == 0 || places[i].best != places[i - 1].best) {
			buf_putc(&b, '\n');
			queue_put_contact(&b, c, due_of(app, c));
		}
		if (it)
			queue_put_entry(&b, s, it);
	}
	free(places);
	out_print(&b);
	buf_clear(&b);
}

enum err cmd_queue(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	struct suggestion_query query;
	struct queue_entry *entries;
	size_t n;
	enum err e = opts_parse(app, opts, &argc, argv, 0, 1000);

	if (e == OK)
		e = lookup_query(
		    app->arena, app->home, opts_join(app, argc, argv), &query, app->ei);
	if (e == OK)
		e = store_suggestion_list(
		    app->arena, app->home->store, &query, &entries, &n, app->ei);
	if (e != OK)
		return e;
	if (format == FORMAT_TEXT) {
		print_entries(app, entries, n);
		return OK;
	}
	for (size_t i = 0; i < n; i++)
		out_json(json_of_queue_entry(&(struct json_queue_entry){
		    &entries[i].suggestion, &entries[i].contact, &entries[i].item,
		    due_of(app, &entries[i].contact)}));
	return OK;
}
