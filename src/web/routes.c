/*
 * routes.c - the table of paths, and the files of src/web/assets.
 */
#include "web/routes.h"

#include "web/assets.h"
#include "web/pages.h"

#include <string.h>

static enum err get_asset(struct web_request *r, struct web_response *out)
{
	static const struct {
		const char *ending, *type;
	} types[] = {
	    {".css", "text/css; charset=utf-8"},
	    {".js", "text/javascript; charset=utf-8"},
	    {".svg", "image/svg+xml"},
	};

	for (const struct embedded *file = web_assets; file->name; file++) {
		if (!str_eq(r->rest, str_of(file->name)))
			continue;
		for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
			if (str_ends(r->rest, str_of(types[i].ending)))
				out->type = types[i].type;
		out->cache = STR("max-age=3600");
		buf_put(&out->body, file->bytes, file->size_bytes);
		return OK;
	}
	return err_set(r->ei, ERR_NOINPUT, NULL, "There is no such file.");
}

const struct web_route web_routes[] = {
    {"/", false, page_queue},
    {"/assets/*", false, get_asset},
    {"/forward/*", false, page_forward},
    {"/forward/*", true, post_forward},
    {"/dismiss", true, post_dismiss},
    {"/snooze", true, post_snooze},
    {"/release", true, post_release},
    {"/mute", true, post_mute},
    {"/undo", true, post_undo},
    {NULL, false, NULL},
};

const struct web_route *web_route_find(struct web_request *r)
{
	for (const struct web_route *route = web_routes; route->path; route++) {
		struct str path = str_of(route->path);

		if (route->is_post != r->is_post)
			continue;
		if (str_ends(path, STR("*"))) {
			path.n--;
			if (!str_starts(r->path, path))
				continue;
			r->rest = str_sub(r->path, path.n, r->path.n);
			return route;
		}
		if (str_eq(path, r->path))
			return route;
	}
	return NULL;
}
