/*
 * request.c - values of a request, and small answers.
 */
#include "web/request.h"

static struct str find(const struct web_param *params, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(params[i].name, str_of(name)))
			return params[i].value;
	return (struct str){NULL, 0};
}

struct str web_query(const struct web_request *r, const char *name)
{
	return find(r->query, r->n_query, name);
}

struct str web_form(const struct web_request *r, const char *name)
{
	return find(r->form, r->n_form, name);
}

static int64_t to_id(struct str s)
{
	int64_t id;

	return str_to_int(s, 1, INT64_MAX, &id) ? id : 0;
}

int64_t web_form_id(const struct web_request *r, const char *name)
{
	return to_id(web_form(r, name));
}

int64_t web_rest_id(const struct web_request *r)
{
	return to_id(r->rest);
}

void web_redirect(struct web_response *out, struct str path)
{
	out->status = 303;
	out->location = path.p && path.n && path.p[0] == '/' ? path : STR("/");
	/* "//host" would leave this machine. */
	if (out->location.n > 1 &&
	    (out->location.p[1] == '/' || out->location.p[1] == '\\'))
		out->location = STR("/");
}
