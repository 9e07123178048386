/*
 * request.h - a request as the pages see it, and what they answer. Both live in the
 * request's arena and are gone once the answer is sent.
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "app/home.h"
#include "base/arena.h"
#include "base/buf.h"

struct running;

struct web_param {
	struct str name, value;
	struct str file_name; /* of an uploaded file; p NULL otherwise */
};

struct web_request {
	struct home *home;
	struct running *running; /* the run that was started here, if any */
	struct arena *arena;
	bool is_post;
	struct str path; /* decoded, "/contact/3" */
	struct str rest; /* what the route's * stands for, "3" */
	const struct web_param *query;
	size_t n_query;
	const struct web_param *form; /* of a POST */
	size_t n_form;
	struct str
	    referrer_path; /* local path of the page that it came from, or p NULL */
	const char *csrf;  /* the token that forms carry */
	bool wants_json;   /* the script asks: answer small */
	struct buf *said;  /* to be told on the next page; see page_say() */
	struct err_info *ei;
};

struct web_response {
	int status;
	const char *type; /* "text/html; charset=utf-8" */
	struct buf body;
	struct str location; /* of a redirect */
	struct str set_cookie;
	bool is_stream;	      /* the events of the run, instead of the body */
	struct str cache;     /* Cache-Control; "no-store" where empty */
	struct str file_name; /* offered as a download under this name */
};

/* The first value of that name, trimmed of nothing; the absent view if there is none. */
struct str web_query(const struct web_request *r, const char *name);
struct str web_form(const struct web_request *r, const char *name);

/* A positive whole number, 0 if there is none. */
int64_t web_form_id(const struct web_request *r, const char *name);
int64_t web_rest_id(const struct web_request *r);

/* 303 to a local path. */
void web_redirect(struct web_response *out, struct str path);

#endif
