/*
 * judge.c - `sawthis judge`: decisions in bulk, from elsewhere or the past. Each line is
 * contact TAB guid or URL TAB good|bad. All lines count or none.
 */
#include "cmd/commands.h"

#include "app/learning.h"
#include "app/lookup.h"
#include "base/file.h"
#include "cmd/out.h"
#include "store/item.h"
#include "store/learn.h"

#include <string.h>

enum { JUDGEMENTS_MAX_BYTES = 64 << 20 };

struct judging {
	struct app *app;
	const char *path;
	struct judgement *list;
	size_t n, cap;
	int64_t now_s;
};

static enum err line_error(struct judging *j, int number, const char *what)
{
	const char *source = arena_printf(j->app->arena, "%s:%d", j->path, number);

	return err_set(j->app->ei, ERR_DATA, source, "%s", what);
}

/* Unknown contacts and items are mistakes in the file: ERR_DATA with the line. */
static enum err read_line(struct judging *j, struct str line, int number)
{
	struct str contact, item, verdict;
	struct judgement judgement = {.source = STR("judge"), .at_s = j->now_s};
	struct contact c;
	enum err e;

	if (!str_split(&line, '\t', &contact) || !str_split(&line, '\t', &item) ||
	    !str_split(&line, '\t', &verdict))
		return line_error(
		    j, number, "write contact, guid or URL, good or bad, parted by tabs");
	verdict = str_trim(verdict);
	judgement.is_good = str_eq(verdict, STR("good"));
	if (!judgement.is_good && !str_eq(verdict, STR("bad")))
		return line_error(j, number, "the third column is good or bad");
	e = lookup_contact(j->app->arena, j->app->home, contact, &c, j->app->ei);
	if (e == ERR_NOINPUT || e == ERR_DATA)
		return line_error(j, number, "the contact is unknown, or several fit");
	if (e == OK)
		e = store_item_find(
		    j->app->home->store, str_trim(item), &judgement.item_id, j->app->ei);
	if (e != OK)
		return e;
	if (!judgement.item_id)
		return line_error(j, number, "no stored item has this guid or URL");
	judgement.contact_id = c.id;
	arena_grow(j->app->arena, &j->list, j->n, &j->cap, sizeof(*j->list));
	j->list[j->n++] = judgement;
	return OK;
}

enum err cmd_judge(struct app *app, int argc, char **argv)
{
	struct judging j = {.app = app, .now_s = clock_now_s()};
	struct buf text;
	struct str rest, line;
	enum err e = opts_parse(app, NULL, &argc, argv, 0, 1);

	if (e != OK)
		return e;
	j.path = argc && strcmp(argv[0], "-") != 0 ? argv[0] : "standard input";
	buf_init(&text, JUDGEMENTS_MAX_BYTES);
	e = file_read(argc ? argv[0] : "-", &text, app->ei);
	rest = buf_borrow(&text);
	for (int number = 1; e == OK && str_split(&rest, '\n', &line); number++)
		if (str_trim(line).n && line.p[0] != '#')
			e = read_line(&j, line, number);
	if (e == OK)
		e = learning_judge(app->home, j.list, j.n, app->ei);
	if (e == OK)
		out_line("%zu judgement%s kept.", j.n, j.n == 1 ? "" : "s");
	buf_clear(&text);
	return e;
}
