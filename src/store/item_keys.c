/*
 * item_keys.c - the keys by which an item is known again. In: an item as its feed gave
 * it; out: hashes. Always: the same in every release, for they are stored.
 */
#include "base/url.h"
#include "store/known.h"

/* An address of a single article: one with a path or a query. The front page is where
 * feeds without links of their own point to. */
static bool names_article(struct str key)
{
	size_t slash = str_find_char(key, '/');

	return slash + 1 < key.n || str_find_char(key, '?') < key.n;
}

/* "https://example.org/?p=1" and "http://www.example.org/?p=1" are one guid. */
static struct str without_scheme(struct str guid)
{
	size_t at = str_find(guid, STR("://"));

	if (at == guid.n || at > 5)
		return guid;
	guid = str_sub(guid, at + 3, guid.n);
	return str_starts_nocase(guid, STR("www.")) ? str_sub(guid, 4, guid.n) : guid;
}

static uint64_t join(uint64_t h, struct str part)
{
	h = (h ^ str_hash(part)) * 0xd6e8feb86659fd93u;
	return h ^ h >> 32;
}

static uint64_t title_key(const struct item *it)
{
	int64_t at_s =
	    it->published_at_s != NO_TIME ? it->published_at_s : it->updated_at_s;
	uint64_t h = join(1, str_trim(it->title));

	if (at_s != NO_TIME && at_s != 0)
		return join(h, (struct str){(const char *)&at_s, sizeof(at_s)});
	return join(h, it->summary);
}

static uint64_t content_key(const struct item *it)
{
	uint64_t h = join(1, it->title);

	h = join(h, it->summary);
	h = join(h, it->url);
	h = join(h, it->author);
	for (size_t i = 0; i < it->n_categories; i++)
		h = join(h, it->categories[i]);
	return h;
}

struct item_keys store_item_keys(const struct item *it)
{
	struct arena *scratch = arena_new();
	struct str link = url_key(scratch, it->url);
	struct item_keys keys = {0};

	if (names_article(link))
		keys.url = join(2, link);
	keys.title = title_key(it);
	keys.content = content_key(it);
	if (it->guid.n)
		keys.guid = join(3, without_scheme(it->guid));
	/* A guid that is but the front page, made up for want of a better one. */
	if (it->guid.n && str_eq(it->guid, it->url) && !keys.url)
		keys.guid = join(keys.title, it->guid);
	arena_free(scratch);
	return keys;
}
