/*
 * syncing.c - CardDAV, read. In: the address of a server. Out: cards as records. Always:
 * only reading requests go out; what a server names is asked for only on its own host.
 */
#include "app/syncing.h"

#include "base/escape.h"
#include "base/url.h"
#include "feed/multistatus.h"
#include "fetch/carddav.h"
#include "mail/password.h"
#include "store/run.h"

#include <inttypes.h>
#include <stdio.h>

enum {
	ANSWER_MAX_BYTES = 128 << 20,
	BATCH_CARDS = 200, /* asked for in one request */
	BOOKS_MAX = 100,
	TIMEOUT_S = 120,
};

#define ASK_PLACE                                                                        \
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"                                   \
	"<propfind xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:carddav\"><prop>"     \
	"<resourcetype/><displayname/><sync-token/><current-user-principal/>"            \
	"<C:addressbook-home-set/></prop></propfind>"

#define ASK_LIST                                                                         \
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"                                   \
	"<propfind xmlns=\"DAV:\"><prop><getetag/><resourcetype/></prop></propfind>"

struct sync {
	struct arena *arena;
	struct home *home;
	struct carddav_server server;
	struct err_info *ei;
	bool is_full;
};

/* Sends and reads; url becomes the one that answered. */
static enum err ask(struct sync *s, enum carddav_method method, struct str *url,
    int depth, struct str xml, struct multistatus *out)
{
	char to[LIMIT_URL_BYTES + 1];
	struct buf answer;
	enum err e;

	buf_init(&answer, ANSWER_MAX_BYTES);
	e = carddav_ask(&s->server, method, *url, depth, xml, &answer, to, s->ei);
	if (e == OK)
		e = multistatus_read(s->arena, buf_borrow(&answer), out, s->ei);
	if (e == OK)
		*url = str_of(arena_dup(s->arena, to));
	buf_clear(&answer);
	return e;
}

/* Where href leads from base; ERR_DATA if that is another host. */
static enum err resolve(struct sync *s, struct str base, struct str href, struct str *out)
{
	struct str url = url_resolve(s->arena, base, href);
	struct url_parts a = url_split(base), b = url_split(url);

	if (!url.p || !str_eq_nocase(a.host, b.host) ||
	    !str_eq_nocase(a.scheme, b.scheme) || !str_eq(a.port, b.port))
		return err_set(s->ei, ERR_DATA, NULL,
		    "the server names another host: %.*s",
		    STR_ARG(str_sub(href, 0, 200)));
	*out = url;
	return OK;
}

/* ---- Finding the books ----------------------------------------------------------- */

static enum err add_books(struct sync *s, const struct multistatus *m, struct str base,
    struct sync_book *books, size_t *n)
{
	enum err e = OK;

	for (size_t i = 0; i < m->n_entries && e == OK && *n < BOOKS_MAX; i++) {
		struct sync_book *b = &books[*n];

		if (!m->entries[i].is_addressbook)
			continue;
		*b = (struct sync_book){
		    .name = m->entries[i].name, .token = m->entries[i].sync_token};
		e = resolve(s, base, m->entries[i].href, &b->url);
		*n += e == OK;
	}
	return e;
}

static struct str first_home(const struct multistatus *m, bool is_principal)
{
	for (size_t i = 0; i < m->n_entries; i++) {
		const struct dav_entry *e = &m->entries[i];
		struct str href = is_principal ? e->principal : e->home;

		if (href.n)
			return href;
	}
	return (struct str){0};
}

/* The place itself if it is a book, else the books of its home, else of its principal's
 * home. */
static enum err find_books(
    struct sync *s, struct str url, struct sync_book *books, size_t *n)
{
	struct multistatus m;
	struct str href;
	enum err e = ask(s, CARDDAV_PROPFIND, &url, 0, STR(ASK_PLACE), &m);

	if (e == OK)
		e = add_books(s, &m, url, books, n);
	if (e != OK || *n)
		return e;
	href = first_home(&m, false);
	if (!href.n && (href = first_home(&m, true)).n) {
		e = resolve(s, url, href, &url);
		if (e == OK)
			e = ask(s, CARDDAV_PROPFIND, &url, 0, STR(ASK_PLACE), &m);
		href = e == OK ? first_home(&m, false) : href;
	}
	if (e == OK && href.n)
		e = resolve(s, url, href, &url);
	if (e == OK)
		e = ask(s, CARDDAV_PROPFIND, &url, 1, STR(ASK_PLACE), &m);
	if (e == OK)
		e = add_books(s, &m, url, books, n);
	if (e == OK && !*n)
		e = err_set(s->ei, ERR_NOINPUT, url.p, "no address book is there");
	return e;
}

/* ---- Reading a book -------------------------------------------------------------- */

enum { KEY_SIZE = 32 };

static const char *token_key(struct str url, char key[KEY_SIZE])
{
	snprintf(key, KEY_SIZE, "sync.%016" PRIx64, str_hash(url));
	return key;
}

/* What changed since the token, or everything; hrefs of cards. *is_refused: the server
 * does not know the token any more. */
static enum err list_cards(struct sync *s, struct sync_book *b, struct str token,
    struct multistatus *out, bool *is_refused)
{
	struct str url = b->url;
	struct buf xml;
	enum err e;

	*is_refused = false;
	if (!token.n)
		return ask(s, CARDDAV_PROPFIND, &url, 1, STR(ASK_LIST), out);
	buf_init(&xml, 1 << 16);
	buf_puts(&xml, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		       "<sync-collection xmlns=\"DAV:\"><sync-token>");
	escape_html(&xml, token);
	buf_puts(&xml, "</sync-token><sync-level>1</sync-level><prop><getetag/></prop>"
		       "</sync-collection>");
	e = ask(s, CARDDAV_REPORT, &url, 1, buf_borrow(&xml), out);
	buf_clear(&xml);
	*is_refused = e == ERR_NOPERM || e == ERR_UNAVAIL;
	if (e == OK && out->sync_token.n)
		b->token = out->sync_token;
	return e;
}

/* The cards of up to BATCH_CARDS hrefs, appended to cards. */
static enum err get_cards(struct sync *s, struct str url,
    const struct dav_entry *const *v, size_t n, struct buf *cards)
{
	struct multistatus m;
	struct buf xml;
	enum err e;

	buf_init(&xml, 4 << 20);
	buf_puts(&xml,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<C:addressbook-multiget "
	    "xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:carddav\"><prop>"
	    "<getetag/><C:address-data/></prop>");
	for (size_t i = 0; i < n; i++) {
		buf_puts(&xml, "<href>");
		escape_html(&xml, v[i]->href);
		buf_puts(&xml, "</href>");
	}
	buf_puts(&xml, "</C:addressbook-multiget>");
	e = ask(s, CARDDAV_REPORT, &url, 1, buf_borrow(&xml), &m);
	buf_clear(&xml);
	for (size_t i = 0; e == OK && i < m.n_entries; i++) {
		buf_put_str(cards, m.entries[i].card);
		buf_puts(cards, m.entries[i].card.n ? "\n" : "");
	}
	if (e == OK && cards->is_full)
		e = err_set(s->ei, ERR_DATA, url.p, "the address book is too large");
	return e;
}

static enum err read_cards(
    struct sync *s, struct sync_book *b, const struct multistatus *list)
{
	const struct dav_entry *batch[BATCH_CARDS];
	struct buf cards;
	size_t n = 0;
	enum err e = OK;

	buf_init(&cards, LIMIT_CONTACTS_FILE_BYTES);
	for (size_t i = 0; i <= list->n_entries && e == OK; i++) {
		const struct dav_entry *d = &list->entries[i];
		bool is_last = i == list->n_entries;

		if (!is_last && d->is_gone)
			b->n_gone++;
		else if (!is_last && d->etag.n && !d->is_addressbook)
			batch[n++] = d;
		if (n == BATCH_CARDS || (is_last && n)) {
			e = get_cards(s, b->url, batch, n, &cards);
			n = 0;
		}
	}
	b->is_unchanged = e == OK && !cards.n;
	if (e == OK && cards.n)
		e = people_import(
		    s->arena, buf_borrow(&cards), b->url.p, &b->file, s->ei);
	buf_clear(&cards);
	return e;
}

static enum err read_book(struct sync *s, struct sync_book *b)
{
	struct multistatus list = {0};
	struct str known = {0};
	char key[KEY_SIZE];
	bool is_refused = false;
	enum err e = OK;

	if (!s->is_full)
		e = store_setting_get(
		    s->arena, s->home->store, token_key(b->url, key), &known, s->ei);
	if (e == OK && known.n && str_eq(known, b->token)) {
		b->is_unchanged = true;
		return OK;
	}
	if (e == OK)
		e = list_cards(s, b, known, &list, &is_refused);
	if (known.n && e != OK && is_refused)
		e = list_cards(s, b, (struct str){0}, &list, &is_refused);
	return e == OK ? read_cards(s, b, &list) : e;
}

/* ---- The whole ------------------------------------------------------------------- */

static enum err log_in(struct sync *s, char **password)
{
	struct str user = config_text(s->home->config, "contacts.user");
	struct str command = config_text(s->home->config, "contacts.password_command");

	s->server.user = arena_dup_str(s->arena, user);
	if (!command.n)
		return OK;
	return mail_password_read("contacts.password_command",
	    arena_dup_str(s->arena, command), password, s->ei);
}

enum err syncing_read(struct arena *a, struct home *h, struct str url, bool is_full,
    struct sync_book **books, size_t *n_books, struct err_info *ei)
{
	struct sync s = {.arena = a,
	    .home = h,
	    .ei = ei,
	    .is_full = is_full,
	    .server = {.timeout_s = TIMEOUT_S}};
	struct sync_book *found = arena_alloc(a, BOOKS_MAX, sizeof(*found));
	char *password = NULL;
	size_t n = 0;
	enum err e = log_in(&s, &password);

	s.server.password = password;
	if (e == OK)
		e = find_books(&s, url, found, &n);
	for (size_t i = 0; i < n && e == OK; i++)
		e = read_book(&s, &found[i]);
	mail_password_free(password);
	if (e != OK)
		return e;
	*books = found;
	*n_books = n;
	return OK;
}

enum err syncing_remember(
    struct home *h, const struct sync_book *book, struct err_info *ei)
{
	char key[KEY_SIZE];

	if (!book->token.n)
		return OK;
	return store_setting_set(h->store, token_key(book->url, key), book->token, ei);
}
