/*
 * multistatus.c - WebDAV answers. In: XML of a server that may be hostile. Out: entries.
 * Always: elements are told by their local names and what they stand in; unknown ones are
 * passed over.
 */
#include "feed/multistatus.h"

#include "base/limits.h"
#include "feed/document.h"
#include "feed/text.h"

#include <string.h>

enum { VALUE_MAX_BYTES = 64 << 20, ENTRIES_MAX = 1000000 };

struct reader {
	struct arena *arena;
	struct multistatus found;
	size_t cap_entries;
	struct dav_entry entry;
	bool is_in_entry, is_in_propstat;
	char path[LIMIT_XML_DEPTH + 2][24]; /* local names of what is open */
	size_t depth;
	struct buf text;
};

static bool is_root(struct str name, bool is_page)
{
	return !is_page && str_eq_nocase(name, STR("multistatus"));
}

static bool never_nests(struct str name)
{
	(void)name;
	return false;
}

/* Whether the element that is open, or the one around it, has that name. */
static bool is_open(const struct reader *r, size_t up, const char *name)
{
	return r->depth > up && strcmp(r->path[r->depth - 1 - up], name) == 0;
}

static void on_start(void *ctx, const struct xml_element *e)
{
	struct reader *r = ctx;
	struct str name = str_sub(e->name, 0, sizeof(r->path[0]) - 1);

	if (r->depth < sizeof(r->path) / sizeof(r->path[0])) {
		memset(r->path[r->depth], 0, sizeof(r->path[0]));
		for (size_t i = 0; i < name.n; i++)
			r->path[r->depth][i] =
			    (char)(name.p[i] >= 'A' && name.p[i] <= 'Z' ? name.p[i] | 0x20
									: name.p[i]);
	}
	r->depth++;
	buf_reset(&r->text);
	if (is_open(r, 0, "response")) {
		r->entry = (struct dav_entry){0};
		r->is_in_entry = true;
	}
	r->is_in_propstat |= is_open(r, 0, "propstat");
	if (is_open(r, 0, "addressbook") && is_open(r, 1, "resourcetype"))
		r->entry.is_addressbook = true;
}

static void put(struct reader *r, struct str *field)
{
	struct str text = str_trim(buf_borrow(&r->text));

	if (text.n && !r->text.is_full)
		*field = (struct str){arena_dup_str(r->arena, text), text.n};
}

static void take_href(struct reader *r)
{
	if (is_open(r, 1, "response"))
		put(r, &r->entry.href);
	else if (is_open(r, 1, "current-user-principal"))
		put(r, &r->entry.principal);
	else if (is_open(r, 1, "addressbook-home-set"))
		put(r, &r->entry.home);
}

static void end_entry(struct reader *r)
{
	struct multistatus *m = &r->found;

	r->is_in_entry = false;
	if (!r->entry.href.n || m->n_entries == ENTRIES_MAX)
		return;
	arena_grow(
	    r->arena, &m->entries, m->n_entries, &r->cap_entries, sizeof(*m->entries));
	m->entries[m->n_entries++] = r->entry;
}

static void on_end(void *ctx, struct str name)
{
	struct reader *r = ctx;

	(void)name;
	if (is_open(r, 0, "href"))
		take_href(r);
	else if (is_open(r, 0, "displayname"))
		put(r, &r->entry.name);
	else if (is_open(r, 0, "getetag"))
		put(r, &r->entry.etag);
	else if (is_open(r, 0, "address-data"))
		put(r, &r->entry.card);
	else if (is_open(r, 0, "sync-token"))
		put(r, r->is_in_entry ? &r->entry.sync_token : &r->found.sync_token);
	else if (is_open(r, 0, "status") && !r->is_in_propstat)
		r->entry.is_gone =
		    str_find(buf_borrow(&r->text), STR(" 404")) < r->text.n;
	else if (is_open(r, 0, "propstat"))
		r->is_in_propstat = false;
	else if (is_open(r, 0, "response"))
		end_entry(r);
	buf_reset(&r->text);
	r->depth--;
}

static void on_text(void *ctx, struct str text, bool is_cdata)
{
	struct reader *r = ctx;

	if (is_cdata)
		buf_put_str(&r->text, text);
	else
		text_decode_entities(&r->text, text);
}

enum err multistatus_read(
    struct arena *a, struct str bytes, struct multistatus *out, struct err_info *ei)
{
	struct reader r = {.arena = a};
	const struct xml_sink sink = {.is_root = is_root,
	    .never_nests = never_nests,
	    .start = on_start,
	    .end = on_end,
	    .text = on_text,
	    .ctx = &r};
	struct err_info why = {0};
	enum err e;

	buf_init(&r.text, VALUE_MAX_BYTES);
	e = document_read(bytes, &sink, &why);
	buf_clear(&r.text);
	if (e != OK)
		return err_set(ei, ERR_DATA, NULL,
		    "this is no answer of a CardDAV server: %s", why.text);
	*out = r.found;
	return OK;
}
