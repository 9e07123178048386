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

/* A longer path stands before its beginning. */
const struct web_route web_routes[] = {
    {"/", false, page_queue},
    {"/assets/*", false, get_asset},
    {"/chart/term.svg", false, chart_term},
    {"/chart/touches.svg", false, chart_touches},
    {"/chart/weeks.svg", false, chart_weeks},
    {"/contacts", false, page_contacts},
    {"/contact/add", true, post_contact_add},
    {"/contact/import", true, post_contact_import},
    {"/contact/mute", true, post_contact_mute},
    {"/contact/*", false, page_contact},
    {"/dismiss", true, post_dismiss},
    {"/due", false, page_due},
    {"/feed/add", true, post_feed_add},
    {"/feed/change", true, post_feed_change},
    {"/feed/lists", true, post_feed_lists},
    {"/feeds", false, page_feeds},
    {"/forward/*", false, page_forward},
    {"/forward/*", true, post_forward},
    {"/interest/add", true, post_interest_add},
    {"/interest/rm", true, post_interest_rm},
    {"/items", false, page_items},
    {"/item/*", false, page_item},
    {"/learned", true, post_learned},
    {"/mute", true, post_mute},
    {"/release", true, post_release},
    {"/run", false, page_run},
    {"/run", true, post_run},
    {"/run/events", false, page_run_events},
    {"/search", false, page_search},
    {"/sent", false, page_sent},
    {"/settings", false, page_settings},
    {"/settings", true, post_settings},
    {"/snooze", true, post_snooze},
    {"/touch", true, post_touch},
    {"/tune", true, post_tune},
    {"/tune/*", false, page_tune},
    {"/undo", true, post_undo},
    {"/welcome", false, page_welcome},
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
