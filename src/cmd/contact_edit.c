/*
 * contact_edit.c - `sawthis contact edit`: one contact as text in the user's editor, and
 * back. Always: a mistake is shown with its line and the text is offered again; nothing
 * typed is lost.
 */
#include "cmd/commands.h"

#include "app/lookup.h"
#include "base/file.h"
#include "base/limits.h"
#include "cmd/editor.h"
#include "cmd/out.h"
#include "match/match.h"
#include "people/edit.h"
#include "store/interest.h"

/* An expression that cannot be compiled is nonsense, too. */
static enum err check_expressions(struct app *app, const struct contact *c)
{
	enum err e = OK;

	for (size_t i = 0; i < c->n_interests && e == OK; i++)
		if (c->interests[i].kind == INTEREST_REGEX)
			e = match_check_regex(c->interests[i].term, app->ei);
	return e;
}

static bool has_interest(const struct contact *c, int64_t id)
{
	for (size_t i = 0; i < c->n_interests; i++)
		if (c->interests[i].id == id)
			return true;
	return false;
}

/* Interests that are gone are deleted, those that changed updated, new ones put. */
static enum err store_interests(
    struct app *app, const struct contact *old, const struct contact *new)
{
	struct store *s = app->home->store;
	enum err e = OK;

	for (size_t i = 0; i < old->n_interests && e == OK; i++)
		if (!has_interest(new, old->interests[i].id))
			e = store_interest_delete(s, old->interests[i].id, app->ei);
	for (size_t i = 0; i < new->n_interests &&e == OK; i++) {
		struct interest in = new->interests[i];

		in.contact_id = new->id;
		if (in.id)
			e = store_interest_update(s, &in, app->ei);
		else
			e = store_interest_put(s, &in, &in.id, NULL, app->ei);
	}
	return e;
}

static enum err store_changed(
    struct app *app, const struct contact *old, struct contact *new)
{
	struct store *s = app->home->store;
	enum err e = store_begin(s, app->ei);

	if (e != OK)
		return e;
	new->updated_at_s = 0; /* now */
	e = store_contact_update(s, new, app->ei);
	if (e == OK)
		e = store_interests(app, old, new);
	if (e == OK)
		return store_commit(s, app->ei);
	store_rollback(s);
	return e;
}

struct reading {
	struct app *app;
	const char *label;
	struct contact *c; /* untouched unless the text makes sense */
};

static enum err read_back(void *ctx, struct str text)
{
	struct reading *r = ctx;
	struct app *app = r->app;
	struct contact changed = *r->c;
	enum err e = people_edit_read(app->arena, text, r->label, &changed, app->ei);

	if (e == OK)
		e = check_expressions(app, &changed);
	if (e == OK)
		*r->c = changed;
	return e;
}

static enum err edit(struct app *app, struct contact *c)
{
	struct reading reading = {app, "your text", c};
	const struct editor_reading r = {.read = read_back,
	    .ctx = &reading,
	    .kept_name = arena_printf(app->arena, "contact-%lld.txt", (long long)c->id),
	    .again = arena_printf(
		app->arena, "sawthis contact edit %lld --file", (long long)c->id)};
	struct buf text;
	bool is_changed = false;
	enum err e;

	buf_init(&text, LIMIT_NOTES_BYTES * 16);
	people_edit_write(&text, c);
	e = editor_edit_until_read(app, &text, &r, &is_changed);
	buf_clear(&text);
	return e;
}

static enum err edit_from_file(struct app *app, struct str path, struct contact *c)
{
	struct reading r = {app, str_eq(path, STR("-")) ? "standard input" : path.p, c};
	struct buf text;
	enum err e;

	buf_init(&text, LIMIT_NOTES_BYTES * 16);
	e = file_read(path.p, &text, app->ei);
	if (e == OK)
		e = read_back(&r, buf_borrow(&text));
	buf_clear(&text);
	return e;
}

static bool is_same(const struct contact *a, const struct contact *b)
{
	struct buf x, y;
	bool same;

	buf_init(&x, LIMIT_NOTES_BYTES * 16);
	buf_init(&y, LIMIT_NOTES_BYTES * 16);
	people_edit_write(&x, a);
	people_edit_write(&y, b);
	same = str_eq(buf_borrow(&x), buf_borrow(&y));
	buf_clear(&x);
	buf_clear(&y);
	return same;
}

enum err cmd_contact_edit(struct app *app, int argc, char **argv)
{
	struct str path = {0};
	const struct opt opts[] = {{"--file", OPT_TEXT, &path}, {NULL, OPT_FLAG, NULL}};
	struct contact old, c;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 20);

	if (e == OK)
		e = lookup_contact(
		    app->arena, app->home, opts_join(app, argc, argv), &old, app->ei);
	if (e != OK)
		return e;
	c = old;
	e = path.n ? edit_from_file(app, path, &c) : edit(app, &c);
	if (e != OK)
		return e;
	if (is_same(&old, &c)) {
		out_line("%.*s: nothing changed", STR_ARG(c.name));
		return OK;
	}
	e = store_changed(app, &old, &c);
	if (e == OK)
		out_line("%.*s: saved", STR_ARG(c.name));
	return e;
}
