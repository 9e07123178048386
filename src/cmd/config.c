/*
 * config.c - `sawthis config`: lists, reads and sets the settings.
 */
#include "cmd/commands.h"

#include "cmd/out.h"

#include <string.h>

static void print_all(const struct app *app, enum format format)
{
	static const struct table_column columns[] = {
	    {"KEY", false, false, STYLE_BOLD},
	    {"VALUE", false, true, STYLE_PLAIN},
	    {"", false, false, STYLE_DIM},
	};
	const struct config *c = app->home->config;
	struct table t;

	table_init(&t, columns, 3);
	for (const struct config_key *k = config_keys; k->name; k++) {
		bool is_set = config_is_set(c, k->name);

		if (format == FORMAT_JSON) {
			out_json(json_pack("{s:s, s:o, s:b, s:s}", "key", k->name,
			    "value", out_json_str(config_text(c, k->name)), "set", is_set,
			    "comment", k->comment));
			continue;
		}
		table_add(&t, str_of(k->name));
		table_add(&t, config_text(c, k->name));
		table_add(&t, str_of(is_set ? "set" : ""));
	}
	if (format == FORMAT_TEXT)
		table_print(&t);
}

enum err cmd_config(struct app *app, int argc, char **argv)
{
	enum format format = FORMAT_TEXT;
	const struct opt opts[] = {
	    {"--format", OPT_FORMAT, &format}, {NULL, OPT_FLAG, NULL}};
	enum err e = opts_parse(app, opts, &argc, argv, 0, 2);

	if (e != OK)
		return e;
	if (argc == 0) {
		print_all(app, format);
		return OK;
	}
	if (argc == 2) {
		e = home_make(app->home, app->ei);
		return e == OK ? config_set(app->home->config, str_of(argv[0]),
				     str_of(argv[1]), app->ei)
			       : e;
	}
	for (const struct config_key *k = config_keys; k->name; k++)
		if (strcmp(k->name, argv[0]) == 0) {
			out_line("%s", config_text(app->home->config, k->name).p);
			return OK;
		}
	return config_check(str_of(argv[0]), STR(""), app->ei);
}
