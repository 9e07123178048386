/*
 * opts.c - reads the options of a command by its table. In: argv. Out: typed values, and
 * argv with arguments alone. Always: an option that is not in the table is an error.
 */
#include "cmd/opts.h"

#include "base/clock.h"
#include "base/utf8.h"

#include <limits.h>
#include <string.h>

static enum err set_text(struct app *app, const struct opt *o, struct str v)
{
	if (!utf8_is_valid(v))
		return cmd_usage(app, "%s: the value is not UTF-8", o->name);
	if (o->type == OPT_LIST) {
		struct opt_list *list = o->to;

		arena_grow(
		    app->arena, &list->texts, list->n, &list->cap, sizeof(*list->texts));
		list->texts[list->n++] = v;
	} else {
		*(struct str *)o->to = v;
	}
	return OK;
}

static enum err set_value(struct app *app, const struct opt *o, struct str v)
{
	switch (o->type) {
	case OPT_FLAG: return cmd_usage(app, "%s takes no value", o->name);
	case OPT_TEXT:
	case OPT_LIST: return set_text(app, o, v);
	case OPT_INT:
		if (str_to_int(v, 0, INT32_MAX, o->to))
			return OK;
		return cmd_usage(
		    app, "%s takes a whole number, not '%.80s'", o->name, v.p);
	case OPT_NUMBER:
		if (str_to_double(v, -1e9, 1e9, o->to))
			return OK;
		return cmd_usage(app, "%s takes a number, not '%.80s'", o->name, v.p);
	case OPT_PAST:
	case OPT_FUTURE:
		if (clock_parse_when(v, o->type == OPT_PAST, o->to))
			return OK;
		return cmd_usage(app,
		    "%s takes a date such as 2026-12-01 or 7d, not '%.80s'", o->name,
		    v.p);
	case OPT_FORMAT:
		*(enum format *)o->to =
		    str_eq(v, STR("json")) ? FORMAT_JSON : FORMAT_TEXT;
		if (str_eq(v, STR("json")) || str_eq(v, STR("text")))
			return OK;
		return cmd_usage(app, "%s takes text or json, not '%.80s'", o->name, v.p);
	}
	return OK;
}

static const struct opt *find_option(const struct opt *opts, struct str name)
{
	for (; opts && opts->name; opts++)
		if (str_eq(name, str_of(opts->name)))
			return opts;
	return NULL;
}

/* Takes the option at argv[*i], moving *i to the last word it used. */
static enum err take_option(
    struct app *app, const struct opt *opts, int argc, char **argv, int *i)
{
	struct str word = str_of(argv[*i]);
	size_t equals = str_find_char(word, '=');
	const struct opt *o = find_option(opts, str_sub(word, 0, equals));

	if (!o)
		return cmd_usage(app, "there is no option '%.80s'", argv[*i]);
	if (equals < word.n)
		return set_value(app, o, str_sub(word, equals + 1, word.n));
	if (o->type == OPT_FLAG) {
		*(bool *)o->to = true;
		return OK;
	}
	if (*i + 1 >= argc)
		return cmd_usage(app, "%s takes a value", o->name);
	return set_value(app, o, str_of(argv[++*i]));
}

/* "-v": no command has such options; "-" is a file and "-7" a number. */
static bool is_short_option(const char *arg)
{
	return arg[0] == '-' &&
	       ((arg[1] >= 'a' && arg[1] <= 'z') || (arg[1] >= 'A' && arg[1] <= 'Z'));
}

enum err opts_parse(
    struct app *app, const struct opt *opts, int *argc, char **argv, int min, int max)
{
	int n = 0;
	bool is_ended = false;

	for (int i = 0; i < *argc; i++) {
		if (!is_ended && strcmp(argv[i], "--") == 0) {
			is_ended = true;
		} else if (!is_ended && argv[i][0] == '-' && argv[i][1] == '-') {
			enum err e = take_option(app, opts, *argc, argv, &i);

			if (e != OK)
				return e;
		} else if (!is_ended && is_short_option(argv[i])) {
			return cmd_usage(app,
			    "there is no option '%.80s' (-q and -v stand before the "
			    "command, -- before what begins with -)",
			    argv[i]);
		} else if (!utf8_is_valid(str_of(argv[i]))) {
			return cmd_usage(app, "an argument is not UTF-8");
		} else {
			argv[n++] = argv[i];
		}
	}
	if (n < min)
		return cmd_usage(app,
		    min - n == 1 ? "an argument is missing" : "arguments are missing");
	if (n > max)
		return cmd_usage(app, "'%.80s' is one argument too many", argv[max]);
	*argc = n;
	return OK;
}

struct str opts_join(struct app *app, int argc, char **argv)
{
	struct buf b;
	struct str joined;

	buf_init(&b, 1 << 20);
	for (int i = 0; i < argc; i++) {
		if (i)
			buf_putc(&b, ' ');
		buf_puts(&b, argv[i]);
	}
	joined = (struct str){arena_dup_str(app->arena, buf_borrow(&b)), b.n};
	buf_clear(&b);
	return joined;
}

enum err opts_query_word(struct app *app, const char *arg, int64_t *since_s,
    struct str *words, size_t *n_words)
{
	struct str word = str_of(arg);

	if (!str_starts(word, STR("since:")))
		words[(*n_words)++] = word;
	else if (!clock_parse_when(str_sub(word, 6, word.n), true, since_s))
		return cmd_usage(app, "%s: write a date or 90d", arg);
	return OK;
}

enum err opts_merge(
    struct app *app, int *argc, char **argv, enum format *format, bool *is_yes)
{
	const struct opt opts[] = {
	    {"--yes", OPT_FLAG, is_yes},
	    {"--format", OPT_FORMAT, format},
	    {NULL, OPT_FLAG, NULL},
	};
	enum err e = opts_parse(app, opts, argc, argv, 0, 2);

	if (e == OK && *argc == 1)
		return cmd_usage(app, "two are needed, or none to see proposals");
	return e;
}

enum err opts_id(struct app *app, const char *arg, int64_t *out)
{
	struct str name = str_of(app->command->name);
	struct str group = str_sub(name, 0, str_find_char(name, ' '));

	if (str_to_int(str_of(arg), 1, INT64_MAX, out))
		return OK;
	return cmd_usage(app, "'%.80s' is no id; `sawthis %.*s` shows them", arg,
	    STR_ARG(group.n < name.n
			? str_of(arena_printf(app->arena, "%.*s list", STR_ARG(group)))
			: STR("queue")));
}
