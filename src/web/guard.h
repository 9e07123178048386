/*
 * guard.h - who may do what: names of this host, the session, the token of forms.
 */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "base/arena.h"
#include "base/str.h"

enum { SECRET_BYTES = 32, SECRET_SIZE = 2 * SECRET_BYTES + 1 };

struct guard {
	char key[SECRET_SIZE];	   /* in the link that is printed */
	char session[SECRET_SIZE]; /* in the cookie */
	char csrf[SECRET_SIZE];	   /* in forms */
	struct str password;	   /* p NULL: the link alone lets in */
	struct str hosts[6];	   /* "127.0.0.1:7474", … that requests may name */
	size_t n_hosts;
	bool is_open; /* listens beyond loopback: any Host that carries our port */
	struct str port;
};

/* What guard_check() looks at; absent headers have p NULL. */
struct guard_request {
	struct str host, origin, cookie, sec_fetch_site;
	bool is_post;
	struct str csrf; /* of the form or the header */
};

enum guard_verdict {
	GUARD_PASS,
	GUARD_WRONG_HOST, /* 421: a name that is not ours, as after DNS rebinding */
	GUARD_NO_SESSION, /* 401: open the printed link first */
	GUARD_FORBIDDEN,  /* 403: a change from another site, or without the token */
};

/* Makes secrets; addr and port as listened on. Strings are kept in the arena. */
void guard_init(struct guard *g, struct arena *a, struct str addr, struct str port,
    bool is_loopback, struct str password);

enum guard_verdict guard_check(const struct guard *g, const struct guard_request *r);

/* Whether the request names one of our hosts. */
bool guard_has_host(const struct guard *g, struct str host);

/* Compares without telling by its time how much was right. */
bool guard_is_secret(struct str given, struct str secret);

/* "sawthis=…; HttpOnly; SameSite=Strict; Path=/" */
struct str guard_cookie(const struct guard *g, struct arena *a);

#endif
