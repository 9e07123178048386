/*
 * syncing.h - address books of a CardDAV server, read into the contacts as a file would
 * be. Nothing is written to the server.
 */
#ifndef APP_SYNCING_H
#define APP_SYNCING_H

#include "app/home.h"
#include "people/import.h"

struct sync_book {
	struct str url, name;
	struct people_import file; /* the cards that are new or changed since last time */
	size_t n_gone;		   /* cards that the server says were removed */
	bool is_unchanged;	   /* nothing since last time */
	struct str token;	   /* of what was read; empty if the server has none */
};

/* Finds the address books behind url (a book, a home, a principal, a server) and reads
 * what is new in each since the last time (RFC 6578, where the server offers it; all of
 * it if is_full). The login is contacts.user and contacts.password_command. Nothing is
 * stored. Errors are those of fetch/carddav.h; ERR_NOINPUT if there is no book. */
enum err syncing_read(struct arena *a, struct home *h, struct str url, bool is_full,
    struct sync_book **books, size_t *n_books, struct err_info *ei) MUST_USE;

/* Remembers that the book was read up to its token. */
enum err syncing_remember(
    struct home *h, const struct sync_book *book, struct err_info *ei) MUST_USE;

#endif
