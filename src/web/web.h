/*
 * web.h - the page: the queue and everything around it, served to one user's browser.
 *
 * Who may come in: only requests whose Host is one that we listen on; a secret made at
 * every start, in the link that is printed, becomes a SameSite=Strict cookie; every
 * change is a POST with a token and a fitting Origin. Listening beyond this machine
 * demands a password. See guard.h.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "app/home.h"

struct web_options {
	struct str listen;	 /* "127.0.0.1:7474", "[::1]:8080" */
	struct str password;	 /* needed beyond loopback; p NULL for none */
	const char *program;	 /* path of sawthis itself, to start a run */
	const char *home_folder; /* as given by --home, or NULL */
	void (*on_ready)(void *ctx, const char *url); /* the link to open */
	bool (*should_stop)(void *ctx);		      /* asked once a second */
	void *ctx;
};

/* Serves until should_stop. ERR_CONFIG for an address that is none or needs a password,
 * ERR_UNAVAIL where the port is taken. */
enum err web_serve(
    struct home *h, const struct web_options *options, struct err_info *ei) MUST_USE;

#endif
