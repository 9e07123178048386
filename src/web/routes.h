/*
 * routes.h - which function answers which path.
 */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "web/request.h"

struct web_route {
	const char *path; /* "/contact/…*": ends with * for what varies */
	bool is_post;
	enum err (*answer)(struct web_request *r, struct web_response *out);
};

/* Every route, ended by a NULL path. */
extern const struct web_route web_routes[];

/* The route of method and path, r->rest filled in; NULL if there is none. */
const struct web_route *web_route_find(struct web_request *r);

#endif
