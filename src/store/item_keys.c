/*
 * item_keys.c - the keys by which an item is known again. In: an item as its feed gave
 * it; out: hashes, 0 for none. Always: the same in every release and on every machine,
 * for they are stored.
 */
#include "base/url.h"
#include "store/known.h"

#include <string.h>

static uint64_t stir(uint64_t h, uint64_t v)
{
	return ((h << 5 | h >> 59) ^ v) * 0x9e3779b97f4a7c15u;
}

static uint64_t from_little_endian(uint64_t v)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

static uint64_t read_eight(const char *p)
{
	uint64_t v;

	memcpy(&v, p, 8);
	return from_little_endian(v);
}

/* Sixteen bytes at a time in two independent chains: this runs over every text of every
 * feed at every run. */
static uint64_t stir_text(uint64_t h, struct str s)
{
	uint64_t other = ~h;
	char last[16] = {0};
	size_t i = 0;

	for (; i + 16 <= s.n; i += 16) {
		h = stir(h, read_eight(s.p + i));
		other = stir(other, read_eight(s.p + i + 8));
	}
	if (i < s.n)
		memcpy(last, s.p + i, s.n - i);
	h = stir(h, read_eight(last));
	other = stir(other, read_eight(last + 8));
	return stir(stir(h, other), s.n);
}

/* Spreads what multiplication left in the high bits; 0 is kept for "none". */
static uint64_t finish(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	h ^= h >> 32;
	return h ? h : 1;
}

/* The front page is where feeds without links of their own point to. */
static bool is_front_page(struct str url)
{
	struct url_parts parts = url_split(url);

	return parts.path.n <= 1 && parts.query.n == 0;
}

/* "https://example.org/?p=1" and "http://www.example.org/?p=1" are one guid. */
static struct str without_scheme(struct str guid)
{
	if (str_starts(guid, STR("https://")))
		guid = str_sub(guid, 8, guid.n);
	else if (str_starts(guid, STR("http://")))
		guid = str_sub(guid, 7, guid.n);
	else
		return guid;
	return str_starts_nocase(guid, STR("www.")) ? str_sub(guid, 4, guid.n) : guid;
}

uint64_t item_key_title(const struct item *it)
{
	int64_t at_s =
	    it->published_at_s != NO_TIME ? it->published_at_s : it->updated_at_s;
	uint64_t h = stir_text(1, str_trim(it->title));

	return finish(at_s != NO_TIME && at_s != 0 ? stir(h, (uint64_t)at_s)
						   : stir_text(h, it->summary));
}

/* A guid that is but the front page was made up for want of a better one. */
uint64_t item_key_guid(const struct item *it)
{
	uint64_t h = it->guid.n && str_eq(it->guid, it->url) && is_front_page(it->url)
			 ? item_key_title(it)
			 : 3;

	return it->guid.n ? finish(stir_text(h, without_scheme(it->guid))) : 0;
}

uint64_t item_key_url(struct arena *scratch, const struct item *it)
{
	if (it->url.n == 0 || is_front_page(it->url))
		return 0;
	arena_reset(scratch);
	return finish(stir_text(2, url_key(scratch, it->url)));
}

uint64_t item_key_content(const struct item *it)
{
	uint64_t h = stir_text(4, it->title);

	h = stir_text(h, it->summary);
	h = stir_text(h, it->url);
	h = stir_text(h, it->author);
	for (size_t i = 0; i < it->n_categories; i++)
		h = stir_text(h, it->categories[i]);
	return finish(h);
}

uint64_t item_key_text(struct str text)
{
	return text.n ? finish(stir_text(5, text)) : 0;
}
