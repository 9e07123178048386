/*
 * company_edit.c - `sawthis company edit`: aliases, tickers, domain and industry by
 * options, or all of it as text in the user's editor.
 */
#include "cmd/company.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "cmd/commands.h"
#include "cmd/editor.h"
#include "cmd/out.h"

#include <stdio.h>

enum { VALUES_MAX = 200, TEXT_BYTES = 1 << 20 };

struct edit {
	struct app *app;
	struct company c;
	struct str *aliases, *tickers; /* room for VALUES_MAX */
};

static void begin(struct edit *ed)
{
	struct company *c = &ed->c;

	ed->aliases = arena_alloc(ed->app->arena, VALUES_MAX, sizeof(*ed->aliases));
	ed->tickers = arena_alloc(ed->app->arena, VALUES_MAX, sizeof(*ed->tickers));
	for (size_t i = 0; i < c->n_aliases && i < VALUES_MAX; i++)
		ed->aliases[i] = c->aliases[i];
	for (size_t i = 0; i < c->n_tickers && i < VALUES_MAX; i++)
		ed->tickers[i] = c->tickers[i];
	c->aliases = ed->aliases;
	c->tickers = ed->tickers;
}

/* bad is what a bad value is: ERR_USAGE in an option, ERR_DATA in a text. */
static enum err check_value(struct app *app, enum err bad, struct str v)
{
	for (size_t i = 0; i < v.n; i++)
		if ((unsigned char)v.p[i] < 0x20)
			return err_set(app->ei, bad, NULL,
			    "a control character in '%.*s'", STR_ARG(utf8_cut(v, 60)));
	if (!v.n || v.n > LIMIT_NAME_BYTES)
		return err_set(app->ei, bad, NULL,
		    "a value is empty or longer than %d bytes", LIMIT_NAME_BYTES);
	return OK;
}

static enum err add(
    struct app *app, enum err bad, struct str *list, size_t *n, struct str v)
{
	v = str_trim(v);
	for (size_t i = 0; i < *n; i++)
		if (str_eq_nocase(list[i], v))
			return OK;
	if (*n == VALUES_MAX)
		return err_set(app->ei, bad, NULL, "more than %d values", VALUES_MAX);
	list[(*n)++] = v;
	return check_value(app, bad, v);
}

static enum err drop(struct app *app, struct str *list, size_t *n, struct str v)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq_nocase(list[i], str_trim(v))) {
			list[i] = list[--*n];
			return OK;
		}
	return err_set(app->ei, ERR_NOINPUT, NULL,
	    "the company has no alias or ticker '%.80s'", v.p);
}

/* "https://www.acme.example/x" and "acme.example" are the domain acme.example. */
static struct str domain_of(struct str text)
{
	size_t at = str_find(text, STR("://"));

	text = str_trim(at < text.n ? str_sub(text, at + 3, text.n) : text);
	text = str_sub(text, 0, str_find_char(text, '/'));
	return str_starts_nocase(text, STR("www.")) ? str_sub(text, 4, text.n) : text;
}

/* ---- As text --------------------------------------------------------------------- */

static void put_text(struct buf *b, const struct company *c)
{
	buf_puts(b,
	    "# A company of sawthis. alias and ticker may come again. The news are "
	    "searched for name,\n# aliases and tickers. An empty value clears.\n\n");
	buf_printf(b, "name: %.*s\n", STR_ARG(c->name));
	for (size_t i = 0; i < c->n_aliases; i++)
		buf_printf(b, "alias: %.*s\n", STR_ARG(c->aliases[i]));
	buf_puts(b, c->n_aliases ? "" : "alias:\n");
	for (size_t i = 0; i < c->n_tickers; i++)
		buf_printf(b, "ticker: %.*s\n", STR_ARG(c->tickers[i]));
	buf_puts(b, c->n_tickers ? "" : "ticker:\n");
	buf_printf(b, "domain: %.*s\n", STR_ARG(c->domain));
	buf_printf(b, "industry: %.*s\n", STR_ARG(c->industry));
}

static enum err read_pair(struct edit *ed, struct str key, struct str value)
{
	struct company *c = &ed->c;

	if (value.n)
		value.p = arena_dup_str(ed->app->arena, value);
	if (str_eq(key, STR("name")))
		c->name = value;
	else if (str_eq(key, STR("domain")))
		c->domain = domain_of(value);
	else if (str_eq(key, STR("industry")))
		c->industry = value;
	else if (str_eq(key, STR("alias")) && value.n)
		return add(ed->app, ERR_DATA, ed->aliases, &c->n_aliases, value);
	else if (str_eq(key, STR("ticker")) && value.n)
		return add(ed->app, ERR_DATA, ed->tickers, &c->n_tickers, value);
	else if (!str_eq(key, STR("alias")) && !str_eq(key, STR("ticker")))
		return err_set(ed->app->ei, ERR_DATA, NULL,
		    "no such key: keys are name, alias, ticker, domain, industry");
	return OK;
}

static enum err read_text(void *ctx, struct str text)
{
	struct edit *ed = ctx;
	struct str rest = text, line;
	enum err e = OK;

	ed->c.n_aliases = ed->c.n_tickers = 0;
	for (int n = 1; e == OK && str_split(&rest, '\n', &line); n++) {
		size_t colon;

		line = str_trim(line);
		if (!line.n || line.p[0] == '#')
			continue;
		colon = str_find_char(line, ':');
		if (colon == line.n)
			e = err_set(
			    ed->app->ei, ERR_DATA, NULL, "expected \"key: value\"");
		else
			e = read_pair(ed, str_trim(str_sub(line, 0, colon)),
			    str_trim(str_sub(line, colon + 1, line.n)));
		if (e != OK)
			snprintf(ed->app->ei->source, sizeof(ed->app->ei->source),
			    "your text:%d", n);
	}
	return e == OK ? check_value(ed->app, ERR_DATA, ed->c.name) : e;
}

static enum err edit_as_text(struct edit *ed, bool *is_changed)
{
	const struct editor_reading r = {.read = read_text,
	    .ctx = ed,
	    .kept_name =
		arena_printf(ed->app->arena, "company-%lld.txt", (long long)ed->c.id)};
	struct buf text;
	enum err e;

	buf_init(&text, TEXT_BYTES);
	put_text(&text, &ed->c);
	e = editor_edit_until_read(ed->app, &text, &r, is_changed);
	buf_clear(&text);
	return e;
}

/* ---- The command ----------------------------------------------------------------- */

enum err cmd_company_edit(struct app *app, int argc, char **argv)
{
	struct opt_list aliases = {0}, tickers = {0}, dropped = {0};
	struct str name = {0}, domain = {0}, industry = {0};
	const struct opt opts[] = {
	    {"--name", OPT_TEXT, &name},
	    {"--alias", OPT_LIST, &aliases},
	    {"--ticker", OPT_LIST, &tickers},
	    {"--drop", OPT_LIST, &dropped},
	    {"--domain", OPT_TEXT, &domain},
	    {"--industry", OPT_TEXT, &industry},
	    {NULL, OPT_FLAG, NULL},
	};
	struct edit ed = {.app = app};
	bool is_changed = true;
	enum err e = opts_parse(app, opts, &argc, argv, 1, 20);

	if (e == OK)
		e = company_find(app, opts_join(app, argc, argv), &ed.c, app->ei);
	if (e != OK)
		return e;
	begin(&ed);
	for (size_t i = 0; i < aliases.n && e == OK; i++)
		e = add(app, ERR_USAGE, ed.aliases, &ed.c.n_aliases, aliases.texts[i]);
	for (size_t i = 0; i < tickers.n && e == OK; i++)
		e = add(app, ERR_USAGE, ed.tickers, &ed.c.n_tickers, tickers.texts[i]);
	for (size_t i = 0; i < dropped.n && e == OK; i++) {
		e = drop(app, ed.aliases, &ed.c.n_aliases, dropped.texts[i]);
		if (e == ERR_NOINPUT)
			e = drop(app, ed.tickers, &ed.c.n_tickers, dropped.texts[i]);
	}
	ed.c.name = name.p ? str_trim(name) : ed.c.name;
	ed.c.domain = domain.p ? domain_of(domain) : ed.c.domain;
	ed.c.industry = industry.p ? str_trim(industry) : ed.c.industry;
	if (e == OK && !aliases.n && !tickers.n && !dropped.n && !name.p && !domain.p &&
	    !industry.p)
		e = edit_as_text(&ed, &is_changed);
	if (e == OK)
		e = check_value(app, ERR_USAGE, ed.c.name);
	if (e == OK && is_changed)
		e = store_company_update(app->home->store, &ed.c, app->ei);
	if (e == OK)
		out_line("%.*s: %s", STR_ARG(ed.c.name),
		    is_changed ? "saved" : "nothing changed");
	return e;
}
